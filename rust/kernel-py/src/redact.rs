//! `RedactionPolicy`, `RedactionReport` and `SpanBatch.redact`.

use std::collections::HashMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use spanmill_kernel::redact::{
    Detail, HashFunction, Keep, Operator, Policy, Report, Rule, Spec, Summary, redact_text,
};
use spanmill_scan::Entity;

use crate::batch::{SpanBatch, value_error};
use crate::buffer::Buffer;

/// A compiled policy.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct RedactionPolicy {
    inner: Policy,
}

/// A rule as JSON has it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct RawRule {
    entities: Vec<String>,
    keys: Vec<String>,
    resource: HashMap<String, Vec<String>>,
    span_names: Vec<String>,
    span_kinds: Vec<u64>,
    operator: String,
    mask: RawKeep,
}

/// What a mask leaves, as JSON has it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
#[expect(clippy::struct_field_names, reason = "as configured")]
struct RawKeep {
    keep_first: usize,
    keep_last: usize,
    keep_separators: bool,
}

impl RawKeep {
    fn keep(&self) -> Keep {
        Keep {
            first: self.keep_first,
            last: self.keep_last,
            separators: self.keep_separators,
        }
    }
}

/// A policy as JSON has it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
#[expect(clippy::struct_excessive_bools, reason = "as configured")]
struct RawSpec {
    only_counts: bool,
    allow_all_keys: bool,
    allowed_keys: Vec<String>,
    ignored_keys: Vec<String>,
    ignored_key_patterns: Vec<String>,
    blocked_key_patterns: Vec<String>,
    blocked_values: Vec<String>,
    allowed_values: Vec<String>,
    allowed_texts: Vec<String>,
    allowed_domains: Vec<String>,
    allowed_networks: Vec<String>,
    redact_all_types: bool,
    hash_function: String,
    hmac_key: String,
    hmac_previous_key: String,
    summary: String,
    url_attributes: Vec<String>,
    url_names: bool,
    statements: Vec<Option<Vec<String>>>,
    statement_names: bool,
    entities: Vec<String>,
    operator: String,
    mask: RawKeep,
    rules: Vec<RawRule>,
    allow_private_ips: bool,
    mark_blobs: bool,
    max_value_bytes: usize,
}

fn unknown(what: &str, name: &str) -> PyErr {
    PyValueError::new_err(format!("unknown {what} {name:?}"))
}

fn entities(names: &[String]) -> PyResult<Vec<Entity>> {
    let entity = |name: &String| Entity::from_name(name).ok_or_else(|| unknown("entity", name));
    names.iter().map(entity).collect()
}

fn operator(name: &str) -> PyResult<Operator> {
    match name {
        "placeholder" => Ok(Operator::Placeholder),
        "mask" => Ok(Operator::Mask),
        "hash" => Ok(Operator::Hash),
        "drop" => Ok(Operator::Drop),
        "detect" => Ok(Operator::Detect),
        _ => Err(unknown("operator", name)),
    }
}

fn hash_function(name: &str) -> PyResult<HashFunction> {
    match name {
        "" => Ok(HashFunction::None),
        "md5" => Ok(HashFunction::Md5),
        "sha1" => Ok(HashFunction::Sha1),
        "sha3" => Ok(HashFunction::Sha3),
        "hmac-sha256" => Ok(HashFunction::HmacSha256),
        "hmac-sha512" => Ok(HashFunction::HmacSha512),
        _ => Err(unknown("hash function", name)),
    }
}

fn summary(name: &str) -> PyResult<Summary> {
    match name {
        "" | "silent" => Ok(Summary::Silent),
        "info" => Ok(Summary::Info),
        "debug" => Ok(Summary::Debug),
        _ => Err(unknown("summary", name)),
    }
}

impl RawRule {
    fn rule(self) -> PyResult<Rule> {
        Ok(Rule {
            entities: entities(&self.entities)?,
            keys: self.keys,
            resource: self.resource.into_iter().collect(),
            span_names: self.span_names,
            span_kinds: self.span_kinds,
            operator: operator(&self.operator)?,
            keep: self.mask.keep(),
        })
    }
}

