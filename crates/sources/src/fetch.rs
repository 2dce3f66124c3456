//! One fetch: hop by hop, each with its host's turn, its robots.txt and its checks.

use std::{sync::Arc, time::Duration};

use http_body_util::Empty;
use hyper::{Response, StatusCode, body::Bytes, body::Incoming, header, header::HeaderMap, header::HeaderValue};
use rustls::ClientConfig;
use tokio::{
    sync::Semaphore,
    task::JoinHandle,
    time::{Instant, timeout_at},
};
use url::Url;

use crate::{
    Answer, Fault, FaultKind, Hop, Options, Purpose, Request, body,
    connect::{connect, tls},
    politeness::{Hosts, Robots, RobotsTxt, Turn, Validators, domain, origin, robots_text},
};

/// Redirects followed (RFC 9110 15.4 leaves the number open; feeds' peers follow four to ten).
const HOPS_MAX: usize = 5;
/// How long a redirected robots.txt waits for the turn of the host that it stands on.
const OTHER_TURN: Duration = Duration::from_secs(10);
/// Characters of an address.
const URL_CHARS_MAX: usize = model::limits::URL_CHARS_MAX;

/// What all clones of a fetcher share.
pub struct Inner {
    options: Options,
    tls: Arc<ClientConfig>,
    slots: Semaphore,
    pub hosts: Hosts,
}

impl Inner {
    pub fn new(options: Options) -> Result<Self, String> {
        let tls = tls(&options)?;
        Ok(Self { tls, slots: Semaphore::new(options.connections.max(1)), hosts: Hosts::default(), options })
    }
}

/// An answer's head with the body still to come.
struct Head {
    response: Response<Incoming>,
    until: Instant,
    line: Line,
}

/// The task that drives a connection. It ends with its request, also where the request is dropped half-way.
struct Line(JoinHandle<()>);

