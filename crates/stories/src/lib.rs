//! Fingerprints in order of arrival → stories and copies; and the well-rounded view of a story. Pure: no clock, no disk.

mod copies;
mod cross;
mod group;
mod letters;
mod pairs;
mod runs;
mod score;
mod terms;
mod view;
mod why;

pub use copies::{Copies, Copy};
pub use group::{Decision, Grouper, MEMORY, Placement, Undone, WINDOW};
pub use pairs::Pairs;
pub use view::{
    Agreed, Counts, Coverage, Moment, NameCount, OneSide, Others, Place, Report, ReportLine, Said, Source, Speaker,
    View, lead_in, view, without_comma,
};
pub use why::{Alike, Apart, Why};
