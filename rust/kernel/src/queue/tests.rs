use super::*;
use crate::samples::{request, span};

const RETRY_S: f64 = 2.5;

fn body(name: &str) -> Vec<u8> {
    request("gateway", "sdk", &[span(1, name, false)])
}

fn origin() -> Origin {
    Origin {
        encoding: Encoding::Proto,
        compression: Compression::None,
        tenant: "acme".into(),
        receiver: "otlp/grpc".into(),
    }
}

fn submit(queue: &Arc<RequestQueue>, body: &[u8]) -> Result<Arc<Ticket>, Verdict> {
    let ticket = Arc::new(Ticket::default());
    queue.submit(body, 1 << 20, origin(), Reply::Ticket(Arc::clone(&ticket)))?;
    Ok(ticket)
}

fn next(queue: &RequestQueue, max_bytes: u64) -> Option<Group> {
    queue.next(&Arc::default(), max_bytes, Duration::ZERO)
}

fn answer(ticket: &Ticket) -> Option<Verdict> {
    ticket.wait(Duration::ZERO)
}

/// Bytes and requests count from the submission to the answer, exactly.
#[test]
fn room_is_given_back_with_the_answer() {
    let queue = RequestQueue::new(1000, RETRY_S);
    let body = body("a");
    let len = body.len() as u64;
    let tickets: Vec<_> = (0..3).map(|_| submit(&queue, &body).unwrap()).collect();
    assert_eq!((queue.bytes(), queue.requests()), (3 * len, 3));
    let group = next(&queue, u64::MAX).unwrap();
    assert_eq!((queue.bytes(), group.num_requests()), (3 * len, 3));
    assert!(group.answer(1, Verdict::ok()));
    assert!(
        !group.answer(1, Verdict::ok()),
        "a request is answered once"
    );
    assert!(!group.answer(3, Verdict::ok()), "there is no such request");
    assert_eq!((queue.bytes(), queue.requests()), (2 * len, 2));
    group.answer_rest();
    assert_eq!((queue.bytes(), queue.requests()), (0, 0));
    assert!(
        tickets
            .iter()
            .all(|ticket| answer(ticket) == Some(Verdict::ok()))
    );
}

/// A full queue refuses, retryable; what can never fit is refused for good.
#[test]
fn full_queue_refuses() {
    let body = body("a");
    let len = body.len() as u64;
    let queue = RequestQueue::new(2 * len, RETRY_S);
    assert_eq!(queue.admit(2 * len), Ok(()));
    submit(&queue, &body).unwrap();
    assert_eq!(queue.admit(len), Ok(()));
    let refusal = queue.admit(len + 1).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.retry_after_s),
        (UNAVAILABLE, Some(RETRY_S))
    );
    submit(&queue, &body).unwrap();
    assert_eq!(submit(&queue, &body).unwrap_err().code, UNAVAILABLE);
    let never = queue.admit(2 * len + 1).unwrap_err();
    assert_eq!(
        (never.code, never.retry_after_s),
        (RESOURCE_EXHAUSTED, None)
    );
    queue.set_limit(4 * len, u64::MAX, 4096);
    submit(&queue, &body).unwrap();
    assert_eq!(queue.bytes(), 3 * len);
}

/// While the process has more memory than it may, an eighth of the room is there, or room for one
/// request; the refusal is retryable.
#[test]
fn short_memory_leaves_little_room() {
    let body = body("a");
    let len = body.len() as u64;
    let queue = RequestQueue::new(24 * len, RETRY_S);
    queue.set_limit(24 * len, 0, 4096);
    assert!(queue.short());
    for _ in 0..3 {
        submit(&queue, &body).unwrap();
    }
    let refusal = submit(&queue, &body).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.retry_after_s, &refusal.message[..]),
        (UNAVAILABLE, Some(RETRY_S), "memory is short")
    );
    queue.set_limit(24 * len, u64::MAX, 4096);
    submit(&queue, &body).unwrap();
    let alone = RequestQueue::new(2 * len, RETRY_S);
    alone.set_limit(2 * len, 0, 4096);
    submit(&alone, &body).unwrap();
    assert!(submit(&alone, &body).is_err());
}

/// What was promised to requests that are still being read counts as memory of the process; once
/// they were read, the system tells.
#[test]
fn bytes_to_come_are_memory() {
    const TIB: u64 = 1 << 40;
    let queue = RequestQueue::new(16 * TIB, RETRY_S);
    queue.set_limit(16 * TIB, 10 * TIB, 4096);
    let mut first = queue.reserve(9 * TIB).unwrap();
    let refusal = queue.reserve(TIB).unwrap_err();
    assert_eq!(
        (refusal.code, &refusal.message[..]),
        (UNAVAILABLE, "memory is short")
    );
    assert!(!queue.short());
    first.resize(8 * TIB).unwrap();
    drop(queue.reserve(TIB).unwrap());
    first.read(&mut queue.state());
    drop(queue.reserve(8 * TIB).unwrap());
    drop(first);
    assert_eq!(queue.bytes(), 0);
}

