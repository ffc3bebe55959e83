//! A record under construction: bytes of its own, and long pieces that others lend, so that spans
//! that nobody changed are not copied on their way to the disk.

use crate::frame::Out;

/// Shorter pieces are copied: each lent one is a write of its own.
const LEAST_LENT: usize = 64 << 10;

/// See the module.
#[derive(Debug, Default)]
pub struct Gathered<'a> {
    own: Vec<u8>,
    /// Each stands before the own byte of that position.
    lent: Vec<(usize, &'a [u8])>,
    lent_bytes: usize,
}

impl Gathered<'_> {
    /// Begin with `own`, whose bytes come first.
    pub(crate) fn new(own: Vec<u8>) -> Self {
        Self {
            own,
            ..Self::default()
        }
    }

    /// The whole in order.
    pub(crate) fn pieces(&self) -> Vec<&[u8]> {
        let mut pieces = Vec::with_capacity(2 * self.lent.len() + 1);
        let mut from = 0;
        for &(at, lent) in &self.lent {
            pieces.extend([self.own.get(from..at).unwrap_or_default(), lent]);
            from = at;
        }
        pieces.push(self.own.get(from..).unwrap_or_default());
        pieces
    }

    /// Give the own bytes back.
    pub(crate) fn into_own(self) -> Vec<u8> {
        self.own
    }
}

impl<'a> Out<'a> for Gathered<'a> {
    fn own(&mut self) -> &mut Vec<u8> {
        &mut self.own
    }

    fn lend(&mut self, bytes: &'a [u8]) {
        if bytes.len() < LEAST_LENT {
            self.own.extend_from_slice(bytes);
            return;
        }
        self.lent.push((self.own.len(), bytes));
        self.lent_bytes += bytes.len();
    }

    fn num_bytes(&self) -> usize {
        self.own.len() + self.lent_bytes
    }

    /// Nobody knows what will be lent.
    fn reserve(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Own and lent bytes come out in the order in which they went in; short ones are copied.
    #[test]
    fn keeps_order() {
        let long: Vec<u8> = (0..=255).cycle().take(LEAST_LENT).collect();
        let mut gathered = Gathered::new(b"head".to_vec());
        gathered.lend(b"short");
        gathered.lend(&long);
        gathered.lend(&long);
        gathered.own().extend_from_slice(b"tail");
        assert_eq!(
            gathered.pieces().concat(),
            [b"headshort", &long[..], &long, b"tail"].concat()
        );
        assert_eq!(gathered.num_bytes(), 13 + 2 * LEAST_LENT);
        assert_eq!(gathered.into_own(), b"headshorttail");
    }
}
