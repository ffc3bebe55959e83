//! Words of capitals and digits: accounts and identity numbers.

use crate::boundary::is_word_between;
use crate::class::{DIGIT, UPPER, at, is};
use crate::detect::check;
use crate::entity::Entity;
use crate::scanner::Look;

/// Lengths of IBANs by country. Source: SWIFT, IBAN Registry release 99.
const IBANS: &[u8] = b"\
AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18\
FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20\
LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24\
SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

/// Verify the word of capitals that begins at `start`.
pub(crate) fn capitals(look: &mut Look<'_>, start: usize) {
    let text = look.text;
    if let Some(end) = iban(text, start) {
        look.done.number = look.done.number.max(end);
        return look.found(Entity::Iban, start, end);
    }
    let word = |len: usize| {
        text.get(start..start + len)
            .filter(|_| is_word_between(text, start, start + len))
    };
    if word(10).is_some_and(is_pan) {
        look.found(Entity::InPan, start, start + 10);
    } else if word(16).is_some_and(is_fiscal) {
        look.found(Entity::ItCodiceFiscale, start, start + 16);
    } else if word(9).is_some_and(is_nie) {
        look.found(Entity::EsNif, start, start + 9);
    } else if let Some(end) = nino(text, start) {
        look.found(Entity::UkNino, start, end);
    }
}

fn iban_length(country: [u8; 2]) -> Option<usize> {
    let known = IBANS.chunks_exact(4).find(|known| known[..2] == country)?;
    Some(usize::from(known[2] - b'0') * 10 + usize::from(known[3] - b'0'))
}

/// One behind the account number: as many letters and digits as the country has, single blanks or
/// dashes between groups.
fn iban(text: &[u8], start: usize) -> Option<usize> {
    let country = *text.get(start..)?.first_chunk::<2>()?;
    let length = iban_length(country)?;
    let mut compact = [0; 34];
    let (mut count, mut index) = (0, start);
    while count < length {
        let byte = *text.get(index)?;
        if is(byte, UPPER | DIGIT) {
            *compact.get_mut(count)? = byte;
            count += 1;
        } else if !matches!(byte, b' ' | b'-')
            || !at(text, index + 1, UPPER | DIGIT)
            || count % 4 != 0
        {
            return None;
        }
        index += 1;
    }
    let compact = compact.get(..count)?;
    (is_word_between(text, start, index) && check::mod_97(compact) == 1).then_some(index)
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

/// Spanish number of a foreigner: a letter for the leading digit, seven digits, the control letter.
fn is_nie(word: &[u8]) -> bool {
    let lead = match word[0] {
        b'X' => 0,
        b'Y' => 1,
        b'Z' => 2,
        _ => return false,
    };
    word[1..8].iter().all(|&byte| is(byte, DIGIT))
        && check::nif_letter(&word[1..8], lead) == word[8]
}

/// Two letters, six digits in pairs or together, one letter. Source: HMRC, National Insurance
/// Manual NIM39110.
fn nino(text: &[u8], start: usize) -> Option<usize> {
    let mut word = [0; 9];
    let (mut count, mut index) = (0, start);
    while count < 9 {
        let byte = *text.get(index)?;
        if byte == b' ' && matches!(count, 2 | 4 | 6 | 8) {
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
    (fits && is_word_between(text, start, index)).then_some(index)
}
