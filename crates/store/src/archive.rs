//! Backup and restore: an archive that knows no engine, so that it also moves a hub from one to the other.
//!
//! An archive is a folder: `manifest.json`, `tables/NAME.jsonl` with one row a line as a JSON array (bytes as
//! `{"bytes": "hexadecimal"}`), `media/` with the files by hash. The manifest holds the columns, the number of rows and the
//! blake3 digest of every table.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::media::Files;
use crate::text::{hex, unhex};
use crate::{Arg, Fault, FaultKind, Row, Store, Tx, Value, args, schema};

/// The version of the archive's own shape.
const FORMAT: u32 = 1;
/// Values put into one insert.
const VALUES_AT_ONCE: usize = 4_000;

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the archive's shape.
    pub format: u32,
    /// The version of the tables.
    pub tables_version: i64,
    /// Each table.
    pub tables: BTreeMap<String, Table>,
    /// Files in `media/`.
    pub media: usize,
    /// Files that the store names and that were not there.
    pub media_missing: Vec<String>,
}

/// One table of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Names of the columns in the order of the rows' values.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: usize,
    /// blake3 of the file, hexadecimal.
    pub digest: String,
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    move |error| {
        let kind = if error.kind() == std::io::ErrorKind::StorageFull { FaultKind::Full } else { FaultKind::Refused };
        Fault::new(kind, format!("{}: {error}", path.display()))
    }
}

fn refused(sentence: String) -> Fault {
    Fault::new(FaultKind::Refused, sentence)
}

