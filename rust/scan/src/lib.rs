//! Detectors of personal data and secrets over raw bytes.
