//! kill -9 at any moment of an ingest loses nothing, doubles nothing and changes no story.

use std::time::{Duration, Instant};

use crate::bench::{Bench, Engine, Holds};
use crate::world::{World, world, write_warc};

/// How often the program is killed, and how the moments are drawn: the same seed draws the same moments.
fn wanted() -> (usize, u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("BROADSHEET_KILLS_SEED").unwrap_or_else(|| {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |t| t.as_secs())
    });
    (number("BROADSHEET_KILLS").map_or(5, |kills| usize::try_from(kills).unwrap()), seed)
}

/// A number below `bound`; splitmix64.
fn draw(state: &mut u64, bound: u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ z >> 31) % bound.max(1)
}

/// An ingest that nobody disturbs: what it comes to, and how long it takes.
fn undisturbed(engine: Engine, world: &World) -> Option<(Holds, Duration)> {
    let bench = Bench::new(engine)?;
    write_warc(world, &bench.path("world.warc"));
    let begin = Instant::now();
    bench.run(&["ingest", "world.warc"]);
    Some((bench.holds(), begin.elapsed()))
}

fn killed(engine: Engine) {
    let world = world();
    let Some((want, time)) = undisturbed(engine, &world) else { return };
    let readings: usize = want.articles.iter().map(|article| article.3.len()).sum();
    assert_eq!((want.articles.len(), readings), (world.articles, world.readings));
    assert_eq!(want.placed.len(), world.articles);
    assert!(want.stories.len() > 30 && want.stories.len() < world.articles / 2, "{} stories", want.stories.len());
    assert!(want.copies.len() >= 50, "{} copies", want.copies.len());

    let (mut left, seed) = wanted();
    let mut random = seed;
    println!("{left} kills on {engine:?} with BROADSHEET_KILLS_SEED={seed}; undisturbed it takes {time:?}");
    while left > 0 {
        let bench = Bench::new(engine).unwrap();
        write_warc(&world, &bench.path("world.warc"));
        let mut ended = false;
        let mut kills = 0;
        while left > 0 && !ended {
            let mut running = bench.start(&["ingest", "world.warc"]);
            // Some soon after the start, most in the thick of it.
            let most = u64::try_from(time.as_millis()).unwrap() * 2 / 3;
            std::thread::sleep(Duration::from_millis(20 + draw(&mut random, most)));
            if running.kill() {
                (left, kills) = (left - 1, kills + 1);
            } else {
                ended = true;
            }
            bench.let_claims_run_out();
        }
        bench.run(&["ingest", "world.warc"]);
        let what = format!("{engine:?} after {kills} kills, seed {seed}");
        bench.holds().same_as(&want, &what);
        if left == 0 {
            // The stories are no more than the articles in their order.
            bench.run(&["rebuild"]);
            bench.holds().same_as(&want, &format!("{what}, rebuilt"));
        }
    }
}

#[test]
fn an_ingest_killed_at_random_on_sqlite_comes_to_the_same() {
    killed(Engine::Sqlite);
}

#[test]
fn an_ingest_killed_at_random_on_postgres_comes_to_the_same() {
    killed(Engine::Postgres);
}
