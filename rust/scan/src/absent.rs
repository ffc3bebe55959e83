//! Labels that have a word for a value, as in `SSN: not provided; order 151793916`: they say
//! nothing of the number behind it.

use crate::boundary::is_escape_letter;
use crate::class::{DIGIT, JOINER, LOWER, UPPER, among, is, run_end};
use crate::entity::Entity::{self, Phone};
use crate::entity::EntitySet;
use crate::known::add_pair;
use crate::masks::{BLOCK, from_last, last_block, marks};
use crate::words::{NEAR, Shape, words, words_in};

/// Longest word in a placeholder.
const MAX_LABEL: usize = 20;
/// How many words a label has.
const LABEL: u32 = 3;

/// Words that a value of any kind may have.
static NUMBERS: Among = Among::of("is it n no nr num number value");

/// What a number may count, measure or date, and things that have numbers.
static COUNTED: Among = Among::of(
    "age amount asin attempt avg balance batch build bytes calls case cents checksum clicks \
    commit cost count counts created credits dated days downloads drawing dropped due ean epoch \
    events expires frame frames hash height hits hours impressions index invoice isbn issn job \
    lag lccn left length limit lot messages milliseconds minutes model ms mtime offset order \
    orders part pid pmid population port position premium price queue quota rate ratio records \
    remaining request requests revision rows run score scores seconds seed seq sequence sessions \
    shipment size skipped spending step synced ticket timeout timestamp took total tracking ttl \
    upc updated updates users verified version views width",
);

/// What a number counts that stands before.
static UNITS: Among = Among::of(
    "bytes calls cents days events hits hours items messages milliseconds minutes ms records \
    requests rows seconds times tokens users views",
);

/// Words for what is not there, which count before any sign.
static ABSENT: Among = Among::of(
    "absent declined empty missing n/a na nil no none not null pending redacted undefined unknown \
    withheld",
);

/// Most words of one list.
const MAX_WORDS: usize = 128;

/// Words, found by their first letter and their length.
struct Among {
    words: &'static [u8],
    /// Where each begins and how long it is.
    places: [(u16, u16); MAX_WORDS],
    /// By first letter: the first word, one behind the last one, and a bit for each length.
    by_letter: [(usize, usize, u32); 32],
}

impl Among {
    /// Of words in the order of the alphabet, a blank between them.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "below the length of a list"
    )]
    const fn of(words: &'static str) -> Self {
        let words = words.as_bytes();
        let (mut places, mut by_letter) = ([(0, 0); MAX_WORDS], [(0, 0, 0); 32]);
        let (mut start, mut at, mut count) = (0, 0, 0);
        while at <= words.len() {
            if at == words.len() || words[at] == b' ' {
                let letter = (words[start] & 31) as usize;
                let (first, end, lengths) = by_letter[letter];
                assert!(lengths == 0 || end == count, "in order");
                let first = if lengths == 0 { count } else { first };
                by_letter[letter] = (first, count + 1, lengths | 1 << (at - start));
                places[count] = (start as u16, (at - start) as u16);
                count += 1;
                start = at + 1;
            }
            at += 1;
        }
        Self {
            words,
            places,
            by_letter,
        }
    }

    fn has(&self, word: &[u8]) -> bool {
        let first = word.first().map_or(0, |first| usize::from(first & 31));
        let (start, end, lengths) = self.by_letter[first];
        if word.len() >= 32 || lengths >> word.len() & 1 == 0 {
            return false;
        }
        self.places[start..end].iter().any(|&(start, len)| {
            let (start, len) = (usize::from(start), usize::from(len));
            len == word.len() && self.words[start..start + len].eq_ignore_ascii_case(word)
        })
    }
}

/// `shape` of `text` without the letters of our own placeholders: `[PHONE]` says what was there,
/// and nothing of the number behind it.
#[cold]
pub fn without_placeholders(text: &[u8], mut shape: Shape) -> Shape {
    let near = &text[text.len().saturating_sub(BLOCK + MAX_LABEL)..];
    for (at, _) in near.iter().enumerate().filter(|(_, byte)| **byte == b'[') {
        let label = &near[at + 1..];
        let len = run_end(label, 0, UPPER | DIGIT | JOINER, MAX_LABEL);
        let is_closed = matches!(label.get(len), Some(b']' | b':'));
        if is_closed && Entity::from_label(&label[..len]).is_some() {
            let rest = label.len() - len;
            shape = shape.hidden(rest, rest + len);
        }
    }
    shape
}

