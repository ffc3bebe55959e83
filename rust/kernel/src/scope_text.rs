//! Name and version of the instrumentation scope, by span.

use crate::batch::Batch;
use crate::wire::{Fault, Reader};

/// A text field of the instrumentation scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeField {
    /// The name.
    Name,
    /// The version.
    Version,
}

impl Batch {
    /// A text field of each span's scope, None where it is empty.
    pub fn scope_texts(&self, field: ScopeField) -> impl Iterator<Item = Option<&[u8]>> {
        let texts = self.scope_values(field);
        let scopes = self.scope_of().iter();
        scopes.map(move |scope| texts.get(*scope as usize).copied().flatten())
    }

    /// A text field by row of the table of scopes, None where it is empty.
    pub(crate) fn scope_values(&self, field: ScopeField) -> Vec<Option<&[u8]>> {
        self.scopes
            .iter()
            .map(|header| find(header, field).unwrap_or(None))
            .collect()
    }
}

/// Find the last occurrence in all scope messages of a header: a message given twice is merged
/// field by field.
fn find(header: &[u8], field: ScopeField) -> Result<Option<&[u8]>, Fault> {
    let wanted = match field {
        ScopeField::Name => 0x0a,
        ScopeField::Version => 0x12,
    };
    let mut found = None;
    let mut outer = Reader::whole(header);
    while !outer.is_done() {
        match outer.tag()? {
            0x0a => {
                let mut inner = Reader::new(header, outer.extent()?);
                while !inner.is_done() {
                    match inner.tag()? {
                        tag if tag == wanted => found = Some(inner.extent()?.of(header)),
                        tag => inner.skip(tag, 0)?,
                    }
                }
            }
            tag => outer.skip(tag, 0)?,
        }
    }
    Ok(found.filter(|text| !text.is_empty()))
}
