#!/usr/bin/env bash
# Install Rotel from PyPI. Usage: get_rotel.sh FOLDER; the path of the program is printed.
set -euo pipefail
version=0.0.1a15
target=$1/rotel-$version
program=$target/rotel/rotel-agent
if [ ! -x "$program" ]; then
  python3 -m pip install -q --disable-pip-version-check --no-deps --target "$target" "rotel==$version" >&2
fi
echo "$program"
