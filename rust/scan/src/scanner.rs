//! One pass over a text.

use crate::boundary::is_inside;
use crate::class::{TOKEN, WORD};
use crate::entity::Entity;
use crate::{email, number, secret};

/// A finding at `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    /// One behind the last byte.
    pub end: usize,
    /// Its kind.
    pub entity: Entity,
}

/// Which kinds to find.
#[derive(Clone, Debug)]
pub struct Scanner {
    wanted: [bool; Entity::ALL.len()],
    allow_private_ips: bool,
}

impl Scanner {
    /// A scanner of some kinds.
    #[must_use]
    pub fn new(entities: &[Entity], allow_private_ips: bool) -> Self {
        let wanted = Entity::ALL.map(|entity| entities.contains(&entity));
        Self {
            wanted,
            allow_private_ips,
        }
    }

    fn wants(&self, entity: Entity) -> bool {
        self.wanted
            .get(entity as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Append the findings of `text`, from left to right and apart from each other.
    pub fn scan(&self, text: &[u8], hits: &mut Vec<Hit>) {
        let (mut at, mut floor) = (0, 0);
        while let Some(rest) = text.get(at..) {
            let Some(skip) = rest.iter().position(|&byte| is_trigger(byte)) else {
                break;
            };
            at += skip;
            let hit = self
                .at(text, at, floor)
                .filter(|hit| self.wants(hit.entity));
            if let Some(hit) = hit {
                (at, floor) = (hit.end, hit.end);
                hits.push(hit);
            } else {
                at += 1;
            }
        }
    }

    fn at(&self, text: &[u8], at: usize, floor: usize) -> Option<Hit> {
        let hit = |entity: Entity, start: usize, end: usize| Hit { start, end, entity };
        match *text.get(at)? {
            b'@' => {
                email::email(text, at, floor).map(|(start, end)| hit(Entity::Email, start, end))
            }
            b'+' => number::phone(text, at).map(|end| hit(Entity::Phone, at, end)),
            b'-' => secret::armoured(text, at).map(|end| hit(Entity::PrivateKey, at, end)),
            b'0'..=b'9' => self.number(text, at),
            b'e' if !is_inside(text, at, TOKEN) => {
                secret::jwt(text, at).map(|end| hit(Entity::Jwt, at, end))
            }
            _ if !is_inside(text, at, TOKEN) => {
                secret::prefixed(text, at).map(|(entity, end)| hit(entity, at, end))
            }
            _ => None,
        }
    }

    fn number(&self, text: &[u8], start: usize) -> Option<Hit> {
        if is_inside(text, start, WORD) {
            return None;
        }
        let found = |entity: Entity, end: Option<usize>| {
            end.filter(|_| self.wants(entity))
                .map(|end| Hit { start, end, entity })
        };
        found(
            Entity::Ipv4,
            number::ipv4(text, start, self.allow_private_ips),
        )
        .or_else(|| found(Entity::UsSsn, number::ssn(text, start)))
        .or_else(|| found(Entity::CreditCard, number::card(text, start)))
    }
}

fn is_trigger(byte: u8) -> bool {
    matches!(
        byte,
        b'0'..=b'9'
            | b'@'
            | b'+'
            | b'-'
            | b'e'
            | b's'
            | b'r'
            | b'g'
            | b'x'
            | b'p'
            | b'h'
            | b'n'
            | b'A'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, &str)> {
        let mut hits = Vec::new();
        Scanner::new(&Entity::ALL, true).scan(text.as_bytes(), &mut hits);
        hits.iter()
            .map(|hit| (hit.entity.name(), &text[hit.start..hit.end]))
            .collect()
    }

    #[test]
    fn finds_each_kind_whole() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27u";
        let pem = r"-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n-----END RSA PRIVATE KEY-----";
        let keys = [
            ("llm_key", format!("sk-ant-api03-{}", "aB3".repeat(10))),
            ("llm_key", format!("sk-proj-{}", "aB3_".repeat(10))),
            ("llm_key", format!("sk-{}", "aB3".repeat(16))),
            ("aws_key", format!("AK{}", "IAIOSFODNN7EXAMPLE")),
            ("github_token", format!("ghp_{}", "aB3".repeat(12))),
            ("cloud_token", format!("xoxb-{}", "123456789012-abcdef")),
            ("cloud_token", format!("sk_live_{}", "aB3".repeat(8))),
            ("cloud_token", format!("AIza{}", "aB3-x".repeat(7))),
            ("jwt", jwt.to_owned()),
            ("private_key", pem.to_owned()),
            ("email", "jane.doe+x@mail.example.com".to_owned()),
            ("credit_card", "4111 1111 1111 1111".to_owned()),
            ("credit_card", "5555555555554444".to_owned()),
            ("credit_card", "2223003122003222".to_owned()),
            ("credit_card", "3782-822463-10005".to_owned()),
            ("us_ssn", "123-45-6789".to_owned()),
            ("phone", "+1 (415) 555-0100".to_owned()),
            ("phone", "+442079460018".to_owned()),
            ("ipv4", "8.8.4.4".to_owned()),
        ];
        for (entity, text) in &keys {
            for around in [
                "{}",
                "see {}, ok",
                "a\\n{}\\n",
                "x\\\\t{}\\\"",
                "\\u003c{}\\u003e",
                "日{}日",
            ] {
                let text_around = around.replace("{}", text);
                assert_eq!(
                    found(&text_around),
                    [(*entity, text.as_str())],
                    "{text_around}"
                );
            }
        }
    }

    #[test]
    fn leaves_what_only_looks_alike() {
        for text in [
            "4111111111111112",
            "1700000000000000000",
            "550e8400-e29b-41d4-a716-446655440000",
            "pkg@1.2.3 logo@2x.png user@host",
            "1.2.3.4.5 v1.2.3.4 10.0.0.1",
            "000-12-3456 666-12-3456 912-12-3456 123-00-4567",
            "sk-learn-is-a-library-and-not-a-key",
            "task-abcdefghijklmnopqrstuvwxyz0123456789",
            "gpt-4o-2024-08-06 chatcmpl-9abcdefghijklmnop",
            "user_4111111111111111",
            "+1 2",
            "-----BEGIN PUBLIC KEY-----",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_list_number_does_not_hide_what_stands_behind_it() {
        assert_eq!(found("3. 123-45-6789"), [("us_ssn", "123-45-6789")]);
        assert_eq!(
            found("4111 1111 1111 1111 12/27"),
            [("credit_card", "4111 1111 1111 1111")]
        );
    }

    #[test]
    fn an_open_armour_leaves_the_quote_of_its_string() {
        let text = "{\"k\":\"-----BEGIN PRIVATE KEY-----\\nMIIE\\\" x\"}";
        assert_eq!(
            found(text),
            [("private_key", "-----BEGIN PRIVATE KEY-----\\nMIIE")]
        );
    }

    #[test]
    fn hostile_texts_end() {
        for seed in [
            "a.",
            "1.",
            "a-",
            "a@",
            "-eyJ",
            "eyJ.",
            "eyJaaaaaaaa.",
            "+1",
            "1-",
            "4111 ",
            "-----BEGIN ",
            "-----BEGIN PRIVATE KEY",
            "sk-",
            "\\u00",
            "\\",
            "1 ",
            "AKIA",
        ] {
            let text = seed.repeat(1_000_000 / seed.len());
            let _ = found(&text);
        }
    }
}
