//! OTLP JSON to the bytes of an `ExportTraceServiceRequest`.
//!
//! A superset of the strict encoding is taken, as the Collector does: names in camel or snake case,
//! enums as numbers or names,
//! integers as numbers or strings, ids in hex of any case. Unknown fields are left out. Of a name
//! given twice the last counts; of lists all, so that no span is lost.
//!
//! The length of a message is known only at its end, so lengths are noted while writing and put in
//! by one copy at the end. A
//! value that a later one of the same name replaces is left out by that copy.
#![deny(clippy::indexing_slicing)]

use crate::json_scalar::put_scalar;
use crate::json_token::{JsonError, MAX_JSON_DEPTH, Tokens};
use crate::schema::{Field, Kind, Message, REQUEST};
use crate::wire::{put_varint, varint_len};

/// Append the protobuf bytes of the request in `json`.
///
/// # Errors
/// Where the text is not JSON, nested too deep, or a value does not fit its field.
pub fn transcode(json: &[u8], out: &mut Vec<u8>) -> Result<(), JsonError> {
    if let Err(fault) = simdutf8::compat::from_utf8(json) {
        return Err(JsonError {
            at: fault.valid_up_to(),
            what: "not UTF-8",
        });
    }
    let mut tokens = Tokens::new(json);
    tokens.expect(b'{', "expected an object")?;
    let mut writer = Writer::default();
    writer.open(&REQUEST, None)?;
    while let Some(frame) = writer.frames.last() {
        match frame.holds {
            Holds::Message(message) => writer.member(message, &mut tokens)?,
            Holds::List(field) => writer.element(field, &mut tokens)?,
        }
    }
    tokens.end()?;
    writer.finish(out);
    Ok(())
}

#[derive(Clone, Copy)]
enum Holds {
    Message(&'static Message),
    List(&'static Field),
}

/// An object or list that is open.
struct Frame {
    holds: Holds,
    /// The length to fill in at the end; None for lists and the request.
    hole: Option<usize>,
    start: Mark,
    /// Members of this frame begin here in `Writer::members`.
    members: usize,
    is_empty: bool,
}

/// A place in the output: bytes written, and by how much lengths and left-out values make it differ
/// in the end.
#[derive(Clone, Copy, Default)]
struct Mark {
    pos: usize,
    shift: isize,
}

impl Mark {
    /// Bytes between two marks, as they will be.
    fn until(self, end: Self) -> usize {
        (end.pos - self.pos).saturating_add_signed(end.shift - self.shift)
    }
}

struct Member {
    number: u32,
    start: Mark,
    end: Mark,
}

/// A length that the last copy puts in.
#[derive(Clone, Copy)]
struct Hole {
    pos: usize,
    len: usize,
}

#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    shift: isize,
    frames: Vec<Frame>,
    members: Vec<Member>,
    holes: Vec<Hole>,
    /// Output that is left out, in order of the second occurrence.
    dead: Vec<(usize, usize)>,
}

impl Writer {
    fn mark(&self) -> Mark {
        Mark {
            pos: self.out.len(),
            shift: self.shift,
        }
    }

    /// Open a message, as field `number` of the one around it.
    fn open(&mut self, message: &'static Message, number: Option<u32>) -> Result<(), JsonError> {
        let hole = number.map(|number| {
            put_varint(&mut self.out, u64::from(number << 3 | 2));
            self.holes.push(Hole {
                pos: self.out.len(),
                len: 0,
            });
            self.holes.len() - 1
        });
        self.push(Holds::Message(message), hole)
    }

    fn push(&mut self, holds: Holds, hole: Option<usize>) -> Result<(), JsonError> {
        if self.frames.len() >= MAX_JSON_DEPTH {
            return Err(JsonError {
                at: 0,
                what: "nested too deep",
            });
        }
        let (start, members) = (self.mark(), self.members.len());
        self.frames.push(Frame {
            holds,
            hole,
            start,
            members,
            is_empty: true,
        });
        Ok(())
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        self.members.truncate(frame.members);
        let len = frame.start.until(self.mark());
        if let Some(hole) = frame.hole.and_then(|index| self.holes.get_mut(index)) {
            hole.len = len;
            self.shift += varint_len(len as u64).cast_signed();
        }
        self.end_member();
    }

