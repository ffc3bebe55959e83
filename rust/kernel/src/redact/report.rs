//! What a redaction found, by kind and place.

use spanmill_scan::Entity;

/// Where a finding lay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Location {
    /// An attribute of a span.
    Attribute,
    /// An event's name or attributes.
    Event,
    /// A link.
    Link,
    /// A resource header.
    Resource,
    /// A scope header.
    Scope,
    /// The name of a span.
    Name,
    /// The message of a status.
    Status,
    /// A trace state.
    TraceState,
}

impl Location {
    const ALL: [Self; 8] = [
        Self::Attribute,
        Self::Event,
        Self::Link,
        Self::Resource,
        Self::Scope,
        Self::Name,
        Self::Status,
        Self::TraceState,
    ];

    /// The name that metrics use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Attribute => "attribute",
            Self::Event => "event",
            Self::Link => "link",
            Self::Resource => "resource",
            Self::Scope => "scope",
            Self::Name => "name",
            Self::Status => "status",
            Self::TraceState => "trace_state",
        }
    }
}

/// What a finding is: found by a detector, or named by the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Found by a detector.
    Entity(Entity),
    /// Fits one of `blocked_values`.
    BlockedValue,
    /// The value of a key that fits one of `blocked_key_patterns`.
    BlockedKey,
    /// An attribute whose key is not in `allowed_keys`.
    RemovedKey,
    /// A part of a URL or a statement that changes from call to call.
    Sanitized,
    /// Not read: too long, or a detector failed.
    Unread,
    /// Base64 of a file.
    Blob,
}

const ENTITIES: usize = Entity::ALL.len();
const KINDS: usize = ENTITIES + 6;
const OTHERS: [&str; 6] = [
    "blocked_value",
    "blocked_key",
    "removed_key",
    "sanitized",
    "unread",
    "blob",
];

impl Kind {
    fn index(self) -> usize {
        match self {
            Self::Entity(entity) => entity as usize,
            Self::BlockedValue => ENTITIES,
            Self::BlockedKey => ENTITIES + 1,
            Self::RemovedKey => ENTITIES + 2,
            Self::Sanitized => ENTITIES + 3,
            Self::Unread => ENTITIES + 4,
            Self::Blob => ENTITIES + 5,
        }
    }

    /// How sure the finding is, of 100; what the configuration names is certain.
    #[must_use]
    pub fn score(self) -> u8 {
        match self {
            Self::Entity(entity) => entity.score(),
            _ => 100,
        }
    }

    /// The name that metrics and the audit attribute use.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(self.index())
    }
}

fn name_of(index: usize) -> &'static str {
    let entity = Entity::ALL.get(index).map(|entity| entity.name());
    let other = || {
        index
            .checked_sub(ENTITIES)
            .and_then(|other| OTHERS.get(other).copied())
    };
    entity.or_else(other).unwrap_or("unread")
}

/// Where one finding lay, for a person who asks.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The span; none for a header.
    pub row: Option<usize>,
    /// Where in it.
    pub location: &'static str,
    /// Key of the attribute; empty where it is none.
    pub key: String,
    /// What it is.
    pub kind: &'static str,
    /// How sure that is, of 100.
    pub score: u8,
    /// The rule that decided, by number.
    pub rule: Option<u8>,
    /// Bytes of the text.
    pub start: usize,
    /// One behind the last byte.
    pub end: usize,
}

/// Counts of one call.
#[derive(Clone, Debug)]
pub struct Report {
    /// Every finding, where they were asked for.
    pub details: Option<Vec<Detail>>,
    counts: Vec<[u64; Location::ALL.len()]>,
    /// Values replaced because a budget was exhausted or a detector failed.
    pub errors: u64,
    /// Findings by span.
    pub rows: Vec<u32>,
}

impl Report {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            details: None,
            counts: vec![[0; Location::ALL.len()]; KINDS],
            errors: 0,
            rows: vec![0; rows],
        }
    }

    pub(super) fn add(&mut self, kind: Kind, location: Location) {
        if let Some(counts) = self.counts.get_mut(kind.index()) {
            counts[location as usize] += 1;
        }
        self.errors += u64::from(kind == Kind::Unread);
    }

    /// Findings by kind and location, where there are any.
    #[must_use]
    pub fn hits(&self) -> Vec<(&'static str, &'static str, u64)> {
        let mut hits = Vec::new();
        for (index, counts) in self.counts.iter().enumerate() {
            for location in Location::ALL {
                let count = counts[location as usize];
                if count > 0 {
                    hits.push((name_of(index), location.name(), count));
                }
            }
        }
        hits
    }
}
