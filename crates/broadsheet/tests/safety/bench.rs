//! A store of either engine for one test, the program run on it, and what it holds in the end.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use model::Id;
use store::search::Index;
use store::{Access, Options, Store, articles, changes, check, copies, outlets, stories};

/// Which engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// A data folder, and on PostgreSQL a database of its own, removed in the end.
pub struct Bench {
    /// What the tests put in, the data folder `data`, and the log of the programs run.
    pub folder: tempfile::TempDir,
    /// What the setting `store` says.
    pub store: String,
    database: Option<(String, String)>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The server to test against; `None` where none answers, which is said once and is a failure on CI.
fn server() -> Option<String> {
    let given = std::env::var("BROADSHEET_TEST_POSTGRES").ok();
    let dsn = given.clone().unwrap_or_else(|| "postgres://root@127.0.0.1:5432/test".to_owned());
    match postgres::Client::connect(&dsn, postgres::NoTls) {
        Ok(_) => Some(dsn),
        Err(error) if given.is_some() || std::env::var("CI").is_ok_and(|ci| ci == "true") => {
            panic!("no PostgreSQL at {dsn}: {error}")
        }
        Err(_) => {
            println!("skipped on PostgreSQL: none answers at {dsn}; name one in BROADSHEET_TEST_POSTGRES");
            None
        }
    }
}

impl Bench {
    /// An empty one; `None`: no such engine here.
    pub fn new(engine: Engine) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        if engine == Engine::Sqlite {
            let store = folder.path().join("data/broadsheet.db").to_str().unwrap().to_owned();
            return Some(Self { folder, store, database: None });
        }
        let server = server()?;
        let name = format!("broadsheet_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
        client.batch_execute(&format!("drop database if exists {name} with (force)")).unwrap();
        client.batch_execute(&format!("create database {name}")).unwrap();
        let (host, _) = server.rsplit_once('/').unwrap();
        Some(Self { folder, store: format!("{host}/{name}"), database: Some((server, name)) })
    }

    /// The program with this bench's settings, its words in the data folder's `log`.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let log = std::fs::File::options().append(true).create(true).open(self.folder.path().join("log")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
        command.args(arguments).current_dir(self.folder.path());
        command.env("BROADSHEET_DATA", self.path("data")).env("BROADSHEET_STORE", &self.store);
        // The archive is old, and its outlets are unknown to the hub: without this, `tidy` would soon forget their texts.
        command.env("BROADSHEET_RETENTION_LINK_TEXT", "36500d");
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        command
    }

    /// Starts the program.
    pub fn start(&self, arguments: &[&str]) -> Running {
        Running(self.command(arguments).spawn().unwrap())
    }

    /// Starts a hub that fetches from the test's web and nothing else, as often as it may.
    pub fn hub(&self) -> Running {
        self.hub_at(&format!("127.0.0.1:{}", free_port()))
    }

    /// The same, listening there.
    pub fn hub_at(&self, listen: &str) -> Running {
        self.node_at(listen, "data")
    }

    /// The same with a data folder of its own: one node of several.
    pub fn node_at(&self, listen: &str, data: &str) -> Running {
        let mut command = self.command(&["serve"]);
        command.env("BROADSHEET_DATA", self.path(data));
        command.env("BROADSHEET_LISTEN", listen).env("BROADSHEET_ADDRESS", format!("http://{listen}"));
        command.env("BROADSHEET_SOURCES_ALLOW", "127.0.9.0/24").env("BROADSHEET_SOURCES_POLL_MIN", "1s");
        // So that nothing waits in the table once all is done.
        command.env("BROADSHEET_SOURCES_REREAD", "");
        Running(command.spawn().unwrap())
    }

    /// Runs the program to its end, which must be a good one.
    pub fn run(&self, arguments: &[&str]) {
        let status = self.command(arguments).status().unwrap();
        assert!(status.success(), "broadsheet {arguments:?} ended with {status}:\n{}", self.log());
    }

    /// What the programs said.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Whether the hub has so many articles, all of them read and grouped.
    pub fn has(&self, articles: usize) -> bool {
        let left = |tx: &mut store::Tx| {
            let arrived = articles::last_arrival(tx)?;
            let work = tx.number("select count(*) from work where stage in ('read', 'view', 'group')", &[])?;
            Ok((arrived, work, changes::get_mark(tx, "grouping")?))
        };
        let (arrived, work, grouped) = self.open().read(left).unwrap();
        usize::try_from(arrived) == Ok(articles) && work == 0 && grouped == arrived
    }

    /// The file of this name in the bench's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The store, looked at from beside.
    pub fn open(&self) -> Store {
        Store::open(&self.store, &Options { access: Access::Beside, ..Options::default() }).unwrap()
    }

    /// After a kill: lets the time pass after which what the dead process held is free. A file is free at once at the next start.
    pub fn let_claims_run_out(&self) {
        if self.database.is_some() {
            // It may have been killed before it had made the tables.
            drop(self.open());
            let mut client = postgres::Client::connect(&self.store, postgres::NoTls).unwrap();
            client
                .batch_execute(
                    "update work set due = due - 3600 where leased > 0;
                     update feed set next_poll = 0 where claimed = 1;
                     update lease set until = until - 3600;",
                )
                .unwrap();
        }
    }

