//! Certificates of an endpoint, which can be replaced while it serves.

use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};
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
    /// Speak TLS 1.2.
    pub tls12: bool,
    /// Speak TLS 1.3.
    pub tls13: bool,
}

/// Shared by the endpoint and whoever replaces its certificates.
#[derive(Debug, Clone)]
pub struct Tls {
    config: Arc<RwLock<Arc<ServerConfig>>>,
}

impl Tls {
    /// Read the texts.
    ///
    /// # Errors
    /// They are no certificates, or do not belong together.
    pub fn new(certificates: &Certificates) -> io::Result<Self> {
        let config = Arc::new(RwLock::new(configuration(certificates)?));
        Ok(Self { config })
    }

    /// Use the certificates of `other` from the next connection on.
    pub fn replace(&self, other: &Self) {
        let made = other.current();
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = made;
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.current())
    }

    fn current(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn configuration(given: &Certificates) -> io::Result<Arc<ServerConfig>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&versions(given))
        .map_err(io::Error::other)?;
    let builder = match &given.client_authorities {
        None => builder.with_no_client_auth(),
        Some(authorities) => {
            let mut roots = RootCertStore::empty();
            for each in certificates(authorities)? {
                roots.add(each).map_err(io::Error::other)?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
                .build()
                .map_err(io::Error::other)?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let key = PrivateKeyDer::from_pem_slice(&given.key)
        .map_err(|error| unreadable("private key", &error))?;
    let mut config = builder
        .with_single_cert(certificates(&given.chain)?, key)
        .map_err(io::Error::other)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn versions(given: &Certificates) -> Vec<&'static SupportedProtocolVersion> {
    let mut versions = Vec::new();
    if given.tls13 {
        versions.push(&version::TLS13);
    }
    if given.tls12 {
        versions.push(&version::TLS12);
    }
    versions
}

fn certificates(pem: &[u8]) -> io::Result<Vec<CertificateDer<'static>>> {
    CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| unreadable("certificate", &error))
}

fn unreadable(what: &str, error: &rustls::pki_types::pem::Error) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("cannot read the {what}: {error}"),
    )
}
