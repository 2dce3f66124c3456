//! The index's files, read piece by piece in place of being mapped into memory: what is read often stays in the system's
//! page cache, and the process stays small.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

/// A folder of files that are read piece by piece; all else is tantivy's own way with a folder.
#[derive(Clone, Debug)]
pub(super) struct Files {
    inner: MmapDirectory,
    folder: PathBuf,
}

impl Files {
    /// The files in a folder that is there.
    pub fn open(folder: &Path) -> tantivy::Result<Self> {
        Ok(Self { inner: MmapDirectory::open(folder)?, folder: folder.to_owned() })
    }
}

/// One file.
#[derive(Debug)]
struct Piecewise {
    file: File,
    len: usize,
}

impl HasLen for Piecewise {
    fn len(&self) -> usize {
        self.len
    }
}

impl FileHandle for Piecewise {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.end > self.len || range.start > range.end {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // Into memory that is not made zero first: a frequent word's list is long.
        let mut bytes = Vec::with_capacity(range.len());
        while bytes.len() < range.len() {
            let at = range.start.saturating_add(bytes.len()).try_into().unwrap_or(u64::MAX);
            match rustix::io::pread(&self.file, rustix::buffer::spare_capacity(&mut bytes), at) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        bytes.truncate(range.len());
        Ok(OwnedBytes::new(bytes))
    }
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let whole = self.folder.join(path);
        let opened = File::open(&whole).and_then(|file| {
            let len = usize::try_from(file.metadata()?.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
            Ok(Piecewise { file, len })
        });
        match opened {
            Ok(file) => Ok(Arc::new(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_owned()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    /// No file of an index is written twice: one that is there already was left by a process that ended before its commit.
    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        match self.inner.open_write(path) {
            Err(OpenWriteError::FileAlreadyExists(_)) if self.inner.delete(path).is_ok() => self.inner.open_write(path),
            other => other,
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}
