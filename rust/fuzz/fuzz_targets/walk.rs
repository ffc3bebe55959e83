//! Any bytes as a request: the walk must not fail, and what it takes must survive framing and
//! edits.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use spanmill_kernel::attribute::{Upsert, Values};
use spanmill_kernel::batch::Batch;
use spanmill_kernel::hashed::AttributeHasher;
use spanmill_kernel::headers::Level;
use spanmill_kernel::keys::KeyMatcher;
use spanmill_kernel::plan::{Keys, Plan};

fn plan() -> Arc<Plan> {
    let columns = || vec![vec!["a".to_owned()], vec!["b".to_owned(), "a".to_owned()]];
    let keys = || Keys::new(columns()).unwrap_or_default();
    Arc::new(Plan { span: keys(), resource: keys(), scope: keys() })
}

fn framed(batch: &Batch) -> Vec<u8> {
    let mut out = Vec::new();
    batch.frame(&mut out, &mut Vec::new());
    out
}

fuzz_target!(|data: &[u8]| {
    let plan = plan();
    let (batch, reports) = Batch::parse(&[data], &plan);
    assert_eq!(reports.len(), 1);
    let rows = batch.num_spans();
    let ones = Upsert::new("a".to_owned(), Values::F64(vec![1.0; rows]), None);
    let edited = batch.upsert(&[ones], None);
    let edited = edited.expect("a value a row");
    let mut matcher = KeyMatcher::new(&["b".to_owned()], &[]).expect("no pattern");
    let edited = edited.remove(&mut matcher, None, None).expect("no mask");
    let matcher = KeyMatcher::new(&["a".to_owned()], &["^k".to_owned()]).expect("a pattern");
    let mut hasher = AttributeHasher::new(matcher, b"");
    let mut hashed = edited.clone();
    for level in [None, Some(Level::Resource), Some(Level::Scope)] {
        hashed = hashed.hash_attributes(&mut hasher, None, level).expect("no mask");
    }
    for each in [&batch, &edited, &hashed] {
        let (again, reports) = Batch::parse(&[&framed(each)], &plan);
        assert!(!reports[0].refused && reports[0].num_rejected == 0);
        assert_eq!(again.num_spans(), rows);
        drop(each.to_json());
    }
});
