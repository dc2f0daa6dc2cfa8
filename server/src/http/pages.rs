//! The console's files, which are built into the binary, and what stands in when they are missing.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{guard, not_found, session::page_of};
use crate::{
    app::App,
    auth::Principal,
    problem::{Problem, Slug},
};

/// What `npm run build` made in web-map; empty when the binary was built before it.
#[derive(RustEmbed)]
#[folder = "../web-map/dist"]
#[allow_missing = true]
struct Console;

pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(root))
        .routes(routes!(dispatch))
        .routes(routes!(field))
        .routes(routes!(crews))
        .routes(routes!(plan))
        .routes(routes!(welcome_page))
        .routes(routes!(account_page))
        .routes(routes!(people_page))
        .routes(routes!(configuration_page))
        .routes(routes!(record_page))
        .routes(routes!(partner_page))
        .routes(routes!(reports))
}

/// To the page of the caller's role, or to the page that says how to sign in.
#[utoipa::path(get, path = "/", tag = "pages", responses((status = 200, description = "how to sign in", content_type = "text/html", body = String), (status = 304, description = "as in the caller's If-None-Match"), (status = 303, description = "the role's page")))]
async fn root(State(_): State<App>, request: Request) -> Response {
    match request.extensions().get::<Principal>() {
        Some(principal) => Redirect::to(page_of(principal.role)).into_response(),
        None => shell(request.headers()),
    }
}

/// The dispatcher's page.
#[utoipa::path(get, path = "/dispatch", tag = "pages", responses((status = 200, description = "the page", content_type = "text/html", body = String), (status = 304, description = "as in the caller's If-None-Match")))]
async fn dispatch(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// The field team's page.
#[utoipa::path(get, path = "/field", tag = "pages", responses((status = 200, description = "the page", content_type = "text/html", body = String), (status = 304, description = "as in the caller's If-None-Match")))]
async fn field(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// The dispatcher's page of members, vehicles, teams, shifts and destinations.
#[utoipa::path(get, path = "/crews", tag = "pages", responses((status = 200, description = "the page", content_type = "text/html", body = String), (status = 304, description = "as in the caller's If-None-Match")))]
async fn crews(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// The planner's page.
#[utoipa::path(get, path = "/plan", tag = "pages", responses((status = 200, description = "the page", content_type = "text/html", body = String), (status = 304, description = "as in the caller's If-None-Match")))]
async fn plan(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// The page where somebody who was invited chooses a password.
#[utoipa::path(get, path = "/welcome", tag = "pages", responses((status = 200, description = "the page")))]
async fn welcome_page(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// The page of one's own account.
#[utoipa::path(get, path = "/account", tag = "pages", responses((status = 200, description = "the page")))]
async fn account_page(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// The administrator's page.
#[utoipa::path(get, path = "/people", tag = "pages", responses((status = 200, description = "the page")))]
async fn people_page(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// What the service is, for those who set it and those who work by it.
#[utoipa::path(get, path = "/configuration", tag = "pages", responses((status = 200, description = "the page")))]
async fn configuration_page(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// The page of who did what.
#[utoipa::path(get, path = "/record", tag = "pages", responses((status = 200, description = "the page")))]
async fn record_page(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// A partner's page.
#[utoipa::path(get, path = "/partner", tag = "pages", responses((status = 200, description = "the page")))]
async fn partner_page(headers: HeaderMap) -> Response {
    shell(&headers)
}

/// The page of reports, for reading and printing.
#[utoipa::path(get, path = "/reports", tag = "pages", responses((status = 200, description = "the page")))]
async fn reports(headers: HeaderMap) -> Response {
    shell(&headers)
}

fn shell(headers: &HeaderMap) -> Response {
    page(Console::get("index.html"), headers)
}

/// The console's one page, or what stands in for it in a binary that was built without Node.
fn page(built: Option<EmbeddedFile>, headers: &HeaderMap) -> Response {
    match built {
        Some(file) => served("index.html", file, headers),
        None => Html(NOT_BUILT).into_response(),
    }
}

/// A file of the console; they hold no data, so anyone may have them.
pub(super) async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let found = Console::get(path).filter(|_| !path.starts_with("style/"));
    match found {
        Some(file) if matches!(method, Method::GET | Method::HEAD) => served(path, file, &headers),
        Some(_) => guard::method_not_allowed(None).await,
        None => not_found().await.into_response(),
    }
}

/// A map style as built, without its server's address filled in.
pub(super) fn style(name: &str) -> Option<String> {
    let file = Console::get(&format!("style/{name}"))?;
    String::from_utf8(file.data.into_owned()).ok()
}

fn served(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = tag(&file.metadata.sha256_hash());
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    // The build puts a hash of the content into the names of files below assets.
    let caching = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let kind = HeaderValue::from_str(file.metadata.mimetype())
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// An entity tag from a hash.
pub(super) fn tag(hash: &[u8; 32]) -> String {
    let hex: String = hash[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{hex}\"")
}

/// The answer to a sign-in link that is not valid: a page for people, a problem document for programs.
pub(super) fn link_used_up(headers: &HeaderMap) -> Response {
    let wants_page = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kinds| kinds.contains("text/html"));
    if wants_page {
        return (StatusCode::UNAUTHORIZED, Html(USED_UP)).into_response();
    }
    Problem::new(
        Slug::Unauthorized,
        "this sign-in link was used already or is too old: ask for a new one",
    )
    .into_response()
}

const USED_UP: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width\"><title>Nearhand: link not valid</title>\
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}</style>\
<h1>This sign-in link is not valid any more</h1>\
<p>A link signs in once and within a day. Ask your dispatcher for a new one; whoever runs the server \
gets new links by starting it again.</p></html>";

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width\"><title>Nearhand: console not built</title>\
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}\
code{background:#8883;padding:.1em .3em;border-radius:.2em}</style>\
<h1>The server runs; its console is not built</h1>\
<p>This program was built without its pages. Install Node.js 20.19 or newer, then run:</p>\
<p><code>make run</code></p><p>or, by hand:</p>\
<p><code>cd web-map &amp;&amp; npm ci &amp;&amp; npm run build</code><br>\
<code>cargo run --release -p nearhand -- serve</code></p>\
<p>Everything else works without it: see the <a href=\"/api/docs\">description of the API</a>.</p></html>";

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    #[tokio::test]
    async fn without_its_pages_the_program_says_how_to_build_them() {
        let response = page(None, &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::OK);
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        for told in ["Node.js 20.19", "make run", "npm run build", "/api/docs"] {
            assert!(text.contains(told), "{told}");
        }
    }
}
