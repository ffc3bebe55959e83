//! Countries by the two letters that codes of banks name them with.

/// All of them, in order. Source: ISO 3166-1, and `XK` for Kosovo as SWIFT has it.
const CODES: &[u8] = b"\
ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCO\
CRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHR\
HTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMN\
MOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSD\
SESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXK\
YEYTZAZMZW";

/// A bit a second letter, by first letter.
static BITS: [u32; 26] = {
    let mut bits = [0; 26];
    let mut at = 0;
    while at < CODES.len() {
        bits[(CODES[at] - b'A') as usize] |= 1 << (CODES[at + 1] - b'A');
        at += 2;
    }
    bits
};

/// True for two capitals that name a country.
#[inline]
pub fn is_country(code: [u8; 2]) -> bool {
    let [first, second] = code.map(|letter| letter.wrapping_sub(b'A'));
    let seconds = BITS.get(usize::from(first)).copied().unwrap_or(0);
    second < 26 && seconds >> second & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_countries() {
        assert!(
            [b"DE", b"US", b"XK", b"ZW", b"AD"]
                .into_iter()
                .all(|&code| is_country(code))
        );
        assert!(
            ![b"EN", b"XX", b"AA", b"de", b"1A", b"A1", b"@A"]
                .into_iter()
                .any(|&code| is_country(code))
        );
        assert_eq!(CODES.len(), 2 * 250);
    }
}
