//! What goes into a statement and what comes out: the four column types and null.

use model::Id;
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut};

use crate::Fault;

/// A parameter of a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arg<'a> {
    /// Null.
    Null,
    /// bigint.
    Int(i64),
    /// double precision.
    Real(f64),
    /// text. U+0000, which PostgreSQL refuses, is written as U+FFFD on both engines.
    Text(&'a str),
    /// bytea.
    Bytes(&'a [u8]),
}

/// The parameters of a statement: `args![id, name, Some(3)]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Arg::from($value)),*] };
}

impl From<i64> for Arg<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<u32> for Arg<'_> {
    fn from(n: u32) -> Self {
        Self::Int(i64::from(n))
    }
}

impl From<usize> for Arg<'_> {
    fn from(n: usize) -> Self {
        Self::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Arg<'_> {
    fn from(yes: bool) -> Self {
        Self::Int(i64::from(yes))
    }
}

impl From<Id> for Arg<'_> {
    fn from(id: Id) -> Self {
        Self::Int(id.0)
    }
}

impl From<f64> for Arg<'_> {
    fn from(x: f64) -> Self {
        Self::Real(x)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Arg<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, T: Into<Arg<'a>>> From<Option<T>> for Arg<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// U+0000 cannot stand in PostgreSQL's text.
fn without_nul(text: &str) -> std::borrow::Cow<'_, str> {
    if text.as_bytes().contains(&0) { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

impl rusqlite::ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
        Ok(match *self {
            Arg::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Arg::Int(n) => ToSqlOutput::Borrowed(ValueRef::Integer(n)),
            Arg::Real(x) => ToSqlOutput::Borrowed(ValueRef::Real(x)),
            Arg::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Arg::Text(text) => match without_nul(text) {
                std::borrow::Cow::Borrowed(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
                std::borrow::Cow::Owned(text) => ToSqlOutput::Owned(Owned::Text(text)),
            },
        })
    }
}

impl ToSql for Arg<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match *self {
            Arg::Null => Ok(IsNull::Yes),
            Arg::Int(n) if *kind == Type::INT4 => i32::try_from(n)?.to_sql(kind, out),
            Arg::Int(n) if *kind == Type::INT8 => n.to_sql(kind, out),
            Arg::Real(x) if *kind == Type::FLOAT8 => x.to_sql(kind, out),
            Arg::Text(text) if matches!(*kind, Type::TEXT | Type::VARCHAR | Type::NAME) => {
                without_nul(text).as_ref().to_sql(kind, out)
            }
            Arg::Bytes(bytes) if *kind == Type::BYTEA => bytes.to_sql(kind, out),
            _ => Err(format!("a parameter {self:?} where the statement wants {kind}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Null.
    Null,
    /// bigint.
    Int(i64),
    /// double precision.
    Real(f64),
    /// text.
    Text(String),
    /// bytea.
    Bytes(Vec<u8>),
}

impl Value {
    /// As a parameter, to write it again.
    pub fn arg(&self) -> Arg<'_> {
        match self {
            Self::Null => Arg::Null,
            Self::Int(n) => Arg::Int(*n),
            Self::Real(x) => Arg::Real(*x),
            Self::Text(text) => Arg::Text(text),
            Self::Bytes(bytes) => Arg::Bytes(bytes),
        }
    }
}

/// A row of an answer, read from left to right: each call takes the next column.
#[derive(Debug)]
pub struct Row(std::vec::IntoIter<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// The next column as it is.
    pub fn value(&mut self) -> Result<Value, Fault> {
        self.0.next().ok_or_else(|| Fault::bug("a row with fewer columns than were asked for"))
    }

    /// The next column, a bigint.
    pub fn int(&mut self) -> Result<i64, Fault> {
        match self.value()? {
            Value::Int(n) => Ok(n),
            other => Err(wrong("a number", &other)),
        }
    }

    /// The next column, a bigint that is not negative.
    pub fn count(&mut self) -> Result<usize, Fault> {
        Ok(usize::try_from(self.int()?).unwrap_or(0))
    }

    /// The next column, a bigint or null.
    pub fn maybe_int(&mut self) -> Result<Option<i64>, Fault> {
        match self.value()? {
            Value::Null => Ok(None),
            Value::Int(n) => Ok(Some(n)),
            other => Err(wrong("a number or null", &other)),
        }
    }

    /// The next column, an id.
    pub fn id(&mut self) -> Result<Id, Fault> {
        self.int().map(Id)
    }

    /// The next column, an id or null.
    pub fn maybe_id(&mut self) -> Result<Option<Id>, Fault> {
        Ok(self.maybe_int()?.map(Id))
    }

    /// The next column, 0 or 1.
    pub fn flag(&mut self) -> Result<bool, Fault> {
        Ok(self.int()? != 0)
    }

    /// The next column, a double.
    pub fn real(&mut self) -> Result<f64, Fault> {
        match self.value()? {
            Value::Real(x) => Ok(x),
            other => Err(wrong("a real number", &other)),
        }
    }

    /// The next column, a text.
    pub fn text(&mut self) -> Result<String, Fault> {
        match self.value()? {
            Value::Text(text) => Ok(text),
            other => Err(wrong("a text", &other)),
        }
    }

    /// The next column, a text or null.
    pub fn maybe_text(&mut self) -> Result<Option<String>, Fault> {
        match self.value()? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            other => Err(wrong("a text or null", &other)),
        }
    }

    /// The next column, bytes.
    pub fn bytes(&mut self) -> Result<Vec<u8>, Fault> {
        match self.value()? {
            Value::Bytes(bytes) => Ok(bytes),
            other => Err(wrong("bytes", &other)),
        }
    }

    /// The next column, bytes or null.
    pub fn maybe_bytes(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        match self.value()? {
            Value::Null => Ok(None),
            Value::Bytes(bytes) => Ok(Some(bytes)),
            other => Err(wrong("bytes or null", &other)),
        }
    }
}

fn wrong(wanted: &str, found: &Value) -> Fault {
    let found = match found {
        Value::Null => "null",
        Value::Int(_) => "a number",
        Value::Real(_) => "a real number",
        Value::Text(_) => "a text",
        Value::Bytes(_) => "bytes",
    };
    Fault::bug(format!("a column holds {found} where {wanted} was expected: run `broadsheet check`"))
}
