//! What the policy says of an attribute's key, remembered by key.

use std::cell::Cell;
use std::rc::Rc;

use hashbrown::HashTable;
use spanmill_scan::{Entity, EntitySet, Meaning, meaning};

use super::policy::{Operator, Policy, Spec};
use super::report::Kind;
use super::rules::Mask;
use super::statement::{self, Dialects};
use crate::hash::hash_bytes;

/// Answers are remembered for this many keys; senders choose keys, so there must be an end.
const MAX_REMEMBERED: usize = 4096;

/// What is done with the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It passes unread.
    Ignore,
    /// The attribute goes.
    Remove,
    /// The whole value is replaced.
    Mask,
    /// It is scanned.
    Scan,
}

/// How texts under a key are scanned.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Kinds to find.
    pub entities: EntitySet,
    /// What the key says.
    pub meaning: Meaning,
    /// What becomes of a finding, by kind.
    pub operators: [Operator; Entity::ALL.len()],
    /// The rule that says so, by kind.
    pub rules: [Option<u8>; Entity::ALL.len()],
    /// Ids and numbers in a URL are replaced.
    pub is_url: bool,
    /// Sanitizers of statements that the key has.
    pub dialects: Dialects,
}

impl Reading {
    /// The rule that decided over findings of a kind.
    pub fn rule(&self, kind: Kind) -> Option<u8> {
        match kind {
            Kind::Entity(entity) => self.rules[entity as usize],
            _ => None,
        }
    }

    /// How texts are scanned under a key `inner` further in: what it says of them goes before what
    /// the keys around it say, and of the rules for any of these keys the first one decides.
    pub fn with(&self, inner: &Self) -> Self {
        let mut both = if inner.meaning == Meaning::default() {
            self.clone()
        } else {
            inner.clone()
        };
        for kind in 0..Entity::ALL.len() {
            let first = [self, inner].into_iter().min_by_key(|reading| {
                let rule = reading.rules[kind];
                (rule.is_none(), rule)
            });
            if let Some(first) = first {
                both.operators[kind] = first.operators[kind];
                both.rules[kind] = first.rules[kind];
            }
        }
        both.is_url = self.is_url || inner.is_url;
        both.dialects = self.dialects | inner.dialects;
        both
    }
}

/// What the policy says of one key.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What is done at the top level.
    pub action: Action,
    /// True where a key of the same name further in has its value replaced.
    pub is_blocked: bool,
    /// How its texts are scanned.
    pub reading: Reading,
    /// True where texts under the key are scanned as those that are no attributes.
    pub is_plain: bool,
    /// The key itself was scanned, and nothing was found in it.
    pub is_clean: Cell<bool>,
}

/// Keys whose values are ids, names of models or numbers by convention: nothing that looks like a
/// number is meant as one. Source: OpenTelemetry semantic conventions 1.37, `gen_ai`, `http`,
/// `server` and `telemetry` namespaces.
const QUIET: [&[u8]; 22] = [
    b"gen_ai.request.model",
    b"gen_ai.response.model",
    b"gen_ai.response.id",
    b"gen_ai.system",
    b"gen_ai.provider.name",
    b"gen_ai.operation.name",
    b"gen_ai.conversation.id",
    b"gen_ai.agent.id",
    b"gen_ai.tool.call.id",
    b"gen_ai.output.type",
    b"http.response.status_code",
    b"http.status_code",
    b"http.request.method",
    b"rpc.grpc.status_code",
    b"server.port",
    b"service.instance.id",
    b"service.name",
    b"service.version",
    b"telemetry.sdk.version",
    b"telemetry.sdk.name",
    b"telemetry.sdk.language",
    b"llm.model_name",
];
const QUIET_PREFIXES: [&[u8]; 3] = [b"gen_ai.usage.", b"llm.usage.", b"llm.token_count."];

/// Kinds that cannot be taken for an id or a number.
const LOUD: [Entity; 9] = [
    Entity::Email,
    Entity::UrlCredentials,
    Entity::Jwt,
    Entity::PrivateKey,
    Entity::LlmKey,
    Entity::AwsKey,
    Entity::GithubToken,
    Entity::CloudToken,
    Entity::AuthHeader,
];

/// Attributes that redaction itself writes, which no list of allowed keys has to name.
const OWN: [&[u8]; 9] = [
    b"redaction.redacted.keys",
    b"redaction.redacted.count",
    b"redaction.masked.keys",
    b"redaction.masked.count",
    b"redaction.allowed.keys",
    b"redaction.allowed.count",
    b"redaction.ignored.count",
    b"spanmill.redaction.count",
    b"spanmill.redaction.entities",
];

/// Answers are remembered for this many sets of rules that hold.
const MAX_PLACES: usize = 64;

/// Rules that hold somewhere, and how texts there that are no attributes are scanned.
struct Where {
    masks: Vec<Mask>,
    plain: Rc<Reading>,
}

/// Decisions by key, and by the rules that hold where it stands.
pub struct KeyTable<'p> {
    policy: &'p Policy,
    known: HashTable<(usize, Box<[u8]>, Rc<Decision>)>,
    places: Vec<Where>,
    place: usize,
}

impl<'p> KeyTable<'p> {
    /// An empty table.
    pub fn new(policy: &'p Policy) -> Self {
        let mut table = Self {
            policy,
            known: HashTable::new(),
            places: Vec::new(),
            place: 0,
        };
        table.enter(&[Mask::MAX]);
        table
    }

