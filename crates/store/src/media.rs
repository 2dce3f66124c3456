//! Pictures and files: bytes under the data directory by the hash of their content, and what is known of each.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use model::{Id, Image};

use crate::text::hex;
use crate::{Fault, FaultKind, Row, Tx, args, outlets, takedowns};

/// Widths in pixels at which a picture is kept beside itself, as far as they are narrower: for phones and for small places on
/// a page.
pub const WIDTHS: [u32; 3] = [320, 640, 960];

/// The folder of the bytes. Two first letters of the hash are a folder, so that none grows too large.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The files in this folder, which is made when the first one is written.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the bytes of this hash lie; `None`: it is no hash.
    pub fn path(&self, hash: &str) -> Option<PathBuf> {
        let sound = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        sound.then(|| self.folder.join(hash.get(..2).unwrap_or_default()).join(hash))
    }

    /// Keeps bytes, on the disk when this returns; their hash.
    pub fn put(&self, bytes: &[u8]) -> Result<String, Fault> {
        let hash = hex(blake3::hash(bytes).as_bytes());
        let Some(path) = self.path(&hash) else { return Err(Fault::bug("a hash that is none")) };
        if !path.exists() {
            write(&path, bytes)?;
        }
        Ok(hash)
    }

    /// Keeps a picture's narrower copy beside it. It is made from the picture, so no row, backup or check knows of it.
    pub fn put_narrower(&self, hash: &str, width: u32, bytes: &[u8]) -> Result<(), Fault> {
        let Some(path) = self.narrower(hash, width) else { return Err(Fault::bug("a hash that is none")) };
        write(&path, bytes)
    }

    fn narrower(&self, hash: &str, width: u32) -> Option<PathBuf> {
        self.path(hash).map(|path| path.with_extension(width.to_string()))
    }

    /// A picture's copy of one of the [`WIDTHS`]; the picture itself where there is none of that width.
    pub fn get_narrower(&self, hash: &str, width: u32) -> Option<Vec<u8>> {
        std::fs::read(self.narrower(hash, width)?).ok().or_else(|| self.get(hash))
    }

    /// The bytes of a hash; `None`: they are not here.
    pub fn get(&self, hash: &str) -> Option<Vec<u8>> {
        std::fs::read(self.path(hash)?).ok()
    }

    /// Deletes bytes, and what was made from them.
    pub fn delete(&self, hash: &str) {
        let narrower = WIDTHS.into_iter().filter_map(|width| self.narrower(hash, width));
        for path in self.path(hash).into_iter().chain(narrower) {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Writes a file whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let part = path.with_extension(format!("{}.part", crate::text::random()?));
    let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| {
        let mut file = std::fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&part, path)
    });
    written.map_err(|error| {
        let _ = std::fs::remove_file(&part);
        Fault::new(FaultKind::Full, format!("{} cannot be written: {error}", path.display()))
    })
}
/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// blake3 of its bytes, hexadecimal.
    pub hash: String,
    /// Media type, as found in the bytes.
    pub kind: String,
    /// How many bytes.
    pub bytes: i64,
    /// Pixels; 0: no picture.
    pub width: i64,
    /// Pixels; 0: no picture.
    pub height: i64,
    /// The hub's own: never dropped from the cache.
    pub own: bool,
    /// When it was last shown.
    pub used: i64,
}

/// Saves what is known of a file.
pub fn save(tx: &mut Tx, medium: &Medium) -> Result<(), Fault> {
    tx.execute(
        "insert into media (hash, type, bytes, width, height, own, used) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         on conflict (hash) do update set used = excluded.used,
            own = case when media.own = 1 then 1 else excluded.own end",
        args![&medium.hash, &medium.kind, medium.bytes, medium.width, medium.height, medium.own, medium.used],
    )?;
    Ok(())
}

const MEDIUM: &str = "select hash, type, bytes, width, height, own, used from media";

fn read(mut row: Row) -> Result<Medium, Fault> {
    Ok(Medium {
        hash: row.text()?,
        kind: row.text()?,
        bytes: row.int()?,
        width: row.int()?,
        height: row.int()?,
        own: row.flag()?,
        used: row.int()?,
    })
}

/// What is known of a file.
pub fn get(tx: &mut Tx, hash: &str) -> Result<Option<Medium>, Fault> {
    tx.one(&format!("{MEDIUM} where hash = ?1"), args![hash])?.map(read).transpose()
}

