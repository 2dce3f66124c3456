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
        .subcommands(hub_commands())
        .subcommands(step_commands())
        .subcommands(other_commands());
    settings::options(command)
}

fn hub_commands() -> Vec<Command> {
    vec![
        Command::new("demo")
            .about("A whole hub on a small world of outlets that comes along; no network")
            .arg(flag("exit", "End once the world has come in and been grouped (for tests)")),
        Command::new("serve").about("The hub: fetching, pipeline, site, newsroom"),
        Command::new("ingest")
            .about("Archived pages (WARC, plain or gzipped) or articles (JSON Lines) into the hub, through the whole pipeline")
            .arg(many("FILE", "WARC or JSON Lines files, plain or gzipped; - is standard input")),
        Command::new("outlets").about("The outlets the hub listens to").subcommand_required(true).subcommands([
            Command::new("add")
                .about("Add an outlet by its home page (its feeds are found) or by the address of a feed")
                .arg(many("ADDRESS", "Home pages or feeds"))
                .arg(value("name", "NAME", "The outlet's name; otherwise what its page or feed says"))
                .arg(value("country", "CODE", "Two letters, such as GB"))
                .arg(value("text", "RULE", "How much of its text may be shown: link, excerpt or full")),
            Command::new("list").about("List outlets with their feeds and health").arg(jsonl()),
            Command::new("import")
                .about("Take outlets from OPML, or from JSON Lines with their facts (fields of an outlet and `feeds`)")
                .arg(one("FILE", "The file; `starter` is the list of well-known outlets that comes along")),
            Command::new("export").about("Write the outlets with facts and feeds").arg(
                Arg::new("format").long("format").value_parser(["jsonl", "opml"]).default_value("jsonl").help("The format"),
            ),
            Command::new("check").about("Fetch every feed once and say what it answers; nothing is stored").arg(jsonl()),
        ]),
        Command::new("export").about("Write what the hub holds, as JSON Lines").arg(
            Arg::new("KIND").required(true).value_parser(crate::export::KINDS.to_vec()).help("What to write"),
        ),
        Command::new("backup").about("A consistent copy, while the hub runs").arg(one("FOLDER", "A new folder for the copy")),
        Command::new("restore")
            .about("A copy made by backup, into an empty store of either engine")
            .arg(one("FOLDER", "The copy")),
        Command::new("check").about("Verify digests, references and the search index; say what takes how much room"),
        Command::new("rebuild").about("Group all articles again, in their order of arrival, and build the search index anew"),
        Command::new("settings").about("Every setting with its value and where it comes from"),
        Command::new("users").about("The people who may sign in").subcommand_required(true).subcommands([
            Command::new("add").about("Add a person; prints a password").arg(one("NAME", "The name to sign in with")).arg(
                Arg::new("role").long("role").value_parser(["admin", "editor"]).default_value("editor").help("What they may do"),
            ),
            Command::new("reset").about("Give a person a new password and end their sessions").arg(one("NAME", "Who")),
            Command::new("list").about("List the people"),
        ]),
    ]
}

fn step_commands() -> Vec<Command> {
    let step = |name: &'static str, about: &'static str| {
        let file = if matches!(name, "feed" | "read") {
            "A file, or an address (http, https) that is fetched as the hub would; - is standard input"
        } else {
            "A file; - is standard input"
        };
        Command::new(name).about(about).arg(jsonl()).arg(Arg::new("FILE").default_value("-").help(file))
    };
    vec![
        step("feed", "Feed bytes → feed and entries").arg(value("url", "ADDRESS", "Where the document came from")),
        step("read", "A page's HTML → article").arg(value("url", "ADDRESS", "Where the page came from")),
        step("analyse", "Articles → names, statements, happenings"),
        step("group", "Articles, in order → the story each belongs to, and why")
            .arg(flag("pairs", "Lines hold two texts a and b: write how alike they are")),
        step("copies", "Articles, in order → which is a copy of which, share, kind"),
        step("view", "Articles, in order → the well-rounded view of each story"),
    ]
}

fn other_commands() -> Vec<Command> {
    vec![
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

fn one(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).required(true).help(help)
}

fn many(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).required(true).num_args(1..).help(help)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
