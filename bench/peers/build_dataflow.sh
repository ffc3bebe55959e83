#!/usr/bin/env bash
# Build the otel-arrow dataflow engine from its crates. Usage: build_dataflow.sh FOLDER; the path of the program is
# printed. Ten minutes and more the first time. Exit code 69 where Rust is missing.
set -euo pipefail
version=0.62.0
here=$(cd "$(dirname "$0")" && pwd)
target=$1/dataflow-$version
if [ ! -x "$target" ]; then
  command -v cargo >/dev/null || { echo "cargo is not here" >&2; exit 69; }
  mkdir -p "$1"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  nice cargo build --release --locked --manifest-path "$here/dataflow/Cargo.toml" --target-dir "$work" >&2
  mv "$work/release/dataflow" "$target"
fi
echo "$target"
