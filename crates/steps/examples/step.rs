//! Runs one pure step over standard input without building the hub: `cargo run --release -p steps --example step -- read`.

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let step = arguments.next().ok_or("name a step: feed, read, analyse, group, copies")?;
    let pairs = arguments.any(|a| a == "--pairs");
    steps::run(&step, pairs, std::io::stdin().lock(), std::io::BufWriter::new(std::io::stdout().lock()))
}
