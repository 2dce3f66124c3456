//! `broadsheet serve` and `broadsheet demo`: the whole hub until it is asked to stop.

use std::{
    io::ErrorKind,
    sync::Arc,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use sources::{Fetcher, Network};
use store::{Access, Options, Store, articles, changes, media::Files, search::Index, users, work};
use tokio::net::TcpListener;

use crate::{
    demo,
    hub::{Hub, Stop, now, turns},
    outlets, passwords, pipeline,
    progress::Progress,
    settings::Settings,
};

/// Within this time after SIGTERM everything has ended, a store that hangs or a reader that takes nothing aside: they are not waited for.
const END_WITHIN: Duration = Duration::from_secs(8);
/// Seconds for which a robots.txt is kept: longer than one holds it need not be.
pub const ROBOTS_KEPT: i64 = 86_400;
/// Seconds for which the link for the first administrator works.
const LINK_SECONDS: i64 = 86_400;

/// Opens the store that the settings name.
pub fn open_store(settings: &Settings, access: Access) -> Result<Store, String> {
    let address = if settings.store.is_empty() {
        std::fs::create_dir_all(&settings.data).map_err(|e| {
            format!("cannot make the data folder {}: {e}; name another with --data", settings.data.display())
        })?;
        settings.data.join("broadsheet.db").to_string_lossy().into_owned()
    } else {
        settings.store.clone()
    };
    Store::open(&address, &Options { access, ..Options::default() }).map_err(|fault| fault.sentence)
}

/// The pictures beside the store.
pub fn files(settings: &Settings) -> Files {
    Files::new(settings.data.join("media"))
}

/// The search index beside the store.
pub fn index(settings: &Settings) -> Result<Index, String> {
    let folder = settings.data.join("index");
    std::fs::create_dir_all(&folder).map_err(|e| format!("cannot make the folder {}: {e}", folder.display()))?;
    Index::open(&folder).map_err(|fault| fault.sentence)
}

/// The door to the net as the settings want it.
pub fn fetcher(settings: &Settings) -> Result<Fetcher, String> {
    let contact = if settings.contact.is_empty() { &settings.address } else { &settings.contact };
    let allow = settings
        .sources_allow
        .iter()
        .map(|network| network.parse::<Network>().map_err(|e| format!("sources.allow: {e}")));
    let authorities = match settings.sources_ca_file.as_str() {
        "" => None,
        file => Some(std::fs::read(file).map_err(|e| format!("cannot read sources.ca_file {file}: {e}"))?),
    };
    Fetcher::new(sources::Options {
        user_agent: format!("Broadsheet/{} (+{}; {contact})", env!("CARGO_PKG_VERSION"), settings.address),
        allow: allow.collect::<Result<_, _>>()?,
        proxy: (!settings.sources_proxy.is_empty()).then(|| settings.sources_proxy.clone()),
        authorities,
        connections: settings.sources_connections,
        ..sources::Options::default()
    })
}

/// A hub with its store open and nothing running yet.
pub fn hub(settings: &Settings) -> Result<Arc<Hub>, String> {
    let store = open_store(settings, Access::Hub)?;
    let fetcher = fetcher(settings)?;
    let paused = store.read(|tx| store::hosts::all_paused(tx, now())).map_err(|fault| fault.sentence)?;
    for (domain, until, _) in paused {
        fetcher.pause(&domain, until);
    }
    for (origin, kept) in store.read(|tx| store::hosts::all_robots(tx, now() - ROBOTS_KEPT)).map_err(|f| f.sentence)? {
        let status = u16::try_from(kept.status).unwrap_or(0);
        fetcher.keep_robots(&sources::RobotsTxt { origin, status, body: kept.body, fetched: kept.fetched });
    }
    let holder = format!("{}-{:016x}", std::process::id(), getrandom::u64().unwrap_or(0));
    Ok(Arc::new(Hub {
        store,
        media: files(settings),
        settings: settings.clone(),
        fetcher,
        stop: Stop::default(),
        holder,
    }))
}

/// Starts the loops and the index follower.
pub fn start(hub: &Arc<Hub>, runtime: &tokio::runtime::Handle, index: Option<Arc<Index>>) -> Vec<JoinHandle<()>> {
    let mut threads = pipeline::start(hub, runtime);
    if let Some(index) = index {
        let hub = hub.clone();
        let follow = move || {
            pipeline::give_way();
            turns(&hub, "index", Duration::from_millis(300), || index.follow(&hub.store).map(|followed| followed.more));
        };
        threads.extend(std::thread::Builder::new().name("loop index".into()).spawn(follow));
    }
    threads
}

/// Waits until all loops have ended, but not for ever.
pub fn end(hub: &Hub, threads: Vec<JoinHandle<()>>) {
    hub.stop.ask();
    let until = Instant::now() + END_WITHIN;
    for thread in threads {
        while !thread.is_finished() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// The threads that answer: as many as there are processors. With twice as many, which hand work to each other, a page that is kept
/// takes a fifth longer; two at least, so that one stays free where the other makes a page or waits for the disk.
fn runtime() -> Result<tokio::runtime::Runtime, String> {
    let processors = std::thread::available_parallelism().map_or(2, usize::from);
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    threads.worker_threads(processors.max(2)).enable_all().build().map_err(|e| format!("cannot start: {e}"))
}

/// `serve`.
pub fn serve(settings: &Settings) -> Result<(), String> {
    let runtime = runtime()?;
    let hub = hub(settings)?;
    let listener = runtime.block_on(listen(settings))?;
    let none = hub.store.read(users::count).map_err(|fault| fault.sentence)? == 0;
    if none {
        let token = hub
            .store
            .write(|tx| users::make_link(tx, FIRST, None, now() + LINK_SECONDS))
            .map_err(|fault| fault.sentence)?;
        println!("Nobody may sign in yet. This link works once, for a day, and makes the first administrator:");
        println!("    {}/admin/first/{token}", settings.address.trim_end_matches('/'));
    }
    println!("{} is at {}", settings.name, settings.address);
    let outcome = run(&runtime, &hub, listener, std::future::pending());
    // Whoever still waits for a database or a slow disk is not waited for.
    runtime.shutdown_background();
    outcome
}

/// The purpose of the link for the first administrator.
pub const FIRST: &str = "first admin";

async fn listen(settings: &Settings) -> Result<TcpListener, String> {
    let at = &settings.listen;
    TcpListener::bind(at).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => format!("cannot listen on {at}: another program has the port; end it or choose another with --listen"),
        ErrorKind::PermissionDenied => {
            format!("cannot listen on {at}: ports below 1024 are the administrator's; choose another with --listen, with a proxy in front")
        }
        ErrorKind::AddrNotAvailable => format!("cannot listen on {at}: this machine has no such address; choose another with --listen"),
        _ => format!("cannot listen on {at} ({error}): write an address with its port, such as --listen 127.0.0.1:8080"),
    })
}

/// The site and the loops until a signal comes or `over` is.
fn run(
    runtime: &tokio::runtime::Runtime,
    hub: &Arc<Hub>,
    listener: TcpListener,
    over: impl Future<Output = ()>,
) -> Result<(), String> {
    let has = |role: &str| hub.settings.roles.iter().any(|r| r == role);
    let index = if has("index") { Some(Arc::new(index(&hub.settings)?)) } else { None };
    let threads = start(hub, runtime.handle(), index.clone());
    let (ask, asked) = tokio::sync::watch::channel(false);
    let mut site = runtime.spawn({
        let site = has("web").then(|| crate::paper::hub(hub, index));
        let mut asked = asked.clone();
        async move {
            let asked = async move { drop(asked.wait_for(|asked| *asked).await) };
            match site {
                Some(site) => site::serve(site, listener, asked).await,
                None => {
                    asked.await;
                    Ok(())
                }
            }
        }
    });
    // A site that ends by itself says what is wrong with a setting or a template.
    let failed = runtime.block_on(async {
        tokio::select! {
            () = signalled() => None,
            () = over => None,
            ended = &mut site => Some(ended.map_err(|_| "the site broke off; its log says why".to_owned()).flatten()),
        }
    });
    tracing::info!("stopping");
    let _ = ask.send(true);
    let hub_end = hub.clone();
    let ended = std::thread::spawn(move || end(&hub_end, threads));
    if failed.is_none() {
        let _ = runtime.block_on(async { tokio::time::timeout(END_WITHIN, site).await });
    }
    let _ = ended.join();
    failed.unwrap_or(Ok(()))
}

/// Asks a command's loops to end when SIGINT or SIGTERM comes.
pub fn stop_when_signalled(hub: &Hub, runtime: &tokio::runtime::Runtime) {
    let stop = hub.stop.clone();
    runtime.spawn(async move {
        signalled().await;
        stop.ask();
        tokio::time::sleep(END_WITHIN).await;
        // The command waits for a store that hangs. What is half written there does not count, so nothing is cut.
        tracing::warn!("stopped without waiting for the store");
        std::process::exit(1);
    });
}

/// SIGINT or SIGTERM.
async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
        _ => std::future::pending().await,
    }
}

