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
    page_bytes: u64,
    most: u64,
    admitted: u64,
    looked: Instant,
    resident: u64,
}

impl Watch {
    pub fn new() -> Self {
        Self::of(Path::new(STATM))
    }

    fn of(statm: &Path) -> Self {
        Self {
            statm: File::open(statm).ok(),
            page_bytes: 0,
            most: u64::MAX,
            admitted: 0,
            looked: Instant::now(),
            resident: 0,
        }
    }

    /// Set how many bytes may be resident, and how many a page has.
    pub fn set_limit(&mut self, most: u64, page_bytes: u64) {
        self.most = most;
        self.page_bytes = page_bytes;
        self.look();
    }

    /// Whether more is resident, or will be with the `coming` bytes that nobody wrote yet, after
    /// `num_bytes` were asked for.
    pub fn is_short(&mut self, num_bytes: u64, coming: u64) -> bool {
        if self.most == u64::MAX {
            return false;
        }
        self.admitted += num_bytes;
        let short = self.exceeds(coming);
        let due = if short {
            self.looked.elapsed() >= LOOK_AGAIN
        } else {
            self.admitted >= LOOK_BYTES
        };
        if due {
            self.look();
        }
        self.exceeds(coming)
    }

    fn exceeds(&self, coming: u64) -> bool {
        self.resident + coming > self.most
    }

    fn look(&mut self) {
        self.admitted = 0;
        self.looked = Instant::now();
        let pages = self.statm.as_ref().and_then(|statm| resident(statm).ok());
        self.resident = pages.unwrap_or_default() * self.page_bytes;
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
    use std::path::PathBuf;

    use super::*;

    /// More memory than allowed is seen after a MiB, and less again once it is looked up anew.
    #[test]
    fn sees_memory_come_and_go() {
        let (path, mut watch) = watched("come-and-go", 100);
        write(&path, 201);
        assert!(!watch.is_short(LOOK_BYTES - 1, 0));
        assert!(watch.is_short(1, 0));
        write(&path, 200);
        watch.looked -= LOOK_AGAIN;
        assert!(!watch.is_short(1, 0));
        std::fs::remove_file(&path).unwrap();
    }

    /// What was promised counts as if it were there.
    #[test]
    fn adds_what_is_to_come() {
        let (path, mut watch) = watched("to-come", 100);
        assert!(!watch.is_short(1, 100 * PAGE));
        assert!(watch.is_short(1, 100 * PAGE + 1));
        assert!(!watch.is_short(1, 100 * PAGE));
        std::fs::remove_file(&path).unwrap();
    }

    /// Without a limit, or without the file, nothing is ever short; this process itself has pages.
    #[test]
    fn watches_only_what_it_can() {
        assert!(!Watch::new().is_short(u64::MAX / 2, u64::MAX));
        let mut blind = Watch::of(Path::new("/nowhere"));
        blind.set_limit(0, PAGE);
        assert!(!blind.is_short(LOOK_BYTES, 0));
        let mut strict = Watch::new();
        strict.set_limit(0, PAGE);
        assert!(strict.is_short(0, 0));
    }

    const PAGE: u64 = 4096;

    /// A watch that allows 200 pages, where so many are resident.
    fn watched(name: &str, resident: u64) -> (PathBuf, Watch) {
        let path = std::env::temp_dir().join(format!("spanmill-{name}-{}", std::process::id()));
        write(&path, resident);
        let mut watch = Watch::of(&path);
        watch.set_limit(200 * PAGE, PAGE);
        (path, watch)
    }

    fn write(path: &Path, resident: u64) {
        std::fs::write(path, format!("9000 {resident} 7 1 0 1 0\n")).unwrap();
    }
}
