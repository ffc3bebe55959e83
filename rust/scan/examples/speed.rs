//! How fast texts are scanned: `speed FILE...`, each file a text a line. Prints bytes, findings and
//! GB/s, the best of runs.

use std::io::Write;

use spanmill_scan::{EntitySet, Options, Scanner};

const RUNS: usize = 25;

/// Time on the processor; what others take of the machine is not counted.
fn cpu_ns() -> std::io::Result<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let first = stat.split(' ').next().and_then(|text| text.parse().ok());
    first.ok_or_else(|| std::io::Error::other("no scheduler statistics"))
}

fn main() -> std::io::Result<()> {
    let options = Options::new(EntitySet::all());
    for path in std::env::args().skip(1) {
        let text = std::fs::read(&path)?;
        for (name, mut scanner) in [("simd", Scanner::new())] {
            let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
            let mut best = f64::MAX;
            let mut found = 0;
            for _ in 0..RUNS {
                let start = cpu_ns()?;
                found = lines
                    .iter()
                    .map(|line| scanner.scan(line, &options).len())
                    .sum();
                best = best.min((cpu_ns()? - start) / 1e9);
            }
            #[expect(clippy::cast_precision_loss, reason = "files are below 2^52 bytes")]
            let speed = text.len() as f64 / best / 1e9;
            writeln!(
                std::io::stdout(),
                "{path} {name}: {} bytes, {found} findings, {speed:.2} GB/s",
                text.len()
            )?;
        }
    }
    Ok(())
}