    /// Note that the value of the innermost object's last member is complete.
    fn end_member(&mut self) {
        let end = self.mark();
        if let Some(Frame {
            holds: Holds::Message(_),
            ..
        }) = self.frames.last()
            && let Some(member) = self.members.last_mut()
        {
            member.end = end;
        }
    }

    /// Step to the next item of the innermost frame; false where it is closed.
    fn next(&mut self, closer: u8, tokens: &mut Tokens<'_>) -> Result<bool, JsonError> {
        if tokens.take(closer) {
            self.close();
            return Ok(false);
        }
        if let Some(frame) = self.frames.last_mut() {
            if !frame.is_empty {
                tokens.expect(b',', "expected a comma or the end")?;
            }
            frame.is_empty = false;
        }
        Ok(true)
    }

    fn member(
        &mut self,
        message: &'static Message,
        tokens: &mut Tokens<'_>,
    ) -> Result<(), JsonError> {
        if !self.next(b'}', tokens)? {
            return Ok(());
        }
        let name = tokens.string()?;
        tokens.expect(b':', "expected a colon")?;
        let is_named =
            |field: &&Field| *name == *field.json.as_bytes() || *name == *field.proto.as_bytes();
        let Some(field) = message.fields.iter().find(is_named) else {
            return tokens.skip(self.frames.len());
        };
        self.begin_member(field);
        if tokens.literal("null") {
            return Ok(());
        }
        if field.repeated {
            tokens.expect(b'[', "expected a list")?;
            return self.push(Holds::List(field), None);
        }
        self.value(field, tokens)
    }

    fn element(&mut self, field: &'static Field, tokens: &mut Tokens<'_>) -> Result<(), JsonError> {
        if self.next(b']', tokens)? {
            self.value(field, tokens)
        } else {
            Ok(())
        }
    }

    fn value(&mut self, field: &'static Field, tokens: &mut Tokens<'_>) -> Result<(), JsonError> {
        if let Kind::Message(message) = field.kind {
            tokens.expect(b'{', "expected an object")?;
            return self.open(message, Some(field.number));
        }
        put_scalar(field, tokens, &mut self.out)?;
        self.end_member();
        Ok(())
    }

    /// Begin the value of `field`; an earlier one of the same field is left out, but goes on in a
    /// list.
    fn begin_member(&mut self, field: &Field) {
        let first = self.frames.last().map_or(0, |frame| frame.members);
        let now = self.mark();
        let own = self.members.get(first..).unwrap_or_default();
        let is_same = |member: &Member| !field.repeated && member.number == field.number;
        if let Some(index) = own.iter().position(is_same) {
            let earlier = self.members.remove(first + index);
            self.dead.push((earlier.start.pos, earlier.end.pos));
            self.shift -= earlier.start.until(earlier.end).cast_signed();
        }
        let start = Mark {
            shift: self.shift,
            ..now
        };
        self.members.push(Member {
            number: field.number,
            start,
            end: start,
        });
    }

    fn finish(mut self, out: &mut Vec<u8>) {
        self.dead.sort_unstable();
        out.reserve(self.out.len().saturating_add_signed(self.shift));
        let mut live = Live {
            source: &self.out,
            dead: &self.dead,
            pos: 0,
        };
        for hole in &self.holes {
            if live.copy_to(hole.pos, out) {
                put_varint(out, hole.len as u64);
            }
        }
        live.copy_to(self.out.len(), out);
    }
}

/// The last copy: what was written, without the dead parts.
struct Live<'a> {
    source: &'a [u8],
    /// By start; one may lie inside another.
    dead: &'a [(usize, usize)],
    pos: usize,
}

impl Live<'_> {
    /// Copy up to `end`. False where `end` is inside a dead part.
    fn copy_to(&mut self, end: usize, out: &mut Vec<u8>) -> bool {
        while let Some((&(from, to), rest)) = self.dead.split_first() {
            if from >= end {
                break;
            }
            out.extend_from_slice(self.source.get(self.pos..from).unwrap_or_default());
            self.pos = self.pos.max(to);
            // A hole lies behind its tag, so one at the very end of a dead part is dead too.
            if to >= end {
                return false;
            }
            self.dead = rest;
        }
        if self.pos > end {
            return false;
        }
        out.extend_from_slice(self.source.get(self.pos..end).unwrap_or_default());
        self.pos = end;
        true
    }
}