    /// Go to where the rules of `masks` hold. A header shared by places where other rules hold has
    /// several; of their operators the strictest counts.
    pub fn enter(&mut self, masks: &[Mask]) {
        let known = self.places.iter().position(|place| place.masks == masks);
        if let Some(known) = known {
            self.place = known;
            return;
        }
        if self.places.len() >= MAX_PLACES {
            self.places.clear();
            self.known.clear();
        }
        self.place = self.places.len();
        self.places.push(Where {
            masks: masks.to_vec(),
            plain: Rc::new(reading(self.policy, None, masks)),
        });
    }

    fn here(&self) -> &Where {
        &self.places[self.place]
    }

    /// How texts that are no attributes are scanned.
    pub fn plain(&self) -> Rc<Reading> {
        Rc::clone(&self.here().plain)
    }

    /// What the policy says of `key`.
    pub fn decision(&mut self, key: &[u8]) -> Rc<Decision> {
        let hash = hash_of(self.place, key);
        let is_same = |known: &(usize, Box<[u8]>, _)| known.0 == self.place && *known.1 == *key;
        if let Some((.., known)) = self.known.find(hash, is_same) {
            return Rc::clone(known);
        }
        let decision = Rc::new(decide(self.policy, key, self.here()));
        if self.known.len() < MAX_REMEMBERED {
            let entry = (self.place, key.into(), Rc::clone(&decision));
            self.known
                .insert_unique(hash, entry, |known| hash_of(known.0, &known.1));
        }
        decision
    }
}

fn hash_of(place: usize, key: &[u8]) -> u64 {
    hash_bytes(key).wrapping_add(place as u64)
}

fn has(list: &[String], key: &[u8]) -> bool {
    list.iter().any(|known| known.as_bytes() == key)
}

fn decide(policy: &Policy, key: &[u8], here: &Where) -> Decision {
    let spec = &policy.spec;
    let is_blocked = policy.blocked_keys.is_match(key);
    let action = if has(&spec.ignored_keys, key) || policy.ignored.is_match(key) {
        Action::Ignore
    } else if !spec.allow_all_keys && !OWN.contains(&key) && !has(&spec.allowed_keys, key) {
        Action::Remove
    } else if is_blocked {
        Action::Mask
    } else {
        Action::Scan
    };
    let reading = reading(policy, Some(key), &here.masks);
    Decision {
        action,
        is_blocked,
        is_plain: reading.meaning == Meaning::default()
            && reading.rules == here.plain.rules
            && !reading.is_url
            && reading.dialects == 0,
        reading,
        is_clean: Cell::new(false),
    }
}

fn reading(policy: &Policy, key: Option<&[u8]>, masks: &[Mask]) -> Reading {
    let spec = &policy.spec;
    let mut operators = [spec.operator; Entity::ALL.len()];
    let mut rules = [None; Entity::ALL.len()];
    for &entity in Entity::ALL {
        let decided = masks.iter().map(|&mask| first(policy, mask, entity, key));
        let strictest = decided.max_by_key(|(operator, _)| operator.strictness());
        if let Some((operator, rule)) = strictest {
            operators[entity as usize] = operator;
            rules[entity as usize] = rule;
        }
    }
    let is_quiet = key.is_some_and(|key| {
        QUIET.contains(&key) || QUIET_PREFIXES.iter().any(|prefix| key.starts_with(prefix))
    });
    let entities = if is_quiet {
        LOUD.into_iter().collect()
    } else {
        EntitySet::all()
    };
    Reading {
        entities: policy.entities.and(entities),
        meaning: key
            .filter(|_| !is_quiet)
            .map_or_else(Meaning::default, meaning),
        operators,
        rules,
        is_url: key.is_some_and(|key| has(&spec.url_attributes, key)),
        dialects: key.map_or(0, |key| dialects(spec, key)),
    }
}

/// Sanitizers that name the key.
fn dialects(spec: &Spec, key: &[u8]) -> Dialects {
    let lists = spec.statements.iter().enumerate();
    lists.fold(0, |found, (index, list)| {
        let has = list.as_ref().is_some_and(|list| has(list, key));
        if has {
            found | statement::of_block(index)
        } else {
            found
        }
    })
}

/// The operator for a kind, and the first rule that fits.
fn first(
    policy: &Policy,
    mask: Mask,
    entity: Entity,
    key: Option<&[u8]>,
) -> (Operator, Option<u8>) {
    let holds = |index: &usize| mask >> index & 1 == 1 && fits(policy, *index, entity, key);
    let rule = (0..policy.spec.rules.len()).find(holds);
    let operator = rule.and_then(|index| policy.spec.rules.get(index));
    (
        operator.map_or(policy.spec.operator, |rule| rule.operator),
        rule.and_then(|index| u8::try_from(index).ok()),
    )
}

fn fits(policy: &Policy, index: usize, entity: Entity, key: Option<&[u8]>) -> bool {
    let (Some(rule), Some(globs)) = (policy.spec.rules.get(index), policy.globs.get(index)) else {
        return false;
    };
    let by_entity = rule.entities.is_empty() || rule.entities.contains(&entity);
    let by_key =
        globs.is_empty() || key.is_some_and(|key| globs.iter().any(|glob| glob.is_match(key)));
    by_entity && by_key
}
