//! What the listener and the sender share of TLS: certificates from PEM texts, versions, and a
//! configuration that can be replaced while it is used.
#![forbid(unsafe_code)]

use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{RootCertStore, SupportedProtocolVersion, version};

/// Versions to speak.
#[derive(Debug, Clone, Copy)]
pub struct Versions {
    /// TLS 1.2.
    pub tls12: bool,
    /// TLS 1.3.
    pub tls13: bool,
}

impl Versions {
    /// As rustls wants them.
    #[must_use]
    pub fn spoken(self) -> Vec<&'static SupportedProtocolVersion> {
        let known = [(self.tls13, &version::TLS13), (self.tls12, &version::TLS12)];
        known
            .into_iter()
            .filter_map(|(wanted, version)| wanted.then_some(version))
            .collect()
    }
}

/// A configuration, shared by whoever uses it and whoever replaces it.
#[derive(Debug)]
pub struct Replaceable<T>(Arc<RwLock<Arc<T>>>);

impl<T> Clone for Replaceable<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Replaceable<T> {
    /// Begin with this one.
    #[must_use]
    pub fn new(config: T) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(config))))
    }

    /// The one to use for the next connection.
    #[must_use]
    pub fn current(&self) -> Arc<T> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Use that of `other` from the next connection on.
    pub fn replace(&self, other: &Self) {
        let made = other.current();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = made;
    }
}

/// Read certificates, at least one.
///
/// # Errors
/// The text holds none, or something else in their place.
pub fn certificates(pem: &[u8]) -> io::Result<Vec<CertificateDer<'static>>> {
    let read: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|error| unreadable("certificate", &error))?;
    if read.is_empty() {
        let message = "there is no certificate in the file";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(read)
}

/// Read a private key.
///
/// # Errors
/// The text holds none.
pub fn private_key(pem: &[u8]) -> io::Result<PrivateKeyDer<'static>> {
    PrivateKeyDer::from_pem_slice(pem).map_err(|error| unreadable("private key", &error))
}

/// Read authorities to believe.
///
/// # Errors
/// Those of `certificates`, or one of them is no authority.
pub fn authorities(pem: &[u8]) -> io::Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for each in certificates(pem)? {
        roots.add(each).map_err(io::Error::other)?;
    }
    Ok(roots)
}

fn unreadable(what: &str, error: &pem::Error) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("cannot read the {what}: {error}"),
    )
}
