//! A service as one readable file (TOML).
//!
//! It says the same as a [`Configuration`], the destinations beside it, in the way in which people keep such things: goals in
//! minutes, opening hours as they are written on doors, and questions that several kinds of help ask written once.

mod read;
mod write;

use super::{Configuration, ListedDestination};
use crate::dispatch::rejection::Rejection;

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceFile {
    /// The service.
    pub configuration: Configuration,
    /// Where people are taken; `None` when the file has nothing to say of it, which is not the same as an empty list.
    pub destinations: Option<Vec<ListedDestination>>,
}

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// It is not written as such a file; the text names line and key.
    #[error("{0}")]
    Format(Box<toml::de::Error>),
    /// An entry names what is not there, or is written in a way that cannot be read.
    #[error("{section}: {problem}")]
    Entry {
        /// The section, such as `request_types`.
        section: &'static str,
        /// What is wrong, with the entry's name.
        problem: String,
    },
    /// It can be read and cannot be.
    #[error("{}{rejection}", rejection.field().map(|field| format!("{field}: ")).unwrap_or_default())]
    Rejected {
        /// Why not.
        rejection: Rejection,
    },
}

impl ServiceFile {
    /// Reads a file, and checks all that can be checked without a board.
    ///
    /// # Errors
    /// The first fault, with the line or the entry.
    pub fn read(text: &str) -> Result<Self, FileFault> {
        let file = read::read(text)?;
        let rejected = |rejection| FileFault::Rejected { rejection };
        super::check::check(&file.configuration).map_err(rejected)?;
        if let Some(destinations) = &file.destinations {
            super::check::destinations(destinations).map_err(rejected)?;
        }
        Ok(file)
    }

    /// The file as text, which [`ServiceFile::read`] reads back.
    #[must_use]
    pub fn write(&self) -> String {
        write::write(self)
    }
}
