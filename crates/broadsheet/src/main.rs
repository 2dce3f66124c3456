//! Broadsheet, the program: settings, roles, the pipeline's loops, backup, command line.

mod cli;
mod commands;
mod demo;
mod export;
mod files;
mod hub;
mod ingest;
mod ingest_files;
mod outlets;
mod paper;
mod passwords;
mod pipeline;
mod progress;
mod serve;
mod settings;
mod step;

use std::process::ExitCode;

use clap::ArgMatches;

/// Pages are made of many small pieces of text: with this they take a quarter less time than with the system's own.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = cli::command().get_matches();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("broadsheet: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command asked for; `Err` is a sentence for the person who asked.
fn run(arguments: &ArgMatches) -> Result<(), String> {
    let Some((name, command)) = arguments.subcommand() else { return Ok(()) };
    match name {
        "feed" | "read" | "analyse" | "group" | "copies" | "view" => return step::run(name, command),
        "man" => return manual(),
        "completions" => return completions(command),
        _ => {}
    }
    let (settings, values) = settings::load(command)?;
    if name == "settings" {
        print_settings(&values);
        return Ok(());
    }
    log(&settings);
    commands::run(name, command, &settings)
}

/// Starts the log, as the settings want it, on standard error.
fn log(settings: &settings::Settings) {
    let filter = format!("{0},tantivy=warn", settings.log);
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| "info".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let _ = if settings.log_format == "json" { log.json().try_init() } else { log.try_init() };
}

/// Prints every setting with its doc, value and where the value comes from, in the form of the settings file.
fn print_settings(values: &std::collections::BTreeMap<&'static str, settings::Value>) {
    for definition in settings::DEFINITIONS {
        println!("#{}", definition.doc);
        if let Some(value) = values.get(definition.name) {
            println!("{} = {:?}  # {}\n", definition.name, value.text, value.from);
        }
    }
}

fn manual() -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    clap_mangen::Man::new(cli::command()).render(&mut out).map_err(|e| format!("cannot write the manual page: {e}"))
}

fn completions(arguments: &ArgMatches) -> Result<(), String> {
    let shell = arguments.get_one::<clap_complete::Shell>("SHELL").copied().ok_or("name a shell")?;
    clap_complete::generate(shell, &mut cli::command(), "broadsheet", &mut std::io::stdout().lock());
    Ok(())
}
