//! The consumers of a log: named cursors, and the segments that are freed when all of them have
//! passed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::cursor::{CursorFile, Mark, file_name};
use super::spares::Freed;
use super::{COUNTERS, Log, State};

impl Log {
    /// Make the named cursor at the tail where it does not exist.
    ///
    /// # Errors
    /// Its file cannot be used, or the log is closed.
    pub fn ensure_cursor(&self, name: &str) -> io::Result<()> {
        let mut cursors = self.cursors();
        if cursors.contains_key(name) {
            return Ok(());
        }
        let start = {
            let state = self.state();
            state.check_open()?;
            state.tail() - 1
        };
        let cursor = CursorFile::open(&self.cursor_path(name), self.id, start)?;
        cursors.insert(name.to_owned(), cursor);
        Ok(())
    }

    /// Where the named cursor stands; None where there is none of that name.
    #[must_use]
    pub fn mark(&self, name: &str) -> Option<Mark> {
        self.cursors().get(name).map(|cursor| cursor.mark)
    }

    /// Move a cursor on, with its counters in the same write, and free the segments that all
    /// cursors have passed.
    ///
    /// # Errors
    /// `InvalidInput` for an unknown cursor or a sequence that is behind the cursor or ahead of the
    /// log; else the disk's.
    pub fn advance(&self, name: &str, sequence: u64, counters: [u64; COUNTERS]) -> io::Result<()> {
        let mut cursors = self.cursors();
        let head = {
            let state = self.state();
            state.check_open()?;
            state.head
        };
        let cursor = cursors
            .get_mut(name)
            .ok_or_else(|| invalid("no cursor of that name"))?;
        if sequence < cursor.mark.sequence || sequence > head {
            let at = cursor.mark.sequence;
            return Err(invalid(&format!(
                "cursor at {at} of {head} cannot move to {sequence}"
            )));
        }
        cursor.store(Mark { sequence, counters })?;
        self.free_passed(&cursors, &mut self.state());
        Ok(())
    }

    /// Forget a cursor; what only it held back is freed.
    ///
    /// # Errors
    /// Its file cannot be deleted.
    pub fn drop_cursor(&self, name: &str) -> io::Result<()> {
        let mut cursors = self.cursors();
        if cursors.remove(name).is_some() {
            fs::remove_file(self.cursor_path(name))?;
            self.free_passed(&cursors, &mut self.state());
        }
        Ok(())
    }

    /// Names of all cursors, sorted.
    #[must_use]
    pub fn cursor_names(&self) -> Vec<String> {
        self.cursors().keys().cloned().collect()
    }

    /// The last segment stays in any case: it knows the head and the span count.
    pub(super) fn free_passed(&self, cursors: &BTreeMap<String, CursorFile>, state: &mut State) {
        let Some(passed) = cursors.values().map(|cursor| cursor.mark.sequence).min() else {
            return;
        };
        while state.segments.len() > 1 && state.segments.front().is_some_and(|s| s.last() <= passed)
        {
            if let Some(segment) = state.segments.pop_front() {
                let recyclable =
                    !segment.fenced && segment.file_bytes <= self.options.segment_bytes;
                self.spares.free(Freed {
                    path: segment.path,
                    file: segment.file,
                    recyclable,
                });
            }
        }
    }

    fn cursor_path(&self, name: &str) -> PathBuf {
        self.directory.join("cursors").join(file_name(name))
    }
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
