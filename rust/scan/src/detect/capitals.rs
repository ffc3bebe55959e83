//! Words of letters and digits: accounts and identity numbers. Small letters count as capitals
//! where a check tells the word from an id.

use crate::absent::head;
use crate::boundary::is_word_between;
use crate::class::{DIGIT, LOWER, UPPER, WORD, at, is, is_small_hex};
use crate::detect::country::is_country;
use crate::detect::{check, checks};
use crate::entity::Entity;
use crate::look::Look;
use crate::masks::Masks;

/// Lengths of IBANs by country. Source: SWIFT, IBAN Registry release 99.
const IBANS: &[u8] = b"\
AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18\
FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20\
LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24\
SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

/// Longest finding with what separates its parts.
const MAX_WORD: usize = 48;

/// Verify the word that begins at `start`.
#[inline(never)]
pub(crate) fn capitals(look: &mut Look<'_>, start: usize) {
    let text = look.text;
    // The name and the number may be one word.
    let is_glued = text[start..].starts_with(b"IBAN") && at(text, start + 6, DIGIT);
    let (begin, start) = (start, start + if is_glued { 4 } else { 0 });
    if !may_be(look, start) {
        return;
    }
    let near = &text[start..text.len().min(start + MAX_WORD)];
    let mut upper = [0; MAX_WORD];
    match near.first_chunk() {
        Some(whole) => upper = *whole,
        None => upper[..near.len()].copy_from_slice(near),
    }
    upper.make_ascii_uppercase();
    let upper = &upper[..near.len()];
    let is_word = |len: usize| is_word_between(text, begin, start + len);
    let found = iban(upper)
        .map(|len| (Entity::Iban, len))
        .filter(|found| is_word(found.1) && !is_joined(near, text, start, found.1))
        .or_else(|| {
            identity(upper).filter(|found| {
                let is_other = is_two_words(near, found.1) || is_hash(text, start, found.1);
                is_word(found.1) && !is_other
            })
        })
        .or_else(|| bank(near).map(|len| (Entity::SwiftBic, len)));
    let Some((entity, len)) = found.filter(|found| look.wants(found.0)) else {
        return;
    };
    // Letters of both cases, hexadecimal digits and codes of banks need a word beside them.
    let has = |class: u8| near[..len].iter().any(|byte| is(*byte, class));
    let is_plain = match entity {
        Entity::InPan if near[..len].iter().all(|&byte| is_small_hex(byte)) => true,
        Entity::InPan | Entity::SgNric => has(LOWER) && has(UPPER),
        Entity::SwiftBic => true,
        _ => false,
    };
    look.until = start + len;
    if is_plain && !(is_word(len) && look.says(start, entity)) {
        return;
    }
    look.taken.add(start, start + len);
    look.found(entity, start, start + len);
}

/// Verify the four digits in `at..end` as those of an Indian account whose parts stand apart:
/// `ABCPE 1234 F`.
#[inline]
pub(crate) fn parted(look: &mut Look<'_>, at: usize, end: usize) -> bool {
    let text = look.text;
    let sign = at.checked_sub(1).map_or(0, |gap| text[gap]);
    let is_like = matches!(sign, b' ' | b'-') && text.get(end) == Some(&sign);
    is_like && is(text[at.saturating_sub(2)], UPPER) && is_parted_pan(look, at, end)
}

#[inline(never)]
fn is_parted_pan(look: &mut Look<'_>, at: usize, end: usize) -> bool {
    let text = look.text;
    let Some(start) = at.checked_sub(6) else {
        return false;
    };
    let Some(&last) = text.get(end + 1) else {
        return false;
    };
    let mut word = [0; 10];
    word[..5].copy_from_slice(&text[start..at - 1]);
    word[5..9].copy_from_slice(&text[at..end]);
    word[9] = last;
    look.until = end + 2;
    let is_found = is_pan(&word)
        && is_word_between(text, start, end + 2)
        && look.wants(Entity::InPan)
        && look.says(start, Entity::InPan);
    if is_found {
        look.done.number = end + 2;
        look.found(Entity::InPan, start, end + 2);
    }
    is_found
}

