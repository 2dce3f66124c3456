//! Settings: each defined once, with name, type, default and doc. The command line, `broadsheet.toml`, the environment,
//! `broadsheet settings` and the manual are made from [`DEFINITIONS`].
//!
//! Later wins: default, file, environment (`BROADSHEET_SOURCES_ALLOW`), command line (`--sources-allow`).

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use clap::{Arg, ArgMatches, Command};
use toml::{Spanned, de::DeTable, de::DeValue};

/// How a setting's text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Switch,
    /// `30s`, `5m`, `2h`, `7d`.
    Duration,
    /// Texts separated by commas; a list in the file.
    List,
}

/// What is known of a setting before anybody sets it.
#[derive(Debug)]
pub struct Definition {
    /// As in the file; a dot is a table.
    pub name: &'static str,
    /// How its text is read.
    pub kind: Kind,
    /// Its text where nobody sets it.
    pub default: &'static str,
    /// For the person who runs the hub.
    pub doc: &'static str,
}

/// Where a value came from, for `broadsheet settings`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The text.
    pub text: String,
    /// `default`, `broadsheet.toml line 3`, `BROADSHEET_NAME`, `--name`.
    pub from: String,
}

macro_rules! define {
    ($($(#[doc = $doc:literal])+ $field:ident: $type:ty = $name:literal, $kind:ident, $default:literal;)+) => {
        /// All settings of a hub, read.
        #[derive(Debug, Clone)]
        pub struct Settings { $($(#[doc = $doc])+ pub $field: $type,)+ }

        /// Every setting, in the order of the manual.
        pub const DEFINITIONS: &[Definition] = &[
            $(Definition { name: $name, kind: Kind::$kind, default: $default, doc: concat!($($doc),+) },)+
        ];

        impl Settings {
            fn from_values(values: &BTreeMap<&'static str, Value>) -> Result<Self, String> {
                Ok(Self { $($field: read(values, $name)?,)+ })
            }
        }
    };
}

define! {
    /// The folder that holds the store, the search index and the pictures.
    data: PathBuf = "data", Text, "data";
    /// The store: a file's path, or postgres://user@host/database. Empty: broadsheet.db in the data folder.
    store: String = "store", Text, "";
    /// Where to listen for readers.
    listen: String = "listen", Text, "127.0.0.1:8080";
    /// The public address of the paper; every absolute link is made from it alone.
    address: String = "address", Text, "http://127.0.0.1:8080";
    /// The paper's name.
    name: String = "name", Text, "Broadsheet";
    /// The language of the paper's own words: en, de, fr, es, ru, ar, with a country where it matters (ar-EG, es-MX).
    language: String = "language", Text, "en";
    /// The time zone in which times are shown, such as Europe/Berlin.
    time_zone: String = "time_zone", Text, "UTC";
    /// The sections, in the order of the front page. These eight are shown in the language of the paper, others as they are.
    sections: Vec<String> = "sections", List, "World, Politics, Business, Technology, Science, Health, Culture, Sport";
    /// What this node does: web, fetch, work, group, index.
    roles: Vec<String> = "roles", List, "web, fetch, work, group, index";
    /// A mail address or page named in the User-Agent, so that an outlet can reach you. Empty: the paper's address.
    contact: String = "contact", Text, "";
    /// Proxies whose X-Forwarded-For counts, as networks (127.0.0.0/8).
    trusted_proxies: Vec<String> = "trusted_proxies", List, "";
    /// With this token, /metrics answers others than loopback. Empty: loopback alone.
    metrics_token: String = "metrics_token", Text, "";
    /// A folder of templates that stand in place of the built-in ones. Empty: none.
    templates: String = "templates", Text, "";
    /// May crawlers that train models read the paper? robots.txt says so.
    ai_training: bool = "ai_training", Switch, "false";
    /// Networks that may be fetched although they are not globally routable, such as 127.1.0.0/16.
    sources_allow: Vec<String> = "sources.allow", List, "";
    /// An HTTP proxy for all fetching, such as `http://proxy.example:3128`. Empty: none.
    sources_proxy: String = "sources.proxy", Text, "";
    /// A file of further certificate authorities in PEM form. Empty: none.
    sources_ca_file: String = "sources.ca_file", Text, "";
    /// The shortest time between two polls of a feed.
    sources_poll_min: Duration = "sources.poll_min", Duration, "5m";
    /// The longest time between two polls of a feed.
    sources_poll_max: Duration = "sources.poll_max", Duration, "1d";
    /// When an article's page is read again, after its first reading, to see silent corrections. Empty: never.
    sources_reread: Vec<Duration> = "sources.reread", List, "1h, 6h, 1d";
    /// Connections open at once, over all hosts.
    sources_connections: usize = "sources.connections", Number, "32";
    /// How often an item is tried before it is laid aside.
    work_tries: i64 = "work.tries", Number, "5";
    /// How long the input of an item laid aside is kept.
    retention_aside: Duration = "retention.aside", Duration, "30d";
    /// How long the text of reports is kept where the outlet's rule is link.
    retention_link_text: Duration = "retention.link_text", Duration, "90d";
    /// Megabytes of reports' pictures kept; the one longest unused goes first.
    retention_pictures_mb: u64 = "retention.pictures_mb", Number, "2000";
    /// Megabytes of rendered pages kept in memory.
    cache_mb: usize = "cache_mb", Number, "32";
    /// What is logged: error, warn, info, debug.
    log: String = "log", Text, "info";
    /// How a log line is written: text or json.
    log_format: String = "log_format", Text, "text";
}

/// A value's text, read as the field's type.
trait Read: Sized {
    fn read(text: &str) -> Result<Self, String>;
}

impl Read for String {
    fn read(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl Read for PathBuf {
    fn read(text: &str) -> Result<Self, String> {
        Ok(text.into())
    }
}

impl Read for bool {
    fn read(text: &str) -> Result<Self, String> {
        match text {
            "true" | "yes" | "on" | "1" => Ok(true),
            "false" | "no" | "off" | "0" => Ok(false),
            _ => Err("write true or false".into()),
        }
    }
}

macro_rules! read_number {
    ($($type:ty),+) => {
        $(impl Read for $type {
            fn read(text: &str) -> Result<Self, String> {
                text.replace('_', "").parse().map_err(|_| "write a whole number".into())
            }
        })+
    };
}
read_number!(usize, i64, u64);

impl Read for Duration {
    fn read(text: &str) -> Result<Self, String> {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
        let seconds = match unit {
            "s" | "" => 1,
            "m" | "min" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => 0,
        };
        match digits.parse::<u64>().ok().and_then(|n| n.checked_mul(seconds)) {
            Some(total) if seconds > 0 => Ok(Self::from_secs(total)),
            _ => Err("write a time such as 30s, 5m, 2h or 7d".into()),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(text: &str) -> Result<Self, String> {
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(T::read).collect()
    }
}

fn read<T: Read>(values: &BTreeMap<&'static str, Value>, name: &str) -> Result<T, String> {
    let (text, from) = values.get(name).map_or(("", ""), |v| (v.text.as_str(), v.from.as_str()));
    T::read(text).map_err(|what| format!("the setting {name} is \"{text}\" ({from}): {what}"))
}

/// Reads all settings: defaults, file, environment, command line; with where each value came from.
pub fn load(arguments: &ArgMatches) -> Result<(Settings, BTreeMap<&'static str, Value>), String> {
    let mut values: BTreeMap<&'static str, Value> = DEFINITIONS
        .iter()
        .map(|d| (d.name, Value { text: d.default.to_owned(), from: "default".to_owned() }))
        .collect();
    let named = arguments.get_one::<String>("settings-file");
    let path = named.map_or("broadsheet.toml", String::as_str);
    match std::fs::read_to_string(path) {
        Ok(text) => from_file(&text, path, &mut values)?,
        Err(e) if named.is_some() => {
            return Err(format!("cannot read the settings file {path}: {e}; name another with --settings-file"));
        }
        Err(_) => {}
    }
    for definition in DEFINITIONS {
        let variable = variable(definition.name);
        if let Ok(text) = std::env::var(&variable) {
            values.insert(definition.name, Value { text, from: variable });
        }
        if let Some(text) = arguments.get_one::<String>(definition.name) {
            let from = format!("--{}", option(definition.name));
            values.insert(definition.name, Value { text: text.clone(), from });
        }
    }
    check_words(&values)?;
    Ok((Settings::from_values(&values)?, values))
}

/// The words that a setting may hold; empty: any text.
fn words(name: &str) -> &'static [&'static str] {
    match name {
        "roles" => &["web", "fetch", "work", "group", "index"],
        "log_format" => &["text", "json"],
        _ => &[],
    }
}

/// Tells a word that its setting does not know, with the nearest one that it does or, of languages, all.
fn check_words(values: &BTreeMap<&'static str, Value>) -> Result<(), String> {
    for (name, value) in values {
        let known = words(name);
        let given = value.text.split(',').map(str::trim).filter(|word| !word.is_empty());
        if let Some(wrong) = given.filter(|_| !known.is_empty()).find(|word| !known.contains(word)) {
            let nearest = nearest(wrong, known.iter().copied());
            let from = &value.from;
            return Err(format!(
                "the setting {name} holds \"{wrong}\" ({from}): the nearest that it knows is {nearest}"
            ));
        }
    }
    if let Some(Value { text, from }) = values.get("language") {
        site::check_language(text).map_err(|what| format!("the setting language is \"{text}\" ({from}): {what}"))?;
    }
    Ok(())
}

/// The environment variable of a setting.
pub fn variable(name: &str) -> String {
    format!("BROADSHEET_{}", name.replace('.', "_").to_uppercase())
}

/// The command line's long option of a setting.
pub fn option(name: &str) -> String {
    name.replace(['.', '_'], "-")
}

/// Adds an option for every setting to a command.
pub fn options(command: Command) -> Command {
    let file = Arg::new("settings-file")
        .long("settings-file")
        .value_name("FILE")
        .global(true)
        .help_heading("Settings")
        .help("The settings file [default: broadsheet.toml, where there is one]");
    DEFINITIONS.iter().fold(command.arg(file), |command, definition| {
        let help = if definition.default.is_empty() {
            definition.doc.trim().to_owned()
        } else {
            format!("{} [default: {}]", definition.doc.trim(), definition.default)
        };
        command.arg(
            Arg::new(definition.name)
                .long(option(definition.name))
                .value_name(definition.kind.placeholder())
                .global(true)
                .hide_short_help(!matches!(definition.name, "data" | "store" | "listen" | "address"))
                .help_heading("Settings")
                .help(help),
        )
    })
}

impl Kind {
    fn placeholder(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Number => "NUMBER",
            Self::Switch => "true|false",
            Self::Duration => "TIME",
            Self::List => "A,B",
        }
    }
}

/// Takes the values of a settings file; an unknown name is told with its line and the nearest right one.
fn from_file(text: &str, path: &str, values: &mut BTreeMap<&'static str, Value>) -> Result<(), String> {
    let table = DeTable::parse(text).map_err(|e| {
        let line = line_of(text, e.span().map_or(0, |s| s.start));
        format!("{path} line {line}: {}", e.message())
    })?;
    take_table(text, path, "", table.get_ref(), values)
}

fn take_table(
    text: &str,
    path: &str,
    prefix: &str,
    table: &DeTable<'_>,
    values: &mut BTreeMap<&'static str, Value>,
) -> Result<(), String> {
    for (key, value) in table {
        let name = format!("{prefix}{}", key.get_ref());
        if let DeValue::Table(inner) = value.get_ref() {
            take_table(text, path, &format!("{name}."), inner, values)?;
            continue;
        }
        let line = line_of(text, key.span().start);
        let Some(definition) = DEFINITIONS.iter().find(|d| d.name == name) else {
            let nearest = nearest(&name, DEFINITIONS.iter().map(|d| d.name));
            return Err(format!("{path} line {line}: there is no setting {name}; the nearest is {nearest}"));
        };
        let text = plain(value).ok_or_else(|| format!("{path} line {line}: {name} cannot be a table or a date"))?;
        values.insert(definition.name, Value { text, from: format!("{path} line {line}") });
    }
    Ok(())
}

/// A value as the text that the environment would hold.
fn plain(value: &Spanned<DeValue<'_>>) -> Option<String> {
    Some(match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Array(items) => items.iter().map(plain).collect::<Option<Vec<_>>>()?.join(", "),
        DeValue::Table(_) | DeValue::Datetime(_) => return None,
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&b| b == b'\n').count() + 1
}

/// Which of the words differs from `word` by the fewest letters.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> &'a str {
    known.min_by_key(|candidate| strsim::levenshtein(candidate, word)).unwrap_or("name")
}

#[cfg(test)]
pub mod tests {
    use std::sync::Arc;

    use super::*;

    /// A hub on a folder of its own, on which nothing runs.
    pub fn hub() -> (tempfile::TempDir, Arc<crate::hub::Hub>) {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { data: folder.path().into(), ..Settings::from_values(&defaults()).unwrap() };
        let hub = crate::serve::hub(&settings).unwrap();
        crate::pipeline::work::keep_panics();
        (folder, hub)
    }

    fn defaults() -> BTreeMap<&'static str, Value> {
        DEFINITIONS.iter().map(|d| (d.name, Value { text: d.default.into(), from: "default".into() })).collect()
    }

    #[test]
    fn every_default_can_be_read() {
        Settings::from_values(&defaults()).unwrap();
    }

    #[test]
    fn a_file_sets_values_with_their_lines() {
        let mut values = defaults();
        let text = "name = \"The Harbour\"\n[sources]\nallow = [\"127.1.0.0/16\"]\npoll_min = \"2s\"\n";
        from_file(text, "broadsheet.toml", &mut values).unwrap();
        let settings = Settings::from_values(&values).unwrap();
        assert_eq!(settings.name, "The Harbour");
        assert_eq!(settings.sources_allow, ["127.1.0.0/16"]);
        assert_eq!(settings.sources_poll_min, Duration::from_secs(2));
        assert_eq!(values["sources.poll_min"].from, "broadsheet.toml line 4");
    }

    #[test]
    fn a_wrong_name_is_told_with_line_and_nearest() {
        let wrong = from_file("\nlisten_on = 1\n", "b.toml", &mut defaults()).unwrap_err();
        assert_eq!(wrong, "b.toml line 2: there is no setting listen_on; the nearest is listen");
        let wrong = from_file("[sources]\npol_min = \"3s\"\n", "b.toml", &mut defaults()).unwrap_err();
        assert!(wrong.ends_with("the nearest is sources.poll_min"), "{wrong}");
        assert!(from_file("name = \n", "b.toml", &mut defaults()).unwrap_err().starts_with("b.toml line 1"));
    }

    #[test]
    fn a_wrong_value_is_told_with_what_to_write() {
        let mut values = defaults();
        values.insert("sources.poll_min", Value { text: "soon".into(), from: "--sources-poll-min".into() });
        let wrong = Settings::from_values(&values).unwrap_err();
        assert!(wrong.contains("--sources-poll-min") && wrong.contains("5m"), "{wrong}");
        let mut values = defaults();
        check_words(&values).unwrap();
        values.insert("roles", Value { text: "web, wrok".into(), from: "b.toml line 2".into() });
        let wrong = check_words(&values).unwrap_err();
        assert!(wrong.contains("wrok") && wrong.contains("line 2") && wrong.ends_with("is work"), "{wrong}");
        let mut values = defaults();
        values.insert("language", Value { text: "klingon".into(), from: "--language".into() });
        let wrong = check_words(&values).unwrap_err();
        assert!(wrong.contains("klingon") && wrong.contains("--language") && wrong.contains("fr, es, ru"), "{wrong}");
    }
}
