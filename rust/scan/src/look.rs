//! What detectors share while they look at one text.

use std::cell::Cell;
use std::ops::Range;

use crate::absent::{head, is_counted, is_unit, still_said, without_placeholders};
use crate::answer::{words_before_message, words_before_sentence};
use crate::detect::{Commands, Natives, Rows, Signs};
use crate::entity::{Entity, EntitySet};
use crate::masks::{BLOCK, Masks, Planes, block_at, last_block, scalar};
use crate::near::NearWords;
use crate::phrase::{
    cuts, deep_key_before, field_before, phrase_behind, sibling_before, words_before_tags,
};
use crate::scanner::{Hit, Options};
use crate::segment::{Lines, coded_before, coded_behind};
use crate::table::{Tables, is_apart};
use crate::taken::Taken;
use crate::words::{NEAR, Shape, reach, words_in};

/// How far each family of detectors has read, so that nothing is read twice.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Numbers.
    pub number: usize,
    /// Network addresses with dots.
    pub dotted: usize,
    /// Other network addresses.
    pub address: usize,
    /// Tokens.
    pub token: usize,
    /// Values of keys.
    pub keyed: usize,
    /// Values of options.
    pub flag: usize,
    /// Commands before options of one letter.
    pub commands: Commands,
    /// Names of secrets in other scripts.
    pub natives: Natives,
    /// Signs in the values of options.
    pub signs: Signs,
    /// Where values without quotes were searched for their end, by kind of search.
    pub values: [(usize, usize); 3],
    /// Rows of tables.
    pub rows: Rows,
    /// Lines with fields.
    pub lines: Lines,
    /// Armoured keys.
    pub armour: usize,
    /// The last value that words were said of: one behind it, its length, and what they said.
    pub told: Cell<(usize, usize, EntitySet)>,
    /// The same of the last number while others are looked at, and of the last other value while
    /// numbers are: each chunk is read once for these and once for those.
    pub told_apart: Cell<(usize, usize, EntitySet)>,
    /// What the words before and behind the value at a place speak of, which ends at another.
    pub said: Cell<Option<(usize, usize, EntitySet)>>,
    /// What the words in so many bytes before a place speak of, whatever stands behind it.
    pub before: Cell<Option<(usize, usize, EntitySet)>>,
}

/// Kinds that are digits alone and need a word beside them.
const PLAIN: EntitySet = EntitySet::of(&[
    Entity::UkNhs,
    Entity::AuMedicare,
    Entity::ThTnin,
    Entity::ZaId,
    Entity::Imei,
    Entity::UsNpi,
    Entity::SePersonnummer,
    Entity::UsBankAccount,
    Entity::Passport,
    Entity::DriverLicense,
]);

/// What detectors share while they look at one text.
pub(crate) struct Look<'a> {
    pub text: &'a [u8],
    pub options: Options,
    pub done: &'a mut Progress,
    pub hits: &'a mut Vec<Hit>,
    /// What is found already and no number.
    pub taken: &'a mut Taken,
    /// Rows of tables.
    pub tables: &'a Tables,
    /// Words before the last value.
    pub words: &'a NearWords,
    /// Classes of the bytes around the candidate, and where place 1 of them begins in the text.
    pub planes: &'a Planes,
    pub from: usize,
    /// One behind the value whose words are asked for.
    pub until: usize,
}

/// What is found by its form, or by the name of a secret beside it.
pub(crate) const SECRETS: EntitySet = EntitySet::of(&[
    Entity::Btc,
    Entity::Eth,
    Entity::UrlCredentials,
    Entity::Jwt,
    Entity::PrivateKey,
    Entity::LlmKey,
    Entity::AwsKey,
    Entity::GithubToken,
    Entity::CloudToken,
    Entity::AuthHeader,
    Entity::SecretKv,
]);

