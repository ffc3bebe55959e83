//! Generator and sink of the benchmarks. One thread, so that it stays on the core that it is given.
//!
//! ```text
//! loadgen send --grpc 127.0.0.1:4317 --seconds 10 --spans 11 --span-bytes 800 --outstanding 64
//! loadgen send --http 127.0.0.1:4318 --seconds 10 --rate 1000
//! loadgen sink --grpc 127.0.0.1:14317 --http 127.0.0.1:14318 --answer 0
//! ```
//!
//! Each prints one JSON object: the generator when it is done, the sink on `GET /count`.

use std::process::ExitCode;

mod args;
mod body;
mod client_grpc;
mod client_http;
mod cpu;
mod load;
mod measure;
mod sink;
mod sink_grpc;
mod sink_http;
mod wire;

use args::Args;

/// What goes wrong, in words for a person.
type Fault = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("loadgen: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Fault> {
    let mut words = std::env::args().skip(1);
    let mode = words.next().unwrap_or_default();
    let args = Args::parse(words)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let local = tokio::task::LocalSet::new();
    match mode.as_str() {
        "send" => {
            let load = load::Load::new(&args)?;
            args.finish()?;
            println!("{}", local.block_on(&runtime, load.run())?);
            Ok(())
        }
        "sink" => {
            let sink = sink::Sink::new(&args)?;
            args.finish()?;
            local.block_on(&runtime, sink.run())
        }
        other => Err(format!("expected send or sink, got {other:?}").into()),
    }
}
