//! Reads bodies into room that the queue granted before.

use std::error::Error;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http_body::Body;
use hyper::body::Incoming;
use spanmill_kernel::block::take_buffer;
use spanmill_kernel::queue::{INVALID_ARGUMENT, RESOURCE_EXHAUSTED, Room, Verdict};

use crate::answer::{DEADLINE_EXCEEDED, RETRY_AFTER_S};
use crate::pace::Paced;

/// Room for data that a peer announced and may not send.
const FIRST_CAPACITY: usize = 1 << 20;
const PREFIX: usize = 5;
/// How long a client that was refused may be silent before it is answered.
const SILENCE: Duration = Duration::from_millis(50);

/// Why a request goes no further.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It is answered without the engine.
    Refused(Verdict),
    /// The client went away, or does not speak the protocol: nobody is there to be answered.
    Gone,
}

impl From<Verdict> for Stop {
    fn from(verdict: Verdict) -> Self {
        Self::Refused(verdict)
    }
}

/// One message of gRPC.
pub(crate) struct Message {
    /// Whether its bytes are compressed in the way that the headers name.
    pub compressed: bool,
    pub bytes: Vec<u8>,
}

/// Refuse a body that is over the limit, for good.
pub(crate) fn too_large(max_bytes: usize) -> Verdict {
    Verdict::refused(
        RESOURCE_EXHAUSTED,
        format!("request is larger than {max_bytes} bytes"),
    )
}

/// Refuse a body that takes its time, for now.
pub(crate) fn too_slow() -> Verdict {
    let mut verdict = Verdict::unavailable("the request came too slowly", RETRY_AFTER_S);
    verdict.code = DEADLINE_EXCEEDED;
    verdict
}

/// Read a whole body whose headers state `stated` bytes, or nothing.
pub(crate) async fn read_whole(
    body: &mut Incoming,
    paced: &Paced<'_>,
    stated: usize,
    max_bytes: usize,
    room: &mut Room,
) -> Result<Vec<u8>, Stop> {
    let mut bytes = take_buffer(stated.min(FIRST_CAPACITY));
    while let Some(piece) = next(body, paced).await? {
        append(&mut bytes, &piece, max_bytes, stated, room)?;
    }
    Ok(bytes)
}

/// Read the one message of a call.
pub(crate) async fn read_message(
    mut body: Incoming,
    paced: &Paced<'_>,
    max_bytes: usize,
    room: &mut Room,
) -> Result<Message, Stop> {
    let mut prefix = Vec::with_capacity(PREFIX);
    let mut bytes = Vec::new();
    let mut stated = None;
    while let Some(mut piece) = next(&mut body, paced).await? {
        if stated.is_none() {
            let missing = piece.len().min(PREFIX - prefix.len());
            prefix.extend_from_slice(&piece.split_to(missing));
            if let [_, length @ ..] = &prefix[..]
                && let Ok(length) = <[u8; 4]>::try_from(length)
            {
                let length = u32::from_be_bytes(length) as usize;
                if length > max_bytes {
                    return Err(too_large(max_bytes).into());
                }
                room.resize(length as u64)?;
                bytes = take_buffer(length.min(FIRST_CAPACITY));
                stated = Some(length);
            }
        }
        if let Some(length) = stated {
            if bytes.len() + piece.len() > length {
                return Err(malformed("more than one message").into());
            }
            append(&mut bytes, &piece, max_bytes, length, room)?;
        }
    }
    match (stated, &prefix[..]) {
        (Some(length), [flag @ (0 | 1), ..]) if bytes.len() == length => Ok(Message {
            compressed: *flag == 1,
            bytes,
        }),
        _ => Err(malformed("the message is cut off or has an unknown flag").into()),
    }
}

/// Read on for a client that was refused while it sends, so that it lives to see the answer. Tell
/// whether that was all.
pub(crate) async fn discard(body: &mut Incoming, paced: &Paced<'_>, max_bytes: usize) -> bool {
    let mut seen = 0;
    while let Ok(Ok(piece)) = tokio::time::timeout(SILENCE, next(body, paced)).await {
        match piece {
            None => return true,
            Some(piece) => seen += piece.len(),
        }
        if seen > max_bytes {
            break;
        }
    }
    false
}

async fn next(body: &mut Incoming, paced: &Paced<'_>) -> Result<Option<Bytes>, Stop> {
    loop {
        match poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await {
            None => return Ok(None),
            Some(Err(error)) => return Err(broken(&error)),
            // Trailers say nothing that we ask for.
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    paced.saw(data.len());
                    return Ok(Some(data));
                }
            }
        }
    }
}

/// What to tell a client whose body cannot be read on: what is wrong with its chunks, if anything.
fn broken(error: &hyper::Error) -> Stop {
    let cause = error.source().and_then(|it| it.downcast_ref::<io::Error>());
    match cause.map(io::Error::kind) {
        Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => {
            malformed("the body does not come in good chunks").into()
        }
        _ => Stop::Gone,
    }
}

fn append(
    bytes: &mut Vec<u8>,
    piece: &[u8],
    max_bytes: usize,
    stated: usize,
    room: &mut Room,
) -> Result<(), Stop> {
    let len = bytes.len() + piece.len();
    if len > max_bytes {
        return Err(too_large(max_bytes).into());
    }
    if len > stated {
        room.resize(len as u64)?;
    }
    bytes.extend_from_slice(piece);
    Ok(())
}

fn malformed(message: &str) -> Verdict {
    Verdict::refused(INVALID_ARGUMENT, message)
}
