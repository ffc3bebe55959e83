//! The requests that one pull took together, and their answers.

use std::sync::{Arc, Mutex, PoisonError};

use super::reply::send;
use super::verdict::{INVALID_ARGUMENT, Verdict};
use super::{Pending, Request};
use crate::batch::Batch;
use crate::parse::Report;
use crate::plan::Plan;

/// See the module. Dropped with open requests, it answers them as retryable.
#[derive(Debug)]
pub struct Group {
    batch: Batch,
    reports: Vec<Report>,
    tenants: Vec<Arc<str>>,
    receivers: Vec<Arc<str>>,
    received_unix_nano: Vec<u64>,
    retry_after_s: f64,
    open: Mutex<Vec<Option<Pending>>>,
}

impl Group {
    pub(crate) fn walk(requests: Vec<Request>, plan: &Arc<Plan>, retry_after_s: f64) -> Self {
        let bodies: Vec<&[u8]> = requests.iter().map(|request| &request.body[..]).collect();
        let (batch, reports) = Batch::parse(&bodies, plan);
        Self {
            batch,
            reports,
            tenants: requests
                .iter()
                .map(|request| Arc::clone(&request.tenant))
                .collect(),
            receivers: requests
                .iter()
                .map(|request| Arc::clone(&request.receiver))
                .collect(),
            received_unix_nano: requests
                .iter()
                .map(|request| request.received_unix_nano)
                .collect(),
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

    /// Tenant by request.
    #[must_use]
    pub fn tenants(&self) -> &[Arc<str>] {
        &self.tenants
    }

    /// Receiver by request.
    #[must_use]
    pub fn receivers(&self) -> &[Arc<str>] {
        &self.receivers
    }

    /// Time of arrival by request.
    #[must_use]
    pub fn received_unix_nano(&self) -> &[u64] {
        &self.received_unix_nano
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
