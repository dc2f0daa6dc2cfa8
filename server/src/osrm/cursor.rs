//! Reading text from left to right, with the place where it cannot be read.

/// The rest of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// The text cannot be read from this byte on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) position: usize,
}

/// What was read, or where it could not be.
pub(super) type Read<T> = Result<T, Malformed>;

impl<'a> Cursor<'a> {
    /// A text from a byte on, which must be where a character begins.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn malformed(&self) -> Malformed {
        Malformed { position: self.at }
    }

    /// Goes over a word if it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Goes over a word that must come next.
    pub(super) fn expect(&mut self, word: &str) -> Read<()> {
        if self.eat(word) {
            Ok(())
        } else {
            Err(self.malformed())
        }
    }

    /// Goes over the characters wanted; there may be none.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// The value of whichever of some words comes next; of words that begin alike the longer one must stand first.
    pub(super) fn one_of<T: Copy>(&mut self, words: &[(&str, T)]) -> Read<T> {
        let found = words.iter().find(|(word, _)| self.eat(word));
        found.map(|&(_, value)| value).ok_or(self.malformed())
    }

    /// A decimal number without exponent.
    pub(super) fn number(&mut self) -> Read<f64> {
        let rest = self.rest().as_bytes();
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = |from: usize| {
            rest[from..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count()
        };
        let whole = digits(sign);
        let mut end = sign + whole;
        if rest.get(end) == Some(&b'.') {
            let decimals = digits(end + 1);
            // A dot with nothing on either side is no number.
            if whole + decimals > 0 {
                end += 1 + decimals;
            }
        }
        let number = self.rest()[..end].parse().ok();
        let number = number.filter(|number: &f64| number.is_finite());
        let number = number.ok_or(self.malformed())?;
        self.at += end;
        Ok(number)
    }

    /// A whole number from 0 on.
    pub(super) fn count<T: std::str::FromStr>(&mut self) -> Read<T> {
        let start = *self;
        let digits = self.take_while(|c| c.is_ascii_digit());
        digits.parse().map_err(|_| start.malformed())
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self) -> Read<bool> {
        self.one_of(&[("true", true), ("false", false)])
    }

    /// Values with semicolons between them.
    pub(super) fn list<T>(&mut self, mut value: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let mut values = vec![value(self)?];
        while self.eat(";") {
            values.push(value(self)?);
        }
        Ok(values)
    }

    /// A value, or nothing before the next semicolon or the end of the option.
    pub(super) fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        match self.rest().as_bytes().first() {
            None | Some(b';' | b'&') => Ok(None),
            Some(_) => value(self).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_decimals() {
        for (text, number, rest) in [
            ("14.5,", 14.5, ","),
            ("-0.25", -0.25, ""),
            ("14.;", 14.0, ";"),
            (".5", 0.5, ""),
            ("1e5", 1.0, "e5"),
            ("7.x", 7.0, "x"),
        ] {
            let mut cursor = Cursor::new(text, 0);
            assert_eq!(cursor.number(), Ok(number), "{text}");
            assert_eq!(cursor.rest(), rest, "{text}");
        }
        for bad in ["", ".", "-", "-.", "NaN", "inf", "+1", " 1"] {
            let mut cursor = Cursor::new(bad, 0);
            assert_eq!(cursor.number(), Err(Malformed { position: 0 }), "{bad}");
        }
        let endless = "9".repeat(400);
        assert!(Cursor::new(&endless, 0).number().is_err());
    }

    #[test]
    fn counts_do_not_wrap() {
        assert_eq!(Cursor::new("007", 0).count::<usize>(), Ok(7));
        assert!(
            Cursor::new("18446744073709551616", 0)
                .count::<u64>()
                .is_err()
        );
        assert!(Cursor::new("-1", 0).count::<u64>().is_err());
    }
}
