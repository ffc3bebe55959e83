//! Errors of the system, durations and headers across the seam.

use std::io;
use std::time::Duration;

use hyper::header::{HeaderName, HeaderValue};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;

/// `EIO`: what the kernel itself finds wrong with the disk.
const INPUT_OUTPUT: i32 = 5;
/// `EBUSY`.
const BUSY: i32 = 16;
/// `EADDRINUSE`.
const ADDRESS_IN_USE: i32 = 98;

/// Names and values of headers.
pub type Pairs = Vec<(String, String)>;

/// The kernel's error as Python's: `ValueError` for an argument that cannot be, else `OSError` with
/// its number.
pub fn os_error(error: &io::Error) -> PyErr {
    let message = error.to_string();
    match (error.kind(), error.raw_os_error()) {
        (_, Some(number)) => PyOSError::new_err((number, message)),
        (io::ErrorKind::InvalidInput, None) => PyValueError::new_err(message),
        (io::ErrorKind::ResourceBusy, None) => PyOSError::new_err((BUSY, message)),
        (io::ErrorKind::AddrInUse, None) => PyOSError::new_err((ADDRESS_IN_USE, message)),
        (_, None) => PyOSError::new_err((INPUT_OUTPUT, message)),
    }
}

/// Seconds as a duration: none below zero, and a year for what is longer.
pub fn duration(seconds: f64) -> Duration {
    const YEAR_S: f64 = 365.0 * 86_400.0;
    Duration::try_from_secs_f64(seconds.clamp(0.0, YEAR_S)).unwrap_or_default()
}

/// The error for columns of unequal length.
pub fn uneven() -> PyErr {
    PyValueError::new_err("columns do not have one row each")
}

/// Seconds as a duration; none for 0.
pub fn wait(seconds: f64) -> Option<Duration> {
    (seconds > 0.0).then(|| duration(seconds))
}

/// Names and values as headers.
pub fn to_headers(pairs: Pairs) -> PyResult<Vec<(HeaderName, HeaderValue)>> {
    pairs
        .into_iter()
        .map(|(name, value)| {
            let value = HeaderValue::try_from(value)
                .map_err(|_| PyValueError::new_err(format!("{name}: no value of a header")))?;
            Ok((header_name(&name)?, value))
        })
        .collect()
}

/// A name as that of a header.
pub fn header_name(name: &str) -> PyResult<HeaderName> {
    HeaderName::try_from(name)
        .map_err(|_| PyValueError::new_err(format!("{name:?} is no name of a header")))
}
