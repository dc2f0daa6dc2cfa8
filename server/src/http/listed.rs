//! Lists by pages: `limit` entries after a cursor, and the cursor of what follows.

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::Problem;

/// Which part of a list is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    /// Most entries to answer, 1 to 1000; 100 when not given.
    #[param(minimum = 1, maximum = 1000)]
    pub(super) limit: Option<u32>,
    /// `next` of the page before.
    #[param(ignore)]
    pub(super) cursor: Option<String>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Listed<T> {
    /// The entries, in the order of the list.
    pub(crate) items: Vec<T>,
    /// Cursor of the next page; null at the end.
    pub(crate) next: Option<String>,
}

/// The part that is wanted of a list in the order of its keys, `comes_after` said which that is; of entries that `see` does
/// not show nothing is told.
pub(super) fn listed<Key, Entry, Seen>(
    part: &Part,
    all: impl Iterator<Item = (Key, Entry)>,
    comes_after: impl Fn(&Key, &Key) -> bool,
    see: impl Fn(Entry) -> Option<Seen>,
) -> Result<Listed<Seen>, Problem>
where
    Key: Display + FromStr,
{
    let limit = part.limit.unwrap_or(100);
    if !(1..=1000).contains(&limit) {
        return Err(Problem::field("limit", "limit must be between 1 and 1000"));
    }
    let cursor = part.cursor.as_deref().map(str::parse::<Key>).transpose();
    let cursor = cursor
        .map_err(|_| Problem::field("cursor", "cursor is not the `next` of a page before"))?;
    let mut items = Vec::new();
    let mut last = None;
    for (key, entry) in all {
        if cursor
            .as_ref()
            .is_some_and(|cursor| !comes_after(&key, cursor))
        {
            continue;
        }
        let Some(seen) = see(entry) else { continue };
        if items.len() == limit as usize {
            return Ok(Listed { items, next: last });
        }
        items.push(seen);
        last = Some(key.to_string());
    }
    Ok(Listed { items, next: None })
}
