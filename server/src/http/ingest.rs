//! What all protocols of devices have in common: whose token this is, and what a device is answered.

use axum::http::{HeaderMap, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use nearhand_engine::{
    dispatch::{Fix, FixRefusal, ids::TeamId},
    units::LngLat,
};

use super::guard::bearer;
use crate::{
    app::App,
    auth::Principal,
    positions::{self, Refusal},
    problem::{Problem, Slug},
    store::Role,
    wire::time,
};

/// A device, and its team.
pub(super) struct Sender {
    caller: Principal,
    pub(super) team: TeamId,
}

impl Sender {
    /// Whose token this is. One that was revoked is refused like one that never was.
    pub(super) fn of(app: &App, token: Option<&str>) -> Result<Self, Problem> {
        let caller = token
            .and_then(|token| app.auth.authenticate(token, time::now()))
            .filter(|caller| caller.role == Role::Device)
            .ok_or_else(|| {
                Problem::new(
                    Slug::Unauthorized,
                    "this is not the token of a device: make one on the page Crews, and send it as `token`, as a Bearer token or as the password",
                )
            })?;
        let team = caller.team.ok_or_else(Problem::internal)?;
        Ok(Self { caller, team })
    }

    /// Notes that the device was heard of, though it sent no position.
    pub(super) fn heard(&self, app: &App) {
        app.auth.heard(&self.caller, time::now());
    }

    /// Takes in a fix; why it was not kept, if so.
    ///
    /// Phones send again what is answered with an error, and everything after it waits. So one that sends from off
    /// duty is not told off: what it sends is dropped. An error is what another attempt or another setting can help.
    pub(super) fn take(
        &self,
        app: &App,
        fix: Fix,
        names: &Names,
    ) -> Result<Option<Refusal>, Problem> {
        match positions::take(app, &self.caller, fix, time::now()) {
            Ok(_) => Ok(None),
            Err(refusal @ (Refusal::OffDuty(_) | Refusal::BeforeShift(_))) => {
                metrics::counter!("nearhand_positions_off_duty_total").increment(1);
                Ok(Some(refusal))
            }
            Err(Refusal::Untrue(refusal)) => {
                let field = match refusal {
                    FixRefusal::Future { .. } => names.time,
                    FixRefusal::Speed { .. } => names.speed,
                    FixRefusal::Accuracy { .. } => names.accuracy,
                };
                Err(Problem::field(field, refusal.to_string()))
            }
            Err(refusal @ (Refusal::NoTeam | Refusal::Unknown(_))) => {
                Err(Problem::new(Slug::WrongState, refusal.to_string()))
            }
        }
    }
}

/// What a protocol calls its fields.
pub(super) struct Names {
    pub(super) lat: &'static str,
    pub(super) lng: &'static str,
    pub(super) time: &'static str,
    pub(super) speed: &'static str,
    pub(super) accuracy: &'static str,
}

/// A place from two numbers, or the name of the one that is missing or wrong.
pub(super) fn place(lat: Option<f64>, lng: Option<f64>, names: &Names) -> Result<LngLat, Problem> {
    let missing = |name: &str| Problem::field(name, format!("{name} is missing: give it"));
    let lat = lat.ok_or_else(|| missing(names.lat))?;
    let lng = lng.ok_or_else(|| missing(names.lng))?;
    LngLat::new(lng, lat).map_err(|_| {
        let name = if (-90.0..=90.0).contains(&lat) {
            names.lng
        } else {
            names.lat
        };
        Problem::field(name, format!("{name} is out of range"))
    })
}

/// The token of a device's headers: a Bearer token, or the password of HTTP Basic authentication.
pub(super) fn header_token(headers: &HeaderMap) -> Option<String> {
    if let Some(token) = bearer(headers) {
        return Some(token.to_owned());
    }
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (_, password) = decoded.split_once(':')?;
    Some(password.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn token(value: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(value).ok()?);
        header_token(&headers)
    }

    #[test]
    fn the_token_is_a_bearer_token_or_the_password() {
        assert_eq!(token("Bearer abc").as_deref(), Some("abc"));
        // "T3:abc" and "T3:a:c"
        assert_eq!(token("Basic VDM6YWJj").as_deref(), Some("abc"));
        assert_eq!(token("basic VDM6YTpj").as_deref(), Some("a:c"));
        for bad in [
            "Basic",
            "Basic ???",
            "Basic VDM=",
            "Digest VDM6YWJj",
            "VDM6YWJj",
        ] {
            assert_eq!(token(bad), None, "{bad}");
        }
        assert_eq!(header_token(&HeaderMap::new()), None);
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_passed_over(value in "(?i)(basic|bearer)? ?[ -~]{0,40}") {
            token(&value);
        }

        #[test]
        fn a_password_comes_through_as_it_is(user in "[^:]{0,9}", password in any::<String>()) {
            let value = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
            prop_assert_eq!(token(&value), Some(password));
        }
    }
}
