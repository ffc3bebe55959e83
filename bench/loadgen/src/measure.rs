//! What a run counts.

use std::time::Duration;

/// How one request ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Taken.
    Ok,
    /// Answered with an error: the code of its protocol, and whether it says when to come again.
    Refused(u32, bool),
    /// Not answered at all.
    Failed,
}

/// Counters and latencies.
#[derive(Default)]
pub struct Measure {
    ok: u64,
    refused: u64,
    without_delay: u64,
    failed: u64,
    last_code: u32,
    latencies_us: Vec<u32>,
}

impl Measure {
    /// Note how one request ended.
    pub fn note(&mut self, outcome: Outcome, latency: Duration) {
        match outcome {
            Outcome::Ok => self.ok += 1,
            Outcome::Refused(code, has_delay) => {
                self.refused += 1;
                self.without_delay += u64::from(!has_delay);
                self.last_code = code;
            }
            Outcome::Failed => self.failed += 1,
        }
        let latency = u32::try_from(latency.as_micros()).unwrap_or(u32::MAX);
        self.latencies_us.push(latency);
    }

    /// The result as a JSON object.
    pub fn report(
        mut self,
        spans_a_request: usize,
        body_bytes: usize,
        seconds: f64,
        cpu_s: f64,
    ) -> String {
        self.latencies_us.sort_unstable();
        let spans = self.ok * spans_a_request as u64;
        let Self {
            ok,
            refused,
            without_delay,
            failed,
            last_code,
            ..
        } = self;
        let (p50, p99, top) = (
            self.latency_ms(500),
            self.latency_ms(990),
            self.latency_ms(1000),
        );
        format!(
            "{{\"requests\":{ok},\"spans\":{spans},\"refused\":{refused},\
             \"without_delay\":{without_delay},\"failed\":{failed},\
             \"last_code\":{last_code},\"body_bytes\":{body_bytes},\"seconds\":{seconds:.3},\
             \"p50_ms\":{p50:.3},\"p99_ms\":{p99:.3},\"max_ms\":{top:.3},\"cpu_s\":{cpu_s:.2}}}"
        )
    }

    fn latency_ms(&self, per_mille: usize) -> f64 {
        let last = self.latencies_us.len().saturating_sub(1);
        let place = last * per_mille / 1000;
        f64::from(self.latencies_us.get(place).copied().unwrap_or(0)) / 1e3
    }
}
