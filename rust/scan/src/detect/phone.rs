//! Telephone numbers. What is written like any other number needs a word beside it.
//!
//! Source: ITU-T E.164 for the international form; NANPA for the North American one.

use crate::boundary::{begins, ends_number};
use crate::class::{DIGIT, HEX, WORD, at, begins_like, is, run_end};
use crate::detect::cluster::Group;
use crate::detect::date::is_time;

/// Country codes with the digits that numbers of the country have, code included: code, shortest,
/// longest.
const COUNTRIES: [(&[u8], usize, usize); 48] = [
    (b"1", 11, 11),
    (b"7", 11, 11),
    (b"20", 11, 12),
    (b"27", 11, 11),
    (b"30", 12, 12),
    (b"31", 11, 11),
    (b"32", 10, 11),
    (b"33", 11, 11),
    (b"34", 11, 11),
    (b"36", 10, 11),
    (b"39", 10, 13),
    (b"40", 11, 11),
    (b"41", 11, 11),
    (b"43", 10, 13),
    (b"44", 11, 12),
    (b"45", 10, 10),
    (b"46", 9, 12),
    (b"47", 10, 10),
    (b"48", 11, 11),
    (b"49", 10, 14),
    (b"52", 12, 13),
    (b"54", 12, 13),
    (b"55", 12, 13),
    (b"56", 11, 11),
    (b"57", 12, 12),
    (b"60", 10, 12),
    (b"61", 11, 11),
    (b"62", 10, 14),
    (b"63", 12, 12),
    (b"64", 10, 12),
    (b"65", 10, 10),
    (b"66", 10, 11),
    (b"81", 11, 12),
    (b"82", 10, 12),
    (b"84", 11, 12),
    (b"86", 12, 13),
    (b"90", 12, 12),
    (b"91", 12, 12),
    (b"92", 11, 12),
    (b"234", 11, 13),
    (b"254", 12, 12),
    (b"351", 12, 12),
    (b"353", 11, 12),
    (b"358", 9, 13),
    (b"380", 12, 12),
    (b"420", 12, 12),
    (b"966", 12, 12),
    (b"971", 11, 12),
];

/// Fewest and most digits of numbers of the country whose code `rest` begins with.
fn lengths(rest: &[u8]) -> Option<(usize, usize)> {
    let begins = |code: &[u8]| code.iter().zip(rest).filter(|(a, b)| a == b).count() == code.len();
    let country = COUNTRIES.iter().find(|country| begins(country.0))?;
    Some((country.1, country.2))
}

/// False where what follows the `+` and its first digit ends a number at once.
#[inline]
pub fn may_follow(text: &[u8], plus: usize) -> bool {
    text.get(plus + 2).is_some_and(|byte| {
        byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'.' | b'(' | b')' | b'/')
    })
}

/// How many of `groups`, behind a `+`, are a number: the longest that the country allows.
pub fn international(text: &[u8], plus: usize, groups: &[Group]) -> Option<usize> {
    let first = groups.first()?;
    if text[first.start] == b'0' || !begins(text, plus, WORD) {
        return None;
    }
    let country = lengths(&text[first.start..]);
    let (shortest, longest) = country.unwrap_or((8, 15));
    let mut count = 0;
    let mut found = None;
    for (index, group) in groups.iter().enumerate() {
        let is_inside = match group.separator {
            b' ' | b'-' | b'.' | b')' | b'(' => true,
            // Days have a slash as well.
            b'/' => country.is_some(),
            _ => index == 0,
        };
        if !is_inside {
            break;
        }
        // Four digits and a dot are the whole part of a decimal: codes of countries are shorter.
        if index == 1 && group.separator == b'.' && first.len() > 3 {
            return None;
        }
        // The zero in brackets is dialled at home alone.
        let is_trunk = index > 0 && text[group.start - 1] == b'(' && group.len() == 1;
        count += if is_trunk { 0 } else { group.len() };
        if (shortest..=longest).contains(&count) {
            found = Some(index + 1);
        }
    }
    found
}

/// Words and signs before an extension.
const EXTENSIONS: [&[u8]; 11] = [
    b"extension",
    b"extn",
    b"ext",
    b"x",
    b";ext=",
    b"durchwahl",
    b"dw",
    b"poste",
    b"ramal",
    b"anexo",
    b"interno",
];

/// One behind the extension of the number that ends before `end`; `end` where it has none.
#[inline(never)]
pub fn extension_end(text: &[u8], end: usize) -> usize {
    // Nearly all numbers end where no word begins.
    let gap = text[end..]
        .iter()
        .take(3)
        .take_while(|byte| b" ,".contains(byte));
    let word = end + gap.count();
    let lead = text.get(word..).and_then(|rest| rest.first_chunk());
    let is_like = lead.is_some_and(|[first, second]| {
        matches!(
            (first | 0x20, second | 0x20),
            (b'x', _)
                | (b';' | b'e', b'e' | b'x')
                | (b'd', b'u' | b'w')
                | (b'p', b'o')
                | (b'r', b'a')
                | (b'a' | b'i', b'n')
        )
    });
    if !is_like {
        return end;
    }
    extension(text, word).unwrap_or(end)
}