/// Notes that a file was shown; once in some hours is enough.
pub fn touch(tx: &mut Tx, hash: &str, now: i64) -> Result<(), Fault> {
    tx.execute("update media set used = ?2 where hash = ?1", args![hash, now])?;
    Ok(())
}

/// A picture elsewhere: what became of fetching it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The hash of its bytes here; `None`: there are none.
    pub hash: Option<String>,
    /// When it was asked for.
    pub at: i64,
    /// Why it is not here.
    pub fault: Option<String>,
}

/// What became of fetching the picture at an address.
pub fn picture(tx: &mut Tx, address: &str) -> Result<Option<Picture>, Fault> {
    tx.one("select hash, at, fault from picture where address = ?1", args![address])?
        .map(|mut row| Ok(Picture { hash: row.maybe_text()?, at: row.int()?, fault: row.maybe_text()? }))
        .transpose()
}

/// Notes what became of fetching the picture at an address; one that was taken down stays away. True: it is here now.
pub fn save_picture(tx: &mut Tx, address: &str, picture: &Picture) -> Result<bool, Fault> {
    let keys: Vec<String> = picture.hash.iter().cloned().chain([address.to_owned()]).collect();
    let down = takedowns::stands(tx, takedowns::Kind::Picture, &keys)?;
    let hash = picture.hash.as_ref().filter(|_| !down);
    let fault = if down { Some("taken down".to_owned()) } else { picture.fault.clone() };
    tx.execute(
        "insert into picture (address, hash, at, fault) values (?1, ?2, ?3, ?4)
         on conflict (address) do update set hash = excluded.hash, at = excluded.at, fault = excluded.fault",
        args![address, hash, picture.at, fault.as_ref()],
    )?;
    Ok(hash.is_some())
}

/// The lead pictures of an outlet's latest reports: report and address.
pub fn of_outlet(tx: &mut Tx, outlet: Id, limit: usize) -> Result<Vec<(Id, String)>, Fault> {
    let rows = tx.list(
        "select id, image from article where outlet = ?1 and gone = 0 and image is not null
         order by instant desc, id limit ?2",
        args![outlet, limit],
        |mut row| Ok((row.id()?, row.text()?)),
    )?;
    let source = |text: &str| serde_json::from_str::<Image>(text).ok().map(|image| image.src);
    Ok(rows.into_iter().filter_map(|(id, text)| Some((id, source(&text)?))).collect())
}

/// Forgets the pictures of an outlet's reports, since its switch was turned off, but for those that other outlets' reports show
/// too; their hashes, whose bytes ([`Files::delete`]) go after the commit.
pub fn forget(tx: &mut Tx, outlet: Id) -> Result<Vec<String>, Fault> {
    let all = usize::try_from(i32::MAX).unwrap_or(usize::MAX);
    let mut addresses: BTreeSet<String> = of_outlet(tx, outlet, all)?.into_iter().map(|(_, address)| address).collect();
    for other in outlets::list(tx)?.into_iter().filter(|other| other.pictures && other.id != outlet) {
        for (_, address) in of_outlet(tx, other.id, all)? {
            addresses.remove(&address);
        }
    }
    let mut dropped = Vec::new();
    for address in addresses {
        let Some(hash) = picture(tx, &address)?.and_then(|picture| picture.hash) else { continue };
        tx.execute("delete from picture where address = ?1", args![&address])?;
        let shared = tx.one("select address from picture where hash = ?1 limit 1", args![&hash])?.is_some();
        if !shared && tx.execute("delete from media where hash = ?1 and own = 0", args![&hash])? > 0 {
            dropped.push(hash);
        }
    }
    Ok(dropped)
}

/// Drops other outlets' pictures, the longest unused first, until at most `bytes_max` are left; their hashes, whose bytes
/// ([`Files::delete`]) go after the commit.
pub fn shrink(tx: &mut Tx, bytes_max: i64) -> Result<Vec<String>, Fault> {
    let total = tx.number("select cast(coalesce(sum(bytes), 0) as bigint) from media where own = 0", args![])?;
    let (mut over, mut dropped) = (total - bytes_max, Vec::new());
    while over > 0 {
        let oldest = tx.list(&format!("{MEDIUM} where own = 0 order by used, hash limit 100"), args![], read)?;
        if oldest.is_empty() {
            break;
        }
        for medium in oldest {
            if over <= 0 {
                break;
            }
            tx.execute("delete from media where hash = ?1", args![&medium.hash])?;
            tx.execute("delete from picture where hash = ?1", args![&medium.hash])?;
            over -= medium.bytes;
            dropped.push(medium.hash);
        }
    }
    Ok(dropped)
}
