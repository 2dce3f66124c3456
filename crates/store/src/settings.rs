//! Settings kept in the store: what the editor changes on the pages.

use std::collections::BTreeMap;

use model::Id;

use crate::changes::{self, ChangeKind};
use crate::{Fault, Tx, args};

/// The value of a setting.
pub fn get(tx: &mut Tx, name: &str) -> Result<Option<String>, Fault> {
    tx.one("select value from setting where name = ?1", args![name])?.map(|mut row| row.text()).transpose()
}

/// Sets a setting; `None`: back to its default.
pub fn set(tx: &mut Tx, name: &str, value: Option<&str>) -> Result<(), Fault> {
    match value {
        Some(value) => tx.execute(
            "insert into setting (name, value) values (?1, ?2) on conflict (name) do update set value = excluded.value",
            args![name, value],
        )?,
        None => tx.execute("delete from setting where name = ?1", args![name])?,
    };
    changes::note(tx, ChangeKind::Setting, Id(0));
    Ok(())
}

/// All settings that are set.
pub fn all(tx: &mut Tx) -> Result<BTreeMap<String, String>, Fault> {
    Ok(tx
        .list("select name, value from setting", args![], |mut row| Ok((row.text()?, row.text()?)))?
        .into_iter()
        .collect())
}
