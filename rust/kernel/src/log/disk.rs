//! The few operations on files that make records durable, behind a trait so that a test can make
//! them fail.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// A single write is no larger, so that no other writer of the disk waits long behind it.
const WRITE_BYTES: usize = 1 << 20;

/// Writes and syncs.
pub trait Disk: Send + Sync {
    /// Write all of `bytes` at `offset`.
    ///
    /// # Errors
    /// Whatever the system reports; how much was written is then unknown.
    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// Make what was written to `file` durable.
    ///
    /// # Errors
    /// Whatever the system reports. Final: a second sync may lie.
    fn sync(&self, file: &File) -> io::Result<()>;

    /// Make the names in `folder` durable.
    ///
    /// # Errors
    /// Whatever the system reports.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The system's disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut at = offset;
        for chunk in bytes.chunks(WRITE_BYTES) {
            file.write_all_at(chunk, at)?;
            at += chunk.len() as u64;
        }
        Ok(())
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }
}
