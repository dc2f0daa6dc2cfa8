//! Who may pass: the one gate before every handler.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{
    app::App,
    auth::{Access, Deed, Doer, Principal, Route},
    problem::{Problem, Slug},
    store::Action,
    wire::time,
};

/// Name of the session's cookie.
pub(crate) const COOKIE: &str = "nearhand_session";
/// Header that a page of our own sends with every change; another site cannot without leave.
const CSRF_HEADER: &str = "x-nearhand";

/// Lets a call pass when the table of routes allows it, and tells the handler who calls.
pub(crate) async fn gate(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(path) = request.extensions().get::<MatchedPath>().cloned() else {
        return next.run(request).await;
    };
    let method = request.method().clone();
    let Some(route) = Route::of(method.as_str(), path.as_str()) else {
        // The path exists without this method, or the table lacks a row: nobody gets further than 405.
        return method_not_allowed(Some(path)).await;
    };
    let witness = Witness::of(route, request.uri().path());
    let came = request
        .extensions_mut()
        .remove::<Came>()
        .unwrap_or_default();
    match admit(&came, route.access, &method, request.headers()) {
        Ok(principal) => {
            if route.tells_of_persons && app.auth.audit.is_full() {
                return Problem::new(
                    Slug::Unavailable,
                    "who reads this could not be put on record: try again, and tell the operator if it stays",
                )
                .into_response();
            }
            if let Some(principal) = principal.clone() {
                request.extensions_mut().insert(principal);
            }
            let response = next.run(request).await;
            witness.saw(&app, principal.as_ref(), response.status());
            response
        }
        Err(problem) => {
            if came.with_secret {
                witness.saw(&app, came.principal.as_ref(), StatusCode::FORBIDDEN);
            }
            problem.into_response()
        }
    }
}

/// What goes on record of a call.
struct Witness {
    route: &'static Route,
    subject: Option<String>,
}

impl Witness {
    fn of(route: &'static Route, path: &str) -> Self {
        let parts = route.path.split('/').zip(path.split('/'));
        let id = parts.into_iter().find(|(part, _)| *part == "{id}");
        // An id and nothing else: a path may hold whatever somebody typed.
        let is_id =
            |id: &&str| id.len() <= 12 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Self {
            route,
            subject: id.map(|(_, id)| id).filter(is_id).map(str::to_owned),
        }
    }

    /// Who read what tells of persons, and who wanted what is not theirs.
    fn saw(self, app: &App, principal: Option<&Principal>, status: StatusCode) {
        let is_read = status.is_success() || status == StatusCode::SWITCHING_PROTOCOLS;
        let action = if status == StatusCode::FORBIDDEN {
            Action::Refused
        } else if is_read && self.route.tells_of_persons {
            Action::Read
        } else {
            return;
        };
        let deed = Deed {
            by: Doer::from(principal),
            action,
            subject: self.subject,
            detail: Some(format!("{} {}", self.route.method, self.route.path)),
        };
        app.auth.audit.note(deed, time::now());
    }
}

/// The answer to a method that an address does not have, with those that it has.
pub(crate) async fn method_not_allowed(path: Option<MatchedPath>) -> Response {
    let problem = Problem::new(
        Slug::MethodNotAllowed,
        "this address does not take this method: see /api/docs",
    );
    let mut response = problem.into_response();
    // Besides the routes there are only the files of the console.
    let allowed = path.map_or_else(
        || "GET, HEAD".to_owned(),
        |path| Access::methods(path.as_str()).join(", "),
    );
    if let Ok(allowed) = HeaderValue::from_str(&allowed) {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

fn admit(
    came: &Came,
    access: Access,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Option<Principal>, Problem> {
    let Access::Roles(roles) = access else {
        return Ok(came.principal.clone());
    };
    let by_cookie = came.by_cookie;
    let Some(principal) = came.principal.clone() else {
        return Err(Problem::new(
            Slug::Unauthorized,
            "sign in first: open your sign-in link or send a token",
        ));
    };
    if !roles.contains(&principal.role) {
        return Err(Problem::new(
            Slug::Forbidden,
            format!("the role {} may not do this", principal.role.name()),
        ));
    }
    let changes = !matches!(*method, Method::GET | Method::HEAD);
    if by_cookie && changes && headers.get(CSRF_HEADER).is_none_or(|value| value != "1") {
        return Err(Problem::new(
            Slug::Forbidden,
            "a change made with the session cookie must carry the header X-Nearhand: 1",
        ));
    }
    if by_cookie {
        of_this_site(headers)?;
    }
    Ok(Some(principal))
}

/// Refuses what a page of another site sends.
pub(crate) fn of_this_site(headers: &HeaderMap) -> Result<(), Problem> {
    if same_origin(headers) {
        return Ok(());
    }
    Err(Problem::new(
        Slug::Forbidden,
        "this is only taken from this server's own pages",
    ))
}

/// Who calls, found out once, before the call takes from a share.
#[derive(Clone, Default)]
pub(super) struct Came {
    /// Nobody when the secret is not good, or there is none.
    pub(super) principal: Option<Principal>,
    /// Whether there was a secret at all.
    with_secret: bool,
    /// Whether it was in the cookie.
    by_cookie: bool,
}

impl Came {
    pub(super) fn with(app: &App, headers: &HeaderMap) -> Self {
        let Some((secret, by_cookie)) = secret(headers) else {
            return Self::default();
        };
        Self {
            principal: app.auth.authenticate(secret, time::now()),
            with_secret: true,
            by_cookie,
        }
    }
}

/// What a caller came with, and whether in the cookie.
fn secret(headers: &HeaderMap) -> Option<(&str, bool)> {
    let token = bearer(headers).map(|token| (token, false));
    token.or_else(|| cookie(headers).map(|cookie| (cookie, true)))
}

/// The token of an `Authorization: Bearer` header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value)
}

/// Browsers say where a page that opens a socket or sends a change came from.
fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn the_token_is_found_in_header_or_cookie() {
        let bearer_headers = headers(&[(header::AUTHORIZATION, "bearer abc")]);
        assert_eq!(bearer(&bearer_headers), Some("abc"));
        assert_eq!(
            bearer(&headers(&[(header::AUTHORIZATION, "Basic abc")])),
            None
        );
        let cookies = headers(&[(header::COOKIE, "a=1; nearhand_session=abc; b=2")]);
        assert_eq!(cookie(&cookies), Some("abc"));
    }

    #[test]
    fn another_sites_page_is_noticed() {
        let from = |origin| headers(&[(header::ORIGIN, origin), (header::HOST, "a.test:80")]);
        assert!(same_origin(&from("http://a.test:80")));
        assert!(!same_origin(&from("http://b.test:80")));
        assert!(!same_origin(&from("null")));
        assert!(same_origin(&headers(&[])));
    }
}
