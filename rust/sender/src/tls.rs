//! Certificates of a client, which can be replaced while it sends.

use std::io;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use spanmill_tls::{Replaceable, Versions, authorities, certificates, private_key};
use tokio_rustls::TlsConnector;

/// Whom to believe.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// PEM text of authorities.
    pub authorities: Option<Vec<u8>>,
    /// Also those of the system.
    pub system: bool,
    /// Believe anyone, and ask for no name.
    pub anyone: bool,
}

/// The own certificate, for peers that ask for one.
#[derive(Clone)]
pub struct Identity {
    /// PEM text of the certificate with its chain.
    pub chain: Vec<u8>,
    /// PEM text of its private key.
    pub key: Vec<u8>,
}

/// Shared by the sender and whoever replaces its certificates.
#[derive(Debug, Clone)]
pub struct Tls {
    config: Replaceable<ClientConfig>,
    name: ServerName<'static>,
}

impl Tls {
    /// Read the texts. `name` is what the peer's certificate must be for, `protocol` the ALPN name.
    ///
    /// # Errors
    /// They are no certificates, do not belong together, or `name` is none.
    pub fn new(
        name: String,
        protocol: &[u8],
        trust: &Trust,
        identity: Option<&Identity>,
        versions: Versions,
    ) -> io::Result<Self> {
        let config = configuration(protocol, trust, identity, versions)?;
        Ok(Self {
            config: Replaceable::new(config),
            name: ServerName::try_from(name).map_err(io::Error::other)?,
        })
    }

    /// Use the certificates of `other` from the next connection on.
    pub fn replace(&self, other: &Self) {
        self.config.replace(&other.config);
    }

    pub(crate) fn connector(&self) -> TlsConnector {
        TlsConnector::from(self.config.current())
    }

    pub(crate) fn name(&self) -> ServerName<'static> {
        self.name.clone()
    }
}

fn configuration(
    protocol: &[u8],
    trust: &Trust,
    identity: Option<&Identity>,
    versions: Versions,
) -> io::Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&versions.spoken())
        .map_err(io::Error::other)?;
    let builder = if trust.anyone {
        builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Anyone(provider)))
    } else {
        builder.with_root_certificates(roots(trust)?)
    };
    let mut config = match identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            let (chain, key) = (certificates(&identity.chain)?, private_key(&identity.key)?);
            builder
                .with_client_auth_cert(chain, key)
                .map_err(io::Error::other)?
        }
    };
    config.alpn_protocols = vec![protocol.to_vec()];
    Ok(config)
}

fn roots(trust: &Trust) -> io::Result<RootCertStore> {
    let mut roots = match &trust.authorities {
        None => RootCertStore::empty(),
        Some(pem) => authorities(pem)?,
    };
    if trust.system {
        // Single ones of the system that cannot be read are no reason not to start.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    Ok(roots)
}

/// Believes every certificate; that the peer has its key is verified still.
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
