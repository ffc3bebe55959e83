//! The body of a log record: `[meta length u32][meta][payload]`.
//!
//! The payload is an `ExportTraceServiceRequest`. The meta is a protobuf message of our own; its
//! first two fields have a fixed size and stand first, so that an index can be rebuilt from a few
//! bytes of each record.

use crate::wire::{Fault, Reader, put_bytes, put_varint};

/// Bytes of the record that [`Counts`] needs: the meta length and two fixed fields.
pub(crate) const COUNTS_BYTES: usize = 4 + 5 + 9;

const SPANS_TAG: u8 = 1 << 3 | 5;
const TOTAL_TAG: u8 = 2 << 3 | 1;
const USER: u32 = 3;
const USER_TAG: u32 = USER << 3 | 2;
const DECISIONS: u32 = 4;
const DECISIONS_TAG: u32 = DECISIONS << 3 | 2;

/// How many spans a record holds, and how many the log holds up to and with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub spans: u32,
    pub total: u64,
}

/// Decisions of one record, one row a trace; codes point into the two string tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DecisionSet {
    /// Trace ids.
    pub trace_ids: Vec<[u8; 16]>,
    /// 1 keep, 0 drop.
    pub keep: Vec<u8>,
    /// Code of the policy, -1 for none.
    pub policy: Vec<i32>,
    /// Names of the policies.
    pub policies: Vec<String>,
    /// Code of the reason, -1 for none.
    pub reason: Vec<i32>,
    /// Names of the reasons.
    pub reasons: Vec<String>,
    /// How many traces of its kind the trace stands for.
    pub weight: Vec<f64>,
    /// Spans that the decision was about.
    pub spans: Vec<u32>,
}

impl DecisionSet {
    /// Whether all columns have as many rows as there are traces, and all codes have a name.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        let rows = self.trace_ids.len();
        self.keep.len() == rows
            && self.policy.len() == rows
            && self.reason.len() == rows
            && self.weight.len() == rows
            && self.spans.len() == rows
            && codes_have_names(&self.policy, &self.policies)
            && codes_have_names(&self.reason, &self.reasons)
    }

    /// Name of the policy of row `row`, empty for none.
    #[must_use]
    pub fn policy_name(&self, row: usize) -> &str {
        name_of(&self.policy, &self.policies, row)
    }

    /// Name of the reason of row `row`, empty for none.
    #[must_use]
    pub fn reason_name(&self, row: usize) -> &str {
        name_of(&self.reason, &self.reasons, row)
    }
}

fn codes_have_names(codes: &[i32], names: &[String]) -> bool {
    codes
        .iter()
        .all(|&code| code == -1 || usize::try_from(code).is_ok_and(|row| row < names.len()))
}

fn name_of<'a>(codes: &[i32], names: &'a [String], row: usize) -> &'a str {
    let code = codes.get(row).and_then(|&code| usize::try_from(code).ok());
    code.and_then(|code| names.get(code))
        .map_or("", String::as_str)
}

/// What a record says about itself, borrowed from its bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Meta<'a> {
    pub counts: Counts,
    pub user: &'a [u8],
    decisions: Option<&'a [u8]>,
}

/// Append the meta with its length in front.
pub(crate) fn put_meta(
    out: &mut Vec<u8>,
    counts: Counts,
    user: &[u8],
    decisions: Option<&DecisionSet>,
) {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    out.push(SPANS_TAG);
    out.extend_from_slice(&counts.spans.to_le_bytes());
    out.push(TOTAL_TAG);
    out.extend_from_slice(&counts.total.to_le_bytes());
    put_bytes(out, USER, user);
    if let Some(decisions) = decisions {
        let mut columns = Vec::with_capacity(32 * decisions.trace_ids.len());
        put_decisions(&mut columns, decisions);
        put_bytes(out, DECISIONS, &columns);
    }
    let len = u32::try_from(out.len() - start - 4).unwrap_or(u32::MAX);
    if let Some(slot) = out.get_mut(start..start + 4) {
        slot.copy_from_slice(&len.to_le_bytes());
    }
}

/// Read the counts from the first [`COUNTS_BYTES`] of a body.
pub(crate) fn peek_counts(body: &[u8; COUNTS_BYTES]) -> Result<Counts, Fault> {
    let (spans_tag, total_tag) = (body[4], body[9]);
    if spans_tag != SPANS_TAG || total_tag != TOTAL_TAG {
        return Err(Fault::Truncated);
    }
    let spans = body[5..].first_chunk().ok_or(Fault::Truncated)?;
    let total = body[10..].first_chunk().ok_or(Fault::Truncated)?;
    Ok(Counts {
        spans: u32::from_le_bytes(*spans),
        total: u64::from_le_bytes(*total),
    })
}

/// Split a body into its meta and its payload.
pub(crate) fn split_body(body: &[u8]) -> Result<(Meta<'_>, &[u8]), Fault> {
    let counts = peek_counts(body.first_chunk().ok_or(Fault::Truncated)?)?;
    let (len, rest) = body.split_first_chunk::<4>().ok_or(Fault::Truncated)?;
    let len = usize::try_from(u32::from_le_bytes(*len)).map_err(|_| Fault::Truncated)?;
    let (fields, payload) = rest.split_at_checked(len).ok_or(Fault::Truncated)?;
    let mut meta = Meta {
        counts,
        user: &[],
        decisions: None,
    };
    let mut reader = Reader::whole(fields);
    while !reader.is_done() {
        match reader.tag()? {
            USER_TAG => meta.user = reader.extent()?.of(fields),
            DECISIONS_TAG => meta.decisions = Some(reader.extent()?.of(fields)),
            tag => reader.skip(tag, 0)?,
        }
    }
    Ok((meta, payload))
}