impl RawSpec {
    fn spec(self) -> PyResult<Spec> {
        let rules = self.rules.into_iter().map(RawRule::rule);
        Ok(Spec {
            only_counts: self.only_counts,
            allow_all_keys: self.allow_all_keys,
            allowed_keys: self.allowed_keys,
            ignored_keys: self.ignored_keys,
            ignored_key_patterns: self.ignored_key_patterns,
            blocked_key_patterns: self.blocked_key_patterns,
            blocked_values: self.blocked_values,
            allowed_values: self.allowed_values,
            allowed_texts: self.allowed_texts,
            allowed_domains: self.allowed_domains,
            allowed_networks: self.allowed_networks,
            redact_all_types: self.redact_all_types,
            hash_function: hash_function(&self.hash_function)?,
            hmac_key: self.hmac_key.into_bytes(),
            hmac_previous_key: self.hmac_previous_key.into_bytes(),
            summary: summary(&self.summary)?,
            url_attributes: self.url_attributes,
            url_names: self.url_names,
            statements: self.statements,
            statement_names: self.statement_names,
            entities: entities(&self.entities)?,
            operator: operator(&self.operator)?,
            keep: self.mask.keep(),
            rules: rules.collect::<PyResult<_>>()?,
            allow_private_ips: self.allow_private_ips,
            mark_blobs: self.mark_blobs,
            max_value_bytes: self.max_value_bytes,
        })
    }
}

#[pymethods]
impl RedactionPolicy {
    #[new]
    fn new(py: Python<'_>, spec: &str) -> PyResult<Self> {
        let raw: RawSpec = py
            .import("json")?
            .getattr("loads")?
            .call1((spec,))?
            .extract()?;
        let inner = Policy::new(raw.spec()?).map_err(PyValueError::new_err)?;
        Ok(Self { inner })
    }

    fn text(&self, py: Python<'_>, data: &[u8]) -> (Vec<u8>, Vec<RedactionDetail>) {
        let (new, details) = py.detach(|| redact_text(&self.inner, data));
        (new, details.into_iter().map(Into::into).collect())
    }
}

/// Where one finding lay.
#[pyclass(frozen, get_all, module = "spanmill._kernel")]
pub struct RedactionDetail {
    row: Option<usize>,
    location: &'static str,
    key: String,
    kind: &'static str,
    score: u8,
    rule: Option<u8>,
    start: usize,
    end: usize,
}

impl From<Detail> for RedactionDetail {
    fn from(detail: Detail) -> Self {
        Self {
            row: detail.row,
            location: detail.location,
            key: detail.key,
            kind: detail.kind,
            score: detail.score,
            rule: detail.rule,
            start: detail.start,
            end: detail.end,
        }
    }
}

/// What a redaction found.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct RedactionReport {
    inner: Report,
}

#[pymethods]
impl RedactionReport {
    #[getter]
    fn hits(&self) -> HashMap<(&'static str, &'static str), u64> {
        let hits = self.inner.hits().into_iter();
        hits.map(|(kind, place, count)| ((kind, place), count))
            .collect()
    }

    #[getter]
    fn details(&self) -> Vec<RedactionDetail> {
        let details = self.inner.details.iter().flatten();
        details.cloned().map(Into::into).collect()
    }

    #[getter]
    fn errors(&self) -> u64 {
        self.inner.errors
    }

    #[getter]
    fn rows(&self) -> Buffer {
        Buffer::new(self.inner.rows.clone())
    }
}

#[pymethods]
impl SpanBatch {
    #[pyo3(signature = (policy, *, explain = false))]
    fn redact(
        &self,
        py: Python<'_>,
        policy: &RedactionPolicy,
        explain: bool,
    ) -> PyResult<(Self, RedactionReport)> {
        let redacted = py.detach(|| self.inner.redact(&policy.inner, explain));
        let (batch, inner) = redacted.map_err(value_error)?;
        Ok((batch.into(), RedactionReport { inner }))
    }
}
