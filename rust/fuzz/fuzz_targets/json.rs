//! Any text as OTLP JSON: the reader must not fail, and what it takes must be sound protobuf.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use spanmill_kernel::batch::Batch;
use spanmill_kernel::json_in::transcode;
use spanmill_kernel::plan::Plan;

fuzz_target!(|data: &[u8]| {
    let mut out = Vec::new();
    if transcode(data, &mut out).is_ok() {
        let (_, reports) = Batch::parse(&[&out], &Arc::new(Plan::default()));
        assert!(!reports[0].refused);
    }
});
