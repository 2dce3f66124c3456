//! The commands of the hub, each a few lines over the rooms.

use std::path::Path;

use clap::ArgMatches;
use store::{Access, Store, archive, check, retention, stories, users};

use crate::{export, hub::now, ingest, outlets, passwords, pipeline, progress::Progress, serve, settings::Settings};

/// Runs a command that needs the store; `Err` is a sentence.
pub fn run(name: &str, arguments: &ArgMatches, settings: &Settings) -> Result<(), String> {
    let beside = || serve::open_store(settings, Access::Beside);
    match name {
        "serve" => serve::serve(settings),
        "demo" => serve::demo(settings, arguments.get_flag("exit")),
        "ingest" => ingest::run(settings, arguments),
        "outlets" => outlets_command(settings, arguments),
        "export" => export::run(&beside()?, arguments.get_one::<String>("KIND").map_or("", String::as_str)),
        "backup" => {
            let manifest =
                archive::backup(&beside()?, &serve::files(settings), folder(arguments)).map_err(|f| f.sentence)?;
            println!(
                "{} rows in {} tables",
                manifest.tables.values().map(|t| t.rows).sum::<usize>(),
                manifest.tables.len()
            );
            Ok(())
        }
        "restore" => {
            let store = serve::open_store(settings, Access::Hub)?;
            let manifest =
                archive::restore(folder(arguments), &store, &serve::files(settings)).map_err(|f| f.sentence)?;
            println!(
                "{} rows in {} tables",
                manifest.tables.values().map(|t| t.rows).sum::<usize>(),
                manifest.tables.len()
            );
            Ok(())
        }
        "check" => check_command(&beside()?, settings),
        "rebuild" => rebuild(settings),
        "users" => users_command(&beside()?, arguments),
        other => Err(format!("there is no command {other}; see broadsheet --help")),
    }
}

fn folder(arguments: &ArgMatches) -> &Path {
    Path::new(arguments.get_one::<String>("FOLDER").map_or("", String::as_str))
}

fn outlets_command(settings: &Settings, arguments: &ArgMatches) -> Result<(), String> {
    let store = serve::open_store(settings, Access::Beside)?;
    let Some((name, arguments)) = arguments.subcommand() else { return Ok(()) };
    let runtime = || tokio::runtime::Runtime::new().map_err(|e| format!("cannot start: {e}"));
    match name {
        "add" => runtime()?.block_on(outlets::add(&store, &serve::fetcher(settings)?, arguments)),
        "check" => runtime()?.block_on(outlets::check(&store, &serve::fetcher(settings)?, arguments)),
        "import" => outlets::import(&store, arguments),
        "export" => outlets::export(&store, arguments),
        _ => outlets::list(&store, arguments),
    }
}

/// `check`: what is wrong, and what takes how much room.
fn check_command(store: &Store, settings: &Settings) -> Result<(), String> {
    let sentences = check::check(store, None, Some(&serve::files(settings))).map_err(|f| f.sentence)?;
    for (what, bytes) in retention::sizes(store).map_err(|f| f.sentence)? {
        println!("{what:<12} {:>10} KiB", bytes / 1_024);
    }
    if sentences.is_empty() {
        println!("All is well.");
        return Ok(());
    }
    for sentence in &sentences {
        println!("{sentence}");
    }
    Err(format!("{} things are wrong; what cannot be mended comes back with `broadsheet restore`", sentences.len()))
}

/// `rebuild`: all articles grouped again in their order of arrival, editors' decisions in their turn; the index anew.
fn rebuild(settings: &Settings) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|e| format!("cannot start: {e}"))?;
    let mut settings = settings.clone();
    settings.roles = ["group", "index"].map(String::from).into();
    let hub = serve::hub(&settings)?;
    hub.store
        .write(|tx| {
            pipeline::rulings::begin_again(tx)?;
            stories::clear(tx)
        })
        .map_err(|f| f.sentence)?;
    let index = std::sync::Arc::new(serve::index(&settings)?);
    index.clear();
    let threads = serve::start(&hub, runtime.handle(), Some(index));
    let progress = Progress::new(None);
    let settled = ingest::settle(&hub, &progress);
    serve::end(&hub, threads);
    progress.clear();
    settled?;
    hub.store.write(stories::settle_redirects).map_err(|f| f.sentence)?;
    let count = hub.store.read(stories::count).map_err(|f| f.sentence)?;
    progress.done(&format!("{count} stories"), &serde_json::json!({"stories": count}));
    Ok(())
}

fn users_command(store: &Store, arguments: &ArgMatches) -> Result<(), String> {
    let Some((command, arguments)) = arguments.subcommand() else { return Ok(()) };
    if command == "list" {
        for person in store.read(users::list).map_err(|f| f.sentence)? {
            println!("{} ({})", person.name, person.role);
        }
        return Ok(());
    }
    let name = arguments.get_one::<String>("NAME").cloned().unwrap_or_default();
    let password = passwords::random()?;
    let hash = passwords::hash(&password)?;
    if command == "add" {
        let role = arguments.get_one::<String>("role").map_or("editor", String::as_str);
        store.write(|tx| users::add(tx, &name, &name, role, &hash, now())).map_err(|f| f.sentence)?;
    } else {
        let person = store.read(|tx| users::by_name(tx, &name)).map_err(|f| f.sentence)?;
        let person = person.ok_or_else(|| format!("there is nobody called {name}; see `broadsheet users list`"))?;
        store.write(|tx| users::set_password(tx, person.id, &hash, None)).map_err(|f| f.sentence)?;
    }
    println!("{name} signs in with the password {password}");
    Ok(())
}
