//! A program that speaks HTTP with the server.

use std::time::Duration;

use reqwest::{Method, StatusCode, header, redirect};
use serde_json::Value;

/// How long an answer may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// An HTTP client with or without credentials.
#[derive(Clone, Debug)]
pub struct Client {
    base: String,
    token: Option<String>,
    http: reqwest::Client,
}

/// What the server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// `Content-Type`, or nothing.
    pub content_type: String,
    /// `ETag`, or nothing.
    pub etag: String,
    /// `Allow`, or nothing.
    pub allow: String,
    /// `Retry-After`, or nothing.
    pub retry_after: String,
    /// The body as JSON; null when it is not JSON.
    pub body: Value,
    /// The body as it came.
    pub text: String,
}

impl Client {
    /// A client without credentials.
    ///
    /// # Panics
    /// Never: the client is made without TLS or a resolver that could fail.
    #[must_use]
    pub fn new(base: String) -> Self {
        let http = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .no_proxy()
            .build()
            .expect("a plain client can be made");
        Self {
            base,
            token: None,
            http,
        }
    }

    /// The same client with a bearer token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// Uses a sign-in link up and takes the session that it gives.
    ///
    /// # Panics
    /// When the link does not work.
    pub async fn sign_in(&self, link: &str) -> Self {
        let answer = self
            .http
            .get(link)
            .send()
            .await
            .expect("the server answers");
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "a link signs in");
        let cookie = answer.headers()[header::SET_COOKIE]
            .to_str()
            .expect("cookies are ASCII");
        let token = cookie
            .strip_prefix("nearhand_session=")
            .and_then(|rest| rest.split(';').next())
            .expect("the cookie is the session");
        self.with_token(token)
    }

    /// The session or device token.
    ///
    /// # Panics
    /// When the client has none.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("this client is signed in")
    }

    /// The address that paths are put behind.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// POST of a JSON body.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// A request with the credentials, to add to before [`Client::send`].
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request; a server that does not answer fails the test.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        self.try_send(request).await.expect("the server answers")
    }

    /// Sends a request to a server that may be gone.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn try_send(&self, request: reqwest::RequestBuilder) -> reqwest::Result<Answer> {
        let answer = request.send().await?;
        let text_of = |name: header::HeaderName| {
            let value = answer.headers().get(name).and_then(|v| v.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let (content_type, etag) = (text_of(header::CONTENT_TYPE), text_of(header::ETAG));
        let (allow, retry_after) = (text_of(header::ALLOW), text_of(header::RETRY_AFTER));
        let status = answer.status().as_u16();
        let text = answer.text().await?;
        Ok(Answer {
            status,
            content_type,
            etag,
            allow,
            retry_after,
            body: serde_json::from_str(&text).unwrap_or_default(),
            text,
        })
    }
}

impl Answer {
    /// The body of an answer that must have this status.
    ///
    /// # Panics
    /// When the status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }

    /// Checks that the answer is a problem document of this status and slug, whole and readable.
    ///
    /// # Panics
    /// When it is not.
    #[track_caller]
    pub fn expect_problem(&self, status: u16, slug: &str) {
        let text = &self.text;
        assert_eq!(self.status, status, "{text}");
        assert_eq!(self.content_type, "application/problem+json", "{text}");
        assert_eq!(self.body["type"], format!("/problems/{slug}"), "{text}");
        assert_eq!(self.body["status"], status, "{text}");
        for part in ["title", "detail"] {
            let sentence = self.body[part].as_str().unwrap_or_default();
            assert!(!sentence.is_empty(), "{part} is missing: {text}");
        }
    }
}