/// Writes a consistent copy of the store, as of one moment while the hub runs on, and of its media into a new folder.
pub fn backup(store: &Store, media: &Files, target: &Path) -> Result<Manifest, Fault> {
    if target.exists() {
        return Err(refused(format!("{} is there already: name a folder that is not", target.display())));
    }
    let part = PathBuf::from(format!("{}.part", target.display()));
    if part.exists() {
        fs::remove_dir_all(&part).map_err(at(&part))?;
    }
    let folder = part.join("tables");
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let (tables_version, tables, hashes) = store.read(|tx| {
        let mut tables = BTreeMap::new();
        for (name, _) in schema::TABLES.iter().filter(|(_, kept)| *kept) {
            tables.insert((*name).to_owned(), write_table(tx, name, &folder)?);
        }
        let hashes = tx.list("select hash from media order by hash", args![], |mut row| row.text())?;
        Ok((schema::version(tx)?, tables, hashes))
    })?;
    let copies = Files::new(part.join("media"));
    let (mut count, mut media_missing) = (0, Vec::new());
    for hash in hashes {
        match media.get(&hash) {
            Some(bytes) if copies.put(&bytes)? == hash => count += 1,
            _ => media_missing.push(hash),
        }
    }
    let manifest = Manifest { format: FORMAT, tables_version, tables, media: count, media_missing };
    let path = part.join("manifest.json");
    let text = serde_json::to_string_pretty(&manifest).map_err(|e| Fault::bug(e.to_string()))?;
    let written = File::create(&path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(at(&path))?;
    fs::rename(&part, target).map_err(at(target))?;
    Ok(manifest)
}

/// Writes one table, digesting what it writes.
fn write_table(tx: &mut Tx, name: &str, folder: &Path) -> Result<Table, Fault> {
    let columns = tx.columns(name)?;
    let path = folder.join(format!("{name}.jsonl"));
    let mut out = BufWriter::new(File::create(&path).map_err(at(&path))?);
    let (mut digest, mut rows) = (blake3::Hasher::new(), 0);
    let width = columns.len();
    tx.each(&format!("select * from {name}"), |mut row| {
        let line = format!("{}\n", to_line(&mut row, width)?);
        digest.update(line.as_bytes());
        rows += 1;
        out.write_all(line.as_bytes()).map_err(at(&path))
    })?;
    let file = out.into_inner().map_err(|e| at(&path)(e.into_error()))?;
    file.sync_all().map_err(at(&path))?;
    Ok(Table { columns, rows, digest: hex(digest.finalize().as_bytes()) })
}

fn to_line(row: &mut Row, width: usize) -> Result<Json, Fault> {
    let values: Result<Vec<Json>, Fault> = (0..width)
        .map(|_| {
            Ok(match row.value()? {
                Value::Null => Json::Null,
                Value::Int(n) => json!(n),
                Value::Real(x) => json!(x),
                Value::Text(text) => Json::String(text),
                Value::Bytes(bytes) => json!({"bytes": hex(&bytes)}),
            })
        })
        .collect();
    Ok(Json::Array(values?))
}

fn from_json(value: Json) -> Option<Value> {
    Some(match value {
        Json::Null => Value::Null,
        Json::String(text) => Value::Text(text),
        Json::Number(n) => n.as_i64().map(Value::Int).or_else(|| n.as_f64().map(Value::Real))?,
        Json::Object(fields) => Value::Bytes(unhex(fields.get("bytes")?.as_str()?)?),
        _ => return None,
    })
}

/// Fills an empty store from an archive: all of it or nothing. Every digest is looked at before anything is written.
pub fn restore(archive: &Path, store: &Store, media: &Files) -> Result<Manifest, Fault> {
    let manifest = read_manifest(archive)?;
    let newest = store.read(schema::version)?;
    if manifest.format > FORMAT || manifest.tables_version > newest {
        return Err(refused(format!(
            "{} was written by a newer Broadsheet: restore it with that one or a later one",
            archive.display()
        )));
    }
    for (name, table) in &manifest.tables {
        if !schema::TABLES.iter().any(|(known, kept)| known == name && *kept) {
            return Err(refused(format!("the archive holds a table {name} that this Broadsheet does not know")));
        }
        if digest_of(&table_path(archive, name))? != table.digest {
            return Err(refused(format!(
                "the archive is damaged: {} is not what was backed up; take another backup",
                table_path(archive, name).display()
            )));
        }
    }
    store.write(|tx| {
        if tx.number(
            "select (select count(*) from article) + (select count(*) from outlet) + (select count(*) from person)",
            args![],
        )? > 0
        {
            return Err(refused(
                "the store is not empty: restore into a new one (set `store` to another place)".to_owned(),
            ));
        }
        for (name, _) in schema::TABLES {
            if let Some(table) = manifest.tables.get(*name) {
                fill(tx, name, table, &table_path(archive, name))?;
            }
        }
        Ok(())
    })?;
    let copies = Files::new(archive.join("media"));
    for hash in store.read(|tx| tx.list("select hash from media order by hash", args![], |mut row| row.text()))? {
        if let Some(bytes) = copies.get(&hash) {
            media.put(&bytes)?;
        }
    }
    Ok(manifest)
}

fn table_path(archive: &Path, name: &str) -> PathBuf {
    archive.join("tables").join(format!("{name}.jsonl"))
}

fn read_manifest(archive: &Path) -> Result<Manifest, Fault> {
    let path = archive.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(|e| {
        refused(format!(
            "{} is no backup of Broadsheet ({}: {e}): name the folder that `broadsheet backup` wrote",
            archive.display(),
            path.display()
        ))
    })?;
    serde_json::from_str(&text).map_err(|e| refused(format!("{} cannot be read: {e}", path.display())))
}

fn digest_of(path: &Path) -> Result<String, Fault> {
    let mut digest = blake3::Hasher::new();
    let mut file = File::open(path).map_err(at(path))?;
    std::io::copy(&mut file, &mut digest).map_err(at(path))?;
    Ok(hex(digest.finalize().as_bytes()))
}

fn fill(tx: &mut Tx, name: &str, table: &Table, path: &Path) -> Result<(), Fault> {
    let known = tx.columns(name)?;
    if let Some(column) = table.columns.iter().find(|column| !known.contains(column)) {
        return Err(refused(format!(
            "the archive's table {name} has a column {column} that this Broadsheet does not know"
        )));
    }
    let width = table.columns.len();
    let into = format!("insert into {name} ({})", table.columns.join(", "));
    // Of the counters, the version of the tables and the store's own number stay those of the new store.
    if name == "counter" {
        tx.execute("delete from counter where name <> 'version' and name <> 'store'", args![])?;
    }
    let mut values: Vec<Value> = Vec::new();
    for line in BufReader::new(File::open(path).map_err(at(path))?).lines() {
        let line = line.map_err(at(path))?;
        let row: Option<Vec<Value>> =
            serde_json::from_str::<Vec<Json>>(&line).ok().and_then(|row| row.into_iter().map(from_json).collect());
        let Some(row) = row.filter(|row| row.len() == width) else {
            return Err(refused(format!("{} holds a line that is no row", path.display())));
        };
        let own = |word: &str| row.contains(&Value::Text(word.to_owned()));
        if name == "counter" && (own("version") || own("store")) {
            continue;
        }
        values.extend(row);
        if values.len() >= VALUES_AT_ONCE {
            put(tx, &into, width, &mut values)?;
        }
    }
    put(tx, &into, width, &mut values)
}

fn put(tx: &mut Tx, into: &str, width: usize, values: &mut Vec<Value>) -> Result<(), Fault> {
    let list: Vec<Arg> = values.iter().map(Value::arg).collect();
    tx.insert(into, width, "", &list)?;
    values.clear();
    Ok(())
}