/// One behind the extension whose word is at `word`: up to six digits.
#[cold]
fn extension(text: &[u8], word: usize) -> Option<usize> {
    let rest = &text[word..];
    let mut known = EXTENSIONS.iter();
    let known = known.find(|known| begins_like(rest, known))?;
    let gap = rest[known.len()..].iter().take(3);
    let gap = gap.take_while(|byte| b" .:".contains(byte)).count();
    let digits = word + known.len() + gap;
    let end = run_end(text, digits, DIGIT, 7);
    // `x 2` counts.
    let least = if *known == b"x" { 2 } else { 1 };
    let is_counted = *known == b"x" && gap > 0;
    let fits = (least..=6).contains(&(end - digits)) && !is_counted && ends_number(text, end);
    fits.then_some(end)
}

/// True where `groups` of these lengths are written as telephone numbers are, and as nothing else
/// is. `is_whole` says that no further group stands beside them.
pub fn is_formatted(text: &[u8], groups: &[Group], lens: &[u8], is_whole: bool) -> bool {
    let digits = |index: usize| &text[groups[index].start..groups[index].end];
    match lens {
        [1, 3, 3, 4] => digits(0) == b"1" && is_north_american(text, &groups[1..], is_whole),
        [3, 3, 4] => {
            is_north_american(text, groups, is_whole) || is_whole && is_trunk(text, groups)
        }
        [2, 2, 2, 2, 2] => {
            let lead = digits(0);
            is_whole
                && is_even(groups)
                && lead[0] == b'0'
                && matches!(lead[1], b'1'..=b'7' | b'9')
                && !is_counting(text, groups)
                && !is_in_dump(text, groups)
        }
        [1, 3, 3, 2, 2] => is_whole && digits(0) == b"8" && digits(1)[0] != b'0',
        [2, 3, 2, 2] | [3, 2, 2, 2] => {
            is_whole && is_even(groups) && matches!(digits(0)[0], b'6'..=b'9')
        }
        _ => {
            is_whole
                && (is_trunk(text, groups)
                    || is_prefixed(text, groups)
                    || is_bracketed(text, groups))
        }
    }
}

/// An area code in brackets, and a number in two parts or more behind it.
fn is_bracketed(text: &[u8], groups: &[Group]) -> bool {
    let [area, rest @ ..] = groups else {
        return false;
    };
    let is_open = area.start > 0 && text[area.start - 1] == b'(';
    let count: usize = groups.iter().map(|group| group.len()).sum();
    is_open
        && rest.len() >= 2
        && rest[0].separator == b')'
        && matches!(area.len(), 1..=5)
        && (9..=11).contains(&count)
        && rest.iter().all(|group| group.len() >= 2)
}

/// Hexadecimal dumps and tables count up in steps of one.
fn is_counting(text: &[u8], groups: &[Group]) -> bool {
    let value = |group: &Group| text[group.start + 1];
    groups
        .windows(2)
        .all(|pair| value(&pair[1]) == value(&pair[0]) + 1)
}

/// A pair with a letter beside them makes them a part of a hexadecimal dump.
fn is_in_dump(text: &[u8], groups: &[Group]) -> bool {
    let [first, second, ..] = groups else {
        return false;
    };
    let (start, end) = (first.start, groups[groups.len() - 1].end);
    let sign = second.separator;
    let is_pair = |pair: &[u8]| {
        pair.iter().all(|&byte| is(byte, HEX)) && pair.iter().any(u8::is_ascii_alphabetic)
    };
    let before = start.checked_sub(3).and_then(|at| text.get(at..start));
    let is_behind = before.is_some_and(|near| near[2] == sign && is_pair(&near[..2]))
        && start.checked_sub(4).is_none_or(|at| !is(text[at], WORD));
    let next = text.get(end..end + 3);
    let is_before =
        next.is_some_and(|near| near[0] == sign && is_pair(&near[1..])) && !at(text, end + 3, WORD);
    is_behind || is_before
}

fn is_even(groups: &[Group]) -> bool {
    let mut inner = groups.iter().skip(1).map(|group| group.separator);
    let first = inner.next();
    matches!(first, Some(b' ' | b'-' | b'.')) && inner.all(|separator| Some(separator) == first)
}

