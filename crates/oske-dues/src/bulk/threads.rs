//! Work that is shared among threads, as far as the system gives any.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// The most threads that are asked for, however many are wished.
pub(super) const MOST_THREADS: usize = 256;

/// Does something with each item, on so many threads at most, this one among them. Where the system
/// gives no further thread, those that there are do it all.
pub(super) fn for_each<T: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) + Sync,
) {
    let items = Mutex::new(items);
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some(item) = next() {
            work(item);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(MOST_THREADS) {
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
}
