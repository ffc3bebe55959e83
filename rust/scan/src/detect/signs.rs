//! Signs within values that may lie within each other.

/// The last sign that was looked for in the values of options, and the bytes before it that are
/// none: values without quotes may lie within each other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    sign: u8,
    from: usize,
    to: usize,
}

impl Signs {
    /// The first `sign` in `start..end`.
    pub(super) fn first(
        &mut self,
        text: &[u8],
        sign: u8,
        start: usize,
        end: usize,
    ) -> Option<usize> {
        if sign != self.sign || !(self.from..=self.to).contains(&start) {
            *self = Self {
                sign,
                from: start,
                to: start,
            };
        }
        if let Some(rest) = text.get(self.to..end) {
            let passed = rest.iter().position(|&byte| byte == sign);
            self.to += passed.unwrap_or(rest.len());
        }
        (self.to < end).then_some(self.to)
    }
}
