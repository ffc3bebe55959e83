//! The dataflow engine as its project starts it: every core node, jemalloc, one configuration file.

use std::error::Error;

use otel_arrow_dfe_config::config_provider::resolve_config;
use otel_arrow_dfe_config::engine::OtelDataflowSpec;
use otel_arrow_dfe_controller::{Controller, ControllerRunOptions, startup};
use otel_arrow_dfe_core_nodes as _;
use otel_arrow_dfe_otap::{OTAP_PIPELINE_FACTORY, crypto};

#[global_allocator]
static HEAP: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> Result<(), Box<dyn Error>> {
    crypto::install_crypto_provider()?;
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let mut spec = OtelDataflowSpec::from_yaml(&resolve_config(Some(&path))?.content)?;
    // One pipeline core, like every other program under test.
    startup::apply_cli_overrides(&mut spec, Some(1), None, None);
    let options = ControllerRunOptions {
        handle_os_signals: true,
        ..Default::default()
    };
    startup::validate_engine_components(&spec, &OTAP_PIPELINE_FACTORY)?;
    Controller::new(&OTAP_PIPELINE_FACTORY).run_forever_with_options(spec, options)?;
    Ok(())
}
