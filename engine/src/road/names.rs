//! Interned street names.

use super::column::Column;

/// Names by number; number 0 is the empty name.
#[derive(Clone)]
pub(super) struct Names {
    /// Where each name begins in `text`, and the end of the last one.
    pub(super) start: Column<u32>,
    /// All names, UTF-8, one after the other.
    pub(super) text: Column<u8>,
}

impl Names {
    pub(super) fn new(names: &[String]) -> Self {
        let mut start = vec![0u32];
        let mut text = Vec::new();
        for name in names {
            text.extend_from_slice(name.as_bytes());
            start.push(super::build::index(text.len()));
        }
        Self {
            start: start.into(),
            text: text.into(),
        }
    }

    /// The name; empty when there is none of this number.
    pub(super) fn get(&self, number: u32) -> &str {
        let start = self.start.as_slice();
        let number = number as usize;
        let (Some(&from), Some(&to)) = (start.get(number), start.get(number + 1)) else {
            return "";
        };
        self.text
            .as_slice()
            .get(from as usize..to as usize)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}
