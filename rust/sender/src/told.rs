//! Why a peer was not believed, in words that say what to look at.

use std::io;

use rustls::pki_types::UnixTime;
use rustls::{CertificateError, Error, InvalidMessage};

const DAY_S: u64 = 86_400;

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

/// The day in UTC. Source: H. Hinnant, "chrono-compatible low-level date algorithms".
fn date(time: UnixTime) -> String {
    let days = time.as_secs() / DAY_S + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Days are those of the calendar, leap years included.
    #[test]
    fn dates_are_those_of_the_calendar() {
        for (unix_s, expected) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_609_459_199, "2020-12-31"),
            (1_609_459_200, "2021-01-01"),
            (4_102_444_800, "2100-01-01"),
        ] {
            let time = UnixTime::since_unix_epoch(Duration::from_secs(unix_s));
            assert_eq!(date(time), expected);
        }
    }
}
