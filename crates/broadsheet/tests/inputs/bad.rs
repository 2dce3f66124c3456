//! The program itself, given what is wrong: each time one sentence on standard error that says what to do, an exit status that is
//! not 0, and nothing written that was not asked for.

use std::{fs, net::TcpListener, path::Path};

use crate::program::{Program, Run, web};

const RSS: &str = "<rss version=\"2.0\"><channel><title>Harbour Times</title>\
    <item><title>Ferry line opens</title><link>https://harbour.example/ferry</link></item>\
    <item><title>Bridge closed</title><link>https://harbour.example/bridge</link></item></channel></rss>";
const PAGE: &str = "<html><body><article><h1>Ferry line opens</h1><p>The first boat left the harbour at nine on Monday, full to the \
    last seat, and came back at noon.</p><p>Boats leave every hour from Tuesday, the port authority said.</p></article></body></html>";

/// The sentence names what is wrong and what to do; the exit status says that it went wrong.
fn told(run: &Run, parts: &[&str]) {
    let lines: Vec<&str> = run.error.lines().filter(|line| line.starts_with("broadsheet: ")).collect();
    assert_eq!(run.status, 1, "{run:?}");
    assert_eq!(lines.len(), 1, "one sentence: {run:?}");
    for part in parts {
        assert!(lines[0].contains(part), "\"{part}\" is not in: {}", lines[0]);
    }
    assert!(!run.error.contains("panicked"), "{run:?}");
}

#[test]
fn documents_that_hold_nothing() {
    let program = Program::new();
    let huge = vec![b' '; 11 << 20];
    let binary: Vec<u8> = (0..5_000_u32).map(|n| (n * n * 31 % 256) as u8).collect();
    for (name, bytes) in [("empty", &b""[..]), ("huge", &huge), ("binary", &binary)] {
        let file = program.file(name, bytes);
        for step in ["feed", "read"] {
            let part = if name == "huge" {
                "larger than the 10 MiB"
            } else if step == "feed" {
                "outlets add"
            } else {
                "holds no article"
            };
            told(&program.run(&[step, &file]), &[&file, part]);
        }
    }
    let page = program.file("page.html", PAGE.as_bytes());
    told(&program.run(&["feed", &page]), &[&page, "is a page, not a feed"]);
    let list = program.file("list.opml", b"<opml><body><outline xmlUrl='https://a.example/f'/></body></opml>");
    told(&program.run(&["feed", &list]), &["outlets import"]);
    for step in ["feed", "read", "analyse", "group", "copies"] {
        told(&program.run(&[step, "no-such-file"]), &["there is no file no-such-file"]);
        told(&program.run(&[step, "."]), &["is a folder"]);
    }
}

#[test]
fn cut_documents_are_read_as_far_as_they_go() {
    let program = Program::new();
    let feed = program.run(&["feed", &program.file("cut.xml", RSS.split_at(RSS.len() - 60).0.as_bytes())]);
    assert!(
        feed.status == 0 && feed.output.contains("Ferry line opens") && feed.output.contains("Bridge closed"),
        "{feed:?}"
    );
    let page = program.run(&["read", &program.file("cut.html", PAGE.split_at(PAGE.len() - 60).0.as_bytes())]);
    assert!(page.status == 0 && page.output.contains("full to the last seat"), "{page:?}");
}

#[test]
fn lines_that_are_none() {
    let program = Program::new();
    let lines = program.file("lines", b"{\"id\": 1}\n\n{\"id\": \n");
    told(&program.run(&["analyse", "--jsonl", &lines]), &[&lines, "line 3 is not JSON"]);
    let bytes = program.file("bytes", b"{\"id\": \"\xff\xfe\"}\n");
    told(&program.run(&["group", "--jsonl", &bytes]), &["line 1 is no text in UTF-8"]);
    let long = program.file("long", &vec![b'['; 17 << 20]);
    told(&program.run(&["copies", "--jsonl", &long]), &["line 1 is longer than the 16 MiB"]);
    told(
        &program.run(&["ingest", &program.file("long.jsonl", &[b"{\"a\":\"".to_vec(), vec![b'x'; 17 << 20]].concat())]),
        &["longer"],
    );
}

#[test]
fn wrong_usage_is_status_2() {
    let program = Program::new();
    for arguments in [&["sreve"][..], &["serve", "--lisen", "127.0.0.1:1"], &["ingest"], &["export", "everything"], &[]]
    {
        let run = program.run(arguments);
        assert!(run.status == 2 && run.error.contains("--help"), "{run:?}");
    }
    assert!(program.run(&["serve", "--lisen", "1"]).error.contains("--listen"), "the nearest option is named");
}

