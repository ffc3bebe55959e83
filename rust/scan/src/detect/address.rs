//! Network addresses: IPv4, IPv6, and the way to hardware addresses.
//!
//! Source: RFC 4291, 2.2 for the forms of IPv6; RFC 1918, 3927, 4193 and 5737 for addresses that
//! name no person.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::boundary::{begins, begins_number, ends_host, is_escape_letter};
use crate::class::{DIGIT, HEX, JOINER, WORD, at, is, run_end, run_start};
use crate::detect::hardware;
use crate::detect::numbering::is_numbering;
use crate::entity::Entity;
use crate::look::Look;

const MAX_ADDRESS: usize = 45;

/// Verify the first dot of `d.d.d` at `dot`.
pub(crate) fn dotted(look: &mut Look<'_>, dot: usize) {
    let text = look.text;
    let start = run_start(text, dot, DIGIT, 4);
    if dot - start > 3 || start < look.done.dotted {
        return;
    }
    let Some((address, end)) = ipv4(text, start) else {
        return;
    };
    let begins = begins_number(text, start) || is_peer(text, start, end);
    if begins && ends_host(text, end) && !is_numbering(text, start, end, address) {
        look.done.dotted = end;
        if let Some(network) = prefix_end(text, end, u32::from(address), 32)
            && is_documentation_v4(address)
        {
            look.taken.add(start, network);
            return;
        }
        if look.options.private_addresses || !is_private_v4(address) {
            look.found(Entity::Ipv4, start, end);
        }
        // What is an address is no telephone number.
        look.taken.add(start, end);
    }
}

/// True for an address with a port behind the name of its host, as Java writes it:
/// `api.acme.io/54.12.33.21:443`. Source: Java, `InetSocketAddress.toString`.
#[cold]
fn is_peer(text: &[u8], start: usize, end: usize) -> bool {
    let port = run_end(text, end + 1, DIGIT, 6);
    let is_port = text.get(end) == Some(&b':') && (3..=6).contains(&(port - end));
    is_port && text[..start].ends_with(b"/") && !at(text, port, WORD)
}

fn ipv4(text: &[u8], start: usize) -> Option<(Ipv4Addr, usize)> {
    let mut octets = [0; 4];
    let mut from = start;
    for (index, octet) in octets.iter_mut().enumerate() {
        let end = run_end(text, from, DIGIT, 4);
        let digits = text
            .get(from..end)
            .filter(|digits| (1..=3).contains(&digits.len()))?;
        let is_padded = digits.len() > 1 && digits[0] == b'0';
        let value = digits
            .iter()
            .fold(0u16, |value, digit| value * 10 + u16::from(digit & 0xf));
        *octet = u8::try_from(value).ok().filter(|_| !is_padded)?;
        from = end;
        if index < 3 {
            (text.get(end) == Some(&b'.')).then_some(())?;
            from += 1;
        }
    }
    Some((Ipv4Addr::from(octets), from))
}

/// One behind the length of a network, `/24`, behind the address that ends at `end` and has
/// nothing in the bits of hosts. A network of one host, of `width` bits, is none.
fn prefix_end(text: &[u8], end: usize, address: impl Into<u128>, width: u32) -> Option<usize> {
    let start = end + 1;
    let last = run_end(text, start, DIGIT, 4);
    let digits = text.get(start..last).filter(|_| text[end] == b'/')?;
    let length = std::str::from_utf8(digits).ok()?.parse::<u32>().ok()?;
    let hosts = width.checked_sub(length).filter(|&hosts| hosts > 0)?;
    let is_network = address.into().trailing_zeros() >= hosts;
    (is_network && !at(text, last, WORD)).then_some(last)
}

/// Source: RFC 5737.
fn is_documentation_v4(address: Ipv4Addr) -> bool {
    matches!(
        address.octets(),
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _]
    )
}

/// True for addresses that name machines of a local network, documentation's own among them left to
/// be found.
fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || first >= 224
        || first == 0
        || (first, second & 0xc0) == (100, 64)
}

