use super::*;
use crate::masks::{BLOCK, block_at, scalar};

/// Short words, few digits, and what parts them; the same for each number.
fn talk(number: u64) -> Vec<u8> {
    const WORDS: &str = "my is by pass aa bb cc gpt-4o -p -- a1b RSS MRA 8LM PASSWORD hunter \
        hunter2 secret token DEUTDEFF gb8 v1.2.3 aabb ccdd eef1 aa-bb-cc-dd-ee-ff x 1 22 - . ' \
        : @ key7 ABCDEF";
    let words: Vec<&str> = WORDS.split_ascii_whitespace().collect();
    let mut state = number + 1;
    let mut next = |count: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(99);
        usize::try_from((state >> 33) % count).unwrap_or_default()
    };
    let mut text = Vec::new();
    for _ in 0..=next(9) {
        text.extend_from_slice(words[next(words.len() as u64)].as_bytes());
        text.extend_from_slice([" ", " ", "", "-", "."][next(5)].as_bytes());
    }
    text.truncate(BLOCK);
    text
}

#[test]
fn talk_has_no_candidates_but_those_that_need_more_digits() {
    let mut count = 0;
    for text in (0..200_000).map(talk) {
        let here = scalar(block_at(&text, 0, &mut [0; BLOCK]));
        if !here.is_talk() {
            continue;
        }
        count += 1;
        let (before, behind) = (Masks::default(), Masks::default());
        let block = Window {
            before,
            here,
            behind,
        }
        .block();
        let needed = Block {
            // An address has four digits, and papers have five.
            dotted: 0,
            mixed: 0,
            ..block
        };
        let text = String::from_utf8_lossy(&text);
        assert_eq!(needed.any(), 0, "{text:?}");
    }
    assert!(count > 5_000, "{count}");
}
