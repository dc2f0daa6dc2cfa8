//! People: signing in with a password, one's own account, everybody's accounts, the record of access, referrals.

mod accounts;
mod own;
mod record;
mod referrals;
mod sign_in;

use axum::http::HeaderValue;
use tokio::sync::Semaphore;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    app::App,
    auth::{AccountError, AuthError, Deed, Doer, Principal, SignInError},
    problem::{Problem, Slug},
    store::{Action, StoreError},
    wire::time,
};

pub(crate) use accounts::{Account as AccountShown, welcome_path};
pub(super) use sign_in::session_cookie;

/// Passwords looked at together: each takes 19 MiB and a processor for tens of milliseconds.
static PASSWORDS: Semaphore = Semaphore::const_new(2);

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(sign_in::router())
        .merge(own::router())
        .merge(accounts::router())
        .merge(record::router())
        .merge(referrals::router())
}

/// Runs work on passwords, not too much of it together.
async fn on_passwords<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    // It is never closed.
    let _turn = PASSWORDS.acquire().await.map_err(|_| Problem::internal())?;
    crate::blocking::run(work).await
}

/// Records something that was done and must be known.
fn recorded(
    app: &App,
    principal: Option<&Principal>,
    action: Action,
    subject: Option<String>,
    detail: Option<String>,
) -> Result<(), Problem> {
    let deed = Deed {
        by: Doer::from(principal),
        action,
        subject,
        detail,
    };
    app.auth
        .audit
        .record(deed, time::now())
        .map_err(|error| unstored(&error))
}

fn unstored(error: &(dyn std::error::Error + 'static)) -> Problem {
    tracing::error!(error, "something about people could not be stored or read");
    Problem::new(
        Slug::Unavailable,
        "this could not be stored: nothing has changed, try again",
    )
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Field { field, detail } => Self::field(field, detail),
            AccountError::Unknown => Self::new(Slug::NotFound, error.to_string()),
            AccountError::Stale => Self::new(Slug::StaleVersion, error.to_string()),
            AccountError::LastAdmin | AccountError::Disabled => {
                Self::new(Slug::WrongState, error.to_string())
            }
            AccountError::Auth(error) => error.into(),
        }
    }
}

impl From<AuthError> for Problem {
    fn from(error: AuthError) -> Self {
        unstored(&error)
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        let text = error.to_string();
        match error {
            SignInError::Wrong => Self::new(Slug::Unauthorized, text),
            SignInError::CodeNeeded => Self::new(Slug::CodeNeeded, text),
            SignInError::Locked { until } => {
                let seconds = until.since(time::now()).0.div_ceil(1000).max(1);
                let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
                let detail = format!("too many wrong tries: wait {seconds} seconds and try again");
                Self {
                    retry_after: Some(seconds),
                    ..Self::new(Slug::TooManyTries, detail)
                }
            }
            SignInError::Store(error) => unstored(&error),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        unstored(&error)
    }
}

/// A header from a text that is known to fit.
fn header(text: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(text).map_err(|_| Problem::internal())
}
