//! Passwords: what is good enough, and how they are kept.
//!
//! Length counts, not a mixture of characters (NIST SP 800-63B, section 5.1.1.2). Kept are Argon2id hashes with the
//! parameters of RFC 9106's and OWASP's recommendation for servers (19 MiB, two passes), each with a salt of its own.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};

/// Fewest characters.
pub(crate) const SHORTEST: usize = 12;
/// Most characters: longer ones only cost time.
pub(crate) const LONGEST: usize = 128;

/// Long enough, and yet among the first that a guesser tries.
const GUESSED: [&str; 12] = [
    "passwordpassword",
    "password1234",
    "password12345",
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456123456",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyqwerty",
    "letmeinletmein",
    "iloveyouiloveyou",
];

/// A hash of no password that anybody has: of random bytes.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IG9mIG5vYm9keQ$1pLuYbfYyvGsFWlbLpIN2A8wn5SFhdMBjZ8OvTkJFnM";

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too short.
    #[error(
        "a password has at least {SHORTEST} characters: take a few words, they are easy to remember"
    )]
    Short,
    /// Too long.
    #[error("a password has at most {LONGEST} characters")]
    Long,
    /// One of the first that are tried.
    #[error(
        "this password is among the first that are guessed: take a few words that do not belong together"
    )]
    Guessed,
}

/// Whether a password is good enough for an account of that name.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check(password: &str, name: &str) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::Short);
    }
    if length > LONGEST {
        return Err(WeakPassword::Long);
    }
    let small = password.to_lowercase();
    let mut different: Vec<char> = small.chars().collect();
    different.sort_unstable();
    different.dedup();
    // The name with something short behind it is the name.
    let beside_name = small
        .replace(&name.to_lowercase(), "")
        .replace("nearhand", "");
    if different.len() < 5
        || beside_name.chars().count() < SHORTEST / 2
        || GUESSED.contains(&small.as_str())
    {
        return Err(WeakPassword::Guessed);
    }
    Ok(())
}

/// The hash of a password, as a PHC string. Takes tens of milliseconds: not for the async workers.
///
/// # Errors
/// When the operating system gives no random numbers for the salt.
pub(crate) fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default()
        .hash_password(password.as_bytes())?
        .to_string())
}

/// Whether a password is the one behind a hash; without a hash it takes as long and is wrong. Takes tens of
/// milliseconds: not for the async workers.
#[must_use]
pub(crate) fn is_right(password: &str, hash: Option<&str>) -> bool {
    let parsed = PasswordHash::new(hash.unwrap_or(NOBODYS));
    let matches = parsed.is_ok_and(|parsed| {
        Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok()
    });
    matches && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ones_are_taken_and_what_is_guessed_first_is_not() {
        for good in [
            "correct horse battery",
            "мой любимый кот Вася",
            "tr0ub4dor&3 xkcd",
        ] {
            assert_eq!(check(good, "maria"), Ok(()), "{good}");
        }
        let bad = [
            ("tr0ub4dor&3", WeakPassword::Short),
            ("пароль", WeakPassword::Short),
            ("aaaaaaaaaaaaaaaa", WeakPassword::Guessed),
            ("PasswordPassword", WeakPassword::Guessed),
            ("maria.lopez123", WeakPassword::Guessed),
            ("nearhandnearhand", WeakPassword::Guessed),
        ];
        for (password, why) in bad {
            assert_eq!(check(password, "maria.lopez"), Err(why), "{password}");
        }
        assert_eq!(
            check(&"ab cd ef".repeat(17), "maria"),
            Err(WeakPassword::Long)
        );
    }

    #[test]
    fn a_hash_knows_its_password_only() {
        let first = hash("correct horse battery").unwrap();
        assert!(
            first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{first}"
        );
        assert_ne!(first, hash("correct horse battery").unwrap(), "salted");
        assert!(is_right("correct horse battery", Some(&first)));
        assert!(!is_right("correct horse batterY", Some(&first)));
        assert!(!is_right("correct horse battery", None));
        // It takes as long as any other only if it is looked at.
        let params = |hash: &str| hash[..hash.len().min(30)].to_owned();
        assert!(PasswordHash::new(NOBODYS).is_ok() && params(NOBODYS) == params(&first));
        assert!(!is_right("correct horse battery", Some("damaged")));
    }
}
