//! Why a peer was not believed, in words that say what to look at.

use std::io;
use std::time::{Duration, SystemTime};

use rustls::pki_types::UnixTime;
use rustls::{CertificateError, Error, InvalidMessage};

/// A handshake's fault, in words where there are better ones than its own.
pub(crate) fn told(error: io::Error) -> io::Error {
    let inner = error.get_ref();
    let fault = inner.and_then(|inner| inner.downcast_ref::<Error>());
    match fault.and_then(words) {
        Some(words) => io::Error::new(error.kind(), words),
        None => error,
    }
}

fn words(fault: &Error) -> Option<String> {
    let certificate = match fault {
        Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            return Some("the peer does not speak TLS".to_owned());
        }
        Error::InvalidCertificate(certificate) => certificate,
        _ => return None,
    };
    match certificate {
        CertificateError::ExpiredContext { not_after, .. } => Some(format!(
            "the peer's certificate expired on {}",
            date(*not_after)
        )),
        CertificateError::NotValidYetContext { not_before, .. } => Some(format!(
            "the peer's certificate is not valid before {}",
            date(*not_before)
        )),
        CertificateError::NotValidForNameContext {
            expected,
            presented,
        } => Some(format!(
            "the peer's certificate is for {}, and not for {}",
            names(presented),
            expected.to_str()
        )),
        CertificateError::UnknownIssuer => {
            Some("the peer's certificate is signed by no trusted authority, see ca_file".to_owned())
        }
        _ => None,
    }
}

/// `DnsName("a.example")` without what is around the name.
fn names(presented: &[String]) -> String {
    let bare = |name: &String| {
        let inner = name
            .split_once('(')
            .and_then(|(_, rest)| rest.split_once(')'));
        inner
            .map_or(name.as_str(), |(inner, _)| inner)
            .replace('"', "")
    };
    let names: Vec<String> = presented.iter().map(bare).collect();
    if names.is_empty() {
        return "no name".to_owned();
    }
    names.join(", ")
}

fn date(time: UnixTime) -> String {
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(time.as_secs()))
}
