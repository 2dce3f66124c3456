//! Broadsheet, the program: settings, roles, the pipeline's loops, backup, command line.

mod cli;
#[cfg(test)]
mod demo;
mod settings;
mod step;

use std::process::ExitCode;

use clap::ArgMatches;

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
        "feed" | "read" | "analyse" | "group" | "copies" => return step::run(name, command),
        "man" => return manual(),
        "completions" => return completions(command),
        _ => {}
    }
    let (_, values) = settings::load(command)?;
    if name == "settings" {
        print_settings(&values);
    }
    Ok(())
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
