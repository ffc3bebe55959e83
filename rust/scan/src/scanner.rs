//! The pass over one text: candidates in, findings out.

use std::cell::Cell;

use crate::candidates::{Block, Candidates};
use crate::detect;
use crate::entity::{Entity, EntitySet};
use crate::masks::{BLOCK, COUNT, Masks, Planes};
use crate::normal::Normal;
use crate::simd::{self, Width};
use crate::words::words;

/// Bytes whose candidates are collected at a time.
const CHUNK: usize = COUNT * BLOCK;

/// Below it a text of letters alone holds nothing: a token has sixteen bytes or more.
const MIN_TOKEN: usize = 16;

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

/// How far each family of detectors has read, so that nothing is read twice.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Numbers.
    pub number: usize,
    /// Network addresses.
    pub address: usize,
    /// Tokens.
    pub token: usize,
    /// Values of keys.
    pub keyed: usize,
    /// Where values without quotes were searched for their end, by kind of search.
    pub values: [(usize, usize); 3],
    /// Armoured keys.
    pub armour: usize,
    /// What the words before a place speak of.
    pub said: Cell<Option<(usize, EntitySet)>>,
}

/// How far before a value a word counts.
const REACH: usize = 40;

/// What detectors share while they look at one text.
pub(crate) struct Look<'a> {
    pub text: &'a [u8],
    pub options: Options,
    pub done: Progress,
    pub hits: &'a mut Vec<Hit>,
}

impl Look<'_> {
    #[inline]
    pub fn wants(&self, entity: Entity) -> bool {
        self.options.entities.has(entity)
    }

    /// Kinds that the key, or the words before `start`, speak of.
    pub fn context(&self, start: usize) -> EntitySet {
        if let Some((known, said)) = self.done.said.get()
            && known == start
        {
            return said;
        }
        let before = &self.text[start.saturating_sub(REACH)..start];
        let said = words(before).or(self.options.context);
        self.done.said.set(Some((start, said)));
        said
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

/// Scans texts one after the other; keeps its buffers.
#[derive(Debug)]
pub struct Scanner {
    width: Width,
    planes: Box<Planes>,
    candidates: Box<Candidates>,
    hits: Vec<Hit>,
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
            hits: Vec::new(),
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
        let is_special = self.pass(text, options);
        if is_special {
            let mut normal = std::mem::take(&mut self.normal);
            if normal.make(text) {
                self.hits.clear();
                self.pass(normal.text(), options);
                normal.map_back(&mut self.hits);
            }
            self.normal = normal;
        }
        join(&mut self.hits);
        &self.hits
    }

    /// One pass. True where a byte may stand for another one, so that the text has to be looked at
    /// in its plain form.
    fn pass(&mut self, text: &[u8], options: &Options) -> bool {
        let mut hits = std::mem::take(&mut self.hits);
        let mut look = Look {
            text,
            options: *options,
            done: Progress::default(),
            hits: &mut hits,
        };
        let mut is_special = false;
        for from in (0..text.len()).step_by(CHUNK) {
            let to = (from + CHUNK).min(text.len());
            let count = (to - from).div_ceil(BLOCK);
            if !self.find(text, from, count) {
                continue;
            }
            for index in 0..count {
                if let Some(block) = self.candidates.block(index, from + index * BLOCK) {
                    is_special = is_special || Normal::is_needed(text, &block);
                    verify(&mut look, &block);
                }
            }
        }
        self.hits = hits;
        is_special
    }
}

impl Scanner {
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
        if text.len() < MIN_TOKEN && !planes.at(1).has_sign() {
            return false;
        }
        if is_last {
            planes.set(count + 1, &Masks::default());
        }
        simd::find(planes, count, self.width, &mut self.candidates);
        true
    }
}

#[inline]
fn each(mut mask: u64, start: usize, mut visit: impl FnMut(usize)) {
    while mask != 0 {
        visit(start + mask.trailing_zeros() as usize);
        mask &= mask - 1;
    }
}

fn verify(look: &mut Look<'_>, block: &Block) {
    each(block.armour, block.start, |at| detect::armour(look, at));
    each(block.at, block.start, |at| detect::at_sign(look, at));
    each(block.token, block.start, |at| detect::token(look, at));
    each(block.keyed, block.start, |at| detect::keyed(look, at));
    each(block.dotted, block.start, |at| detect::dotted(look, at));
    each(block.address, block.start, |at| detect::address(look, at));
    each(block.capitals, block.start, |at| detect::capitals(look, at));
    each(block.mixed, block.start, |at| detect::mixed(look, at));
    each(block.number, block.start, |at| detect::number(look, at));
}

/// Join overlapping findings; sorts them.
fn join(hits: &mut Vec<Hit>) {
    if hits.len() < 2 {
        return;
    }
    hits.sort_unstable_by_key(|hit| (hit.start, usize::MAX - hit.end));
    hits.dedup_by(|next, kept| {
        if next.start >= kept.end {
            return false;
        }
        if next.entity.rank() > kept.entity.rank() {
            kept.entity = next.entity;
        }
        kept.end = kept.end.max(next.end);
        true
    });
}
