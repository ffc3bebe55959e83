//! Segment files that no cursor needs any more, kept for the next segment.
//!
//! Appending to blocks that were written before costs less than appending to a fresh file; what is
//! surplus is deleted, on a thread, because deleting is slow. All of it is optional: where there is
//! no spare, the log makes a fresh file.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

const MAX_SPARES: usize = 2;

/// A segment that no cursor needs any more.
pub(crate) struct Freed {
    pub path: PathBuf,
    pub file: Arc<File>,
    pub recyclable: bool,
}

enum Job {
    Free(Freed),
    Settle(SyncSender<()>),
}

struct Shelf {
    folder: PathBuf,
    ready: Mutex<Vec<PathBuf>>,
}

/// The free list and the thread that tends it.
pub(crate) struct Spares {
    shelf: Arc<Shelf>,
    jobs: Mutex<Option<Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Spares {
    /// Take up the files that lie in `folder` from before.
    pub fn open(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        let (ready, highest) = collect_spares(&folder)?;
        let shelf = Arc::new(Shelf {
            folder,
            ready: Mutex::new(ready),
        });
        let (sender, receiver) = channel();
        let tended = Arc::clone(&shelf);
        let thread = std::thread::Builder::new()
            .name("spanmill-segments".to_owned())
            .spawn(move || tended.tend(&receiver, highest))?;
        Ok(Self {
            shelf,
            jobs: Mutex::new(Some(sender)),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Take a spare file, if one is ready.
    pub fn take(&self) -> Option<PathBuf> {
        self.shelf
            .ready
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }

    /// Recycle or delete a segment.
    pub fn free(&self, freed: Freed) {
        self.send(Job::Free(freed));
    }

    /// Wait until everything asked for before is done.
    pub fn settle(&self) {
        let (sender, receiver) = std::sync::mpsc::sync_channel(1);
        self.send(Job::Settle(sender));
        // An error means that the thread is gone, and with it everything to wait for.
        let _ = receiver.recv();
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &*self.jobs.lock().unwrap_or_else(PoisonError::into_inner) {
            // Fails only when the thread has ended; what it would have freed is freed when the log
            // is next opened.
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Spares {
    fn drop(&mut self) {
        self.jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
        {
            // A panic of the thread was reported when it happened.
            let _ = thread.join();
        }
    }
}

impl Shelf {
    fn tend(&self, jobs: &Receiver<Job>, mut number: u64) {
        for job in jobs {
            number = number.wrapping_add(1);
            match job {
                Job::Free(freed) => self.shelve(freed, number),
                Job::Settle(done) => drop(done.send(())),
            }
        }
    }

    /// A file that a reader still holds open must not be written again: the reader would see
    /// foreign bytes.
    fn shelve(&self, freed: Freed, number: u64) {
        let alone = Arc::try_unwrap(freed.file).is_ok();
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if alone && freed.recyclable && ready.len() < MAX_SPARES {
            let path = self.folder.join(format!("{number:016x}.seg"));
            if fs::rename(&freed.path, &path).is_ok() {
                ready.push(path);
                return;
            }
        }
        // A file that cannot be deleted is tried again when the log is next opened.
        let _ = fs::remove_file(&freed.path);
    }
}

/// Paths of the files that may serve, and the highest number in use; all others are deleted.
fn collect_spares(folder: &Path) -> io::Result<(Vec<PathBuf>, u64)> {
    let (mut ready, mut highest) = (Vec::new(), 0);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match spare_number(&path) {
            Some(number) if ready.len() < MAX_SPARES => {
                highest = highest.max(number);
                ready.push(path);
            }
            _ => fs::remove_file(path)?,
        }
    }
    Ok((ready, highest))
}

fn spare_number(path: &Path) -> Option<u64> {
    let stem = path.file_name()?.to_str()?.strip_suffix(".seg")?;
    u64::from_str_radix(stem, 16).ok()
}