/// Verify the colon, dash or dot at `sign`, or the first of twelve digits there.
pub(crate) fn address(look: &mut Look<'_>, sign: usize) {
    if sign < look.done.address || look.taken.has(sign) {
        return;
    }
    let text = look.text;
    if is(text[sign], HEX) {
        return hardware::together(look, sign);
    }
    if text[sign] == b':' && is_inner(look, sign) {
        return;
    }
    // The end of a word is a key: `NOTE:fe80::1`.
    let sign = match text[sign] {
        b':' if !begins(text, run_start(text, sign, HEX, 5), WORD) => match second(text, sign) {
            Some(next) => next,
            None => return,
        },
        _ => sign,
    };
    if !hardware::written(look, sign) && text[sign] == b':' {
        ipv6(look, sign);
    }
}

/// True where the colon at `sign` is none of the first ones of an address: another one stands
/// before its group, and ends no key.
#[inline]
fn is_inner(look: &Look<'_>, sign: usize) -> bool {
    const MAX_GROUP: u32 = 4;
    let digits = look.before(sign, |masks| masks.hex);
    let colons = look.before(sign, |masks| masks.colon);
    let group = digits.leading_ones();
    group <= MAX_GROUP && colons << group & (digits | colons) << group << 1 & 1 << 63 != 0
}

/// The colon behind the group that follows the one at `sign`, or two of them.
fn second(text: &[u8], sign: usize) -> Option<usize> {
    let group = sign + 1 + usize::from(text.get(sign + 1) == Some(&b':'));
    let next = run_end(text, group, HEX, 5);
    (next > group && text.get(next) == Some(&b':')).then_some(next)
}

/// True where no group of the same address stands before `start`: nothing, or a key and its colon,
/// or a command between colons, `::error::`.
pub(super) fn is_first(text: &[u8], start: usize, sign: u8) -> bool {
    let before = start.checked_sub(1);
    let Some(at) = before.filter(|&at| text[at] == sign) else {
        return true;
    };
    match sign {
        b':' => {
            let at = at - usize::from(text[..at].ends_with(b":"));
            let group = run_start(text, at, HEX, 5);
            let is_group = matches!(at - group, 1..=4) && begins(text, group, WORD);
            let is_key = |last: u8| is(last, WORD | JOINER) || !last.is_ascii();
            !is_group && at > 0 && is_key(text[at - 1])
        }
        // A bracket before it opens weights of letters: `[.0020.0002.…]`.
        b'.' => at == 0 || !is(text[at - 1], WORD) && text[at - 1] != b'[',
        b' ' => at < 2 || !is_pair(text, at - 2) || !begins(text, at - 2, WORD),
        // The sign of a line that was taken out.
        _ => at == 0 || text[at - 1] == b'\n' || is_escape_letter(text, at - 1),
    }
}

/// True for a word of two hexadecimal digits at `start`.
pub(super) fn is_pair(text: &[u8], start: usize) -> bool {
    at(text, start, HEX) && at(text, start + 1, HEX) && !at(text, start + 2, WORD)
}

fn ipv6(look: &mut Look<'_>, sign: usize) {
    let text = look.text;
    let mut start = run_start(text, sign, HEX, 5);
    if is_escape_letter(text, start) {
        start += 1;
    }
    let limit = text.len().min(start + MAX_ADDRESS);
    let is_part = |byte: &u8| is(*byte, HEX) || matches!(byte, b':' | b'.');
    let len = text[start..limit]
        .iter()
        .take_while(|byte| is_part(byte))
        .count();
    let mut end = start + len;
    while end > start && matches!(text[end - 1], b'.' | b':') && !text[..end].ends_with(b"::") {
        end -= 1;
    }
    look.done.address = end.max(sign + 1);
    let Ok(candidate) = std::str::from_utf8(&text[start..end]) else {
        return;
    };
    let Some(address) = parse(candidate) else {
        return;
    };
    let is_alone = begins(text, start, WORD) && is_first(text, start, b':') && !at(text, end, WORD);
    let is_example = address.segments()[..2] == [0x2001, 0xdb8]
        && prefix_end(text, end, u128::from(address), 128).is_some();
    if is_alone
        && is_written_out(text, start, end)
        && !is_example
        && (look.options.private_addresses || !is_private_v6(address))
    {
        look.taken.add(start, end);
        look.found(Entity::Ipv6, start, zone_end(text, end));
    }
}

