//! Runs the program in a folder of its own.

use std::{
    io::{Read, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// The program, in a folder that goes with it.
pub struct Program(tempfile::TempDir);

/// What a run left.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub output: String,
    pub error: String,
}

/// A program that runs until this is dropped.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Program {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn folder(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    /// Writes a file into the folder; its path.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// Starts the program and leaves it running.
    pub fn start(&self, arguments: &[&str]) -> Running {
        let child = self.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Running(child.unwrap())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_broadsheet"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("BROADSHEET_")) {
            command.env_remove(name);
        }
        command
    }

    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let mut command = self.command(arguments);
        let out = command.envs(environment.iter().copied()).output().unwrap();
        Run {
            status: out.status.code().unwrap_or(-1),
            output: String::from_utf8_lossy(&out.stdout).into_owned(),
            error: String::from_utf8_lossy(&out.stderr).into_owned(),
        }
    }

    /// Changes a store behind the program's back.
    pub fn sql(&self, store: &Path, sql: &str) {
        let connection = rusqlite::Connection::open(store).unwrap();
        assert!(connection.execute(sql, []).unwrap() > 0, "{sql}");
    }
}

/// Answers every request with one of the documents (path, type, body; a type of three digits is a status), for as long as the test
/// runs; its address. `{web}` in a body stands for that.
pub fn web(documents: Vec<(&'static str, &'static str, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let own = address.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n > 0) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let path = head.split(' ').nth(1).unwrap_or("/");
            let found = documents.iter().find(|(at, ..)| *at == path);
            let (status, kind, body) = match found {
                Some((_, status, body)) if status.len() == 3 => (*status, "text/plain", body.as_str()),
                Some((_, kind, body)) => ("200", *kind, body.as_str()),
                None => ("404", "text/plain", ""),
            };
            let body = body.replace("{web}", &own);
            let _ = write!(
                stream,
                "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    address
}
