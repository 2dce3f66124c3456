//! The newsroom's back door: behind a sign-in, never cached. Every form is checked for where it came from; what is done is
//! done in one transaction with its line in the log of who did what.

mod brake;
mod decisions;
mod front;
mod outlets;
mod sign_in;
mod stories;
mod takedowns;
mod work;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use serde::Serialize;
use store::users::Person;
use store::{Fault, FaultKind};

use crate::pages::HTML;
use crate::router::{blocking, private};
use crate::{Site, cache, now};

/// Fields of a form: a story's reports, each with a box to tick.
const FIELDS_MAX: usize = 2_000;

/// How long a password waits for its turn to be hashed.
const HASHING_WAIT: Duration = Duration::from_secs(10);

/// What a visit to the back door brings.
struct Visit<'a> {
    site: &'a Site,
    path: Vec<&'a str>,
    form: Fields,
    post: bool,
    headers: &'a HeaderMap,
    peer: SocketAddr,
    now: i64,
}

/// The fields of a form; one that stands several times has all its values.
#[derive(Debug, Clone, Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value of a field, trimmed; empty where there is none.
    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of a field.
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.trim())
    }

    /// The value of a field, if it is not empty.
    fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|value| !value.is_empty()).map(str::to_owned)
    }
}

/// What comes of a visit.
enum Outcome {
    /// A page: template and context as JSON.
    Show(u16, &'static str, serde_json::Value),
    /// Done; go there.
    Go(String),
    /// Done; go there with these cookies.
    Cookies(String, Vec<String>),
    /// There is no such page.
    Nothing,
    /// Bytes to be kept as a file.
    File(Vec<u8>),
}

impl Outcome {
    fn show(template: &'static str, context: &impl Serialize) -> Result<Self, Fault> {
        let value = serde_json::to_value(context).map_err(|e| Fault::bug(e.to_string()))?;
        Ok(Self::Show(200, template, value))
    }

    /// The same page with another status.
    fn with_status(self, status: u16) -> Self {
        match self {
            Self::Show(_, template, context) => Self::Show(status, template, context),
            other => other,
        }
    }
}

/// What stands on every page of the back door.
#[derive(Serialize, Clone)]
struct Frame {
    name: String,
    language: String,
    dir: &'static str,
    title: String,
    person: Option<String>,
    /// The name that the person signs in with, for managers of passwords.
    account: Option<String>,
    message: String,
}

impl Visit<'_> {
    fn frame(&self, key: &str, person: Option<&Person>) -> Frame {
        Frame {
            name: self.site.hub.settings.name.clone(),
            language: self.site.words.language.clone(),
            dir: crate::words::direction(&self.site.words.language),
            title: self.site.words.say(key),
            person: person.map(|person| person.display.clone()),
            account: person.map(|person| person.name.clone()),
            message: String::new(),
        }
    }
}