/// A pull takes whole requests up to its limit and at least one, in order.
#[test]
fn pull_is_bounded() {
    let queue = RequestQueue::new(1 << 20, RETRY_S);
    assert!(next(&queue, 1).is_none());
    let bodies = ["a", "b", "c"].map(body);
    let _tickets = bodies.each_ref().map(|body| submit(&queue, body).unwrap());
    assert_eq!(next(&queue, 1).unwrap().num_requests(), 1);
    let group = next(&queue, 2 * bodies[0].len() as u64).unwrap();
    assert_eq!((group.num_requests(), group.batch().num_spans()), (2, 2));
    let source = &group.sources()[0];
    assert_eq!((&*source.tenant, &*source.receiver), ("acme", "otlp/grpc"));
    assert_eq!((source.num_requests, source.num_spans), (2, 2));
    assert_eq!(group.source_of(), [0, 0]);
}

/// After a group, the next waits for its time, and for no more than enough bytes or the end.
#[test]
fn small_requests_are_grouped() {
    let pace = Duration::from_millis(20);
    let queue = RequestQueue::paced(1 << 30, RETRY_S, pace);
    let before = Instant::now();
    for name in ["a", "b"] {
        submit(&queue, &body(name)).unwrap();
        assert!(next(&queue, u64::MAX).is_some());
    }
    assert!(before.elapsed() >= pace);

    let queue = RequestQueue::paced(1 << 30, RETRY_S, Duration::from_hours(1));
    submit(&queue, &body("a")).unwrap();
    assert!(next(&queue, u64::MAX).is_some());
    let large = request("gateway", "sdk", &[span(1, &"x".repeat(512 << 10), false)]);
    for last in [Some(&large), None] {
        submit(&queue, &body("b")).unwrap();
        let pulled = std::thread::scope(|scope| {
            let puller = scope.spawn(|| queue.next(&Arc::default(), u64::MAX, Duration::MAX));
            submit(&queue, &body("c")).unwrap();
            match last {
                Some(body) => drop(submit(&queue, body).unwrap()),
                None => queue.close("the end"),
            }
            puller.join().unwrap().unwrap()
        });
        assert_eq!(pulled.num_requests(), if last.is_some() { 3 } else { 2 });
    }
}

/// A group that is dropped answers what is open as retryable, and so does a queue.
#[test]
fn dropped_requests_are_answered() {
    let queue = RequestQueue::new(1 << 20, RETRY_S);
    let [first, second, third] = [0; 3].map(|_| submit(&queue, &body("a")).unwrap());
    let group = next(&queue, 2 * body("a").len() as u64).unwrap();
    group.answer(0, Verdict::ok());
    drop(group);
    assert_eq!(answer(&first), Some(Verdict::ok()));
    let verdict = answer(&second).unwrap();
    assert_eq!(
        (verdict.code, verdict.retry_after_s),
        (UNAVAILABLE, Some(RETRY_S))
    );
    assert_eq!(queue.requests(), 1);
    assert_eq!(answer(&third), None);
}

/// Answers follow the reports: taken, taken in part, or refused with the reason.
#[test]
fn answers_follow_the_reports() {
    let queue = RequestQueue::new(1 << 20, RETRY_S);
    let good = body("a");
    let spans = [span(1, "a", false), span(0, "zero trace id", false)];
    let partial = request("gateway", "sdk", &spans);
    let tickets = [&good[..], &partial, &good[..9]].map(|body| submit(&queue, body).unwrap());
    let group = next(&queue, u64::MAX).unwrap();
    assert_eq!(group.batch().num_spans(), 2);
    group.answer_rest();
    let [good, partial, broken] = tickets.map(|ticket| answer(&ticket).unwrap());
    assert_eq!(good, Verdict::ok());
    assert_eq!((partial.code, partial.rejected), (OK, 1));
    assert_eq!(partial.message, "1 spans rejected: bad-trace-id");
    assert_eq!(
        (broken.code, broken.retry_after_s),
        (INVALID_ARGUMENT, None)
    );
    assert!(
        broken.message.ends_with(": truncated"),
        "{}",
        broken.message
    );
}

