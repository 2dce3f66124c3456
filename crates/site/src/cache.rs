//! Rendered pages in memory, plain and compressed, dropped when what they show changes.
//!
//! A page names what it depends on. The store's change feed is followed a few times a second, and every page that depends
//! on something that changed is past: it is given only where the store is away. A page also carries the number of the last change it
//! saw; it is past at once if the feed has gone further meanwhile, so that a page rendered from an old snapshot never outlives the
//! change.

use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use model::Id;
use quick_cache::{Weighter, sync};
use store::changes::{Change, ChangeKind};

use crate::filed::{FILED_MIN, Filed};
use crate::guard::Guard;

/// How long a page is kept, in seconds: it shows ages ("13 minutes ago") and the day.
const AGE_MAX: i64 = 60;
/// For how many seconds more it is given while it is made anew: nobody waits for a page that has only grown old.
const GRACE: i64 = 60;
/// Below this many bytes compression gains nothing.
const COMPRESS_MIN: usize = 400;

/// What a page depends on, beside outlets and settings, on which all depend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dependency {
    /// Any story or article: lists.
    Lists,
    /// One story.
    Story(Id),
    /// One article.
    Article(Id),
}

/// How a body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Plain,
    /// gzip.
    Gzip,
    /// Brotli.
    Brotli,
}

/// A page as it is kept.
pub struct Kept {
    plain: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    /// The plain answer of this second in a file of memory.
    filed: Mutex<(i64, Option<Arc<Filed>>)>,
    heads: [OnceLock<Head>; 3],
    kind: &'static str,
    robots: bool,
    digest: String,
    depends: Vec<Dependency>,
    until: i64,
    /// Has something changed that it shows?
    past: AtomicBool,
}

impl Kept {
    /// A page of this media type.
    pub fn new(body: Bytes, kind: &'static str, depends: Vec<Dependency>, robots: bool, now: i64) -> Self {
        let digest: String = blake3::hash(&body).to_hex().chars().take(20).collect();
        Self {
            plain: body,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            filed: Mutex::default(),
            heads: Default::default(),
            kind,
            robots,
            digest,
            depends,
            until: now + AGE_MAX,
            past: AtomicBool::new(false),
        }
    }

    /// Has it grown old, though nothing that it shows has changed?
    pub fn ages(&self, now: i64) -> bool {
        self.until <= now
    }

    /// Makes the body ready in the encodings in which another one is.
    pub fn make_like(&self, other: &Self) {
        for (encoding, ready) in [(Encoding::Gzip, other.gzip.get()), (Encoding::Brotli, other.brotli.get())] {
            if ready.is_some() {
                self.make(encoding);
            }
        }
    }

    /// The body if it is ready in this encoding. A small one is always plain.
    pub fn ready(&self, encoding: Encoding) -> Option<(&Bytes, Encoding)> {
        if self.plain.len() < COMPRESS_MIN {
            return Some((&self.plain, Encoding::Plain));
        }
        let body = match encoding {
            Encoding::Plain => Some(&self.plain),
            Encoding::Gzip => self.gzip.get(),
            Encoding::Brotli => self.brotli.get(),
        };
        body.map(|body| (body, encoding))
    }

    /// Makes the body ready in this encoding. Slow: not on a thread that answers others.
    pub fn make(&self, encoding: Encoding) {
        match encoding {
            _ if self.plain.len() < COMPRESS_MIN => {}
            Encoding::Plain => {}
            Encoding::Gzip => drop(self.gzip.get_or_init(|| gzip(&self.plain))),
            Encoding::Brotli => drop(self.brotli.get_or_init(|| brotli(&self.plain, 5))),
        }
    }

