//! Moving the spans of decided traces from one log to the next.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use crate::batch::Batch;
use crate::block::{give_back, take_buffer};
use crate::frame::{Out, Part, frame_parts};
use crate::log::{Appended, Log};
use crate::plan::Plan;
use crate::record::DecisionSet;
use crate::table::{Run, Runs};

/// Spans read back, still bytes.
struct Fetched<'a> {
    bytes: Vec<u8>,
    groups: Vec<Group<'a>>,
    /// Row of the trace by span, in the order of the groups.
    traces: Vec<u32>,
}

/// Spans of one header: `bytes` up to `end`, from where the group before ended.
struct Group<'a> {
    resource_id: u32,
    resource: &'a [u8],
    scope_id: u32,
    scope: &'a [u8],
    end: usize,
}

/// Read the spans of kept traces back: the batch, and the row of the trace by span.
///
/// # Errors
/// The disk failed, the runs were freed, or what was read is not what was written.
pub fn read_runs(
    log: &Log,
    runs: &Runs,
    keep: &[u8],
    plan: &Arc<Plan>,
) -> io::Result<(Batch, Vec<u32>)> {
    let fetched = fetch(log, runs, keep)?;
    let mut body = take_buffer(fetched.bytes.len());
    fetched.frame(&mut body);
    give_back(fetched.bytes);
    let (batch, _) = Batch::parse_own(body, plan);
    if batch.num_spans() != fetched.traces.len() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "runs of the log are damaged",
        ));
    }
    Ok((batch, fetched.traces))
}

/// Append one record to `target`: all decisions, and the spans of the kept traces read from
/// `source` by position.
///
/// # Errors
/// As [`read_runs`] and [`Log::append`]; nothing is appended then.
pub fn append_runs(
    source: &Log,
    target: &Log,
    runs: &Runs,
    decisions: &DecisionSet,
    user: &[u8],
) -> io::Result<Appended> {
    let fetched = fetch(source, runs, &decisions.keep)?;
    let spans = u32::try_from(fetched.traces.len()).unwrap_or(u32::MAX);
    let appended = target.append(spans, user, Some(decisions), |out| fetched.frame(out));
    give_back(fetched.bytes);
    appended
}

/// Append one record to `target`: all decisions, and the spans of `batch`.
///
/// # Errors
/// As [`Log::append`].
pub fn append_decided(
    target: &Log,
    batch: &Batch,
    decisions: &DecisionSet,
    user: &[u8],
) -> io::Result<Appended> {
    let spans = u32::try_from(batch.num_spans()).unwrap_or(u32::MAX);
    target.append(spans, user, Some(decisions), |out| {
        batch.frame(out, &mut Vec::new());
    })
}

impl Fetched<'_> {
    fn frame<'a>(&'a self, out: &mut impl Out<'a>) {
        let mut start = 0;
        let part = |group: &Group<'_>| {
            let spans = self.bytes.get(start..group.end).unwrap_or_default();
            start = group.end;
            (group.resource_id, group.scope_id, spans)
        };
        let cut: Vec<_> = self.groups.iter().map(part).collect();
        let parts =
            cut.into_iter()
                .zip(&self.groups)
                .map(|((resource_id, scope_id, spans), group)| Part {
                    resource_id,
                    resource: group.resource,
                    scope_id,
                    scope: group.scope,
                    spans,
                });
        frame_parts(&parts.collect::<Vec<_>>(), out);
    }
}

fn fetch<'a>(log: &Log, runs: &'a Runs, keep: &[u8]) -> io::Result<Fetched<'a>> {
    let kept = |run: &&Run| keep.get(run.trace as usize).is_some_and(|&keep| keep != 0);
    let mut wanted: Vec<Run> = runs.list.iter().filter(kept).copied().collect();
    wanted.sort_unstable_by_key(|run| run.position);
    let orders = order_headers(runs, &wanted);
    let order = |run: &Run| orders.get(run.header as usize).copied().unwrap_or_default();
    wanted.sort_by_key(|run| order(run));

    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut traces = Vec::new();
    let mut ranges: Vec<(u64, u32)> = Vec::new();
    let mut end = 0;
    let mut header_at = None;
    for run in &wanted {
        end += run.len as usize;
        traces.extend(std::iter::repeat_n(run.trace, run.spans as usize));
        push_range(&mut ranges, run.position, run.len);
        match groups.last_mut().filter(|_| header_at == Some(run.header)) {
            Some(group) => group.end = end,
            None => groups.extend(new_group(runs, run, order(run), end)),
        }
        header_at = Some(run.header);
    }
    let mut bytes = take_buffer(end);
    log.read_ranges(&ranges, &mut bytes)?;
    Ok(Fetched {
        bytes,
        groups,
        traces,
    })
}

fn new_group<'a>(runs: &'a Runs, run: &Run, order: Order, end: usize) -> Option<Group<'a>> {
    let header = runs.headers.get(run.header as usize)?;
    Some(Group {
        resource_id: order.0,
        resource: &header.resource,
        scope_id: run.header,
        scope: &header.scope,
        end,
    })
}

/// Runs that touch are one read.
fn push_range(ranges: &mut Vec<(u64, u32)>, position: u64, len: u32) {
    if let Some(last) = ranges.last_mut()
        && last.0 + u64::from(last.1) == position
        && let Some(joined) = last.1.checked_add(len)
    {
        last.1 = joined;
        return;
    }
    ranges.push((position, len));
}

/// Order of a header: number of its resource, then its own, both by first use, so that equal
/// resources stand together.
type Order = (u32, u32);

fn order_headers(runs: &Runs, wanted: &[Run]) -> Vec<Order> {
    let mut places: Vec<Option<Order>> = vec![None; runs.headers.len()];
    let mut resources: HashMap<&[u8], u32> = HashMap::new();
    let mut next = 0;
    for run in wanted {
        let row = run.header as usize;
        let (Some(place @ None), Some(header)) = (places.get_mut(row), runs.headers.get(row))
        else {
            continue;
        };
        let fresh = u32::try_from(resources.len()).unwrap_or(u32::MAX);
        let resource = *resources.entry(&header.resource).or_insert(fresh);
        *place = Some((resource, next));
        next += 1;
    }
    places.into_iter().map(Option::unwrap_or_default).collect()
}
