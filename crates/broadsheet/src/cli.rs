//! The command line: one definition, from which help, manual page and shell completions are made.

use clap::{Arg, ArgAction, Command, value_parser};

use crate::settings;

/// The whole command line.
pub fn command() -> Command {
    let command = Command::new("broadsheet")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A news hub that you host yourself: one story at a time, from every side")
        .long_about(
            "Broadsheet fetches the feeds of the outlets you trust, reads every article, groups the reports of one event into \
             one story, and serves a newspaper in which a story is seen from every side.\n\n\
             Start with `broadsheet demo`, which needs no network. Then `broadsheet outlets add https://an.outlet/` and \
             `broadsheet serve`.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(step_commands())
        .subcommands(other_commands());
    settings::options(command)
}

fn step_commands() -> Vec<Command> {
    let step = |name: &'static str, about: &'static str| {
        Command::new(name)
            .about(about)
            .arg(jsonl())
            .arg(Arg::new("FILE").default_value("-").help("A file; - is standard input"))
    };
    vec![
        step("feed", "Feed bytes → feed and entries").arg(value("url", "ADDRESS", "Where the document came from")),
        step("read", "A page's HTML → article").arg(value("url", "ADDRESS", "Where the page came from")),
        step("analyse", "Articles → names, statements, happenings"),
        step("group", "Articles, in order → the story each belongs to, and why")
            .arg(flag("pairs", "Lines hold two texts a and b: write how alike they are")),
        step("copies", "Articles, in order → which is a copy of which, share, kind"),
    ]
}

fn other_commands() -> Vec<Command> {
    vec![
        Command::new("settings").about("Every setting with its value and where it comes from"),
        Command::new("man").about("The manual page, in roff"),
        Command::new("completions").about("Completions for a shell").arg(
            Arg::new("SHELL")
                .required(true)
                .value_parser(value_parser!(clap_complete::Shell))
                .help("bash, zsh, fish, elvish or powershell"),
        ),
    ]
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn jsonl() -> Arg {
    flag("jsonl", "Read and write JSON Lines, one value a line")
}

fn value(name: &'static str, placeholder: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(placeholder).help(help)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