    /// The plain answer with this head, which has the time of this second in it, in a file of memory, where that is quicker: the page
    /// is large enough, and this is not the first time in this second that it is asked for.
    pub fn filed(&self, now: i64, head: &[u8]) -> Option<Arc<Filed>> {
        if self.plain.len() < FILED_MIN {
            return None;
        }
        let mut filed = self.filed.lock().unwrap_or_else(PoisonError::into_inner);
        if filed.0 != now {
            *filed = (now, None);
        } else if filed.1.is_none() {
            filed.1 = Filed::new(&[head, &self.plain]).map(Arc::new);
        }
        filed.1.clone()
    }

    /// Its headers in this encoding, with those that every answer carries.
    pub fn headers(&self, encoding: Encoding, guard: &Guard) -> HeaderMap {
        let (suffix, word) = match encoding {
            Encoding::Plain => ("", None),
            Encoding::Gzip => ("-gz", Some("gzip")),
            Encoding::Brotli => ("-br", Some("br")),
        };
        let mut headers = HeaderMap::with_capacity(16);
        let etag = HeaderValue::from_str(&format!("\"{}{suffix}\"", self.digest));
        headers.extend(etag.ok().map(|etag| (header::ETAG, etag)));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(PUBLIC));
        headers.extend(word.map(|word| (header::CONTENT_ENCODING, HeaderValue::from_static(word))));
        if !self.robots {
            headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
        }
        guard.dress(&mut headers);
        headers
    }

    /// The head of the answer in an encoding that is [ready](Self::ready).
    pub fn head(&self, encoding: Encoding, guard: &Guard) -> &Head {
        let [plain, gzip, brotli] = &self.heads;
        let (place, body) = match encoding {
            Encoding::Plain => (plain, Some(&self.plain)),
            Encoding::Gzip => (gzip, self.gzip.get()),
            Encoding::Brotli => (brotli, self.brotli.get()),
        };
        place.get_or_init(|| Head::new(self.headers(encoding, guard), body.map_or(0, Bytes::len)))
    }
}

/// The head of an answer as bytes, but for the date and the empty line at its end.
pub struct Head {
    /// With the body behind it.
    pub whole: Vec<u8>,
    /// For who has the page already (304).
    pub unchanged: Vec<u8>,
    /// What readers name who have it.
    pub etag: HeaderValue,
}

impl Head {
    fn new(mut headers: HeaderMap, length: usize) -> Self {
        let write = |status: &str, headers: &HeaderMap| {
            let mut bytes = format!("HTTP/1.1 {status}\r\n").into_bytes();
            for (name, value) in headers {
                for piece in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
                    bytes.extend_from_slice(piece);
                }
            }
            bytes
        };
        let etag = headers.get(header::ETAG).cloned().unwrap_or(HeaderValue::from_static(""));
        let mut unchanged = headers.clone();
        unchanged.remove(header::CONTENT_TYPE);
        headers.insert(header::CONTENT_LENGTH, length.into());
        Self { whole: write("200 OK", &headers), unchanged: write("304 Not Modified", &unchanged), etag }
    }
}

/// Does what a reader says in `If-None-Match` name this entity tag?
pub fn knows(known: &str, etag: &HeaderValue) -> bool {
    known.split(',').map(|tag| tag.trim().trim_start_matches("W/")).any(|tag| tag == "*" || tag.as_bytes() == etag)
}

/// DESIGN.md 8.13: "new within a second" speaks of what the hub answers, not of caches in between.
pub const PUBLIC: &str = "public, max-age=10, stale-while-revalidate=60";

#[derive(Clone)]
struct Weight;

impl Weighter<String, Arc<Kept>> for Weight {
    fn weight(&self, key: &String, page: &Arc<Kept>) -> u64 {
        // Two compressed bodies are about a third of the plain one each, a file of it is as large, and the headers weigh something too.
        let times = if page.plain.len() < FILED_MIN { 2 } else { 3 };
        u64::try_from(key.len() + page.plain.len() * times + 1_000).unwrap_or(u64::MAX)
    }
}

/// The pages by path.
pub struct Cache {
    pages: sync::Cache<String, Arc<Kept>, Weight>,
    /// The last change that was taken into account.
    seen: AtomicI64,
}