#[test]
fn wrong_settings_are_named_with_their_line() {
    let program = Program::new();
    for (file, parts) in [
        ("name = \"A\"\nlisten_on = \"x\"\n", &["broadsheet.toml line 2", "listen_on", "the nearest is listen"][..]),
        ("[sources]\n\npol_min = \"5m\"\n", &["broadsheet.toml line 3", "the nearest is sources.poll_min"]),
        ("[sources]\npoll_min = \"soon\"\n", &["sources.poll_min", "broadsheet.toml line 2", "5m"]),
        ("\nroles = [\"web\", \"wrok\"]\n", &["broadsheet.toml line 2", "wrok", "is work"]),
        ("cache_mb = \"many\"\n", &["cache_mb", "line 1", "whole number"]),
        ("name = \"A\nlisten = 1\n", &["broadsheet.toml line 1"]),
        ("[sources]\nallow = [\"home\"]\n", &["sources.allow", "home"]),
        ("time_zone = \"Europe/Atlantis\"\n", &["time_zone", "Europe/Atlantis"]),
        ("address = \"news\"\n", &["address", "news"]),
        ("templates = \"no-such-folder\"\n", &["templates", "no-such-folder", "make it"]),
        ("trusted_proxies = [\"10.0.0.0/99\"]\n", &["trusted_proxies", "10.0.0.0/99"]),
    ] {
        program.file("broadsheet.toml", file.as_bytes());
        told(&program.run(&["serve", "--listen", "127.0.0.1:0"]), parts);
    }
    fs::remove_file(program.folder().join("broadsheet.toml")).unwrap();
    told(&program.run(&["settings", "--settings-file", "other.toml"]), &["other.toml", "--settings-file"]);
    told(
        &program.run_with(&["settings"], &[("BROADSHEET_CACHE_MB", "x")]),
        &["cache_mb", "BROADSHEET_CACHE_MB", "whole number"],
    );
}

#[test]
fn a_port_in_use_and_an_address_that_is_none() {
    let program = Program::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    told(&program.run(&["serve", "--listen", &at]), &[&at, "another program has the port", "--listen"]);
    told(&program.run(&["serve", "--listen", "nonsense"]), &["nonsense", "such as --listen 127.0.0.1:8080"]);
    told(&program.run(&["serve", "--listen", "203.0.113.1:8080"]), &["no such address"]);
}

#[test]
fn stores_that_are_not_ours() {
    let program = Program::new();
    let made = program.run(&["outlets", "list", "--data", "hub"]);
    assert_eq!(made.status, 0, "{made:?}");
    let store = program.folder().join("hub/broadsheet.db");
    let sound = fs::read(&store).unwrap();
    let foreign = [&sound[..68], b"Othr", &sound[72..]].concat();
    for (bytes, part) in [
        (&b""[..], "is empty"),
        (b"not a database at all, only some text that stands in a file of its own", "is not a database of Broadsheet"),
        (&foreign, "another program's database"),
        (&sound[..sound.len() / 2], "is cut off"),
    ] {
        let file = program.file("other.db", bytes);
        for command in
            [&["serve", "--listen", "127.0.0.1:0"][..], &["check"], &["export", "articles"], &["outlets", "list"]]
        {
            told(&program.run(&[command, &["--store", &file]].concat()), &[&file, part, "broadsheet restore"]);
            assert_eq!(fs::read(&file).unwrap(), bytes, "left as it was");
        }
    }
    // A newer version's: its number stands in the table `counter`.
    program.sql(&store, "update counter set n = 9999 where name = 'version'");
    told(&program.run(&["check", "--data", "hub"]), &["newer Broadsheet", "9999", "run the newer program"]);
    told(&program.run(&["serve", "--listen", "127.0.0.1:0", "--data", "hub"]), &["newer Broadsheet"]);
    told(&program.run(&["check", "--store", "postgres://nobody@127.0.0.1:1/none"]), &["cannot be reached"]);
}

#[test]
fn folders_that_are_missing_or_in_the_way() {
    let program = Program::new();
    told(&program.run(&["restore", "no-such-backup", "--data", "hub"]), &["no-such-backup", "broadsheet backup"]);
    fs::create_dir(program.folder().join("there")).unwrap();
    told(&program.run(&["backup", "there", "--data", "hub"]), &["there", "is there already"]);
    let file = program.file("file", b"x");
    told(&program.run(&["serve", "--listen", "127.0.0.1:0", "--data", &file]), &[&file, "--data"]);
    told(&program.run(&["serve", "--listen", "127.0.0.1:0", "--data", "/proc/no/such"]), &["/proc/no/such", "--data"]);
}