impl Meta<'_> {
    /// Decode the decisions; an empty set where the record carries none.
    pub fn decisions(&self) -> Result<DecisionSet, Fault> {
        let mut set = DecisionSet::default();
        let fields = self.decisions.unwrap_or_default();
        let mut reader = Reader::whole(fields);
        while !reader.is_done() {
            match reader.tag()? {
                tag if tag & 7 == 2 => {
                    take_column(&mut set, tag >> 3, reader.extent()?.of(fields))?;
                }
                tag => reader.skip(tag, 0)?,
            }
        }
        if set.is_consistent() {
            Ok(set)
        } else {
            Err(Fault::Truncated)
        }
    }
}

fn put_decisions(out: &mut Vec<u8>, set: &DecisionSet) {
    put_bytes(out, 1, set.trace_ids.as_flattened());
    put_bytes(out, 2, &set.keep);
    put_packed(out, 3, set.policy.iter().map(|&code| zigzag(code)));
    put_packed(out, 4, set.reason.iter().map(|&code| zigzag(code)));
    let weights: Vec<u8> = set
        .weight
        .iter()
        .flat_map(|weight| weight.to_le_bytes())
        .collect();
    put_bytes(out, 5, &weights);
    put_packed(out, 6, set.spans.iter().map(|&spans| u64::from(spans)));
    for name in &set.policies {
        put_bytes(out, 7, name.as_bytes());
    }
    for name in &set.reasons {
        put_bytes(out, 8, name.as_bytes());
    }
}

fn take_column(set: &mut DecisionSet, field: u32, bytes: &[u8]) -> Result<(), Fault> {
    match field {
        1 => set.trace_ids = bytes.as_chunks().0.to_vec(),
        2 => set.keep = bytes.to_vec(),
        3 => set.policy = take_packed(bytes, unzigzag)?,
        4 => set.reason = take_packed(bytes, unzigzag)?,
        5 => set.weight = take_doubles(bytes),
        6 => set.spans = take_packed(bytes, |spans| u32::try_from(spans).ok())?,
        7 => set.policies.push(take_text(bytes)?),
        8 => set.reasons.push(take_text(bytes)?),
        _ => {}
    }
    Ok(())
}

fn put_packed(out: &mut Vec<u8>, field: u32, values: impl Iterator<Item = u64>) {
    let mut packed = Vec::new();
    values.for_each(|value| put_varint(&mut packed, value));
    put_bytes(out, field, &packed);
}

fn take_packed<T>(bytes: &[u8], make: impl Fn(u64) -> Option<T>) -> Result<Vec<T>, Fault> {
    let mut reader = Reader::whole(bytes);
    let mut values = Vec::new();
    while !reader.is_done() {
        values.push(make(reader.varint()?).ok_or(Fault::BadVarint)?);
    }
    Ok(values)
}

fn take_doubles(bytes: &[u8]) -> Vec<f64> {
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|raw| f64::from_le_bytes(*raw))
        .collect()
}

fn take_text(bytes: &[u8]) -> Result<String, Fault> {
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|_| Fault::BadUtf8)
}

fn zigzag(code: i32) -> u64 {
    u64::from(((code << 1) ^ (code >> 31)).cast_unsigned())
}

fn unzigzag(raw: u64) -> Option<i32> {
    let raw = u32::try_from(raw).ok()?;
    Some((raw >> 1).cast_signed() ^ -(raw & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decisions() -> DecisionSet {
        DecisionSet {
            trace_ids: vec![[1; 16], [2; 16]],
            keep: vec![1, 0],
            policy: vec![0, -1],
            policies: vec!["errors".to_owned()],
            reason: vec![1, 0],
            reasons: vec![String::new(), "status is error".to_owned()],
            weight: vec![1.0, 12.5],
            spans: vec![11, u32::MAX],
        }
    }

    fn body() -> Vec<u8> {
        let mut out = Vec::new();
        put_meta(
            &mut out,
            Counts { spans: 0, total: 7 },
            b"user",
            Some(&decisions()),
        );
        out.extend_from_slice(b"payload");
        out
    }

    /// A body gives back what it was made of, zero counts included.
    #[test]
    fn body_round_trips() {
        let body = body();
        let (meta, payload) = split_body(&body).unwrap();
        assert_eq!(meta.counts, Counts { spans: 0, total: 7 });
        assert_eq!((meta.user, payload), (&b"user"[..], &b"payload"[..]));
        assert_eq!(meta.decisions().unwrap(), decisions());
    }

    /// A body cut anywhere before its payload is malformed, and so is one with columns of unequal
    /// length.
    #[test]
    fn damaged_bodies_are_malformed() {
        let whole = body();
        for cut in 0..whole.len() - b"payload".len() {
            assert!(split_body(&whole[..cut]).is_err(), "cut at {cut}");
        }
        let mut uneven = decisions();
        uneven.keep.pop();
        let mut out = Vec::new();
        put_meta(&mut out, Counts { spans: 1, total: 1 }, b"", Some(&uneven));
        assert_eq!(
            split_body(&out).unwrap().0.decisions(),
            Err(Fault::Truncated)
        );
    }
}