impl Cache {
    /// An empty cache of at most so many bytes.
    pub fn new(bytes: usize) -> Self {
        let items = (bytes / 20_000).max(16);
        Self {
            pages: sync::Cache::with_weighter(items, u64::try_from(bytes).unwrap_or(u64::MAX), Weight),
            seen: AtomicI64::new(0),
        }
    }

    /// The page at a path; whether it [ages](Kept::ages) is for the asker to see.
    pub fn get(&self, path: &str, now: i64) -> Option<Arc<Kept>> {
        self.pages.get(path).filter(|page| page.until + GRACE > now && !page.past.load(Ordering::Relaxed))
    }

    /// The page at a path, also where it has grown old or is past: better than none while the store is away.
    pub fn get_old(&self, path: &str) -> Option<Arc<Kept>> {
        self.pages.get(path)
    }

    /// Keeps a page that was made from a snapshot of the store after change `seen`.
    pub fn keep(&self, path: &str, page: &Arc<Kept>, seen: i64) {
        self.pages.insert(path.to_owned(), page.clone());
        // Looked at afterwards: whoever takes changes into account raises the number first.
        if self.seen.load(Ordering::SeqCst) > seen {
            page.past.store(true, Ordering::Relaxed);
        }
    }

    /// What shows something that changed is past. What shows more than articles and stories, or something that was taken down, is on
    /// too many pages to tell: all go.
    pub fn changed(&self, changes: &[Change]) {
        let Some(last) = changes.last() else { return };
        self.seen.fetch_max(last.n, Ordering::SeqCst);
        let all = changes.iter().any(|change| !matches!(change.kind, ChangeKind::Article | ChangeKind::Story));
        if all {
            return self.pages.clear();
        }
        let touches = |depends: &Dependency| match *depends {
            Dependency::Lists => true,
            Dependency::Story(id) => changes.iter().any(|c| c.kind == ChangeKind::Story && c.id == id),
            Dependency::Article(id) => changes.iter().any(|c| c.kind == ChangeKind::Article && c.id == id),
        };
        for (_, page) in self.pages.iter().filter(|(_, page)| page.depends.iter().any(touches)) {
            page.past.store(true, Ordering::Relaxed);
        }
    }

    /// The number of the last change taken into account.
    pub fn seen(&self) -> i64 {
        self.seen.load(Ordering::SeqCst)
    }

    /// Begins to follow at this change.
    pub fn start_at(&self, n: i64) {
        self.seen.store(n, Ordering::SeqCst);
        self.pages.clear();
    }

    /// How many pages and bytes are kept.
    pub fn size(&self) -> (usize, u64) {
        (self.pages.len(), self.pages.weight())
    }
}

/// Which encoding a reader takes, of those we make, by its `Accept-Encoding`.
pub fn accepted(accept: &str) -> Encoding {
    if takes(accept, "br") {
        Encoding::Brotli
    } else if takes(accept, "gzip") {
        Encoding::Gzip
    } else {
        Encoding::Plain
    }
}

/// What a reader says in `Accept-Encoding`.
pub fn accept(headers: &HeaderMap) -> &str {
    headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Does a reader take this encoding? A weight of nought refuses.
fn takes(accept: &str, wanted: &str) -> bool {
    accept.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let name = pieces.next().unwrap_or_default();
        let weight = pieces.find_map(|piece| piece.strip_prefix("q=")).and_then(|q| q.parse::<f32>().ok());
        name.eq_ignore_ascii_case(wanted) && weight != Some(0.0)
    })
}

/// A body that is not kept; compressed, and `true`, where that gains something and a reader takes it.
pub fn packed(body: String, headers: &HeaderMap) -> (Bytes, bool) {
    let packed = body.len() >= COMPRESS_MIN && takes(accept(headers), "gzip");
    (if packed { gzip(body.as_bytes()) } else { body.into() }, packed)
}