/// Area and exchange begin with 2 to 9, and are no service codes.
fn is_north_american(text: &[u8], groups: &[Group], is_whole: bool) -> bool {
    let is_code = |group: &Group| {
        let code = &text[group.start..group.end];
        matches!(code[0], b'2'..=b'9') && &code[1..] != b"11"
    };
    let [area, exchange, line] = groups else {
        return false;
    };
    let is_written = match (exchange.separator, line.separator) {
        (b')', b'-' | b' ' | b'.') | (b'-' | b' ' | b'/', b'-') | (b'.', b'.') => true,
        (b' ', b' ') => is_whole,
        _ => false,
    };
    is_written && is_code(area) && is_code(exchange)
}

/// A national number behind its leading zero, in at least three groups, or in two of which the
/// first is an area code.
fn is_trunk(text: &[u8], groups: &[Group]) -> bool {
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let lead = &text[groups[0].start..groups[0].end];
    let is_parted = match groups {
        [area, rest] => {
            (3..=5).contains(&area.len()) && (6..=8).contains(&rest.len()) && rest.separator != b'.'
        }
        _ => (3..=5).contains(&groups.len()),
    };
    let is_slashed = groups.get(1).is_some_and(|group| group.separator == b'/');
    let is_dashed = is_slashed || groups.get(1).is_some_and(|group| group.separator == b'-');
    is_parted
        && (count == 9 && is_dashed || (10..=11).contains(&count))
        && lead.len() >= 2
        && lead[0] == b'0'
        && matches!(lead[1], b'1'..=b'9')
        && groups.iter().all(|group| group.len() >= 2)
        && !is_thousands(groups)
        && !is_article(groups)
        && !is_time(text, groups)
        && (is_even(groups) || is_slashed && groups.len() == 2 || is_after_area(groups))
}

/// Threes between dots are an amount.
fn is_thousands(groups: &[Group]) -> bool {
    groups
        .iter()
        .skip(1)
        .all(|group| group.separator == b'.' && group.len() == 3)
}

/// A pair behind dashes and a longer group is that of an article: `010-21916-84`.
fn is_article(groups: &[Group]) -> bool {
    let [_, middle, last] = groups else {
        return false;
    };
    middle.len() > 2 && last.len() == 2 && last.separator == b'-'
}

/// A dash or a bracket behind the area code, or a slash behind a longer one, blanks behind that.
fn is_after_area(groups: &[Group]) -> bool {
    let mut inner = groups.iter().skip(1).map(|group| group.separator);
    let is_area = match inner.next() {
        Some(b'-' | b')') => true,
        Some(b'/') => groups[0].len() >= 3,
        _ => false,
    };
    is_area && inner.all(|separator| matches!(separator, b' ' | b'-'))
}

/// A number behind `00`, which stands for `+`, of a country that is known.
fn is_prefixed(text: &[u8], groups: &[Group]) -> bool {
    let first = &text[groups[0].start..groups[0].end];
    let code = match (first, groups.get(1)) {
        (b"00", Some(next)) => next.start,
        ([b'0', b'0', b'1'..=b'9', ..], _) => groups[0].start + 2,
        _ => return false,
    };
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let is_tied = groups
        .iter()
        .skip(1)
        .all(|group| matches!(group.separator, b' ' | b'-' | b'.' | b'/'));
    let is_grouped = groups.len() >= 5 || groups.iter().any(|group| group.len() >= 3);
    // Zeros before a number of an id are no prefix.
    let is_long = groups.len() == 1 && count >= 14;
    // Behind the code of a country no zero is dialled, but in Italy.
    let is_zero = groups.get(1).is_some_and(|next| text[next.start] == b'0');
    let is_code = |code: &[u8]| code != b"39" && COUNTRIES.iter().any(|known| known.0 == code);
    let is_dialled = !(is_zero && first.get(2..).is_some_and(is_code));
    let fits = |(shortest, longest): (usize, usize)| (shortest..=longest).contains(&(count - 2));
    is_tied
        && is_dialled
        && (groups.len() >= 3 && is_grouped || is_long)
        && lengths(&text[code..]).is_some_and(fits)
        && !is_in_dump(text, groups)
}

/// True where `groups` can be a number at all, for one with a word beside it. Times in seconds or
/// milliseconds and decimals cannot.
pub fn is_possible(text: &[u8], groups: &[Group]) -> bool {
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let first = text[groups[0].start];
    if is_time(text, groups) || is_dotted(groups) {
        return false;
    }
    match groups {
        [_] => (7..=12).contains(&count) && !(count == 10 && first == b'1'),
        [_, _] if groups[1].separator == b'.' => false,
        _ => {
            (7..=15).contains(&count)
                && groups
                    .iter()
                    .skip(1)
                    .all(|each| !b"/\t".contains(&each.separator))
        }
    }
}

/// True for a version: dots alone, and a part of one digit.
fn is_dotted(groups: &[Group]) -> bool {
    let mut inner = groups.iter().skip(1);
    groups.len() > 2
        && inner.all(|group| group.separator == b'.')
        && groups.iter().skip(1).any(|group| group.len() == 1)
}