impl Look<'_> {
    #[inline]
    pub fn wants(&self, entity: Entity) -> bool {
        self.options.entities.has(entity)
    }

    /// True where kinds are wanted that are digits of any length without a form of their own.
    #[inline]
    pub fn wants_plain(&self) -> bool {
        !self.options.entities.and(PLAIN).is_empty()
    }

    /// True where secrets are wanted.
    #[inline]
    pub fn wants_secret(&self) -> bool {
        !self.options.entities.and(SECRETS).is_empty()
    }

    /// Kinds that the key, or the words before `start`, speak of.
    #[inline]
    pub fn context(&self, start: usize) -> EntitySet {
        self.known_context(start)
            .unwrap_or_else(|| self.read_context(start))
    }

    /// The same where they are known already.
    #[inline]
    pub fn known_context(&self, start: usize) -> Option<EntitySet> {
        let (from, until, said) = self.done.said.get()?;
        ((from, until) == (start, self.until)).then_some(said)
    }

    #[inline(never)]
    fn read_context(&self, start: usize) -> EntitySet {
        let said = self.said_around(start, self.until);
        let said = match marked(self.text, start, self.until) {
            Some((start, until)) if said.is_empty() => self.said_around(start, until),
            _ => said,
        };
        let said = said.or(self.options.context);
        self.done.said.set(Some((start, self.until, said)));
        said
    }

    /// What is said of the value in `start..until`.
    fn said_around(&self, start: usize, until: usize) -> EntitySet {
        let (limit, above) = if is_apart(self.text, start, until) {
            (usize::MAX, EntitySet::default())
        } else {
            self.in_row(start, until)
        };
        let said = self.said_before(start, until, limit).or(above);
        let behind = self.said_behind(until);
        let is_counted = !behind.is_empty() && head(&self.text[..start]).is_some_and(is_counted);
        let said = if is_counted { said } else { said.or(behind) };
        let said = said.or(self.said_of_list(start, until));
        if !said.is_empty() {
            let len = until.saturating_sub(start);
            self.done.told.set((until, len, said));
        }
        said
    }

    /// How far before the value at `start` words count, which may be a cell of a table, and what
    /// the head of its column speaks of: what is said in other rows is said of their cells.
    #[cold]
    fn in_row(&self, start: usize, until: usize) -> (usize, EntitySet) {
        let Some(place) = self.tables.place(self.text, start, until) else {
            return (usize::MAX, EntitySet::default());
        };
        // Cells beside each other are no list.
        self.done.told.take();
        (start - place.from, place.kinds)
    }

    /// What the last `limit` bytes before `start` speak of.
    #[inline]
    fn said_before(&self, start: usize, until: usize, limit: usize) -> EntitySet {
        let before = &self.text[..start];
        let said = match self.done.before.get() {
            Some((place, bytes, said)) if (place, bytes) == (start, limit) => said,
            _ if limit == 0 || self.is_bare(start) => EntitySet::default(),
            _ => self.words_before(start, limit),
        };
        let said = if !said.is_empty() && is_unit(unit(self.text, until)) {
            EntitySet::default()
        } else {
            said
        };
        match before.last() {
            Some(b'"') if said.is_empty() => {
                let said = sibling_before(before).or(deep_key_before(before));
                said.or(words_before_message(before))
            }
            Some(b'\'' | b'=') if said.is_empty() => field_before(before),
            Some(b'>') if said.is_empty() => {
                words_before_tags(before).or(self.tables.columns.said(before))
            }
            Some(b'*' | b':' | b'/' | b'+' | b'|') if said.is_empty() => {
                coded_before(before, until.saturating_sub(start), &self.done.lines)
            }
            // A number of one's own may be that of a telephone.
            Some(b' ') if said.is_empty() || said.has(Entity::JpMyNumber) => {
                match words_before_sentence(before) {
                    asked if asked.is_empty() || !is_unit(unit(self.text, until)) => said.or(asked),
                    _ => said,
                }
            }
            _ => said,
        }
    }

    /// What the words in the last `limit` bytes before `start` speak of.
    #[inline]
    fn words_before(&self, start: usize, limit: usize) -> EntitySet {
        let before = &self.text[..start];
        let shape = self.shape_before(start);
        let mut shape = shape.unwrap_or_else(|| Shape::new(before));
        if self.may_close_label(start, shape) {
            shape = without_placeholders(before, shape);
        }
        let (bytes, count) = reach(before);
        let bytes = shape.with_letters(bytes).min(limit);
        let said = self.words.say(before, shape, bytes, count);
        if said.is_empty() {
            return said;
        }
        let said = still_said(said, before, shape);
        self.done.before.set(Some((start, limit, said)));
        said
    }

    /// False where no placeholder ends near before `start`: what closes one stands behind capitals
    /// and digits.
    #[inline]
    fn may_close_label(&self, start: usize, shape: Shape) -> bool {
        let place = (start + BLOCK).checked_sub(self.from);
        let ends = place.and_then(|at| self.planes.before(at, |it| it.quote | it.colon));
        let label = shape.upper | shape.digits;
        ends.is_none_or(|ends| ends & label << 1 & label << 2 & label << 3 != 0)
    }

    /// What is said behind the value, in a phrase that speaks of it.
    #[inline]
    fn said_behind(&self, until: usize) -> EntitySet {
        let Some(phrase) = phrase_behind(self.text, until) else {
            return coded_behind(self.text, until);
        };
        let (near, far) = cuts(&self.text[phrase.clone()]);
        let said = self.said_in(phrase.start..phrase.start + near);
        if said.is_empty() && far > near {
            self.said_in(phrase.start..phrase.start + far)
        } else {
            said
        }
    }

    /// What the words at the end of `phrase` speak of.
    fn said_in(&self, phrase: Range<usize>) -> EntitySet {
        let words = &self.text[phrase.clone()];
        let shape = self.shape_before(phrase.end);
        let shape = shape.map_or_else(|| Shape::new(words), |shape| shape.last(words.len()));
        words_in(words, shape, NEAR.1)
    }

    /// What is said of the value before `start`, where both are parts of one list: as long, and
    /// with nothing but signs between them.
    #[inline]
    fn said_of_list(&self, start: usize, until: usize) -> EntitySet {
        let (end, len, said) = self.done.told.get();
        if said.is_empty() || start < end || start - end > 8 {
            return EntitySet::default();
        }
        let is_sign = |byte: &u8| b" ,\"'\\;\n".contains(byte);
        let is_list = start > end && self.text[end..start].iter().all(is_sign);
        let is_alike = until.saturating_sub(start).abs_diff(len) <= 2;
        if is_list && is_alike {
            said
        } else {
            EntitySet::default()
        }
    }

    /// A class of the 64 bytes from `start` on; the lowest bit stands for the first.
    #[inline]
    pub fn ahead(&self, start: usize, pick: impl Fn(&Masks) -> u64) -> u64 {
        let place = (start + BLOCK).checked_sub(self.from);
        let known = place.and_then(|place| self.planes.ahead(place, &pick));
        known.unwrap_or_else(|| pick(&far(self.text, start)))
    }

    /// A class of the 64 bytes before `end`; the highest bit stands for the last.
    #[inline]
    pub fn before(&self, end: usize, pick: impl Fn(&Masks) -> u64) -> u64 {
        let place = (end + BLOCK).checked_sub(self.from);
        let known = place.and_then(|place| self.planes.before(place, &pick));
        known.unwrap_or_else(|| pick(&scalar(last_block(&self.text[..end], &mut [0; BLOCK]))))
    }

    /// True where no letter stands so near before `start` that it may be of a word beside it.
    #[inline]
    pub fn is_bare(&self, start: usize) -> bool {
        let place = (start + BLOCK).checked_sub(self.from);
        let letters = place.and_then(|at| self.planes.before(at, |it| it.letter() | it.high));
        letters.is_some_and(|letters| letters >> (BLOCK - NEAR.0) == 0)
    }

    /// Classes of the 64 bytes before `start`, where they are at hand.
    #[inline]
    fn shape_before(&self, start: usize) -> Option<Shape> {
        let place = (start + BLOCK).checked_sub(self.from)?;
        let before = |pick: fn(&Masks) -> u64| self.planes.before(place, pick);
        Some(Shape {
            letters: before(Masks::letter)?,
            upper: before(|masks| masks.upper)?,
            escapes: before(|masks| masks.backslash)?,
            digits: before(|masks| masks.digit)?,
            high: before(|masks| masks.high)?,
        })
    }

    /// True where the key, or the words before `start`, speak of `entity`.
    pub fn says(&self, start: usize, entity: Entity) -> bool {
        self.options.context.has(entity) || self.context(start).has(entity)
    }

    #[inline]
    pub fn found(&mut self, entity: Entity, start: usize, end: usize) {
        if self.wants(entity) && start < end {
            self.hits.push(Hit { start, end, entity });
        }
    }
}

