#!/usr/bin/env bash
# Print the path of a Prometheus. Usage: get_prometheus.sh FOLDER
#
# It is the installed one, or the distribution's package unpacked below FOLDER, for which nobody has to be root. Where
# neither can be had the exit code is 69.
set -euo pipefail
command -v prometheus && exit 0
target=$1/prometheus/usr/bin/prometheus
if [ ! -x "$target" ]; then
  command -v apt-get >/dev/null || { echo "neither prometheus nor apt-get is here" >&2; exit 69; }
  mkdir -p "$1"
  work=$(mktemp -d "$1/prometheus.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  own=(-o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache")
  fetch() { (cd "$work" && apt-get -qq "$@" download prometheus >&2); }
  fetch || { apt-get -qq "${own[@]}" -o APT::Update::Error-Mode=any update >&2 && fetch "${own[@]}"; } || exit 69
  dpkg -x "$work"/prometheus_*.deb "$work/unpacked"
  rm -rf "$1/prometheus"
  mv -T "$work/unpacked" "$1/prometheus"
fi
echo "$target"