/// An address; the standard library looks for one of version 4 in the place of each group.
#[inline(never)]
fn parse(text: &str) -> Option<Ipv6Addr> {
    let bytes = text.as_bytes();
    if bytes.contains(&b'.') {
        return text.parse().ok();
    }
    let mut segments = [0u16; 8];
    let (mut count, mut gap, mut at) = (0, None, 0);
    if let [b':', rest @ ..] = bytes {
        // One colon begins nothing.
        (rest.first() == Some(&b':')).then_some(())?;
        gap = Some(0);
        at = 2;
    }
    while at < bytes.len() {
        let (mut value, from) = (0, at);
        while let Some(digit) = bytes
            .get(at)
            .and_then(|byte| char::from(*byte).to_digit(16))
        {
            value = value << 4 | digit;
            at += 1;
            (at - from <= 4).then_some(())?;
        }
        *segments.get_mut(count)? = u16::try_from(value).ok().filter(|_| at > from)?;
        count += 1;
        match bytes.get(at..) {
            Some([]) | None => break,
            Some([b':', b':', ..]) if gap.is_none() => {
                gap = Some(count);
                at += 2;
            }
            Some([b':', _, ..]) => at += 1,
            _ => return None,
        }
    }
    match gap {
        None => (count == 8).then(|| segments.into()),
        // It stands for one group or more.
        Some(gap) if count < 8 => {
            segments[gap..].rotate_right(8 - count);
            Some(segments.into())
        }
        _ => None,
    }
}

/// One behind the zone of an address, `%eth0`. Source: RFC 4007, 11.
fn zone_end(text: &[u8], end: usize) -> usize {
    let zone = run_end(text, end + 1, WORD | JOINER, 16);
    if text.get(end) == Some(&b'%') && zone > end + 1 {
        return zone;
    }
    end
}

/// `::` alone, or beside one short group, is code and no address, and so is `a::b2` in a longer
/// name or before a dash, and a slice, `rows[1::2]`.
fn is_written_out(text: &[u8], start: usize, end: usize) -> bool {
    let address = &text[start..end];
    let groups = address.split(|&byte| byte == b':');
    let groups = groups.filter(|group| !group.is_empty()).count();
    if groups != 2 {
        return groups > 2;
    }
    let is_cut = address.windows(2).any(|pair| pair == b"::");
    let is_place = |group: &[u8]| group.len() <= 3 && group.iter().all(u8::is_ascii_digit);
    let is_slice = address.split(|&byte| byte == b':').all(is_place);
    // What stands behind the dash may be replaced already.
    let is_part = at(text, end + 1, WORD) || text.get(end + 1) == Some(&b'[');
    let is_dashed = text.get(end) == Some(&b'-') && is_part;
    let is_joined = is_dashed || text[..start].ends_with(b"::");
    is_cut && address.iter().any(u8::is_ascii_digit) && !is_joined && !is_slice
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || first & 0xfe00 == 0xfc00
        || first & 0xffc0 == 0xfe80
        || address.to_ipv4_mapped().is_some_and(is_private_v4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_the_standard_library_reads_them() {
        let parts = [
            "", ":", "::", "1", "ab", "cdef", "0", "12345", "1.2.3.4", ":8", "f:",
        ];
        let (mut state, mut count) = (1u64, 0);
        for _ in 0..300_000 {
            let mut text = String::new();
            for _ in 0..=state >> 60 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(99);
                text += parts[usize::try_from((state >> 33) % 11).unwrap_or_default()];
            }
            let expected = text.parse::<Ipv6Addr>().ok();
            count += u32::from(expected.is_some());
            assert_eq!(parse(&text), expected, "{text}");
        }
        assert!(count > 1_000, "{count}");
    }
}
