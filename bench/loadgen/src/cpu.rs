//! CPU time of this process.

/// User and system seconds so far, from the kernel's own counter; 0 where it cannot be read.
pub fn seconds() -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may hold anything; fields are counted behind it.
    let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
    let ticks = behind.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|each| each.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS_PER_SECOND
}
