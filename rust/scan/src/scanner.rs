//! The pass over one text: candidates in, findings out.

use crate::candidates::{self, Candidates, Family};
use crate::detect::{self, Cluster};
use crate::entity::{Entity, EntitySet};
use crate::forms::Forms;
use crate::look::{Look, Progress, SECRETS};
use crate::masks::{BLOCK, COUNT, Masks, Planes};
use crate::must::Must;
use crate::near::NearWords;
use crate::normal::{Normal, PlainForm};
use crate::simd::{self, Width};
use crate::table::Tables;
use crate::taken::Taken;

/// Bytes whose candidates are collected at a time.
pub(crate) const CHUNK: usize = COUNT * BLOCK;

/// Below it a text of letters alone holds nothing: the code of a bank has eight.
const MIN_WORD: usize = 8;
/// A token is no shorter.
const MIN_TOKEN: usize = 16;

/// What has the form of a token, or a part that has.
const TOKENS: EntitySet = SECRETS.or(EntitySet::of(&[Entity::CreditCard, Entity::Passport]));
/// What is found by where letters and digits stand in it.
const ACCOUNTS: EntitySet = EntitySet::of(&[
    Entity::Iban,
    Entity::SwiftBic,
    Entity::InPan,
    Entity::ItCodiceFiscale,
    Entity::EsNif,
    Entity::SgNric,
    Entity::UkNino,
]);

/// A finding: bytes `start..end` of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    /// One behind the last byte.
    pub end: usize,
    /// What it is.
    pub entity: Entity,
}

/// What to find.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Kinds to find.
    pub entities: EntitySet,
    /// Find private, loopback and link-local addresses too.
    pub private_addresses: bool,
    /// What the attribute's key says of the value, as if it stood beside every number.
    pub context: EntitySet,
}

impl Options {
    /// Find `entities`, with nothing known of the text.
    #[must_use]
    pub fn new(entities: EntitySet) -> Self {
        Self {
            entities,
            private_addresses: false,
            context: EntitySet::default(),
        }
    }
}

/// Scans texts one after the other; keeps its buffers.
#[derive(Debug)]
pub struct Scanner {
    width: Width,
    planes: Box<Planes>,
    candidates: Box<Candidates>,
    cluster: Box<Cluster>,
    taken: Box<Taken>,
    tables: Box<Tables>,
    words: Box<NearWords>,
    hits: Vec<Hit>,
    /// Findings in a text that has a plain form as well.
    original: Vec<Hit>,
    normal: Normal,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// A scanner that uses what the machine has.
    #[must_use]
    pub fn new() -> Self {
        Self {
            width: simd::widest(),
            planes: Box::default(),
            candidates: Box::default(),
            cluster: Box::default(),
            taken: Box::default(),
            tables: Box::default(),
            words: Box::default(),
            hits: Vec::new(),
            original: Vec::new(),
            normal: Normal::default(),
        }
    }

    /// A scanner without SIMD, whose findings are the same.
    #[must_use]
    pub fn scalar() -> Self {
        Self {
            width: Width::Scalar,
            ..Self::new()
        }
    }

    /// Find everything in `text`. Findings come in order and do not overlap: overlapping ones are
    /// joined under the name of the one of higher rank, so that nothing that was found is left
    /// over.
    pub fn scan(&mut self, text: &[u8], options: &Options) -> &[Hit] {
        self.hits.clear();
        if options.entities.is_empty() || text.len() < 4 {
            return &self.hits;
        }
        let must = Must::of(options.entities);
        if must.is_some_and(|must| !simd::has(text, must, self.width)) {
            return &self.hits;
        }
        let mut normal = std::mem::take(&mut self.normal);
        let form = self.pass(text, options, Some(&mut normal));
        if form != PlainForm::Same {
            std::mem::swap(&mut self.hits, &mut self.original);
            self.hits.clear();
            self.pass(normal.text(), options, None);
            join(&mut self.hits);
            normal.map_back(&mut self.hits);
        }
        if form == PlainForm::Beside {
            join(&mut self.original);
            normal.add_original(text, &mut self.original, &mut self.hits);
        }
        self.normal = normal;
        join(&mut self.hits);
        &self.hits
    }

    /// One pass. Where a byte stands for another one, the text is written in its plain form into
    /// `normal`; where that is beyond doubt, the pass ends there, because the plain form says it
    /// all.
    fn pass(
        &mut self,
        text: &[u8],
        options: &Options,
        mut normal: Option<&mut Normal>,
    ) -> PlainForm {
        let mut hits = std::mem::take(&mut self.hits);
        let mut done = None;
        let (mut form, mut forms) = (PlainForm::Same, Forms::default());
        self.tables.clear();
        self.words.clear();
        for from in (0..text.len()).step_by(CHUNK) {
            let to = (from + CHUNK).min(text.len());
            let count = (to - from).div_ceil(BLOCK);
            if !self.find(text, from, count) {
                continue;
            }
            if let Some(plain) = normal.take_if(|_| self.is_special(text, from, count, &mut forms))
            {
                form = plain.make(text);
                if form == PlainForm::Instead {
                    break;
                }
            }
            self.taken.go_to(from);
            let before = hits.len();
            let mut look = Look {
                text,
                options: *options,
                done: done.get_or_insert_with(Progress::default),
                hits: &mut hits,
                taken: &mut self.taken,
                tables: &self.tables,
                words: &self.words,
                planes: &self.planes,
                from,
                until: 0,
            };
            verify(&mut look, &self.candidates, &mut self.cluster, count);
            order(&mut hits, before);
        }
        self.hits = hits;
        form
    }
}

