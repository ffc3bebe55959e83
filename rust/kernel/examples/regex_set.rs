//! The `regex` crate over files, a text a line: `regex_set PATTERNS FILE...`. A set says which
//! patterns match, and those are searched for their places.

use std::io::Write;
use std::time::Instant;

use regex::bytes::{Regex, RegexBuilder, RegexSetBuilder};

const LIMIT: usize = 2 << 20;
const RUNS: usize = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let patterns = std::fs::read_to_string(args.next().ok_or("expected a file of patterns")?)?;
    // Unicode word boundaries would keep it from its fast engine.
    let set = RegexSetBuilder::new(patterns.lines())
        .unicode(false)
        .build()?;
    let one = |pattern| RegexBuilder::new(pattern).unicode(false).build();
    let each: Vec<Regex> = patterns.lines().map(one).collect::<Result<_, _>>()?;
    for path in args {
        let text = std::fs::read(&path)?;
        let text = &text[..text.len().min(LIMIT)];
        let (mut best, mut found) = (f64::MAX, 0);
        for _ in 0..RUNS {
            let start = Instant::now();
            found = 0;
            for line in text.split(|&byte| byte == b'\n') {
                let fitting = set.matches(line).into_iter();
                found += fitting
                    .map(|index| each[index].find_iter(line).count())
                    .sum::<usize>();
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        #[expect(clippy::cast_precision_loss, reason = "files are below 2^52 bytes")]
        let speed = text.len() as f64 / best / 1e6;
        writeln!(
            std::io::stdout(),
            "| Rust regex set | {path} | {found} | {speed:.1} |"
        )?;
    }
    Ok(())
}
