//! The nouns of Broadsheet: what the other rooms hand to each other. Plain values, no behaviour beyond reading and
//! writing themselves; nothing here touches the world.
//!
//! The way of the data: an [`Outlet`] has [`Feed`]s; a fetched feed is a [`FeedDocument`] with [`Entry`]s; a page read is an
//! [`Article`] of [`Block`]s; analysis finds [`Statement`]s, [`Happening`]s and [`Name`]s; grouping makes stories.

mod analysis;
mod article;
mod feed;
mod flaw;
mod id;
pub mod limits;
mod outlet;
mod stamp;

pub use analysis::{Analysis, DateExpression, Happening, Name, NameKind, SecondHand, Span, Statement, StatementKind};
pub use article::{Article, ArticleKind, Block, BlockKind, Image, Mark, MarkKind, SourceLink};
pub use feed::{
    Credit, Enclosure, Entry, FeedDocument, FeedFormat, Geo, Link, MediaItem, Person, SourceFeed, Tag, Text, TextKind,
};
pub use flaw::Flaw;
pub use id::Id;
pub use outlet::{Feed, Outlet, OutletKind, OutletState, TextRule};
pub use stamp::Stamp;