    /// Everything that must be the same however often the program was killed; panics where the store is not in order.
    pub fn holds(&self) -> Holds {
        let store = self.open();
        let index = Index::open(&self.path("data/index")).unwrap();
        // The follower may have been stopped just before the last changes.
        while index.follow(&store).unwrap().more {}
        assert_eq!(check::check(&store, Some(&index), None).unwrap(), Vec::<String>::new(), "{}", self.log());
        store.read(holds).unwrap()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.database
            && let Ok(mut client) = postgres::Client::connect(server, postgres::NoTls)
        {
            let _ = client.batch_execute(&format!("drop database if exists {name} with (force)"));
        }
    }
}

/// A port on which nobody listens.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until `done`; panics with `what` where that takes longer than `limit`.
pub fn wait_until(what: &str, limit: Duration, mut done: impl FnMut() -> bool) {
    let until = Instant::now() + limit;
    while !done() {
        assert!(Instant::now() < until, "after {limit:?} still not: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A program that runs; killed where the test forgets it.
pub struct Running(pub Child);

impl Running {
    /// SIGTERM; how the program ended and after which time. Panics where it has not after ten seconds.
    pub fn stop(&mut self) -> (ExitStatus, Duration) {
        let begin = Instant::now();
        if self.0.try_wait().unwrap().is_none() {
            let pid = rustix::process::Pid::from_child(&self.0);
            rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        }
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return (status, begin.elapsed());
            }
            assert!(begin.elapsed() < Duration::from_secs(10), "still running ten seconds after SIGTERM");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// kill -9; true: it was still running.
    pub fn kill(&mut self) -> bool {
        let ended = self.0.try_wait().unwrap();
        let _ = self.0.kill();
        let _ = self.0.wait();
        ended.is_none()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An article: address, headline, outlet, and of each reading when it was seen and what it said.
type Report = (String, String, String, Vec<(i64, String)>);

/// A story: lead, counts, and each report with why it is there.
type Story = (String, [i64; 3], Vec<(String, String)>);

/// What a store holds, by addresses and numbers that are the same in every run.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Holds {
    /// The articles in their order of arrival.
    pub articles: Vec<Report>,
    /// The stories by the address of their first article.
    pub stories: BTreeMap<String, Story>,
    /// Which article is a copy: of which, how, by how much.
    pub copies: BTreeMap<String, (String, String, String)>,
    /// The machine's placements, in their order.
    pub placed: Vec<String>,
    /// Rows that are to be gone when all is done: work, bytes as fetched, items laid aside.
    pub left: i64,
}

fn holds(tx: &mut store::Tx) -> Result<Holds, store::Fault> {
    let mut holds = Holds::default();
    let mut address = BTreeMap::new();
    for head in articles::arrivals(tx, 0, usize::MAX >> 1)? {
        let outlet = outlets::get(tx, head.outlet)?.unwrap();
        let readings = articles::readings(tx, head.id)?;
        let readings = readings.into_iter().map(|r| (r.seen, r.article.digest.unwrap_or_default())).collect();
        holds.articles.push((head.url.clone(), head.headline, outlet.slug, readings));
        address.insert(head.id, head.url);
    }
    let named = |id: Id| address.get(&id).cloned().unwrap_or_else(|| format!("no article {id}"));
    for story in stories::all(tx, Id(0), usize::MAX >> 1)? {
        let members = stories::members(tx, story.id)?;
        let members = members.iter().map(|member| (named(member.article), member.why.clone())).collect();
        let counts = [story.reports, story.outlets, story.independent];
        holds.stories.insert(named(story.id), (named(story.lead), counts, members));
    }
    for copy in copies::all(tx, Id(0), usize::MAX >> 1)? {
        let share = format!("{:.4}", copy.share);
        holds.copies.insert(named(copy.article), (named(copy.origin), copy.kind, share));
    }
    holds.placed = tx
        .list("select article from decision where kind = 'place' order by turn", &[], |mut row| row.id())?
        .into_iter()
        .map(named)
        .collect();
    // Which stories are related is looked at some seconds later, by whoever runs then.
    for rows in ["work where stage <> 'relate'", "raw", "aside"] {
        holds.left += tx.number(&format!("select count(*) from {rows}"), &[])?;
    }
    holds.left += articles::last_arrival(tx)? - changes::get_mark(tx, "grouping")?;
    Ok(holds)
}

impl Holds {
    /// Panics with the first difference to `other`, which a run without kills came to.
    pub fn same_as(&self, other: &Self, what: &str) {
        assert_eq!(self.left, 0, "{what}: rows of work left");
        for (mine, theirs) in self.articles.iter().zip(&other.articles) {
            assert_eq!(mine, theirs, "{what}: an article, or the order of arrival");
        }
        assert_eq!(self.articles.len(), other.articles.len(), "{what}: articles");
        for (first, story) in &self.stories {
            assert_eq!(Some(story), other.stories.get(first), "{what}: the story of {first}");
        }
        assert_eq!(self.stories.len(), other.stories.len(), "{what}: stories");
        for (copy, origin) in &self.copies {
            assert_eq!(Some(origin), other.copies.get(copy), "{what}: the copy {copy}");
        }
        assert_eq!(self.copies.len(), other.copies.len(), "{what}: copies");
        assert_eq!(self.placed, other.placed, "{what}: placements");
    }
}
