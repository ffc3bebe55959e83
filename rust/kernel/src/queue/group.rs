//! The requests that one pull took together, and their answers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::reply::send;
use super::verdict::{INVALID_ARGUMENT, Verdict};
use super::{Pending, Request};
use crate::batch::Batch;
use crate::block::give_back;
use crate::parse::Report;
use crate::plan::Plan;

/// The requests of one group that came by the same receiver and tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Id of the receiver and its transport.
    pub receiver: Arc<str>,
    /// Tenant, empty where there is none.
    pub tenant: Arc<str>,
    /// Requests.
    pub num_requests: u64,
    /// Requests whose framing is broken.
    pub num_refused: u64,
    /// Good spans.
    pub num_spans: u64,
    /// Spans rejected alone.
    pub num_rejected: u64,
    /// When the newest of them arrived.
    pub received_unix_nano: u64,
}

/// See the module. Dropped with open requests, it answers them as retryable.
#[derive(Debug)]
pub struct Group {
    batch: Batch,
    reports: Vec<Report>,
    sources: Vec<Source>,
    source_of: Vec<u32>,
    retry_after_s: f64,
    open: Mutex<Vec<Option<Pending>>>,
}

impl Group {
    pub(crate) fn walk(mut requests: Vec<Request>, plan: &Arc<Plan>, retry_after_s: f64) -> Self {
        let (batch, reports) = walk_bodies(&mut requests, plan);
        let (sources, source_of) = group_by_source(&requests, &reports);
        Self {
            batch,
            reports,
            sources,
            source_of,
            retry_after_s,
            open: Mutex::new(
                requests
                    .into_iter()
                    .map(|request| Some(request.pending))
                    .collect(),
            ),
        }
    }

    /// Good spans of all requests that are not refused.
    #[must_use]
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// How many requests.
    #[must_use]
    pub fn num_requests(&self) -> usize {
        self.reports.len()
    }

    /// What the walk found, by request.
    #[must_use]
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// Who sent the requests: one entry for each distinct receiver and tenant.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Place in `sources` by request.
    #[must_use]
    pub fn source_of(&self) -> &[u32] {
        &self.source_of
    }

    /// Answer one request; false where it was answered before or does not exist.
    pub fn answer(&self, request: usize, verdict: Verdict) -> bool {
        let pending = self.lock_open(|open| open.get_mut(request).and_then(Option::take));
        let Some(reply) = pending.and_then(Pending::release) else {
            return false;
        };
        send(vec![(reply, verdict)]);
        true
    }

    /// Answer every open request by its report: ok, partial success, or refused.
    pub fn answer_rest(&self) {
        self.close(|request| {
            self.reports
                .get(request)
                .map_or_else(Verdict::ok, verdict_of)
        });
    }

    /// Answer every open request with the same verdict.
    pub fn refuse_rest(&self, verdict: &Verdict) {
        self.close(|_| verdict.clone());
    }

    fn close(&self, verdict: impl Fn(usize) -> Verdict) {
        let open = self.lock_open(std::mem::take);
        let answers = open
            .into_iter()
            .enumerate()
            .filter_map(|(request, pending)| {
                pending
                    .and_then(Pending::release)
                    .map(|reply| (reply, verdict(request)))
            });
        send(answers.collect());
    }

    fn lock_open<T>(&self, take: impl FnOnce(&mut Vec<Option<Pending>>) -> T) -> T {
        take(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let verdict = Verdict::unavailable("the request was not processed", self.retry_after_s);
        self.refuse_rest(&verdict);
    }
}

/// A request that is alone lends its body to the batch; those of several are joined.
fn walk_bodies(requests: &mut [Request], plan: &Arc<Plan>) -> (Batch, Vec<Report>) {
    if let [alone] = requests {
        return Batch::parse_own(std::mem::take(&mut alone.body), plan);
    }
    let bodies: Vec<&[u8]> = requests.iter().map(|request| &request.body[..]).collect();
    let walked = Batch::parse(&bodies, plan);
    for request in requests {
        give_back(std::mem::take(&mut request.body));
    }
    walked
}

fn group_by_source(requests: &[Request], reports: &[Report]) -> (Vec<Source>, Vec<u32>) {
    let mut sources: Vec<Source> = Vec::new();
    let mut places: HashMap<(&Arc<str>, &Arc<str>), u32> = HashMap::new();
    let mut source_of = Vec::with_capacity(requests.len());
    for (request, report) in requests.iter().zip(reports) {
        let fresh = u32::try_from(sources.len()).unwrap_or(u32::MAX);
        let place = *places
            .entry((&request.receiver, &request.tenant))
            .or_insert(fresh);
        if place == fresh {
            sources.push(Source::of(request));
        }
        if let Some(source) = sources.get_mut(place as usize) {
            source.count(request, report);
        }
        source_of.push(place);
    }
    (sources, source_of)
}

impl Source {
    fn of(request: &Request) -> Self {
        Self {
            receiver: Arc::clone(&request.receiver),
            tenant: Arc::clone(&request.tenant),
            num_requests: 0,
            num_refused: 0,
            num_spans: 0,
            num_rejected: 0,
            received_unix_nano: 0,
        }
    }

    fn count(&mut self, request: &Request, report: &Report) {
        self.num_requests += 1;
        self.num_refused += u64::from(report.refused);
        self.num_spans += u64::from(report.num_spans.saturating_sub(report.num_rejected));
        self.num_rejected += u64::from(report.num_rejected);
        self.received_unix_nano = self.received_unix_nano.max(request.received_unix_nano);
    }
}

fn verdict_of(report: &Report) -> Verdict {
    if report.refused {
        let message = format!("request is not a valid OTLP message: {}", report.reason());
        return Verdict::refused(INVALID_ARGUMENT, message);
    }
    match report.num_rejected {
        0 => Verdict::ok(),
        rejected => Verdict {
            message: format!("{rejected} spans rejected: {}", report.reason()),
            rejected: u64::from(rejected),
            ..Verdict::default()
        },
    }
}
