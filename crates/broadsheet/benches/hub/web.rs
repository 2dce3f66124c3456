//! Asking over HTTP: one request, a steady rate, as fast as it goes.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use crate::Outcome;

/// Connections of the steady load.
const CONNECTIONS: usize = 16;
/// Connections and threads of wrk.
const WRK: [&str; 2] = ["-c16", "-t1"];

/// An answer.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The address to go to instead.
    pub location: Option<String>,
    /// As sent: compressed where that was asked for.
    pub body: Vec<u8>,
}

/// A client with one connection that it keeps open.
pub struct Client {
    port: u16,
    connection: Option<BufReader<TcpStream>>,
    /// What `Accept-Encoding` says; empty: nothing.
    pub encoding: &'static str,
}

impl Client {
    /// For a port of this machine; nothing is opened yet.
    pub fn new(port: u16) -> Self {
        Self { port, connection: None, encoding: "" }
    }

    /// Asks for a path. Another status than 200, 304 and 308 is a mistake.
    pub fn get(&mut self, path: &str) -> Outcome<Answer> {
        // A connection that the server closed meanwhile is opened anew once.
        let kept = self.connection.is_some();
        let answer = self.ask(path).or_else(|e| {
            self.connection = None;
            if kept { self.ask(path) } else { Err(e) }
        })?;
        match answer.status {
            200 | 304 | 308 => Ok(answer),
            status => Err(format!("{path} is answered with {status}").into()),
        }
    }

    /// Asks for a path and goes where it is sent.
    pub fn follow(&mut self, path: &str) -> Outcome<Answer> {
        let answer = self.get(path)?;
        answer.location.clone().map_or(Ok(answer), |location| self.get(&location))
    }

    fn ask(&mut self, path: &str) -> Outcome<Answer> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => {
                let stream = TcpStream::connect(("127.0.0.1", self.port))?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(Duration::from_secs(30)))?;
                none.insert(BufReader::with_capacity(1 << 16, stream))
            }
        };
        let accept =
            if self.encoding.is_empty() { String::new() } else { format!("Accept-Encoding: {}\r\n", self.encoding) };
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{accept}\r\n", self.port);
        connection.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        connection.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|n| n.parse().ok()).ok_or("no answer")?;
        let mut answer = Answer { status, location: None, body: Vec::new() };
        let mut length = 0;
        loop {
            line.clear();
            connection.read_line(&mut line)?;
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse()?,
                Some((name, value)) if name.eq_ignore_ascii_case("location") => answer.location = Some(value.into()),
                Some(_) => {}
                None => break,
            }
        }
        if answer.status != 304 {
            answer.body.resize(length, 0);
            connection.read_exact(&mut answer.body)?;
        }
        Ok(answer)
    }
}

/// Times of many requests, shortest first, each with the place of its path among those asked for.
#[derive(Default)]
pub struct Times(Vec<(Duration, usize)>);

impl Times {
    /// Those of some paths.
    pub fn of(&self, wanted: impl Fn(usize) -> bool) -> Self {
        Self(self.0.iter().copied().filter(|(_, path)| wanted(*path)).collect())
    }

    /// The time within which this share (in thousandths) was answered, in milliseconds.
    pub fn at(&self, thousandths: usize) -> f64 {
        let place = (self.0.len() * thousandths / 1_000).min(self.0.len().saturating_sub(1));
        self.0.get(place).map_or(0.0, |(time, _)| time.as_secs_f64() * 1e3)
    }
}

/// Asks for the paths in turn, so many a second, whether or not earlier ones were answered. The time of each counts from when it
/// should have been sent: a server that stands still for a second is seen to do so by all who come within it.
pub fn steadily(port: u16, paths: &[String], rate: f64, seconds: f64) -> Outcome<Times> {
    let period = Duration::from_secs_f64(1.0 / rate);
    let requests =
        paths.iter().enumerate().cycle().zip(0_u32..).take_while(|(_, n)| (period * *n).as_secs_f64() < seconds);
    let requests: Vec<((usize, &String), u32)> = requests.collect();
    let begin = Instant::now() + Duration::from_millis(50);
    let next = AtomicUsize::new(0);
    let ask = || -> Result<Vec<(Duration, usize)>, String> {
        let mut client = Client::new(port);
        let mut times = Vec::new();
        while let Some(((place, path), n)) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
            let due = begin + period * *n;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            client.follow(path).map_err(|e| e.to_string())?;
            times.push((due.elapsed(), *place));
        }
        Ok(times)
    };
    let times = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
        let ended =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("a client fell over".into())));
        ended.collect::<Result<Vec<_>, String>>()
    })?;
    let mut times = times.concat();
    times.sort();
    Ok(Times(times))
}

/// As many requests a second as wrk gets answered over so many seconds.
pub fn wrk(port: u16, path: &str, encoding: &str, seconds: u32) -> Outcome<f64> {
    let mut command = Command::new("wrk");
    command.args(WRK).arg(format!("-d{seconds}"));
    if !encoding.is_empty() {
        command.arg("-H").arg(format!("Accept-Encoding: {encoding}"));
    }
    let said = command.arg(format!("http://127.0.0.1:{port}{path}")).output()?;
    let text = String::from_utf8_lossy(&said.stdout);
    if text.contains("Non-2xx") || text.contains("Socket errors") {
        return Err(format!("wrk met errors:\n{text}").into());
    }
    let line = text.lines().find_map(|line| line.trim().strip_prefix("Requests/sec:"));
    Ok(line.ok_or("wrk said nothing")?.trim().parse()?)
}
