//! Little-endian arrays of a section, read back with every length checked.

/// A places section that does not decode.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlacesError {
    /// The file has no such section.
    #[error("the section {section} is missing")]
    Missing {
        /// Its name.
        section: &'static str,
    },
    /// A length or an index in the section is wrong.
    #[error("the section {section} does not decode at byte {offset}")]
    Damaged {
        /// Its name.
        section: &'static str,
        /// Where, in bytes from the section's begin.
        offset: usize,
    },
}

/// Writes a section.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn u32(&mut self, value: u32) {
        self.bytes.extend(value.to_le_bytes());
    }

    pub(super) fn i32(&mut self, value: i32) {
        self.bytes.extend(value.to_le_bytes());
    }

    /// A length before a list.
    pub(super) fn len(&mut self, len: usize) {
        self.u32(u32::try_from(len).expect("a city has fewer than four billion of anything"));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.len(text.len());
        self.bytes.extend(text.as_bytes());
    }
}

/// Reads a section; stops with an error instead of reading past its end.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    section: &'static str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn open(
        section: &'static str,
        find: &impl Fn(&str) -> Option<&'a [u8]>,
    ) -> Result<Self, PlacesError> {
        let bytes = find(section).ok_or(PlacesError::Missing { section })?;
        Ok(Self {
            section,
            bytes,
            at: 0,
        })
    }

    pub(super) fn u32(&mut self) -> Result<u32, PlacesError> {
        let word = self.take(4)?;
        Ok(u32::from_le_bytes(
            word.try_into().expect("four bytes were taken"),
        ))
    }

    pub(super) fn i32(&mut self) -> Result<i32, PlacesError> {
        Ok(self.u32()?.cast_signed())
    }

    /// A list: its length, then the items one by one.
    pub(super) fn list<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, PlacesError>,
    ) -> Result<Vec<T>, PlacesError> {
        let len = self.u32()? as usize;
        // A damaged length must not reserve gigabytes: an item takes at least four bytes.
        let mut items = Vec::with_capacity(len.min(self.bytes.len() / 4));
        for _ in 0..len {
            items.push(item(self)?);
        }
        Ok(items)
    }

    pub(super) fn text(&mut self) -> Result<String, PlacesError> {
        let len = self.u32()? as usize;
        let bytes = self.take(len)?.to_vec();
        String::from_utf8(bytes).map_err(|_| self.damaged())
    }

    /// An index that must be below `limit`.
    pub(super) fn index(&mut self, limit: usize) -> Result<u32, PlacesError> {
        let index = self.u32()?;
        if (index as usize) < limit {
            Ok(index)
        } else {
            Err(self.damaged())
        }
    }

    /// Everything that is left.
    pub(super) fn rest(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        self.at = self.bytes.len();
        rest
    }

    pub(super) fn damaged(&self) -> PlacesError {
        PlacesError::Damaged {
            section: self.section,
            offset: self.at,
        }
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8], PlacesError> {
        let end = self.at.checked_add(len);
        let taken = end.and_then(|end| self.bytes.get(self.at..end));
        let taken = taken.ok_or_else(|| self.damaged())?;
        self.at += len;
        Ok(taken)
    }
}
