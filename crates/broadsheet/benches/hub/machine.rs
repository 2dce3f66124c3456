//! What the bench asks of the machine: the hub as a process of its own, its processor time and memory, other programs.

use std::{
    collections::BTreeMap,
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{Outcome, web};

/// The program that is measured.
const BROADSHEET: &str = env!("CARGO_BIN_EXE_broadsheet");
/// How long a hub may take until it answers, and until it has nothing left to do.
const READY: Duration = Duration::from_secs(900);

/// A command of the program on a data folder, quiet.
pub fn broadsheet(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(BROADSHEET);
    command.args(arguments).arg("--data").arg(data).args(["--log", "warn"]).stdout(Stdio::null());
    command
}

/// A process that ends with this value.
pub struct Process(pub Child);

impl Process {
    /// Starts it.
    pub fn start(command: &mut Command) -> Outcome<Self> {
        Ok(Self(command.spawn().map_err(|e| format!("cannot start {:?}: {e}", command.get_program()))?))
    }

    /// Seconds of processor time so far, ended threads and (for nginx) child processes that run included.
    pub fn cpu(&self) -> f64 {
        let pid = self.0.id();
        let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
        cpu_of(pid) + children.split_whitespace().filter_map(|pid| pid.parse().ok()).map(cpu_of).sum::<f64>()
    }

    /// Seconds of processor time of the threads that live now, by name.
    pub fn cpu_by_thread(&self) -> BTreeMap<String, f64> {
        let mut times = BTreeMap::new();
        for thread in fs::read_dir(format!("/proc/{}/task", self.0.id())).into_iter().flatten().flatten() {
            let read = |file: &str| fs::read_to_string(thread.path().join(file)).unwrap_or_default();
            let nanoseconds = read("schedstat").split_whitespace().next().and_then(|n| n.parse::<f64>().ok());
            *times.entry(read("comm").trim().to_owned()).or_default() += nanoseconds.unwrap_or(0.0) / 1e9;
        }
        times
    }

    /// Memory in MiB, pages shared with other processes counted by their share (PSS).
    pub fn memory(&self) -> f64 {
        let text = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.0.id())).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("Pss:"));
        line.and_then(|line| line.split_whitespace().nth(1)).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }
}

impl Drop for Process {
    /// As an operator ends it, so that it ends well; by force where it does not.
    fn drop(&mut self) {
        if !matches!(self.0.try_wait(), Ok(None)) {
            return;
        }
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let until = Instant::now() + Duration::from_secs(12);
        while matches!(self.0.try_wait(), Ok(None)) {
            if Instant::now() > until {
                let _ = self.0.kill();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.wait();
    }
}

/// Seconds of processor time of a process (`/proc` counts hundredths).
fn cpu_of(pid: u32) -> f64 {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// A running hub and its port.
pub struct Hub {
    /// The process.
    pub process: Process,
    /// Where it answers.
    pub port: u16,
}

impl Hub {
    /// `broadsheet serve` on a data folder, answering.
    pub fn serve(data: &Path, more: &[&str]) -> Outcome<Self> {
        let port = free_port()?;
        let at = format!("127.0.0.1:{port}");
        let mut command = broadsheet(data, &["serve", "--listen", &at, "--address", &format!("http://{at}")]);
        let mut process = Process::start(command.args(more))?;
        let until = Instant::now() + READY;
        while web::Client::new(port).get("/readyz").is_err() {
            if process.0.try_wait()?.is_some() || Instant::now() > until {
                return Err("the hub does not start".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Self { process, port })
    }

    /// Waits until the hub uses next to no processor time: it has grouped, indexed and rebuilt what there was.
    pub fn rest(&self) -> Outcome<()> {
        let until = Instant::now() + READY;
        let mut calm = 0;
        while calm < 4 {
            let before = self.process.cpu();
            std::thread::sleep(Duration::from_millis(500));
            calm = if self.process.cpu() - before < 0.03 { calm + 1 } else { 0 };
            if Instant::now() > until {
                return Err("the hub does not come to rest".into());
            }
        }
        Ok(())
    }
}

/// A port that nothing listens on.
pub fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The first line that a program says when asked for its version; `None`: it is not installed.
pub fn version(program: &str, argument: &str) -> Option<String> {
    let said = Command::new(program).arg(argument).output().ok()?;
    let text = [said.stdout, said.stderr].concat();
    String::from_utf8_lossy(&text).lines().next().map(str::to_owned)
}

/// Seconds of processor time of this thread.
pub fn own_cpu() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// Does this process run as root?
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0)
}

/// The machine and its system in a line.
pub fn describe() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("a processor");
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let system = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")).unwrap_or("Linux");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores, {}; {}; load {}", model.trim_matches([' ', '\t', ':']), system.trim_matches('"'), busy())
}

/// Seconds of processor time that the host of a virtual machine has taken away from it so far.
pub fn stolen() -> f64 {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let stolen = text.lines().next().and_then(|line| line.split_whitespace().nth(8));
    stolen.and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 100.0
}

/// How many processes wanted to run over the last minute.
pub fn busy() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}
