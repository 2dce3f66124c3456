//! Files that a person names: read with a sentence that says what to do where they cannot be.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
};

/// Opens a file that a person named; `-` is standard input.
pub fn open(name: &str) -> Result<Box<dyn BufRead>, String> {
    if name == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(name).map_err(|error| cannot_read(name, &error))?;
    if file.metadata().is_ok_and(|known| known.is_dir()) {
        return Err(format!("{name} is a folder: name a file in it"));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

/// Why a file cannot be read, and what to do.
pub fn cannot_read(name: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {name}: look at its name and folder"),
        io::ErrorKind::PermissionDenied => format!("{name} may not be read: look at its permissions"),
        io::ErrorKind::IsADirectory => format!("{name} is a folder: name a file in it"),
        io::ErrorKind::InvalidData => format!("{name} is no text in UTF-8: is it the right file?"),
        _ => format!("{name} cannot be read ({error}): look at the disk it lies on"),
    }
}
