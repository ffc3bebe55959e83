//! Hex and base64, as OTLP JSON spells bytes.
#![deny(clippy::indexing_slicing)]

const HEX: &[u8; 16] = b"0123456789abcdef";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Append `bytes` as lower-case hex.
pub fn put_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            out.push(HEX.get(usize::from(digit)).copied().unwrap_or_default());
        }
    }
}

/// Append the bytes that `text` spells in hex of any case; None where it is not hex.
pub fn read_hex(text: &[u8], out: &mut Vec<u8>) -> Option<()> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    for pair in text.chunks_exact(2) {
        let digits: Option<Vec<u32>> = pair
            .iter()
            .map(|&digit| char::from(digit).to_digit(16))
            .collect();
        let value = digits?.iter().fold(0, |value, digit| value << 4 | digit);
        out.push(u8::try_from(value).ok()?);
    }
    Some(())
}

/// Append `bytes` in standard base64 with padding.
pub fn put_base64(out: &mut Vec<u8>, bytes: &[u8]) {
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0u32, |group, &byte| group << 8 | u32::from(byte));
        let group = group << (8 * (3 - chunk.len()));
        for index in 0..4 {
            let digit = (group >> (18 - 6 * index)) & 63;
            let spelled = BASE64.get(digit as usize).copied().unwrap_or_default();
            out.push(if index <= chunk.len() { spelled } else { b'=' });
        }
    }
}

/// Append the bytes that `text` spells in base64, standard or for URLs, padded or not; None where
/// it is neither.
pub fn read_base64(text: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let end = text
        .iter()
        .rposition(|&byte| byte != b'=')
        .map_or(0, |last| last + 1);
    let (digits, padding) = text.split_at_checked(end)?;
    if padding.len() > 2 || digits.len() % 4 == 1 {
        return None;
    }
    for chunk in digits.chunks(4) {
        let mut group = 0u32;
        for &digit in chunk {
            group = group << 6 | base64_digit(digit)?;
        }
        let [_, bytes @ ..] = (group << (6 * (4 - chunk.len()))).to_be_bytes();
        out.extend_from_slice(bytes.get(..chunk.len() - 1)?);
    }
    Some(())
}

fn base64_digit(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::{put_base64, put_hex, read_base64, read_hex};

    #[test]
    fn base64_of_every_length_comes_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        for len in 0..bytes.len() {
            let (mut text, mut back) = (Vec::new(), Vec::new());
            put_base64(&mut text, &bytes[..len]);
            assert_eq!(text.len() % 4, 0);
            read_base64(&text, &mut back).unwrap();
            assert_eq!(back, bytes[..len]);
        }
        let mut text = Vec::new();
        put_base64(&mut text, b"fooba");
        assert_eq!(text, b"Zm9vYmE=");
    }

    #[test]
    fn base64_takes_the_url_alphabet_and_missing_padding() {
        let mut out = Vec::new();
        read_base64(b"-_8", &mut out).unwrap();
        assert_eq!(out, [0xfb, 0xff]);
        assert!(read_base64(b"A", &mut out).is_none());
        assert!(read_base64(b"A===", &mut out).is_none());
        assert!(read_base64(b"Zm9*", &mut out).is_none());
    }

    #[test]
    fn hex_of_any_case_comes_back() {
        let (mut text, mut out) = (Vec::new(), Vec::new());
        put_hex(&mut text, &[0, 0xab, 0xff]);
        assert_eq!(text, b"00abff");
        read_hex(b"00ABff", &mut out).unwrap();
        assert_eq!(out, [0, 0xab, 0xff]);
        assert!(read_hex(b"0", &mut out).is_none());
        assert!(read_hex(b"0g", &mut out).is_none());
    }
}
