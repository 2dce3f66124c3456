//! What the whole program does when it is killed, stopped, or loses its disk or its database: the real `broadsheet`, started as a
//! person starts it, on both engines. `BROADSHEET_KILLS=50` kills it so often (see CONTRIBUTING.md).

#[cfg(test)]
mod away;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod full;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod kills;
#[cfg(test)]
mod nodes;
#[cfg(test)]
mod stopped;
#[cfg(test)]
mod web;
#[cfg(test)]
mod world;

#[cfg(test)]
#[allow(dead_code, reason = "the demo's own parser of its texts; the tests need a part of it")]
#[path = "../../src/demo/script.rs"]
mod script;