/// A body that inflates beyond the limit, or does not inflate, is refused for good and takes no
/// room.
#[test]
fn bad_bodies_take_no_room() {
    let queue = RequestQueue::new(1 << 20, RETRY_S);
    let submit = |body: &[u8], limit: usize, compression: Compression| {
        let reply = Reply::Ticket(Arc::default());
        queue
            .submit(
                body,
                limit,
                Origin {
                    compression,
                    ..origin()
                },
                reply,
            )
            .unwrap_err()
            .code
    };
    assert_eq!(
        submit(&body("a"), 10, Compression::None),
        RESOURCE_EXHAUSTED
    );
    assert_eq!(
        submit(b"not gzip", 100, Compression::Gzip),
        INVALID_ARGUMENT
    );
    assert_eq!(
        submit(b"not zstd", 100, Compression::Zstd),
        INVALID_ARGUMENT
    );
    assert_eq!((queue.bytes(), queue.requests()), (0, 0));
}

/// Who pulls, or will, is roused once, and then waits for requests again.
#[test]
fn roused_queue_looks_up_once() {
    let queue = RequestQueue::new(1 << 20, RETRY_S);
    queue.rouse();
    assert!(queue.next(&Arc::default(), 1, Duration::MAX).is_none());
    std::thread::scope(|scope| {
        let puller = scope.spawn(|| queue.next(&Arc::default(), 1, Duration::MAX));
        let _ticket = submit(&queue, &body("a")).unwrap();
        assert!(puller.join().unwrap().is_some());
    });
}

/// A closed queue refuses with its reason and still gives what it holds.
#[test]
fn closed_queue_drains() {
    let queue = RequestQueue::new(1 << 20, RETRY_S);
    let ticket = submit(&queue, &body("a")).unwrap();
    queue.close("shutting down");
    let refusal = submit(&queue, &body("b")).unwrap_err();
    assert_eq!(
        (refusal.code, &*refusal.message),
        (UNAVAILABLE, "shutting down")
    );
    next(&queue, u64::MAX).unwrap().answer_rest();
    assert_eq!(answer(&ticket), Some(Verdict::ok()));
    let long = Duration::from_secs(60);
    assert!(queue.closed() && queue.next(&Arc::default(), 1, long).is_none());
}

/// An event loop gets all answers of a group with one wake-up.
#[test]
fn completions_wake_once_a_group() {
    let queue = RequestQueue::new(1 << 20, RETRY_S);
    let completions = Arc::new(Completions::new().unwrap());
    for token in [7, 8, 9] {
        let reply = Reply::Completions(Arc::clone(&completions), token);
        queue.submit(&body("a"), 1 << 20, origin(), reply).unwrap();
    }
    assert_eq!(
        (completions.drain(), completions.count_signals()),
        (vec![], 0)
    );
    let group = next(&queue, u64::MAX).unwrap();
    group.answer(1, Verdict::ok());
    group.answer_rest();
    assert_eq!(completions.count_signals(), 1);
    let tokens: Vec<_> = completions
        .drain()
        .into_iter()
        .map(|(token, _)| token)
        .collect();
    assert_eq!(tokens, [8, 7, 9]);
}

/// A waiting thread is woken by the answer.
#[test]
fn ticket_wakes_its_thread() {
    let queue = RequestQueue::new(1 << 20, RETRY_S);
    let ticket = submit(&queue, &body("a")).unwrap();
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| ticket.wait(Duration::from_secs(60)));
        next(&queue, u64::MAX).unwrap().answer_rest();
        assert_eq!(waiter.join().unwrap(), Some(Verdict::ok()));
    });
}

/// Bodies of answers say what OTLP wants, in JSON as in protobuf.
#[test]
fn verdicts_have_bodies() {
    assert_eq!(
        (Verdict::ok().to_proto(), Verdict::ok().to_json()),
        (vec![], "{}".to_owned())
    );
    let partial = Verdict {
        rejected: 3,
        message: "a \"b\"\n".to_owned(),
        ..Verdict::default()
    };
    let json = r#"{"partialSuccess":{"rejectedSpans":"3","errorMessage":"a \"b\"\u000a"}}"#;
    assert_eq!(partial.to_json(), json);
    assert_eq!(partial.to_proto(), b"\x0a\x0a\x08\x03\x12\x06a \"b\"\n");
    let later = Verdict::unavailable("full", 1.5).to_json();
    assert!(later.contains(r#""retryDelay":"1.500000000s""#), "{later}");
    assert!(
        !Verdict::unavailable("full", f64::NAN)
            .to_json()
            .contains("retryDelay")
    );
    assert!(
        Verdict::refused(INVALID_ARGUMENT, "bad")
            .to_json()
            .contains("fieldViolations")
    );
}
