//! The chain over the log: each entry's hash covers the entry and the hash before it.
//!
//! Whoever changes, removes or inserts an entry has to write every later hash anew, and then the head is
//! another than the one that was noted (a backup notes it, `nearhand verify` prints it).

use sha2::{Digest as _, Sha256};

/// A SHA-256 hash of an entry and, through the one before, of all entries up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link(pub [u8; 32]);

/// Where a log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Sequence number of the last entry; 0 for an empty log.
    pub seq: u64,
    /// Its hash; for an empty log the hash that the chain begins with.
    pub link: Link,
}

impl Link {
    /// What the chain of a log begins with: the hash of the log's own random name.
    #[must_use]
    pub fn first(genesis: &str) -> Self {
        Self(Sha256::digest(genesis).into())
    }

    /// The hash of the entry that follows. Texts go in with their length, so that none can lend bytes to the next.
    #[must_use]
    pub fn next(self, seq: u64, at: i64, actor: &[u8], payload: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(seq.to_be_bytes());
        hash.update(at.to_be_bytes());
        for text in [actor, payload] {
            hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(text);
        }
        Self(hash.finalize().into())
    }

    /// The hash of 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |at: usize| char::from(pair[at]).to_digit(16);
            *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
        }
        Some(Self(bytes))
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.seq, self.link)
    }
}

impl std::str::FromStr for Head {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (seq, link) = text.split_once(':').unwrap_or_default();
        Option::zip(seq.parse().ok(), Link::from_hex(link))
            .map(|(seq, link)| Self { seq, link })
            .ok_or("expected a number, a colon and 64 hexadecimal digits, as `nearhand verify` prints them")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_an_entry_counts() {
        let first = Link::first("log");
        let link = first.next(1, 5, b"timer", b"{}");
        assert_eq!(link, first.next(1, 5, b"timer", b"{}"));
        let others = [
            Link::first("gol").next(1, 5, b"timer", b"{}"),
            first.next(2, 5, b"timer", b"{}"),
            first.next(1, 6, b"timer", b"{}"),
            first.next(1, 5, b"time", b"r{}"),
            first.next(1, 5, b"timer", b"{} "),
        ];
        for other in others {
            assert_ne!(link, other);
        }
    }

    #[test]
    fn a_head_is_read_as_it_is_written() {
        let link = Link::first("log");
        let head = Head { seq: 7, link };
        assert_eq!(head.to_string().parse(), Ok(head));
        for bad in ["", "7", "7:12", "x:00", &format!("{link}")] {
            assert!(bad.parse::<Head>().is_err(), "{bad}");
        }
    }

    /// The hash is that of the plain concatenation, computed here by hand once: other programs can check it.
    #[test]
    fn the_hash_is_that_of_the_documented_bytes() {
        let first = Link::first("log");
        let mut bytes = first.0.to_vec();
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 1]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 5]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 2]);
        bytes.extend(b"ab");
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 1]);
        bytes.extend(b"c");
        let by_hand = Link(Sha256::digest(&bytes).into());
        assert_eq!(first.next(1, 5, b"ab", b"c"), by_hand);
    }
}
