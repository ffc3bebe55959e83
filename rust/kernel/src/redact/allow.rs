//! Findings that are left alone. What is compared is the finding, never the text around it.

use std::net::IpAddr;

use regex::bytes::Regex;
use spanmill_scan::Entity;

use super::policy::{Spec, whole};
use super::report::Kind;

/// What is allowed.
#[derive(Debug)]
pub struct Allowed {
    patterns: Vec<Regex>,
    texts: Vec<String>,
    domains: Vec<String>,
    networks: Vec<(IpAddr, u32)>,
}

impl Allowed {
    /// Compile what `spec` allows.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn new(spec: &Spec) -> Result<Self, String> {
        let patterns = spec.allowed_values.iter().map(|text| whole(text));
        let networks = spec.allowed_networks.iter().map(|text| network(text));
        Ok(Self {
            patterns: patterns.collect::<Result<_, _>>()?,
            texts: spec.allowed_texts.clone(),
            domains: spec
                .allowed_domains
                .iter()
                .map(|name| name.to_ascii_lowercase())
                .collect(),
            networks: networks.collect::<Result<_, _>>()?,
        })
    }

    /// True where nothing is.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
            && self.texts.is_empty()
            && self.domains.is_empty()
            && self.networks.is_empty()
    }

    /// True where a finding is.
    pub fn has(&self, kind: Kind, value: &[u8]) -> bool {
        self.texts.iter().any(|text| text.as_bytes() == value)
            || self.patterns.iter().any(|pattern| pattern.is_match(value))
            || match kind {
                Kind::Entity(Entity::Email) => self.has_domain(value),
                Kind::Entity(Entity::Ipv4 | Entity::Ipv6) => self.has_address(value),
                _ => false,
            }
    }

    /// True where an address is at one of the domains, or below it.
    fn has_domain(&self, address: &[u8]) -> bool {
        let host = address
            .rsplit(|&byte| byte == b'@')
            .next()
            .unwrap_or_default();
        let host = host.to_ascii_lowercase();
        self.domains.iter().any(|domain| {
            host.strip_suffix(domain.as_bytes())
                .is_some_and(|rest| rest.is_empty() || rest.last() == Some(&b'.'))
        })
    }

    fn has_address(&self, value: &[u8]) -> bool {
        let address: Option<IpAddr> = std::str::from_utf8(value)
            .ok()
            .and_then(|text| text.parse().ok());
        let within = |address: IpAddr| {
            self.networks
                .iter()
                .any(|&(network, bits)| prefix(network, bits) == prefix(address, bits))
        };
        // `::ffff:192.0.2.1` is the host 192.0.2.1, and lies in networks of both versions.
        address.is_some_and(|address| within(address) || within(address.to_canonical()))
    }
}

/// The first bits of an address, with its version.
fn prefix(address: IpAddr, bits: u32) -> (bool, u128) {
    let (value, width) = match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    };
    (
        address.is_ipv4(),
        value.checked_shr(width - bits.min(width)).unwrap_or(0),
    )
}

/// `192.0.2.0/24`, `2001:db8::/32`, or one address.
fn network(text: &str) -> Result<(IpAddr, u32), String> {
    let (address, bits) = text.split_once('/').unwrap_or((text, ""));
    let fault = || format!("{text}: not a network, expected one such as 192.0.2.0/24");
    let address: IpAddr = address.parse().map_err(|_| fault())?;
    let width = if address.is_ipv4() { 32 } else { 128 };
    let bits = if text.contains('/') {
        bits.parse()
            .ok()
            .filter(|bits| *bits <= width)
            .ok_or_else(fault)?
    } else {
        width
    };
    Ok((address, bits))
}
