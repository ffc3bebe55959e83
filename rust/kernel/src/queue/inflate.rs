//! Decompression of request bodies, bounded while it runs: no declared size is trusted, and a bomb
//! costs at most the limit (zstd keeps a window beside the output, which has the same limit).

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::{Decompress, FlushDecompress, Status};
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// Compressors use windows up to this whatever the size of the message.
const MIN_ZSTD_WINDOW: usize = 8 << 20;
const ZSTD_STEP: usize = 256 << 10;
const FIRST_OUTPUT: usize = 16 << 10;

/// How a body is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// As it is.
    None,
    /// RFC 1952, one or more members.
    Gzip,
    /// RFC 8878, one or more frames.
    Zstd,
}

/// Why a body was not decompressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InflateError {
    /// It would be larger than the limit.
    TooLarge,
    /// It is not what it claims to be.
    Malformed,
}

/// Decompress `body` into at most `limit` bytes.
///
/// # Errors
/// See [`InflateError`]. Bytes after the last member or frame are malformed, not ignored.
pub fn inflate(
    body: &[u8],
    compression: Compression,
    limit: usize,
) -> Result<Vec<u8>, InflateError> {
    match compression {
        Compression::None if body.len() > limit => Err(InflateError::TooLarge),
        Compression::None => Ok(body.to_vec()),
        Compression::Gzip => gunzip(body, limit),
        // The decoder checks its invariants with assertions; should one fire, it is the body's
        // fault.
        Compression::Zstd => catch_unwind(AssertUnwindSafe(|| unzstd(body, limit)))
            .unwrap_or(Err(InflateError::Malformed)),
    }
}

fn gunzip(mut body: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    let mut out = Vec::with_capacity(first_capacity(body, limit));
    loop {
        let read = gunzip_member(body, &mut out, limit)?;
        body = body.get(read..).unwrap_or_default();
        if body.is_empty() {
            return Ok(out);
        }
    }
}

/// Decompress one member; returns how many bytes of `body` it took.
fn gunzip_member(body: &[u8], out: &mut Vec<u8>, limit: usize) -> Result<usize, InflateError> {
    let mut member = Decompress::new_gzip(15);
    loop {
        if out.len() == out.capacity() {
            grow(out, limit)?;
        }
        let read = usize::try_from(member.total_in()).map_err(|_| InflateError::Malformed)?;
        let rest = body.get(read..).unwrap_or_default();
        let before = (member.total_in(), member.total_out());
        let status = member.decompress_vec(rest, out, FlushDecompress::None);
        if out.len() > limit {
            return Err(InflateError::TooLarge);
        }
        match status {
            Ok(Status::StreamEnd) => {
                return usize::try_from(member.total_in()).map_err(|_| InflateError::Malformed);
            }
            // Neither took nor gave anything although there was room: the member is cut off.
            Ok(_) if before == (member.total_in(), member.total_out()) => {
                return Err(InflateError::Malformed);
            }
            Ok(_) => {}
            Err(_) => return Err(InflateError::Malformed),
        }
    }
}

fn first_capacity(body: &[u8], limit: usize) -> usize {
    (body.len().saturating_mul(4))
        .max(FIRST_OUTPUT)
        .min(limit.saturating_add(1))
}

/// Double the room, up to one byte more than the limit: that byte tells a full body from one that
/// is too large.
fn grow(out: &mut Vec<u8>, limit: usize) -> Result<(), InflateError> {
    let most = limit.saturating_add(1);
    if out.len() >= most {
        return Err(InflateError::TooLarge);
    }
    let wanted = out.capacity().saturating_mul(2).max(FIRST_OUTPUT).min(most);
    out.reserve_exact(wanted - out.len());
    Ok(())
}

fn unzstd(body: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    let mut bounded = Bounded {
        out: Vec::new(),
        limit,
    };
    let mut source = body;
    while !source.is_empty() {
        unzstd_frame(&mut source, &mut bounded)?;
    }
    Ok(bounded.out)
}

/// A new decoder a frame: one that is used again reserves the declared window at once.
fn unzstd_frame(source: &mut &[u8], bounded: &mut Bounded) -> Result<(), InflateError> {
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(bounded.limit.max(MIN_ZSTD_WINDOW) as u64);
    match decoder.reset(&mut *source) {
        Ok(()) => {}
        Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
            length,
            ..
        })) => return skip(source, length),
        Err(FrameDecoderError::WindowSizeTooBig { .. }) => return Err(InflateError::TooLarge),
        Err(_) => return Err(InflateError::Malformed),
    }
    while !decoder.is_finished() {
        decoder
            .decode_blocks(&mut *source, BlockDecodingStrategy::UptoBytes(ZSTD_STEP))
            .map_err(|_| InflateError::Malformed)?;
        decoder
            .collect_to_writer(&mut *bounded)
            .map_err(|_| InflateError::TooLarge)?;
    }
    let stated = decoder.get_checksum_from_data();
    if stated.is_some() && stated != decoder.get_calculated_checksum() {
        return Err(InflateError::Malformed);
    }
    Ok(())
}

