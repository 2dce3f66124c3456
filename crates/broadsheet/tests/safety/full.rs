//! A full disk stops writing, not reading, and the hub goes on by itself once there is room. `BROADSHEET_FULL=60` is for how many seconds.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use store::articles;

use crate::bench::{Bench, Engine, free_port, wait_until};
use crate::web;
use crate::world::world;

/// A small disk on a folder, until it is dropped.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    /// `None`, with a word of why: it takes an administrator to mount one.
    fn mount(folder: &'a Path) -> Option<Self> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(folder).output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self(folder)),
            Ok(output) => {
                println!("skipped: no disk can be mounted: {}", String::from_utf8_lossy(&output.stderr).trim());
                None
            }
            Err(error) => {
                println!("skipped: no disk can be mounted: {error}");
                None
            }
        }
    }

    /// Takes all the room that is left.
    fn fill(&self) {
        let mut ballast = std::fs::File::options().append(true).create(true).open(self.0.join("ballast")).unwrap();
        for size in [65_536, 4_096, 1] {
            while ballast.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Makes room again.
    fn empty(&self) {
        std::fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_stops_writing_and_not_reading_and_it_goes_on_by_itself() {
    let bench = Bench::new(Engine::Sqlite).unwrap();
    let folder = bench.path("data");
    let Some(disk) = Disk::mount(&folder) else { return };
    let seconds = std::env::var("BROADSHEET_FULL").ok().and_then(|text| text.parse().ok());
    let full = Duration::from_secs(seconds.unwrap_or(6));
    let web = web::serve(&world(), 6);
    web.write_outlets(&bench.path("outlets.jsonl"));
    bench.run(&["outlets", "import", "outlets.jsonl"]);
    let listen = format!("127.0.0.1:{}", free_port());
    let mut running = bench.hub_at(&listen);
    let arrived = || usize::try_from(bench.open().read(articles::last_arrival).unwrap()).unwrap();
    wait_until("some articles arrive", Duration::from_secs(30), || arrived() >= 10);
    web.slow(Duration::from_secs(1));

    let begin = Instant::now();
    let mut uncached = 0;
    while begin.elapsed() < full {
        disk.fill();
        for page in ["/", "/outlets", "/feed.atom", &format!("/search?q=the+{uncached}"), "/about"] {
            let status = web::get(&listen, page);
            assert_eq!(status, 200, "{page} {:?} after the disk was full\n{}", begin.elapsed(), bench.log());
        }
        uncached += 1;
        std::thread::sleep(Duration::from_millis(100));
    }
    let before = arrived();
    assert!(before < web.articles, "it wrote on");
    assert!(bench.log().contains("the disk is full"), "nobody was told\n{}", bench.log());
    assert!(running.0.try_wait().unwrap().is_none(), "the hub has ended\n{}", bench.log());

    disk.empty();
    web.slow(Duration::ZERO);
    let room = Instant::now();
    wait_until("the rest arrives", Duration::from_secs(60), || bench.has(web.articles));
    println!("full for {full:?} with {before} articles; all {} were there {:?} later", web.articles, room.elapsed());
    assert_eq!(web.asked_twice(), Vec::<String>::new(), "asked for again although it had come\n{}", bench.log());
    assert!(running.stop().0.success(), "{}", bench.log());
    assert_eq!(bench.holds().articles.len(), web.articles);
}
