//! Which attribute columns the walk fills.
//!
//! A column is one key or a list of keys in order of priority; the place in the list is the rank of
//! a key. One key may serve
//! several columns.

/// One use of a key: its column, and its rank there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Index of the column.
    pub column: usize,
    /// Place of the key in the column's list; lower wins.
    pub rank: u8,
}

#[derive(Debug)]
struct Key {
    bytes: Box<[u8]>,
    uses: Vec<Use>,
}

/// The columns of one target, with a table from key to its uses.
#[derive(Debug, Default)]
pub struct Keys {
    columns: Vec<Vec<String>>,
    entries: Vec<Key>,
    /// Open addressing; at most a quarter is in use.
    slots: Vec<Slot>,
}

/// A key's ends and length decide nearly always, so that the key itself is seldom compared.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    ends: Ends,
    /// Index into `entries` plus one, 0 where free.
    entry: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ends {
    head: u64,
    tail: u64,
    len: usize,
}

impl Ends {
    #[inline]
    fn of(key: &[u8]) -> Self {
        let len = key.len();
        if let (Some(head), Some(tail)) = (key.first_chunk::<8>(), key.last_chunk::<8>()) {
            let (head, tail) = (u64::from_le_bytes(*head), u64::from_le_bytes(*tail));
            return Self { head, tail, len };
        }
        let head = key
            .iter()
            .fold(0, |head, &byte| head << 8 | u64::from(byte));
        Self { head, tail: 0, len }
    }

    /// True where no byte lies between the ends, so that they are the whole key.
    #[inline]
    fn is_all(self) -> bool {
        self.len <= 16
    }

    #[inline]
    fn home(self, slots: usize) -> usize {
        let mixed = (self.head ^ self.tail.rotate_left(29) ^ self.len as u64)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 40) as usize & (slots - 1)
    }
}

/// A column that cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// A list of no keys.
    NoKeys,
    /// A list of more than 255 keys.
    TooManyKeys,
}

impl Keys {
    /// Compile the columns; a column given twice is kept once.
    ///
    /// # Errors
    /// `NoKeys`, `TooManyKeys`.
    pub fn new(wanted: Vec<Vec<String>>) -> Result<Self, PlanError> {
        let mut compiled = Self::default();
        for column in wanted {
            if column.is_empty() {
                return Err(PlanError::NoKeys);
            }
            if !compiled.columns.contains(&column) {
                compiled.add(column)?;
            }
        }
        compiled.index();
        Ok(compiled)
    }

    fn add(&mut self, column: Vec<String>) -> Result<(), PlanError> {
        let index = self.columns.len();
        for (rank, key) in column.iter().enumerate() {
            let rank = u8::try_from(rank).map_err(|_| PlanError::TooManyKeys)?;
            let used = Use {
                column: index,
                rank,
            };
            match self
                .entries
                .iter_mut()
                .find(|known| *known.bytes == *key.as_bytes())
            {
                // Named twice in one list: the first place counts.
                Some(known) if known.uses.iter().any(|other| other.column == index) => (),
                Some(known) => known.uses.push(used),
                None => self.entries.push(Key {
                    bytes: key.as_bytes().into(),
                    uses: vec![used],
                }),
            }
        }
        self.columns.push(column);
        Ok(())
    }

    fn index(&mut self) {
        if self.entries.is_empty() {
            return;
        }
        self.slots = vec![Slot::default(); (self.entries.len() * 4).next_power_of_two()];
        for (entry, key) in (1u32..).zip(&self.entries) {
            let ends = Ends::of(&key.bytes);
            let mut at = ends.home(self.slots.len());
            while self.slots[at].entry != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = Slot { ends, entry };
        }
    }

    /// The uses of `key`; none where no column wants it.
    #[must_use]
    #[inline]
    pub fn uses(&self, key: &[u8]) -> &[Use] {
        if self.slots.is_empty() {
            return &[];
        }
        self.look_up(key)
    }

    fn look_up(&self, key: &[u8]) -> &[Use] {
        let ends = Ends::of(key);
        let mut at = ends.home(self.slots.len());
        while let Some(slot) = self.slots.get(at) {
            if slot.entry == 0 {
                break;
            }
            if slot.ends == ends
                && let Some(known) = self.entries.get(slot.entry as usize - 1)
                && (ends.is_all() || *known.bytes == *key)
            {
                return &known.uses;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        &[]
    }

    /// Index of the column made of exactly these keys.
    #[must_use]
    pub fn column(&self, keys: &[String]) -> Option<usize> {
        self.columns.iter().position(|column| column == keys)
    }

    /// The key lists of all columns.
    #[must_use]
    pub fn columns(&self) -> &[Vec<String>] {
        &self.columns
    }
}

/// The columns of span, resource and scope attributes. Immutable.
#[derive(Debug, Default)]
pub struct Plan {
    /// Columns of span attributes.
    pub span: Keys,
    /// Columns of resource attributes.
    pub resource: Keys,
    /// Columns of scope attributes.
    pub scope: Keys,
}

#[cfg(test)]
mod tests {
    use super::{Keys, PlanError, Use};

    fn column(keys: &[&str]) -> Vec<String> {
        keys.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn finds_every_key_and_no_other() {
        let names: Vec<String> = (0..300)
            .map(|index| format!("gen_ai.key.{index}"))
            .collect();
        let keys = Keys::new(names.iter().map(|name| vec![name.clone()]).collect()).unwrap();
        for (index, name) in names.iter().enumerate() {
            assert_eq!(
                keys.uses(name.as_bytes()),
                [Use {
                    column: index,
                    rank: 0
                }]
            );
        }
        assert!(keys.uses(b"gen_ai.key.300").is_empty());
        assert!(keys.uses(b"").is_empty());
        assert!(Keys::default().uses(b"x").is_empty());
    }

    #[test]
    fn one_key_serves_several_columns_by_rank() {
        let keys = Keys::new(vec![column(&["a", "b", "a"]), column(&["b"])]).unwrap();
        let uses = [Use { column: 0, rank: 1 }, Use { column: 1, rank: 0 }];
        assert_eq!(keys.uses(b"b"), uses);
        assert_eq!(keys.uses(b"a"), [Use { column: 0, rank: 0 }]);
        assert_eq!(Keys::new(vec![vec![]]).err(), Some(PlanError::NoKeys));
        assert_eq!(
            Keys::new(vec![column(&["k"; 257])]).err(),
            Some(PlanError::TooManyKeys)
        );
    }
}