/// False where letters and digits lie as in none of the numbers, which is nearly always.
#[inline]
fn may_be(look: &Look<'_>, start: usize) -> bool {
    let text = look.text;
    let letters = look.ahead(start, Masks::letter);
    let digits = look.ahead(start, |masks| masks.digit);
    let word = (letters | digits).trailing_ones();
    let first = text[start] & !0x20;
    let leads = |count: u32| letters.trailing_ones() >= count;
    let capitals = look.ahead(start, |masks| masks.upper);
    let is_bank = matches!(word, 8 | 11)
        && capitals.trailing_ones() >= 6
        && is_country([text[start + 4], text[start + 5]]);
    let is_parted = matches!(text.get(start + 2), Some(b' ' | b'-' | b'.'));
    let is_account = leads(2)
        && (digits >> 2 & 3 == 3 || is_parted)
        && iban_length([first, text[start + 1] & !0x20]).is_some();
    let is_pan = word == 10 && leads(5) && digits & 0x3ff == 0x1e0;
    let is_gap = |by: usize| text.get(start + by) == Some(&b' ');
    let is_fiscal =
        word == 16 && leads(6) || leads(3) && word == 3 && [3, 7, 13].into_iter().all(is_gap);
    let is_single = matches!(first, b'S' | b'T' | b'F' | b'G' | b'M') && digits & 0x1fe == 0xfe;
    let is_foreign =
        matches!(first, b'X'..=b'Z') && (digits & 0xfe == 0xfe || digits & 0x1fc == 0x1fc);
    let is_insured = leads(2) && (digits >> 2 & 0x3f == 0x3f || is_parted || is_gap(4));
    is_bank || is_account || is_pan || is_fiscal || is_single || is_foreign || is_insured
}

/// True for small letters beside a dash: a part of an id.
fn is_joined(near: &[u8], text: &[u8], start: usize, len: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    let is_dash = |byte: Option<&u8>| matches!(byte, Some(b'-'));
    is(near[0], LOWER) && (is_dash(before) || is_dash(text.get(start + len)))
}

/// The number of a person, and its length.
fn identity(word: &[u8]) -> Option<(Entity, usize)> {
    let first = |len: usize| word.get(..len);
    if first(10).is_some_and(is_pan) {
        return Some((Entity::InPan, 10));
    }
    if let Some(len) = fiscal(word) {
        return Some((Entity::ItCodiceFiscale, len));
    }
    if let Some(len) = nie(word) {
        return Some((Entity::EsNif, len));
    }
    if first(9).is_some_and(is_nric) {
        return Some((Entity::SgNric, 9));
    }
    nino(word).map(|len| (Entity::UkNino, len))
}

/// True for a word of two small letters, a blank, and the beginning of an id: `at 007624b`.
fn is_two_words(near: &[u8], len: usize) -> bool {
    len == 10 && is(near[0], LOWER) && near[2] == b' '
}

/// Words before a short hash.
const HASHES: [&[u8]; 8] = [
    b"commit", b"sha", b"rev", b"head", b"tree", b"index", b"merge", b"parent",
];

/// True for hexadecimal digits in small letters that are a commit: in a range of two,
/// `be739264d..da4bbc5a3`, or behind the word for one.
fn is_hash(text: &[u8], start: usize, len: usize) -> bool {
    let (before, rest) = (&text[..start], &text[start + len..]);
    if !text[start..start + len]
        .iter()
        .all(|&byte| is_small_hex(byte))
    {
        return false;
    }
    let word = head(&before[start.saturating_sub(16)..]).unwrap_or_default();
    let is_named = HASHES.iter().any(|known| known.eq_ignore_ascii_case(word));
    is_named || before.ends_with(b"..") || rest.starts_with(b"..")
}

/// Four letters, a country, two or five more. Source: ISO 9362.
fn bank(word: &[u8]) -> Option<usize> {
    let len = word
        .iter()
        .take(12)
        .take_while(|byte| is(**byte, WORD))
        .count();
    let fits = matches!(len, 8 | 11)
        && word[..6].iter().all(u8::is_ascii_uppercase)
        && is_country([word[4], word[5]])
        && word[6..len].iter().all(|&byte| is(byte, UPPER | DIGIT));
    fits.then_some(len)
}

/// Letter, seven digits, letter of the check.
fn is_nric(word: &[u8]) -> bool {
    let mut digits = [0; 7];
    for (digit, byte) in digits.iter_mut().zip(&word[1..8]) {
        *digit = byte.wrapping_sub(b'0');
    }
    digits.iter().all(|digit| *digit < 10) && checks::nric_letter(word[0], &digits) == Some(word[8])
}

/// The same by letters, 0 where there are none.
static LENGTHS: [[u8; 26]; 26] = {
    let mut lengths = [[0; 26]; 26];
    let mut at = 0;
    while at < IBANS.len() {
        let (row, column) = (IBANS[at] - b'A', IBANS[at + 1] - b'A');
        lengths[row as usize][column as usize] = (IBANS[at + 2] - b'0') * 10 + IBANS[at + 3] - b'0';
        at += 4;
    }
    lengths
};

fn iban_length(country: [u8; 2]) -> Option<usize> {
    let [row, column] = country.map(|letter| usize::from(letter.wrapping_sub(b'A')));
    let length = *LENGTHS.get(row)?.get(column)?;
    (length > 0).then_some(usize::from(length))
}

