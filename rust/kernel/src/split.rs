//! A `ResourceSpans` or `ScopeSpans` cut into its header and its children.
#![deny(clippy::indexing_slicing)]

use crate::wire::{Extent, Fault, Reader};

/// The parts of a message with a header: the pieces around its children, and the children.
#[derive(Debug, Default)]
pub(crate) struct Split {
    header: Vec<Extent>,
    /// Messages of its field 2, in order.
    pub(crate) children: Vec<Extent>,
}

impl Split {
    /// Split the message at `at` by its field 2, which is `scope_spans` or `spans`.
    pub(crate) fn read(&mut self, buffer: &[u8], at: Extent, depth: usize) -> Result<(), Fault> {
        self.header.clear();
        self.children.clear();
        let mut reader = Reader::new(buffer, at);
        while !reader.is_done() {
            let start = reader.pos();
            let tag = reader.tag()?;
            if tag == 0x12 {
                self.children.push(reader.extent()?);
                continue;
            }
            reader.skip(tag, depth)?;
            match self.header.last_mut() {
                Some(last) if last.end == start => last.end = reader.pos(),
                _ => self.header.push(Extent {
                    start,
                    end: reader.pos(),
                }),
            }
        }
        Ok(())
    }

    /// The header's bytes, joined in `scratch` where other fields lie in between.
    pub(crate) fn header<'a>(&self, buffer: &'a [u8], scratch: &'a mut Vec<u8>) -> &'a [u8] {
        match self.header.as_slice() {
            [] => &[],
            [only] => only.of(buffer),
            pieces => {
                scratch.clear();
                for piece in pieces {
                    scratch.extend_from_slice(piece.of(buffer));
                }
                scratch
            }
        }
    }
}
