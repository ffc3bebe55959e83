//! Compresses bodies.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

/// How a body is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// gzip, at a level from 0 to 9.
    Gzip(u32),
    /// Zstandard, at a level from -7 to 22.
    Zstd(i32),
}

impl Encoding {
    /// Name in the headers of HTTP and gRPC.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip(_) => Some("gzip"),
            Self::Zstd(_) => Some("zstd"),
        }
    }

    /// Compress a body.
    ///
    /// # Errors
    /// Those of the compressor.
    pub fn pack(self, body: Bytes) -> io::Result<Bytes> {
        match self {
            Self::Identity => Ok(body),
            Self::Gzip(level) => {
                let room = Vec::with_capacity(body.len() / 4);
                let mut packer = GzEncoder::new(room, Compression::new(level));
                packer.write_all(&body)?;
                packer.finish().map(Bytes::from)
            }
            Self::Zstd(level) => zstd::bulk::compress(&body, level).map(Bytes::from),
        }
    }
}
