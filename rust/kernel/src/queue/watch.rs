//! Watches the memory of the whole process, so that what nobody counts in bytes is bounded too:
//! buffers of connections, indexes, edits, answers, other components.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// It is looked up again when so much was admitted since, because looking is a call of the system.
const LOOK_BYTES: u64 = 1 << 20;
/// So long it counts as short without another look.
const LOOK_AGAIN: Duration = Duration::from_millis(5);
/// "size resident shared …" in pages. Source: `proc_pid_statm(5)`.
const STATM: &str = "/proc/self/statm";

/// See the module. Watches nothing where the system does not tell, or no limit was set.
#[derive(Debug)]
pub(super) struct Watch {
    statm: Option<File>,
    most_pages: u64,
    admitted: u64,
    looked: Instant,
    short: bool,
}

impl Watch {
    pub fn new() -> Self {
        Self::of(Path::new(STATM))
    }

    fn of(statm: &Path) -> Self {
        Self {
            statm: File::open(statm).ok(),
            most_pages: u64::MAX,
            admitted: 0,
            looked: Instant::now(),
            short: false,
        }
    }

    /// Set how many pages may be resident.
    pub fn set_limit(&mut self, most_pages: u64) {
        self.most_pages = most_pages;
        self.look();
    }

    /// Whether more is resident, after `num_bytes` were asked for.
    pub fn is_short(&mut self, num_bytes: u64) -> bool {
        self.admitted += num_bytes;
        let due = if self.short {
            self.looked.elapsed() >= LOOK_AGAIN
        } else {
            self.admitted >= LOOK_BYTES
        };
        if due && self.most_pages < u64::MAX {
            self.look();
        }
        self.short
    }

    fn look(&mut self) {
        self.admitted = 0;
        self.looked = Instant::now();
        let resident = self.statm.as_ref().and_then(|statm| resident(statm).ok());
        self.short = resident.is_some_and(|pages| pages > self.most_pages);
    }
}

fn resident(statm: &File) -> io::Result<u64> {
    let mut text = [0; 128];
    let len = statm.read_at(&mut text, 0)?;
    let text = String::from_utf8_lossy(text.get(..len).unwrap_or_default());
    let pages = text.split_ascii_whitespace().nth(1);
    pages
        .and_then(|pages| pages.parse().ok())
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More pages than allowed are seen after a MiB, and fewer again once it is looked up anew.
    #[test]
    fn sees_memory_come_and_go() {
        let path = std::env::temp_dir().join(format!("spanmill-statm-{}", std::process::id()));
        let write = |resident: u64| std::fs::write(&path, format!("9000 {resident} 7 1 0 1 0\n"));
        write(100).unwrap();
        let mut watch = Watch::of(&path);
        watch.set_limit(200);
        write(201).unwrap();
        assert!(!watch.is_short(LOOK_BYTES - 1));
        assert!(watch.is_short(1));
        write(200).unwrap();
        watch.looked -= LOOK_AGAIN;
        assert!(!watch.is_short(1));
        std::fs::remove_file(&path).unwrap();
    }

    /// Without a limit, or without the file, nothing is ever short; this process itself has pages.
    #[test]
    fn watches_only_what_it_can() {
        assert!(!Watch::new().is_short(u64::MAX / 2));
        let mut blind = Watch::of(Path::new("/nowhere"));
        blind.set_limit(0);
        assert!(!blind.is_short(LOOK_BYTES));
        let mut strict = Watch::new();
        strict.set_limit(0);
        assert!(strict.is_short(0));
    }
}
