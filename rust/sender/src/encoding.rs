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

    /// Compress a body that comes in pieces.
    ///
    /// # Errors
    /// Those of the compressor.
    pub fn pack(self, pieces: Vec<Bytes>) -> io::Result<Vec<Bytes>> {
        let len = pieces.iter().map(Bytes::len).sum::<usize>();
        let room = Vec::with_capacity(len / 4);
        let packed = match self {
            Self::Identity => return Ok(pieces),
            Self::Gzip(level) => {
                let mut packer = GzEncoder::new(room, Compression::new(level));
                write_all(&mut packer, &pieces)?;
                packer.finish()?
            }
            Self::Zstd(level) => {
                let mut packer = zstd::Encoder::new(room, level)?;
                packer.set_pledged_src_size(Some(len as u64))?;
                write_all(&mut packer, &pieces)?;
                packer.finish()?
            }
        };
        Ok(vec![Bytes::from(packed)])
    }
}

fn write_all(packer: &mut impl Write, pieces: &[Bytes]) -> io::Result<()> {
    pieces.iter().try_for_each(|piece| packer.write_all(piece))
}