/// The value in `start..end` with its marks, where Markdown marks it: `**1**`, `[1](https://…)`.
#[inline]
fn marked(text: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let last = text[..start].last()?;
    matches!(last, b'*' | b'_' | b'`' | b'~' | b'[')
        .then(|| with_marks(text, start, end))
        .filter(|&(from, _)| from < start)
}

#[cold]
fn with_marks(text: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    const MAX_LINK: usize = 256;
    for _ in 0..3 {
        match text[..start].last() {
            Some(b'*' | b'_' | b'`' | b'~') if text.get(end) == text[..start].last() => {
                (start, end) = (start - 1, end + 1);
            }
            _ => break,
        }
    }
    let rest = text.get(end..).unwrap_or_default();
    if rest.starts_with(b"](") && text[..start].last() == Some(&b'[') {
        let link = rest.iter().take(MAX_LINK).position(|byte| *byte == b')');
        return link.map_or((start, end), |link| (start - 1, end + link + 1));
    }
    (start, end)
}

/// The word behind a number that ends before `end`.
fn unit(text: &[u8], end: usize) -> &[u8] {
    let rest = text
        .get(end..)
        .and_then(|rest| rest.strip_prefix(b" "))
        .unwrap_or_default();
    let len = rest
        .iter()
        .take(12)
        .take_while(|byte| byte.is_ascii_alphabetic());
    &rest[..len.count()]
}

/// Classes of bytes whose planes are not at hand.
#[cold]
fn far(text: &[u8], start: usize) -> Masks {
    scalar(block_at(text, start, &mut [0; BLOCK]))
}