/// What of `said` still counts at the end of `text`, which has this shape.
#[cold]
pub fn still_said(said: EntitySet, text: &[u8], shape: Shape) -> EntitySet {
    let mut short = [0; BLOCK];
    let near = last_block(text, &mut short);
    let said = match head(near) {
        Some(word) if is_counted(word) => said.and(words_in(near, shape, 1)),
        Some(word) if word.eq_ignore_ascii_case(b"id") => said.without(EntitySet::of(&[Phone])),
        // People are reached at a number, and things are done at a time.
        Some(word) if word.eq_ignore_ascii_case(b"at") => said.and(EntitySet::of(&[Phone])),
        _ => said,
    };
    if said.is_empty() {
        return said;
    }
    // One label: each costs as much as the words before the number.
    let mut signs = from_last(marks(near, [b':', b'=']));
    let Some((sign, end)) = signs.find_map(|sign| Some((sign, absent_end(near, sign + 1)?))) else {
        return said;
    };
    let spent = words_in(&near[..sign], shape.before(BLOCK - sign), LABEL);
    let behind = words_in(near, shape.reaching(BLOCK - end), NEAR.1);
    said.without(spent).or(behind)
}

/// True for a word directly before a number that says that it counts, measures or dates
/// something, or is the number of a thing: `phone calls: 10472993`.
pub fn is_counted(word: &[u8]) -> bool {
    COUNTED.has(word)
}

/// True for a word behind a number that it counts: `10472993 bytes`.
pub fn is_unit(word: &[u8]) -> bool {
    UNITS.has(word)
}

/// What may stand between a number and the word before it.
static GAPS: [bool; 256] = among(b" :=\"'\\#([>|");

/// The word directly before the number behind `near`; of `callCount` the last one.
pub fn head(near: &[u8]) -> Option<&[u8]> {
    let is_letter = |byte: &u8| is(*byte, UPPER | LOWER);
    let end = near.iter().rposition(|byte| !GAPS[usize::from(*byte)])? + 1;
    let start = near[..end]
        .iter()
        .rposition(|byte| !is_letter(byte))
        .map_or(0, |at| at + 1);
    let start = start + usize::from(is_escape_letter(near, start));
    let word = near.get(start..end).filter(|word| !word.is_empty())?;
    let hump = word
        .windows(2)
        .rposition(|pair| is(pair[0], LOWER) && is(pair[1], UPPER));
    Some(hump.map_or(word, |at| &word[at + 1..]))
}

/// Where the statement of `near` begins that the number behind it belongs to: what is said before a
/// semicolon is said of something else. A list of values goes on behind one, and so does a
/// statement with no more than the word for a number. None where nothing ends one.
#[cold]
pub fn statement(near: &[u8; BLOCK]) -> Option<usize> {
    let has_letter = |part: &[u8]| part.iter().any(|byte| is(*byte, UPPER | LOWER));
    let last_of_end = |at: usize| {
        let next = near.get(at + 1);
        let (is_end, last) = match near[at] {
            b';' => (
                matches!(next, Some(b' ' | b'\n'))
                    && !is_entity(&near[..at])
                    && !is_label(near, at),
                at,
            ),
            b'\n' => (ends_with_value(&near[..at]), at),
            b'\\' => (next == Some(&b'n') && ends_with_value(&near[..at]), at + 1),
            _ => (false, at),
        };
        is_end.then_some(last)
    };
    let signs = marks(near, [b';', b'\n', b'\\']);
    let mut ends = from_last(signs).filter_map(last_of_end);
    let mut end = ends.next()?;
    let own = near[end + 1..].trim_ascii();
    let word = own.split(|byte| !is(*byte, UPPER | LOWER)).next()?;
    if near[end] == b';' && NUMBERS.has(word) {
        return None;
    }
    while !has_letter(&near[end + 1..]) {
        let start = ends.next().map_or(0, |before| before + 1);
        let part = &near[start..end];
        if !ends_with_number(part) || ends_with_id(part) {
            break;
        }
        if has_letter(part) || start == 0 {
            return Some(start);
        }
        end = start - 1;
    }
    Some(end + 1)
}

/// Words between those of a label: `date of birth`, `permis de conduire`.
const LINKS: [&[u8]; 6] = [b"of", b"de", b"di", b"da", b"do", b"del"];

