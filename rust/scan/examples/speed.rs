//! How fast texts are scanned: `speed FILE...`, each file a text a line. Prints bytes, findings and
//! GB/s. Each piece of a file is timed by itself and its best time counts, so that what others take
//! of the machine does not; the scheduler's own count of time is too coarse for it.

use std::io::Write;
use std::time::{Duration, Instant};

use spanmill_scan::{EntitySet, Options, Scanner};

const RUNS: usize = 25;
/// Lines that are timed together: a fraction of a millisecond.
const PIECE: usize = 40;

fn main() -> std::io::Result<()> {
    let options = Options::new(EntitySet::all());
    for path in std::env::args().skip(1) {
        let text = std::fs::read(&path)?;
        let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
        let mut scanner = Scanner::new();
        let mut best = vec![Duration::MAX; lines.len().div_ceil(PIECE)];
        let mut found = 0;
        for _ in 0..RUNS {
            found = 0;
            for (best, piece) in best.iter_mut().zip(lines.chunks(PIECE)) {
                let start = Instant::now();
                for line in piece {
                    found += scanner.scan(line, &options).len();
                }
                *best = start.elapsed().min(*best);
            }
        }
        let seconds = best.iter().sum::<Duration>().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "files are below 2^52 bytes")]
        let speed = text.len() as f64 / seconds / 1e9;
        writeln!(
            std::io::stdout(),
            "{path} simd: {} bytes, {found} findings, {speed:.3} GB/s",
            text.len()
        )?;
    }
    Ok(())
}
