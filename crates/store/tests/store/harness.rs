//! Opens a store of either engine for a test and removes it afterwards.

use std::sync::atomic::{AtomicU32, Ordering};

use model::{Article, Block, Id, Outlet, Stamp};
use store::{Access, Options, Store, articles, outlets};

/// Runs a test's body on both engines: `both! { fn name(bench: &Bench) { … } }`.
macro_rules! both {
    ($($(#[$attribute:meta])* fn $name:ident($bench:ident: &Bench) $body:block)*) => {
        $(
            $(#[$attribute])*
            mod $name {
                use super::*;
                fn body($bench: &Bench) $body
                #[test]
                fn sqlite() {
                    body(&Bench::sqlite());
                }
                #[test]
                fn postgres() {
                    if let Some(bench) = Bench::postgres() {
                        body(&bench);
                    }
                }
            }
        )*
    };
}
pub(crate) use both;

/// A store for one test.
pub struct Bench {
    pub store: Store,
    pub address: String,
    pub folder: tempfile::TempDir,
    schema: Option<(String, String)>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Bench {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("broadsheet.db").to_str().unwrap().to_owned();
        Self { store: Store::open(&address, &Options::default()).unwrap(), address, folder, schema: None }
    }

    /// A schema of its own on the server of BROADSHEET_TEST_POSTGRES, else on a local one; `None` where there is none.
    pub fn postgres() -> Option<Self> {
        let given = std::env::var("BROADSHEET_TEST_POSTGRES").ok();
        let dsn = given.clone().unwrap_or_else(|| "postgres://root@127.0.0.1:5432/test".to_owned());
        let mut client = match postgres::Client::connect(&dsn, postgres::NoTls) {
            Ok(client) => client,
            Err(error) if given.is_some() || std::env::var("CI").is_ok_and(|ci| ci == "true") => {
                panic!("no PostgreSQL at {dsn}: {error}")
            }
            Err(_) => {
                println!("skipped on PostgreSQL: none answers at {dsn}; name one in BROADSHEET_TEST_POSTGRES");
                return None;
            }
        };
        let schema = format!("broadsheet_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        client.batch_execute(&format!("drop schema if exists {schema} cascade; create schema {schema}")).unwrap();
        let joint = if dsn.contains('?') { '&' } else { '?' };
        let address = format!("{dsn}{joint}options=-c%20search_path%3D{schema}%20-c%20synchronous_commit%3Doff");
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&address, &Options::default()).unwrap();
        Some(Self { store, address, folder, schema: Some((dsn, schema)) })
    }

    /// A second store of the same kind, empty.
    pub fn another(&self) -> Self {
        if self.schema.is_some() { Self::postgres().unwrap() } else { Self::sqlite() }
    }

    /// The same store, opened once more as another process beside would.
    pub fn beside(&self) -> Store {
        Store::open(&self.address, &Options { access: Access::Beside, ..Options::default() }).unwrap()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some((dsn, schema)) = &self.schema
            && let Ok(mut client) = postgres::Client::connect(dsn, postgres::NoTls)
        {
            let _ = client.batch_execute(&format!("drop schema if exists {schema} cascade"));
        }
    }
}

/// An outlet in the store.
pub fn outlet(store: &Store, name: &str) -> Outlet {
    let outlet =
        Outlet { name: name.to_owned(), home: format!("https://{}.example/", store::slug(name)), ..Outlet::default() };
    store.write(|tx| outlets::insert(tx, &outlet, 1_000)).unwrap()
}

/// An article of an outlet, not saved.
pub fn article(outlet: &Outlet, n: i64) -> articles::New {
    articles::New {
        outlet: outlet.id,
        article: Article {
            url: Some(format!("{}story/{n}?utm_source=rss", outlet.home)),
            headline: Some(format!("Headline {n}")),
            published: Some(Stamp::utc(1_000_000 + n * 60)),
            language: Some("en".to_owned()),
            blocks: vec![Block::paragraph(format!("Paragraph of article {n}."))],
            ..Article::default()
        },
        section: "world".to_owned(),
        seen: 2_000_000 + n,
        also: Vec::new(),
    }
}

/// Saves articles and gives their ids.
pub fn saved(store: &Store, new: &[articles::New]) -> Vec<Id> {
    store.write(|tx| articles::save(tx, new)).unwrap().iter().map(|saved| saved.id).collect()
}
