//! The demo's texts and pictures, built into the program.

/// The outlets.
pub const OUTLETS: &str = include_str!("../../demo/outlets.txt");

macro_rules! stories {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../demo/stories/", $name, ".txt")))),*]
    };
}

macro_rules! pictures {
    ($($name:literal),* $(,)?) => {
        &[$((concat!($name, ".png"), include_bytes!(concat!("../../demo/pictures/", $name, ".png")))),*]
    };
}

/// One script a story, by its file's name.
pub const STORIES: &[(&str, &str)] = stories![
    "avalanche",
    "bank-merger",
    "bridge-valdemora",
    "car-plant",
    "cup-final",
    "data-leak",
    "ferry",
    "festival",
    "fire-almuerna",
    "fisheries-accord",
    "flood-wieper",
    "kilbarrow-vote",
    "legionella",
    "novelist",
    "port-strike",
    "quake-elsin",
    "quake-quebrada",
    "satellite",
    "shipwreck",
    "tram-vieuxpont",
    "trawler",
    "trial-lindqvist",
    "trial-morvan",
    "wind-saltmarsh",
];

/// The pictures, drawn by `demo/draw.py`.
pub const PICTURES: &[(&str, &[u8])] = pictures![
    "coast",
    "cracks",
    "mountains",
    "ferry",
    "harbour",
    "court",
    "bridge",
    "river",
    "wind",
    "chart",
    "forest",
    "city",
    "snow",
    "stage",
    "space",
    "tram",
    "stadium",
    "books",
    "trawler",
    "townhall",
    "patrol",
];
