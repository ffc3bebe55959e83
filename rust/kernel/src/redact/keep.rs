//! What operator `mask` leaves of a finding.

/// What stands for a finding of which nothing is left.
const WHOLE: &[u8] = b"****";

/// Letters and digits that stay, and whether signs between them do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// First ones.
    pub first: usize,
    /// Last ones.
    pub last: usize,
    /// Signs stay.
    pub separators: bool,
}

impl Keep {
    /// Append what is left of `value`: `****`, or as many bytes, a `*` for each that goes. Of a
    /// value of which more than half would stay, and of one with escapes, nothing does.
    pub fn put(self, value: &[u8], out: &mut Vec<u8>) {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'*';
        let count = value.iter().filter(|byte| is_part(byte)).count();
        let is_plain = value
            .iter()
            .all(|byte| matches!(byte, b' '..=b'~') && !b"\\%\"'".contains(byte));
        let is_whole = self == Self::default() || 2 * (self.first + self.last) > count;
        if is_whole || !is_plain {
            return out.extend_from_slice(WHOLE);
        }
        let mut seen = 0;
        out.extend(value.iter().map(|byte| {
            if !is_part(byte) {
                return if self.separators { *byte } else { b'*' };
            }
            seen += 1;
            let stays = seen <= self.first || seen > count - self.last;
            if stays { *byte } else { b'*' }
        }));
    }

    /// True where `value` is what is left of a finding already.
    #[must_use]
    pub fn is_done(self, value: &[u8]) -> bool {
        let mut masked = Vec::with_capacity(value.len());
        self.put(value, &mut masked);
        value.contains(&b'*') && (masked == value || !self.separators && self.is_left(value))
    }

    /// True where no more is shown than would be left, though not at the very ends: a `*` there may
    /// have been a sign, which did not count.
    fn is_left(self, value: &[u8]) -> bool {
        let is_shown = |byte: &&u8| byte.is_ascii_alphanumeric();
        let shown = value.iter().filter(is_shown).count();
        let first = value.iter().skip_while(|byte| !is_shown(byte));
        let first = first.take_while(is_shown).count();
        let last = value.iter().rev().skip_while(|byte| !is_shown(byte));
        let last = last.take_while(is_shown).count();
        let is_kept = if shown == first {
            shown <= self.first.max(self.last)
        } else {
            shown == first + last && first <= self.first && last <= self.last
        };
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'*';
        let size = value.iter().filter(|byte| is_part(byte)).count();
        is_kept && size == value.len() && 0 < shown && 2 * (self.first + self.last) <= size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(first: usize, last: usize, separators: bool, value: &str) -> String {
        let keep = Keep {
            first,
            last,
            separators,
        };
        let mut out = Vec::new();
        keep.put(value.as_bytes(), &mut out);
        assert!(keep.is_done(&out) || keep == Keep::default(), "{value}");
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn ends_and_signs_stay_as_asked() {
        assert_eq!(masked(0, 0, false, "4111 1111 1111 1234"), "****");
        assert_eq!(
            masked(0, 4, true, "4111 1111 1111 1234"),
            "**** **** **** 1234"
        );
        assert_eq!(masked(0, 4, false, "4111-1111"), "*****1111");
        assert_eq!(masked(1, 3, true, "bob@example.com"), "b**@*******.com");
    }

    #[test]
    fn signs_at_the_ends_do_not_count_again() {
        assert_eq!(masked(3, 0, false, "+14155552671"), "*141********");
        assert_eq!(masked(1, 4, false, "(415) 555-2671."), "*4********2671*");
    }

    #[test]
    fn of_a_short_value_nothing_stays() {
        assert_eq!(masked(2, 4, true, "hunter2"), "****");
        assert_eq!(masked(1, 1, true, "a\\u0040b.example"), "****");
    }
}