/// Length of the account number: as many letters and digits as the country has, single signs
/// between groups.
fn iban(text: &[u8]) -> Option<usize> {
    let country = *text.first_chunk::<2>()?;
    let length = iban_length(country)?;
    let mut compact = [0; 34];
    let (mut count, mut index, mut last) = (0, 0, 0);
    while count < length {
        let byte = *text.get(index)?;
        if is(byte, UPPER | DIGIT) {
            *compact.get_mut(count)? = byte;
            count += 1;
        } else if !matches!(byte, b' ' | b'-' | b'.')
            || !at(text, index + 1, UPPER | DIGIT)
            || !is_cut(count, &mut last)
        {
            return None;
        }
        index += 1;
    }
    let compact = compact.get(..count)?;
    let has_check = compact[2..4].iter().all(u8::is_ascii_digit);
    (has_check && check::mod_97(compact) == 1).then_some(index)
}

/// True where groups may end behind `count` letters: the first behind two or four of them, each
/// further one four behind the last.
fn is_cut(count: usize, last: &mut usize) -> bool {
    let is_first = *last == 0 && matches!(count, 2 | 4);
    let fits = is_first || *last > 0 && (count == *last + 4 || count == 4);
    *last = count;
    fits
}

fn is_pan(word: &[u8]) -> bool {
    let is_shape = word.iter().enumerate().all(|(index, &byte)| match index {
        3 => b"ABCFGHLJPTK".contains(&byte),
        5..=8 => is(byte, DIGIT),
        _ => is(byte, UPPER),
    });
    is_shape && word[5..9] != *b"0000"
}

/// Values of characters at odd places of an Italian tax code. Source: D.M. 23 December 1976.
const ODD: [u8; 36] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6,
    8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/// Length of an Italian code, together or in groups of 3, 3, 5 and 5.
fn fiscal(text: &[u8]) -> Option<usize> {
    let is_grouped = text.get(3) == Some(&b' ') && text.get(7) == Some(&b' ');
    if !is_grouped {
        return text
            .get(..16)
            .filter(|word| is_fiscal(word))
            .map(<[u8]>::len);
    }
    if text.get(13) != Some(&b' ') {
        return None;
    }
    let mut word = [0; 16];
    let letters = text.get(..19)?.iter().filter(|byte| **byte != b' ');
    let count = word
        .iter_mut()
        .zip(letters)
        .map(|(to, from)| *to = *from)
        .count();
    (count == 16 && is_fiscal(&word)).then_some(19)
}

fn is_fiscal(word: &[u8]) -> bool {
    // Digits may be written as letters where two people would share a code.
    let is_shape = word.iter().enumerate().all(|(index, &byte)| match index {
        0..=5 | 8 | 11 | 15 => is(byte, UPPER),
        _ => is(byte, DIGIT) || b"LMNPQRSTUV".contains(&byte),
    });
    if !is_shape || !b"ABCDEHLMPRST".contains(&word[8]) {
        return false;
    }
    let value = |byte: u8| match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte - b'A' + 10,
    };
    let even = |byte: u8| {
        u32::from(if is(byte, DIGIT) {
            byte - b'0'
        } else {
            byte - b'A'
        })
    };
    let sum: u32 = word[..15]
        .iter()
        .enumerate()
        .map(|(index, &byte)| match index % 2 {
            0 => u32::from(ODD[usize::from(value(byte))]),
            _ => even(byte),
        })
        .sum();
    sum % 26 == u32::from(word[15] - b'A')
}

/// Length of the Spanish number of a foreigner: a letter for the leading digit, seven digits, the
/// control letter, with or without signs between them.
fn nie(word: &[u8]) -> Option<usize> {
    let lead = usize::from(word.first()?.wrapping_sub(b'X'));
    let sign = usize::from(matches!(word.get(1), Some(b'-' | b' ')));
    let digits = word.get(1 + sign..8 + sign)?;
    let last = 8 + sign + usize::from(matches!(word.get(8 + sign), Some(b'-' | b' ')));
    let fits = lead < 3
        && digits.iter().all(|&byte| is(byte, DIGIT))
        && word.get(last) == Some(&check::nif_letter(digits, lead));
    fits.then_some(last + 1)
}

/// Length of two letters, six digits in pairs or together, one letter. Source: HMRC, National
/// Insurance Manual NIM39110.
fn nino(text: &[u8]) -> Option<usize> {
    let mut word = [0; 9];
    let (mut count, mut index) = (0, 0);
    while count < 9 {
        let byte = *text.get(index)?;
        if matches!(byte, b' ' | b'-') && matches!(count, 2 | 4 | 6 | 8) {
            index += 1;
            continue;
        }
        let classes = if (2..8).contains(&count) {
            DIGIT
        } else {
            UPPER
        };
        if !is(byte, classes) {
            return None;
        }
        word[count] = byte;
        count += 1;
        index += 1;
    }
    let is_lead = !b"DFIQUV".contains(&word[0]) && !b"DFIQUVO".contains(&word[1]);
    let taken = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
    let is_free = !taken.iter().any(|pair| pair[..] == word[..2]);
    let fits = is_lead && is_free && (b'A'..=b'D').contains(&word[8]);
    fits.then_some(index)
}
