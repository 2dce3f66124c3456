//! How fast is it, and how much memory does it take? The program as it is, measured from outside, beside nginx and WordPress where that can be.
//!
//!     cargo bench -p broadsheet -- [--quick] [--warc FILE] [--folder FOLDER] [pipeline] [archive] [wordpress]
//!
//! FILE holds pages to send through the pipeline (`tests/tools/pages_to_warc.py` makes one of a folder of pages); without one it is the
//! demo's. FOLDER keeps what was made, and an archive that is there is measured again. `--quick` is for trying the bench itself. Needs Linux, whose `/proc` it reads; wrk and nginx for one part, and for
//! WordPress what `benches/wordpress.sh` names.

mod archive;
mod machine;
mod pipeline;
mod web;
mod world;

use std::{path::Path, process::Command};

/// What a part of the bench gives; the error is a sentence.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const LONG: archive::Size = archive::Size { days: 100, seconds: 12.0, requests: 4_000 };
const QUICK: archive::Size = archive::Size { days: 2, seconds: 1.0, requests: 200 };

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let has = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    let value = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1).map(String::as_str);
    let some = has("pipeline") || has("archive") || has("wordpress");
    let scratch = tempfile::tempdir()?;
    let folder = value("--folder").map_or(scratch.path(), Path::new);
    println!("{}", machine::describe());
    if has("pipeline") || !some {
        pipeline::run(folder, value("--warc"))?;
    }
    if has("archive") || !some {
        archive::run(folder, if has("--quick") { &QUICK } else { &LONG })?;
    }
    if has("wordpress") || !some && !has("--quick") {
        wordpress()?;
    }
    println!("load of the machine now: {}", machine::busy());
    Ok(())
}

/// The peer's pages, by a script that sets it up.
fn wordpress() -> Outcome<()> {
    if !Path::new("/usr/share/wordpress").is_dir() {
        println!("skipped: Debian's wordpress is not installed");
        return Ok(());
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/wordpress.sh");
    let ended = Command::new("bash").arg(script).status()?;
    if ended.success() { Ok(()) } else { Err(format!("WordPress could not be measured: {ended}").into()) }
}