/// True where the semicolon at `sign` stands in the place of a colon: between a label and the value
/// behind `near`.
fn is_label(near: &[u8; BLOCK], sign: usize) -> bool {
    if !near[sign + 1..].trim_ascii().is_empty() {
        return false;
    }
    let plain = |text: &[u8]| {
        let is_sign = |byte: &u8| matches!(byte, b' ' | b'#');
        text.iter()
            .rposition(|byte| !is_sign(byte))
            .map_or(0, |at| at + 1)
    };
    let label = &near[..plain(&near[..sign])];
    let (lead, last) = split_word(label.strip_suffix(b".").unwrap_or(label));
    // A dot behind a longer word ends a sentence.
    if label.ends_with(b".") && last.len() > MAX_SHORT {
        return false;
    }
    let (lead, second) = split_word(&lead[..plain(lead)]);
    let mut said = EntitySet::default();
    add_pair(second, last, &mut said);
    if !last.is_ascii() {
        said = words(&label[lead.len()..]);
    } else if last.len() > 2 {
        said = said.or(words(last));
    }
    if LINKS.contains(&second) {
        said = said.or(words(split_word(&lead[..plain(lead)]).1));
    }
    NUMBERS.has(last) || last.eq_ignore_ascii_case(b"id") || !said.is_empty()
}

/// Longest word that is cut short with a dot.
const MAX_SHORT: usize = 4;

/// The last word of `text`, and what stands before it.
fn split_word(text: &[u8]) -> (&[u8], &[u8]) {
    let is_other = |byte: &u8| !is(*byte, UPPER | LOWER) && *byte < 0x80;
    text.split_at(text.iter().rposition(is_other).map_or(0, |at| at + 1))
}

/// True where the last word of `text` has three digits: a value stands there already.
fn ends_with_value(text: &[u8]) -> bool {
    let bytes = text.trim_ascii_end().iter().rev();
    let word = bytes.take_while(|byte| !PARTING[usize::from(**byte)]);
    word.filter(|byte| is(**byte, DIGIT)).nth(2).is_some()
}

/// True where the last word of `text` is a value as those of lists are: of its letters and digits
/// every third is a digit, and none of its signs joins words: `acct_1s25A945b3CX5MCw` is a name.
fn ends_with_number(text: &[u8]) -> bool {
    let bytes = text.trim_ascii_end().iter().rev();
    let word = bytes.take_while(|byte| !PARTING[usize::from(**byte)]);
    let (mut digits, mut letters) = (0, 0);
    for &byte in word {
        digits += usize::from(is(byte, DIGIT));
        letters += usize::from(is(byte, UPPER | LOWER));
        if byte == b'_' {
            return false;
        }
    }
    digits > 2 && letters <= 2 * digits
}

/// True where the last word of `text`, before which may be zeros, is the number of something with
/// its name before a dash: `acct-5625`.
fn ends_with_id(text: &[u8]) -> bool {
    let parts_word = |byte: &u8| *byte == 0 || PARTING[usize::from(*byte)];
    let word = text.trim_ascii_end().rsplit(parts_word).next();
    let mut parts = word.unwrap_or_default().splitn(2, |byte| *byte == b'-');
    let name = parts.next().unwrap_or_default();
    name.len() > 2 && parts.next().is_some() && name.iter().all(|byte| is(*byte, UPPER | LOWER))
}

/// What parts a value from what stands before it.
static PARTING: [bool; 256] = among(b" :=\"'\n");

/// True for the name of a character of HTML before its semicolon: `&nbsp`.
fn is_entity(text: &[u8]) -> bool {
    let name = text
        .iter()
        .rev()
        .take_while(|byte| is(**byte, UPPER | LOWER | DIGIT));
    text[..text.len() - name.count()].ends_with(b"&")
}

/// One behind the value at `start` that is words alone: for what is not there, or up to a
/// semicolon.
fn absent_end(near: &[u8], start: usize) -> Option<usize> {
    let is_gap = |byte: &&u8| b" \"'\\".contains(byte);
    let from = start + near[start..].iter().take_while(is_gap).count();
    let is_part = |byte: &&u8| is(**byte, UPPER | LOWER) || b" /-'".contains(byte);
    let end = from + near[from..].iter().take_while(is_part).count();
    let value = near[from..end].trim_ascii();
    let word = value.split(|byte| *byte == b' ').next()?;
    let next = near.get(end);
    let is_closed = || next == Some(&b';') || next.is_some() && ABSENT.has(word);
    (word.first()?.is_ascii_alphabetic() && is_closed()).then_some(end)
}