impl Line {
    /// Closes the connection, so that the next request to the same host finds none open.
    async fn close(mut self) {
        self.0.abort();
        let _ = (&mut self.0).await;
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Fetches one thing.
pub async fn fetch(inner: &Inner, request: &Request) -> Result<Answer, Fault> {
    let mut url = checked_url(&request.url)?;
    let mut redirects: Vec<Hop> = Vec::new();
    loop {
        let mut turn = inner.hosts.turn(&url).await;
        rests(inner, &url)?;
        if turn.unreached() {
            return Err(not_reached(&url));
        }
        if request.purpose != Purpose::Feed {
            obey_robots(inner, &mut turn, &url).await?;
            rests(inner, &url)?;
        }
        turn.wait(&url).await;
        // While this request waited, another host of the domain may have asked for a pause.
        rests(inner, &url)?;
        let outcome = hop(inner, request, &url, redirects.is_empty()).await;
        turn.used();
        turn.reached(!matches!(&outcome, Err(fault) if fault.kind == FaultKind::Unreachable));
        match outcome? {
            Next::Done(mut answer) => {
                answer.redirects = redirects;
                return Ok(*answer);
            }
            Next::Redirect { to, permanent } => {
                drop(turn);
                let next = checked_url(&to)?;
                let before = |seen: &str| seen == next.as_str();
                if before(url.as_str()) || before(&request.url) || redirects.iter().any(|hop| before(&hop.to)) {
                    return Err(Fault::new(FaultKind::Address, format!("{} leads in a circle", request.url)));
                }
                if redirects.len() >= HOPS_MAX {
                    let sentence = format!("{} leads on and on: more than {HOPS_MAX} redirects", request.url);
                    return Err(Fault::new(FaultKind::Address, sentence));
                }
                redirects.push(Hop { to: next.to_string(), permanent });
                url = next;
            }
        }
    }
}

/// What an answer means for the fetch.
enum Next {
    Done(Box<Answer>),
    Redirect { to: String, permanent: bool },
}

/// One request and its answer.
async fn hop(inner: &Inner, request: &Request, url: &Url, first: bool) -> Result<Next, Fault> {
    // The caller's validators belong to the address it asks for; those of other addresses are remembered here.
    // Only those readers of an address share them for whom "not modified" is an answer: a picture or a search for feeds has no
    // earlier body to fall back on, and a body that it took must not make the next poll come home empty.
    let shares = matches!(request.purpose, Purpose::Feed | Purpose::Page);
    let mut validators = if shares { inner.hosts.validators(url.as_str()) } else { (None, None) };
    if first && validators == (None, None) {
        validators = (request.etag.clone(), request.last_modified.clone());
    }
    // What was too large the last time is asked for only in case that it has changed.
    let refused = inner.hosts.refused(url.as_str());
    let validators = refused.clone().unwrap_or(validators);
    let _slot = inner.slots.acquire().await.map_err(|_| Fault::new(FaultKind::Unreachable, "the hub is stopping"))?;
    let Head { response, until, line } = send(inner, url, &validators).await?;
    let offered = (text(response.headers(), header::ETAG), text(response.headers(), header::LAST_MODIFIED));
    let mut outcome = judge(inner, url, response, until, validators).await;
    line.close().await;
    match &outcome {
        Ok(Next::Done(answer)) if answer.body.is_none() && refused.is_some() => outcome = Err(body::larger()),
        Ok(Next::Done(_)) => inner.hosts.refuse(url.as_str(), None),
        Err(fault) if fault.kind == FaultKind::TooLarge => inner.hosts.refuse(url.as_str(), Some(offered)),
        _ => {}
    }
    if let Ok(Next::Done(answer)) = &outcome {
        inner.hosts.answered(&domain(url));
        if shares {
            inner.hosts.remember(url.as_str(), answer.etag.clone(), answer.last_modified.clone());
        }
    }
    outcome
}

/// What an answer means; its body is read where it is wanted.
async fn judge(
    inner: &Inner,
    url: &Url,
    response: Response<Incoming>,
    until: Instant,
    (etag, last_modified): Validators,
) -> Result<Next, Fault> {
    let status = response.status();
    let headers = response.headers().clone();
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE {
        return Err(paused(inner, url, &headers, status));
    }
    if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
        let to = text(&headers, header::LOCATION).and_then(|to| url.join(&to).ok());
        let to = to.ok_or_else(|| with_status(FaultKind::Answer, format!("{url} redirects to nowhere"), status))?;
        let permanent = matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
        return Ok(Next::Redirect { to: to.to_string(), permanent });
    }
    let mut answer = Answer {
        status: status.as_u16(),
        url: url.to_string(),
        etag: text(&headers, header::ETAG),
        last_modified: text(&headers, header::LAST_MODIFIED),
        content_type: text(&headers, header::CONTENT_TYPE),
        content_location: text(&headers, header::CONTENT_LOCATION),
        content_language: text(&headers, header::CONTENT_LANGUAGE),
        max_age: max_age(&headers),
        ..Answer::default()
    };
    if status == StatusCode::NOT_MODIFIED && (etag.is_some() || last_modified.is_some()) {
        answer.etag = answer.etag.or(etag);
        answer.last_modified = answer.last_modified.or(last_modified);
    } else if matches!(status, StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION) {
        let encoding = text(&headers, header::CONTENT_ENCODING).unwrap_or_default();
        answer.body = Some(body::read(response.into_body(), &encoding, until, inner.options.pause_timeout).await?);
    } else {
        return Err(refused(url, status, &headers));
    }
    Ok(Next::Done(Box::new(answer)))
}

/// Opens a connection for one request and sends it. One connection a request keeps the count of open ones honest.
async fn send(inner: &Inner, url: &Url, (etag, last_modified): &Validators) -> Result<Head, Fault> {
    let until = Instant::now() + inner.options.timeout;
    let io = connect(&inner.options, &inner.tls, url).await?;
    let broke = |e: hyper::Error| Fault::new(FaultKind::Unreachable, format!("{url} broke the connection off ({e})"));
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_headers(200)
        .max_buf_size(256 << 10)
        .handshake::<_, Empty<Bytes>>(io)
        .await
        .map_err(broke)?;
    let line = Line(tokio::spawn(async move {
        let _ = connection.await;
    }));
    let target = url.path().to_owned() + &url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let host = url.host_str().unwrap_or_default();
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let mut request = hyper::Request::get(target)
        .header(header::HOST, host)
        .header(header::USER_AGENT, &inner.options.user_agent)
        .header(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd")
        .header(header::ACCEPT, "*/*")
        .header(header::CONNECTION, "close");
    for (name, value) in [(header::IF_NONE_MATCH, etag), (header::IF_MODIFIED_SINCE, last_modified)] {
        if let Some(value) = value.as_deref().and_then(as_received) {
            request = request.header(name, value);
        }
    }
    let request = request
        .body(Empty::new())
        .map_err(|e| Fault::new(FaultKind::Address, format!("{url} cannot be asked for: {e}")))?;
    let fault = match timeout_at(until, sender.send_request(request)).await {
        Ok(Ok(response)) => return Ok(Head { response, until, line }),
        Ok(Err(e)) => broke(e),
        Err(_) => Fault::new(FaultKind::Timeout, format!("{url} did not answer in time")),
    };
    line.close().await;
    Err(fault)
}

/// Asks a host's robots.txt before its first page, and keeps to it.
async fn obey_robots(inner: &Inner, turn: &mut Turn, url: &Url) -> Result<(), Fault> {
    let robots = match turn.robots(url, now()) {
        Some(robots) => robots,
        None => {
            let answer = match fetch_robots(inner, url).await {
                // An address that must not be asked has no robots.txt to wait for.
                Err(fault) if matches!(fault.kind, FaultKind::Paused { .. } | FaultKind::Address) => return Err(fault),
                Err(fault) => {
                    turn.used();
                    turn.reached(fault.kind != FaultKind::Unreachable);
                    let host = url.host_str().unwrap_or_default();
                    let sentence =
                        format!("the robots.txt of {host} cannot be had, so its pages wait: {}", fault.sentence);
                    return Err(Fault::new(FaultKind::Unreachable, sentence));
                }
                Ok((status, body)) => RobotsTxt { origin: origin(url), status, body, fetched: now() },
            };
            let robots = turn.set_robots(&answer);
            inner.hosts.note_robots(answer);
            turn.used();
            robots
        }
    };
    if robots.allows(url.as_str()) {
        return Ok(());
    }
    Err(match robots {
        Robots::NothingNow => {
            let host = url.host_str().unwrap_or_default();
            Fault::new(FaultKind::Unreachable, format!("the robots.txt of {host} cannot be reached, so its pages wait"))
        }
        _ => Fault::new(FaultKind::Robots, format!("robots.txt does not want {url} fetched")),
    })
}

/// Status and body of a host's robots.txt.
async fn fetch_robots(inner: &Inner, url: &Url) -> Result<(u16, String), Fault> {
    let wrong = |_| Fault::new(FaultKind::Address, format!("{url} has no robots.txt"));
    let mut at = checked_url(url.join("/robots.txt").map_err(wrong)?.as_str())?;
    for _ in 0..=HOPS_MAX {
        // Where it leads to another host (example.org to www.example.org), that host's turn is needed too. Two hosts that lead to
        // each other would wait for ever: hence the limit.
        let _other = if at.host_str() == url.host_str() {
            None
        } else {
            let turn = tokio::time::timeout(OTHER_TURN, inner.hosts.turn(&at)).await;
            Some(turn.map_err(|_| Fault::new(FaultKind::Timeout, format!("{at} has other requests before it")))?)
        };
        rests(inner, &at)?;
        let slot =
            inner.slots.acquire().await.map_err(|_| Fault::new(FaultKind::Unreachable, "the hub is stopping"))?;
        let Head { response, until, line } = send(inner, &at, &(None, None)).await?;
        let outcome = judge_robots(inner, &at, response, until).await;
        line.close().await;
        drop(slot);
        match outcome? {
            Ok(answer) => return Ok(answer),
            Err(to) => at = checked_url(&to)?,
        }
    }
    // RFC 9309 2.3.1.2: who leads on and on has none.
    Ok((404, String::new()))
}

/// What a host answered for its robots.txt; `Ok(Err(…))`: it stands elsewhere.
async fn judge_robots(
    inner: &Inner,
    at: &Url,
    response: Response<Incoming>,
    until: Instant,
) -> Result<Result<(u16, String), String>, Fault> {
    let status = response.status();
    let headers = response.headers().clone();
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE {
        return Err(paused(inner, at, &headers, status));
    }
    if status.is_redirection() {
        let to = text(&headers, header::LOCATION).and_then(|to| at.join(&to).ok());
        return Ok(to.map_or(Ok((404, String::new())), |to| Err(to.to_string())));
    }
    if !status.is_success() {
        return Ok(Ok((status.as_u16(), String::new())));
    }
    let encoding = text(&headers, header::CONTENT_ENCODING).unwrap_or_default();
    match body::read(response.into_body(), &encoding, until, inner.options.pause_timeout).await {
        Ok(bytes) => Ok(Ok((status.as_u16(), robots_text(&bytes)))),
        Err(fault) if fault.kind == FaultKind::TooLarge => Ok(Ok((0, String::new()))),
        Err(fault) => Err(fault),
    }
}

/// An address in the one form that is fetched: http or https, a host, no name and password, no fragment.
fn checked_url(text: &str) -> Result<Url, Fault> {
    let wrong = |why: &str| Fault::new(FaultKind::Address, format!("{} cannot be fetched: {why}", cut(text)));
    if text.len() > URL_CHARS_MAX {
        return Err(wrong("it is too long"));
    }
    let mut url = Url::parse(text).map_err(|e| wrong(&e.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("only http and https are"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(wrong("it names no host"));
    }
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    Ok(url)
}

fn cut(text: &str) -> String {
    text.chars().take(200).collect()
}

fn rests(inner: &Inner, url: &Url) -> Result<(), Fault> {
    let domain = domain(url);
    match inner.hosts.paused(&domain, now()) {
        Some(until) => {
            Err(Fault::new(FaultKind::Paused { until, domain: domain.clone() }, format!("{domain} asked for a pause")))
        }
        None => Ok(()),
    }
}

fn not_reached(url: &Url) -> Fault {
    let host = url.host_str().unwrap_or_default();
    Fault::new(
        FaultKind::Unreachable,
        format!("{host} could not be reached a moment ago and is left alone for a while"),
    )
}

fn paused(inner: &Inner, url: &Url, headers: &HeaderMap, status: StatusCode) -> Fault {
    let domain = domain(url);
    let until = inner.hosts.pause_as_asked(&domain, now(), retry_after(headers));
    let sentence = format!("{domain} asked for a pause ({})", status.as_u16());
    with_status(FaultKind::Paused { domain, until }, sentence, status)
}

fn refused(url: &Url, status: StatusCode, headers: &HeaderMap) -> Fault {
    let challenge = headers.get("cf-mitigated").is_some();
    let kind = match status.as_u16() {
        410 => FaultKind::Gone,
        408 | 425 | 500.. => FaultKind::Answer,
        400.. => FaultKind::NotFound,
        _ => FaultKind::Answer,
    };
    let why = if challenge {
        "a page that asks for a browser (Cloudflare)"
    } else {
        status.canonical_reason().unwrap_or("no reason")
    };
    let mut fault = with_status(kind, format!("{url} answered {}: {why}", status.as_u16()), status);
    fault.retry_after = retry_after(headers);
    fault
}

fn with_status(kind: FaultKind, sentence: String, status: StatusCode) -> Fault {
    Fault { status: Some(status.as_u16()), ..Fault::new(kind, sentence) }
}

/// A header byte for byte; what is no text is read as Latin-1, as HTTP had it.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    let text: String = match value.to_str() {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().map(|&byte| char::from(byte)).collect(),
    };
    (!text.is_empty()).then_some(text)
}

/// What [`text`] read, as the bytes that came.
fn as_received(value: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok()
}

/// `Retry-After` in seconds from now, from either form (RFC 9110 10.2.3); a date counts from the host's own clock, where it tells it.
fn retry_after(headers: &HeaderMap) -> Option<i64> {
    let value = text(headers, header::RETRY_AFTER)?;
    if let Ok(seconds) = value.trim().parse::<i64>() {
        return Some(seconds.max(0));
    }
    let host_now = text(headers, header::DATE).and_then(|date| http_date(&date)).unwrap_or_else(now);
    http_date(&value).map(|at| at.saturating_sub(host_now).max(0))
}

fn max_age(headers: &HeaderMap) -> Option<i64> {
    let control = text(headers, header::CACHE_CONTROL).unwrap_or_default().to_ascii_lowercase();
    for part in control.split(',') {
        if let Some(seconds) = part.trim().strip_prefix("max-age=") {
            return seconds.trim_matches('"').parse::<i64>().ok().filter(|&seconds| seconds >= 0);
        }
    }
    let host_now = text(headers, header::DATE).and_then(|date| http_date(&date)).unwrap_or_else(now);
    let expires = http_date(&text(headers, header::EXPIRES)?)?;
    Some(expires.saturating_sub(host_now).max(0))
}

/// An HTTP date (RFC 9110 5.6.7) in Unix seconds.
fn http_date(value: &str) -> Option<i64> {
    jiff::fmt::rfc2822::parse(value.trim()).ok().map(|zoned| zoned.timestamp().as_second())
}

/// Unix seconds.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