#[test]
fn lists_and_archives_that_are_none() {
    let program = Program::new();
    let page = program.file("page.html", PAGE.as_bytes());
    let empty = program.file("empty", b"");
    told(&program.run(&["outlets", "import", &page]), &[&page, "no OPML", "JSON Lines"]);
    told(&program.run(&["outlets", "import", &empty]), &[&empty, "is empty"]);
    told(&program.run(&["outlets", "import", "no-such-list"]), &["there is no file no-such-list"]);
    told(&program.run(&["outlets", "import", &program.file("l", b"{\"name\": \"A\"}\n{\"name\": 3}\n")]), &["line 2"]);
    told(&program.run(&["ingest", &page]), &[&page, "neither a WARC file nor JSON Lines"]);
    told(&program.run(&["ingest", &empty]), &[&empty, "is empty"]);
    told(&program.run(&["ingest", "no-such-archive"]), &["there is no file"]);
    told(&program.run(&["ingest", &program.file("gz", b"\x1f\x8b\x08\x00junk")]), &["neither"]);
    told(
        &program.run(&["ingest", &program.file("warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\njunk\n")]),
        &["could be read"],
    );
    assert!(!program.run(&["outlets", "list"]).output.contains("example"), "nothing came in");
}

#[test]
fn addresses_are_read_through_the_polite_fetcher() {
    let program = Program::new();
    let web = web(vec![
        ("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private/\n".into()),
        ("/harbour.rss", "application/rss+xml", RSS.into()),
        ("/article", "text/html", PAGE.into()),
        ("/private/article", "text/html", PAGE.into()),
        ("/empty", "text/html", String::new()),
    ]);
    let at = |path: &str| format!("{web}{path}");
    let allow = ["--sources-allow", "127.0.0.0/8"];
    let feed = program.run(&[&["feed", &at("/harbour.rss")][..], &allow].concat());
    assert!(feed.status == 0 && feed.output.contains("Bridge closed"), "{feed:?}");
    let read = program.run(&[&["read", "--jsonl", &at("/article")][..], &allow].concat());
    let article: serde_json::Value = serde_json::from_str(read.output.trim()).unwrap();
    assert_eq!(
        (article["headline"].as_str(), article["url"].as_str()),
        (Some("Ferry line opens"), Some(at("/article").as_str()))
    );

    told(&program.run(&["feed", &at("/harbour.rss")]), &["127.0.0.1"]);
    told(&program.run(&[&["read", &at("/private/article")][..], &allow].concat()), &["robots.txt"]);
    told(&program.run(&[&["feed", &at("/article")][..], &allow].concat()), &["is a page, not a feed", "outlets add"]);
    told(&program.run(&[&["feed", &at("/gone")][..], &allow].concat()), &["404"]);
    told(&program.run(&[&["read", &at("/empty")][..], &allow].concat()), &["holds no article"]);
    told(&program.run(&[&["feed", "http://127.0.0.1:9/feed"][..], &allow].concat()), &["no connection to 127.0.0.1"]);
    told(
        &program.run(&[&["outlets", "add", &at("/article")][..], &allow].concat()),
        &["no feed was found", "give the feed's own address"],
    );
    assert!(!program.run(&["outlets", "list"]).output.contains("127.0.0.1"), "an address without feeds is not added");
}

#[test]
fn manual_and_completions_come_from_the_same_definitions() {
    let program = Program::new();
    let manual = program.run(&["man"]);
    assert!(
        manual.status == 0 && manual.output.starts_with(".") && manual.output.contains(".TH broadsheet"),
        "{manual:?}"
    );
    for word in ["demo", "ingest", "outlets", "sources\\-poll\\-min"] {
        assert!(manual.output.contains(word), "{word} is not in the manual");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let completions = program.run(&["completions", shell]);
        assert!(completions.status == 0 && completions.output.contains("sources-poll-min"), "{shell}: {completions:?}");
    }
    // A shell that is here must be able to read its own.
    let file = program.file("completions", program.run(&["completions", "bash"]).output.as_bytes());
    if Path::new("/bin/bash").exists() {
        let script = format!(
            "source {file}; COMP_WORDS=(broadsheet outl); COMP_CWORD=1; _broadsheet broadsheet outl broadsheet; echo \"${{COMPREPLY[*]}}\""
        );
        let out = std::process::Command::new("/bin/bash").args(["--norc", "-c", &script]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&out.stdout).trim(), "outlets", "{out:?}");
    }
}
