//! Codes of a second factor (TOTP, RFC 6238): six digits, a new one every 30 seconds.

use std::fmt::Write as _;

use rand::{TryRngCore as _, rngs::OsRng};
use totp_rs::{Builder, Totp};

use super::AuthError;

/// As RFC 4226 recommends: the length of an SHA-1 hash.
const SECRET_BYTES: usize = 20;
const PERIOD_SECONDS: u64 = 30;

/// A new secret.
///
/// # Errors
/// When the operating system gives no random numbers.
pub(super) fn secret() -> Result<Vec<u8>, AuthError> {
    let mut bytes = vec![0; SECRET_BYTES];
    OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(|_| AuthError::Random)?;
    Ok(bytes)
}

/// The step of a code, if it is right now or was or will be half a minute away, and is later than the last one taken.
#[must_use]
pub(super) fn step_of(secret: &[u8], code: &str, seconds: u64, last_step: u64) -> Option<u64> {
    let begins = totp(secret)?.check(code, seconds)?;
    Some(begins).filter(|&step| step > last_step)
}

/// What an authenticator app reads from a QR code.
#[must_use]
pub(super) fn address(secret: &[u8], name: &str) -> String {
    let mut escaped = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    let secret = base32(secret);
    format!("otpauth://totp/Nearhand:{escaped}?secret={secret}&issuer=Nearhand")
}

/// A secret as people type it (RFC 4648, without padding).
#[must_use]
pub(super) fn base32(secret: &[u8]) -> String {
    base32::encode(base32::Alphabet::Rfc4648 { padding: false }, secret)
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(PERIOD_SECONDS)
        .build()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appendix B of RFC 6238, SHA-1: the last six of the eight digits.
    const RFC_SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_the_rfc() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert!(step_of(RFC_SECRET, code, seconds, 0).is_some(), "{code}");
            assert!(step_of(RFC_SECRET, "123456", seconds, 0).is_none());
        }
    }

    #[test]
    fn a_code_counts_once_and_not_for_long() {
        let step = step_of(RFC_SECRET, "005924", 1_234_567_890, 0).unwrap();
        assert_eq!(step_of(RFC_SECRET, "005924", 1_234_567_890, step), None);
        assert!(step_of(RFC_SECRET, "005924", 1_234_567_890 + 30, step - 1).is_some());
        assert_eq!(step_of(RFC_SECRET, "005924", 1_234_567_890 + 90, 0), None);
        assert_eq!(step_of(RFC_SECRET, "5924", 1_234_567_890, 0), None);
    }

    #[test]
    fn apps_read_the_address() {
        let address = address(RFC_SECRET, "maria ñ");
        assert_eq!(
            address,
            "otpauth://totp/Nearhand:maria%20%C3%B1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Nearhand"
        );
    }
}