/// `demo`: the small world that comes along, fetched, read and grouped like any other.
pub fn demo(settings: &Settings, leave: bool) -> Result<(), String> {
    let folder = settings.data.join("demo");
    // The demo begins anew each time: its news is of the last five days.
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|e| format!("cannot clear {}: {e}", folder.display()))?;
    }
    let mut settings = settings.clone();
    settings.data = folder;
    settings.store = String::new();
    settings.sources_allow.push(demo::ALLOW.to_owned());
    settings.sources_poll_min = Duration::from_secs(10);
    let runtime = runtime()?;
    let listener = runtime.block_on(listen(&settings))?;
    let hub = hub(&settings)?;
    let web = runtime.block_on(demo::start(jiff::Timestamp::now()))?;
    let password = passwords::random()?;
    let hash = passwords::hash(&password)?;
    hub.store
        .write(|tx| {
            for (outlet, feeds) in web.outlets() {
                outlets::take(tx, &outlets::Listed { outlet, feeds })?;
            }
            users::add(tx, "editor", "Editor", "admin", &hash, now()).map(|_| ())
        })
        .map_err(|fault| fault.sentence)?;
    let hub_watch = hub.clone();
    let expected = web.articles();
    let address = settings.address.clone();
    let over = async move {
        let waited = tokio::task::spawn_blocking(move || watch(&hub_watch, expected)).await;
        let here = waited.unwrap_or(0);
        println!("\nThe paper: {address}   ({here} reports of {expected})");
        println!("The editor's desk: {address}/admin   sign in as editor with the password {password}");
        if !leave {
            println!("Ctrl-C ends it.");
            std::future::pending::<()>().await;
        }
    };
    let outcome = run(&runtime, &hub, listener, over);
    drop(web);
    runtime.shutdown_background();
    outcome
}

/// Shows the world coming in until it is all here and grouped, with its pictures; how many reports are.
fn watch(hub: &Hub, expected: usize) -> usize {
    let progress = Progress::new(Some(expected as u64));
    let until = Instant::now() + Duration::from_secs(180);
    let mut here = 0;
    while !hub.stop.asked() && Instant::now() < until {
        let counts = hub.store.read(|tx| {
            let pictures = work::next_due(tx, pipeline::work::PICTURE)?;
            Ok((articles::last_arrival(tx)?, changes::get_mark(tx, "grouping")?, pictures))
        });
        if let Ok((arrived, grouped, pictures)) = counts {
            here = usize::try_from(arrived).unwrap_or(0);
            progress.at("reading", u64::try_from(grouped).unwrap_or(0));
            if here >= expected && grouped >= arrived && pictures.is_none() {
                // The views of the last stories are made within a moment.
                hub.stop.wait(Duration::from_millis(800));
                break;
            }
        }
        hub.stop.wait(Duration::from_millis(100));
    }
    progress.clear();
    here
}
