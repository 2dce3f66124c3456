//! The program itself, given what people and outlets give it, right and wrong.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod archives;
mod bad;
mod outlets;
mod program;