/// Every address below `/admin`.
pub async fn handle(
    State(site): State<Arc<Site>>,
    Extension(peer): Extension<SocketAddr>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let post = method == Method::POST;
    if post && !site.guard.own_form(&headers) {
        return (StatusCode::FORBIDDEN, site.words.say("form-from-elsewhere") + "\n").into_response();
    }
    if !post && method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    // Waiting for a turn takes no thread, so a flood of tries to sign in leaves the pages theirs.
    let mut turn = None;
    if post && sign_in::hashes(&parts(&uri)) {
        match tokio::time::timeout(HASHING_WAIT, site.hashing.clone().acquire_owned()).await {
            Ok(Ok(permit)) => turn = Some(permit),
            _ => {
                let text = site.words.say("many-sign-in") + "\n";
                return private(503, "text/plain; charset=utf-8", text.into());
            }
        }
    }
    let done = blocking(move || {
        let _turn = turn;
        let path = parts(&uri);
        let pairs = url::form_urlencoded::parse(&body).into_owned().take(FIELDS_MAX);
        let form = if post { Fields(pairs.collect()) } else { Fields::default() };
        let visit = Visit { site: &site, path, form, post, headers: &headers, peer, now: now() };
        answer(&visit)
    });
    done.await.unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// An address below `/admin` in its parts.
fn parts(uri: &Uri) -> Vec<&str> {
    uri.path().trim_matches('/').split('/').skip(1).collect()
}

fn answer(visit: &Visit) -> Response<Body> {
    match route(visit) {
        Ok(Outcome::Show(status, template, context)) => match visit.site.templates.render(template, &context) {
            Ok(html) => {
                // No page holds a secret beside what somebody else may have typed.
                let (body, packed) = cache::packed(html, visit.headers);
                let mut response = private(status, HTML, body);
                if packed {
                    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                }
                response
            }
            Err(error) => {
                tracing::error!("{error}");
                private(500, "text/plain; charset=utf-8", error.into())
            }
        },
        Ok(Outcome::Go(path)) => go(&path, &[]),
        Ok(Outcome::Cookies(path, cookies)) => go(&path, &cookies),
        Ok(Outcome::Nothing) => {
            private(404, "text/plain; charset=utf-8", (visit.site.words.say("not-found") + "\n").into())
        }
        Ok(Outcome::File(bytes)) => {
            let mut response = private(200, "application/octet-stream", bytes.into());
            let attachment = HeaderValue::from_static("attachment; filename=\"input.bin\"");
            response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment);
            response
        }
        Err(fault) => {
            let status = match fault.kind {
                FaultKind::Taken => 409,
                FaultKind::Bug => 500,
                _ => 503,
            };
            private(status, "text/plain; charset=utf-8", format!("{fault}\n").into())
        }
    }
}

fn go(path: &str, cookies: &[String]) -> Response<Body> {
    let location = HeaderValue::try_from(path).unwrap_or(HeaderValue::from_static("/admin"));
    let mut response = private(303, "text/plain; charset=utf-8", axum::body::Bytes::new());
    response.headers_mut().insert(header::LOCATION, location);
    for cookie in cookies.iter().filter_map(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn route(visit: &Visit) -> Result<Outcome, Fault> {
    match visit.path.as_slice() {
        ["sign-in"] => return sign_in::sign_in(visit),
        ["first", token] => return sign_in::by_link(visit, "first admin", token),
        ["reset", token] => return sign_in::by_link(visit, "reset", token),
        _ => {}
    }
    let Some((person, token)) = sign_in::person(visit)? else { return Ok(Outcome::Go("/admin/sign-in".into())) };
    match (visit.path.as_slice(), visit.post) {
        ([], false) => work::overview(visit, &person, 200, ""),
        (["sign-out"], true) => sign_in::sign_out(visit, &token),
        (["password"], true) => sign_in::change_password(visit, &person, &token),
        (["outlets"], _) => outlets::all(visit, &person),
        (["outlets", id], _) => outlets::one(visit, &person, id),
        (["feeds", id, what], true) => outlets::feed(visit, &person, id, what),
        (["work"], false) => work::asides(visit, &person),
        (["work", id, "input"], false) => work::input(visit, id),
        (["work", id, what], true) => work::act(visit, &person, id, what),
        (["stories"], _) => front::page(visit, &person),
        (["stories", id], false) => stories::one(visit, &person, id),
        (["stories", id, what], true) => stories::decide(visit, &person, id, what),
        (["reports", id], _) => takedowns::report(visit, &person, id),
        (["takedowns"], false) => takedowns::all(visit, &person),
        (["decisions", n, "undo"], true) => decisions::undo(visit, &person, n),
        (["log"], false) => work::log(visit, &person),
        _ => Ok(Outcome::Nothing),
    }
}

/// Fields kept for a form that is shown again with its mistakes.
type Mistakes = BTreeMap<&'static str, String>;
