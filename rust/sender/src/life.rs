//! The tasks of a connection, which end with it: a peer that is frozen never lets them end.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::rt::Executor;
use tokio::task::JoinSet;

/// Runs the tasks of one connection.
#[derive(Clone, Default)]
pub(crate) struct Tasks(Arc<Mutex<JoinSet<()>>>);

/// Ends them when it is dropped.
pub(crate) struct Life(Tasks);

impl Tasks {
    /// Begin to own them.
    pub fn owned(self) -> Life {
        Life(self)
    }

    fn running(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<F> Executor<F> for Tasks
where
    F: Future<Output: Send> + Send + 'static,
{
    fn execute(&self, future: F) {
        let mut running = self.running();
        while running.try_join_next().is_some() {}
        // Its errors reach the calls that are under way.
        running.spawn(async move { drop(future.await) });
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.0.running().abort_all();
    }
}