fn skip(source: &mut &[u8], length: u32) -> Result<(), InflateError> {
    let length = usize::try_from(length).map_err(|_| InflateError::Malformed)?;
    *source = source.get(length..).ok_or(InflateError::Malformed)?;
    Ok(())
}

struct Bounded {
    out: Vec<u8>,
    limit: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let wanted = self.out.len() + bytes.len();
        if wanted > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if wanted > self.out.capacity() {
            let capacity = self
                .out
                .capacity()
                .saturating_mul(2)
                .clamp(wanted, self.limit);
            self.out.reserve_exact(capacity - self.out.len());
        }
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    /// A body inflates when it is exactly as large as the limit, and not when it is one byte
    /// larger.
    #[test]
    fn limit_is_exact() {
        let content = b"0123456789".repeat(10_000);
        for (body, compression) in [
            (content.clone(), Compression::None),
            (gzip(&content), Compression::Gzip),
            (zstd(&content), Compression::Zstd),
        ] {
            let inflated = inflate(&body, compression, content.len());
            assert_eq!(inflated.as_deref(), Ok(&content[..]), "{compression:?}");
            let refused = inflate(&body, compression, content.len() - 1);
            assert_eq!(refused, Err(InflateError::TooLarge), "{compression:?}");
        }
    }

    /// A bomb is refused with no more allocated than the limit.
    #[test]
    fn bomb_stays_within_the_limit() {
        let body = gzip(&vec![0; 4 << 20]);
        assert!(body.len() < 1 << 20);
        let mut out = Vec::with_capacity(first_capacity(&body, 100_000));
        assert_eq!(
            gunzip_member(&body, &mut out, 100_000),
            Err(InflateError::TooLarge)
        );
        assert!(out.capacity() <= 100_001);
        let body = zstd(&vec![0; 4 << 20]);
        assert_eq!(
            inflate(&body, Compression::Zstd, 100_000),
            Err(InflateError::TooLarge)
        );
    }

    /// Several members or frames are one body, empty ones included.
    #[test]
    fn members_are_joined() {
        let body = [gzip(b"one"), gzip(b""), gzip(b"two")].concat();
        assert_eq!(
            inflate(&body, Compression::Gzip, 6).as_deref(),
            Ok(&b"onetwo"[..])
        );
        let skipped = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9];
        let body = [&zstd(b"one")[..], &skipped, &zstd(b"two")].concat();
        assert_eq!(
            inflate(&body, Compression::Zstd, 6).as_deref(),
            Ok(&b"onetwo"[..])
        );
    }

    /// Whatever byte of a body is damaged, inflating it ends, and within the limit.
    #[test]
    fn damage_is_survived() {
        let content = b"some text that repeats, some text that repeats".repeat(20);
        for (body, compression) in [
            (gzip(&content), Compression::Gzip),
            (zstd(&content), Compression::Zstd),
        ] {
            for byte in 0..body.len() {
                let mut raw = body.clone();
                raw[byte] ^= 0x24;
                let inflated = inflate(&raw, compression, 2000).unwrap_or_default();
                assert!(inflated.len() <= 2000, "{compression:?} byte {byte}");
            }
        }
    }

    /// A cut body, a flipped bit in the checksum and trailing garbage are malformed; an empty gzip
    /// body is too.
    #[test]
    fn damage_is_malformed() {
        for (body, compression) in [
            (gzip(b"content"), Compression::Gzip),
            (zstd(b"content"), Compression::Zstd),
        ] {
            for cut in 1..body.len() {
                let result = inflate(&body[..cut], compression, 100);
                assert_eq!(
                    result,
                    Err(InflateError::Malformed),
                    "{compression:?} cut at {cut}"
                );
            }
            let garbage = [&body[..], b"garbage"].concat();
            assert_eq!(
                inflate(&garbage, compression, 100),
                Err(InflateError::Malformed)
            );
        }
        let mut flipped = gzip(b"content");
        let crc = flipped.len() - 8;
        flipped[crc] ^= 1;
        assert_eq!(
            inflate(&flipped, Compression::Gzip, 100),
            Err(InflateError::Malformed)
        );
        assert_eq!(
            inflate(b"", Compression::Gzip, 100),
            Err(InflateError::Malformed)
        );
    }
}
