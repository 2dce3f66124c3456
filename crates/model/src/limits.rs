//! Every limit on input, each with its reason.

/// Bytes of a decoded response body: the largest feed seen was 8 MB, pages have a median of 124 kB.
pub const BODY_BYTES_MAX: usize = 10 << 20;
/// Decoded to encoded bytes: honest HTML stays below 30; a bomb is above 1,000.
pub const BODY_RATIO_MAX: usize = 100;
/// Entries taken from one feed document; more is an archive, which `ingest` is for.
pub const ENTRIES_MAX: usize = 5_000;
/// Elements open at once: real pages stay below 60; parsing uses a stack on the heap, so this bounds memory.
pub const DEPTH_MAX: usize = 512;
/// Nodes of one page: the largest development page has 60,000.
pub const NODES_MAX: usize = 500_000;
/// Attributes looked at on one element.
pub const ATTRIBUTES_MAX: usize = 256;
/// Blocks of one article.
pub const BLOCKS_MAX: usize = 2_000;
/// Code points of an article's text that analysis looks at: ten long magazine pieces.
pub const TEXT_CHARS_MAX: usize = 200_000;
/// Code points of a headline; longer ones are cut.
pub const HEADLINE_CHARS_MAX: usize = 500;
/// Characters of an address.
pub const URL_CHARS_MAX: usize = 2_048;
/// Bytes of one line of JSON Lines: a page of the largest size in base64.
pub const LINE_BYTES_MAX: usize = 16 << 20;
/// Pixels on a side of a picture, looked at before anything is decoded; the widest that outlets send are panoramas of 8,000.
pub const PICTURE_SIDE_MAX: u32 = 12_000;
/// Bytes that a picture takes once decoded, looked at before: 40 million pixels, more than nearly all cameras make.
pub const PICTURE_DECODED_BYTES_MAX: u64 = 120 << 20;