impl Scanner {
    /// True where a byte of the `count` blocks from `from` on stands for another one.
    fn is_special(&self, text: &[u8], from: usize, count: usize, forms: &mut Forms) -> bool {
        let special = &self.candidates.special;
        special.any(special.filled(count), from, |at| {
            Normal::is_needed(text, at, forms)
        })
    }

    /// Find the candidates of `count` blocks from `from` on. The block before them was the last but
    /// one of the chunk before, and the first of them its last. False where there are none.
    fn find(&mut self, text: &[u8], from: usize, count: usize) -> bool {
        let planes = &mut *self.planes;
        let mut known = 1;
        if from == 0 {
            planes.set(0, &Masks::default());
        } else {
            planes.copy(COUNT, 0);
            planes.copy(COUNT + 1, 1);
            known = 2;
        }
        let is_last = from + count * BLOCK >= text.len();
        let end = count + 1 + usize::from(!is_last);
        simd::masks(text, from, known..end, self.width, planes);
        let is_empty = text.len() < MIN_WORD && !planes.at(1).has_sign()
            || text.len() < MIN_TOKEN && planes.at(1).is_one_word()
            || text.len() <= BLOCK && planes.at(1).is_talk();
        if is_empty {
            return false;
        }
        if is_last {
            planes.set(count + 1, &Masks::default());
        }
        if text.len() <= BLOCK {
            candidates::find_one(planes, &mut self.candidates);
        } else {
            simd::find(planes, count, self.width, &mut self.candidates);
        }
        true
    }
}

/// Verify what may be a finding in the first `count` blocks, numbers last: what is found before is
/// none of theirs.
fn verify(look: &mut Look<'_>, found: &Candidates, cluster: &mut Cluster, count: usize) {
    let from = look.from;
    let every = |family: &Family| family.filled(count);
    (found.armour).each(every(&found.armour), from, |at| detect::armour(look, at));
    (found.at).each(every(&found.at), from, |at| detect::at_sign(look, at));
    (found.flag).each(every(&found.flag), from, |at| detect::flag(look, at));
    (found.dotted).each(every(&found.dotted), from, |at| detect::dotted(look, at));
    (found.address).each(every(&found.address), from, |at| detect::address(look, at));
    (found.company).each(every(&found.company), from, |at| detect::company(look, at));
    let wanted = look.options.entities;
    let of = |family: &Family, kinds: EntitySet| {
        let is_wanted = !wanted.and(kinds).is_empty();
        if is_wanted { family.filled(count) } else { 0 }
    };
    let tokens = of(&found.token, TOKENS);
    (found.token).each(tokens, from, |at| detect::token(look, at));
    let keys = of(&found.keyed, SECRETS);
    detect::rows_to(look, from + CHUNK);
    (found.keyed).each(keys, from, |at| detect::keyed(look, at));
    let said = of(&found.said, SECRETS);
    (found.said).each(said, from, |at| detect::said(look, at));
    let accounts = of(&found.capitals, ACCOUNTS);
    (found.capitals).each(accounts, from, |at| detect::capitals(look, at));
    (found.mixed).each(every(&found.mixed), from, |at| detect::mixed(look, at));
    look.done.told.swap(&look.done.told_apart);
    (found.number).each(every(&found.number), from, |at| {
        detect::number(look, cluster, at);
    });
    look.done.told.swap(&look.done.told_apart);
}

/// Bring the findings from the place `before` on into the order of all: a chunk at a time, so that
/// the time for it grows as the text does.
fn order(hits: &mut [Hit], before: usize) {
    let Some(first) = hits
        .get(before..)
        .and_then(|new| new.iter().map(|hit| hit.start).min())
    else {
        return;
    };
    let (sorted, _) = hits.split_at(before);
    // A finding may begin in the chunk before.
    let from = sorted
        .iter()
        .rposition(|hit| hit.start < first)
        .map_or(0, |last| last + 1);
    sort(&mut hits[from..]);
}

fn sort(hits: &mut [Hit]) {
    hits.sort_unstable_by_key(|hit| (hit.start as u128) << 64 | u128::from(!(hit.end as u64)));
}

/// Join overlapping findings; sorts them where they are not in order.
fn join(hits: &mut Vec<Hit>) {
    if hits.len() < 2 {
        return;
    }
    if !hits.is_sorted_by(|a, b| (a.start, b.end) <= (b.start, a.end)) {
        sort(hits);
    }
    hits.dedup_by(|next, kept| {
        if next.start >= kept.end {
            return false;
        }
        if next.entity.rank() > kept.entity.rank() {
            kept.entity = next.entity;
        }
        // The host behind a password is no part of an address.
        if !(kept.entity == Entity::UrlCredentials && next.entity == Entity::Email) {
            kept.end = kept.end.max(next.end);
        }
        true
    });
}
