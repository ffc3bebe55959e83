//! Certificates of an endpoint, which can be replaced while it serves.

use std::io;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::server::WebPkiClientVerifier;
use spanmill_tls::{Replaceable, Versions, authorities, certificates, private_key};
use tokio_rustls::TlsAcceptor;

/// PEM texts of one endpoint.
#[derive(Clone)]
pub struct Certificates {
    /// Own certificate with its chain.
    pub chain: Vec<u8>,
    /// Its private key.
    pub key: Vec<u8>,
    /// Authorities that sign clients; with them every client must show a certificate.
    pub client_authorities: Option<Vec<u8>>,
    /// Versions to speak.
    pub versions: Versions,
}

/// Shared by the endpoint and whoever replaces its certificates.
#[derive(Debug, Clone)]
pub struct Tls {
    config: Replaceable<ServerConfig>,
}

impl Tls {
    /// Read the texts.
    ///
    /// # Errors
    /// They are no certificates, or do not belong together.
    pub fn new(certificates: &Certificates) -> io::Result<Self> {
        let config = Replaceable::new(configuration(certificates)?);
        Ok(Self { config })
    }

    /// Use the certificates of `other` from the next connection on.
    pub fn replace(&self, other: &Self) {
        self.config.replace(&other.config);
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.config.current())
    }
}

fn configuration(given: &Certificates) -> io::Result<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&given.versions.spoken())
        .map_err(io::Error::other)?;
    let builder = match &given.client_authorities {
        None => builder.with_no_client_auth(),
        Some(pem) => {
            let roots = Arc::new(authorities(pem)?);
            let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider)
                .build()
                .map_err(io::Error::other)?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let mut config = builder
        .with_single_cert(certificates(&given.chain)?, private_key(&given.key)?)
        .map_err(io::Error::other)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