fn gzip(body: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 3), flate2::Compression::new(6));
    let done = writer.write_all(body).and_then(|()| writer.finish());
    done.map_or_else(|_| Bytes::new(), Bytes::from)
}

fn brotli(body: &[u8], quality: i32) -> Bytes {
    let mut out = Vec::with_capacity(body.len() / 3);
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 18, ..Default::default() };
    match brotli::BrotliCompress(&mut std::io::Cursor::new(body), &mut out, &params) {
        Ok(_) => Bytes::from(out),
        Err(_) => Bytes::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str, depends: Vec<Dependency>) -> Arc<Kept> {
        Arc::new(Kept::new(Bytes::from(text.to_owned()), "text/html", depends, true, 0))
    }

    fn change(n: i64, kind: ChangeKind, id: i64) -> Change {
        Change { n, kind, id: Id(id) }
    }

    #[test]
    fn a_change_passes_what_shows_it_and_nothing_else() {
        let cache = Cache::new(1 << 20);
        cache.keep("/", &page("front", vec![Dependency::Lists]), 0);
        cache.keep("/story/1", &page("one", vec![Dependency::Story(Id(1))]), 0);
        cache.keep("/story/2", &page("two", vec![Dependency::Story(Id(2))]), 0);
        cache.changed(&[change(5, ChangeKind::Story, 1)]);
        assert!(
            cache.get("/", 1).is_none() && cache.get("/story/1", 1).is_none() && cache.get("/story/2", 1).is_some()
        );
        assert!(cache.get_old("/story/1").is_some(), "nothing is left for when the store is away");
        cache.changed(&[change(6, ChangeKind::Outlet, 9)]);
        assert!(cache.get("/story/2", 1).is_none() && cache.get_old("/story/1").is_none());
    }

    #[test]
    fn a_page_of_an_older_snapshot_is_not_kept() {
        let cache = Cache::new(1 << 20);
        cache.changed(&[change(5, ChangeKind::Story, 1)]);
        cache.keep("/story/1", &page("old", vec![Dependency::Story(Id(1))]), 4);
        assert!(cache.get("/story/1", 1).is_none());
        cache.keep("/story/1", &page("new", vec![Dependency::Story(Id(1))]), 5);
        assert!(cache.get("/story/1", AGE_MAX - 1).is_some_and(|page| !page.ages(AGE_MAX - 1)));
        assert!(cache.get("/story/1", AGE_MAX).is_some_and(|page| page.ages(AGE_MAX)));
        assert!(cache.get("/story/1", AGE_MAX + GRACE).is_none());
    }

    #[test]
    fn bodies_come_back_from_their_encodings() {
        let guard = Guard::new(&crate::Settings::default()).unwrap();
        let text = "the same words again and again ".repeat(200);
        let page = page(&text, vec![]);
        assert!(page.ready(Encoding::Brotli).is_none());
        page.make(Encoding::Brotli);
        page.make(Encoding::Gzip);
        let (packed, _) = page.ready(Encoding::Gzip).unwrap();
        let mut plain = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&packed[..]), &mut plain).unwrap();
        assert_eq!(plain, text);
        let (packed, _) = page.ready(Encoding::Brotli).unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &packed[..], &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
        assert_ne!(page.headers(Encoding::Gzip, &guard).get("etag"), page.headers(Encoding::Plain, &guard).get("etag"));
    }

    #[test]
    fn a_reader_gets_what_it_takes() {
        for (accept, wanted) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip;q=1.0, br;q=0", Encoding::Gzip),
            ("identity", Encoding::Plain),
            ("GZIP", Encoding::Gzip),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accept))]);
            assert_eq!(accepted(accept), wanted, "{accept}");
            let (body, is_packed) = packed("<p>of an editor</p>".repeat(100), &headers);
            assert_eq!(is_packed, accept.to_lowercase().contains("gzip"), "{accept}");
            assert_eq!(is_packed, body.len() < 1_000, "{accept}");
        }
        assert_eq!(accepted(""), Encoding::Plain);
    }
}
