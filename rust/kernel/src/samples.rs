//! Requests and folders that tests share.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::wire::put_bytes;

/// A directory that goes away with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("spanmill-kernel-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        // Left over from a run that was killed under the same number, if it is there at all.
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing depends on it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A span message of trace `trace` (repeated to 16 bytes) with name `name`; a root unless `child`.
pub fn span(trace: u8, name: &str, child: bool) -> Vec<u8> {
    let mut out = Vec::new();
    put_bytes(&mut out, 1, &[trace; 16]);
    put_bytes(&mut out, 2, &[1; 8]);
    if child {
        put_bytes(&mut out, 4, &[2; 8]);
    }
    put_bytes(&mut out, 5, name.as_bytes());
    for (number, value) in [(7_u8, 1_000_u64), (8, 2_000 + u64::from(trace))] {
        out.push(number << 3 | 1);
        out.extend_from_slice(&value.to_le_bytes());
    }
    out
}

/// A request with the spans under one resource and scope, named by `service` and `scope`.
pub fn request(service: &str, scope: &str, spans: &[Vec<u8>]) -> Vec<u8> {
    let mut value = Vec::new();
    put_bytes(&mut value, 1, service.as_bytes());
    let mut attribute = Vec::new();
    put_bytes(&mut attribute, 1, b"service.name");
    put_bytes(&mut attribute, 2, &value);
    let mut resource = Vec::new();
    put_bytes(&mut resource, 1, &attribute);
    let mut scope_message = Vec::new();
    put_bytes(&mut scope_message, 1, scope.as_bytes());
    let mut scope_spans = Vec::new();
    put_bytes(&mut scope_spans, 1, &scope_message);
    for span in spans {
        put_bytes(&mut scope_spans, 2, span);
    }
    let mut resource_spans = Vec::new();
    put_bytes(&mut resource_spans, 1, &resource);
    put_bytes(&mut resource_spans, 2, &scope_spans);
    let mut out = Vec::new();
    put_bytes(&mut out, 1, &resource_spans);
    out
}
