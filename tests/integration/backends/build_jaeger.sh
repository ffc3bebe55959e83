#!/usr/bin/env bash
# Build Jaeger 2 from its Go module. Usage: build_jaeger.sh FOLDER; the program is FOLDER/jaeger-VERSION, whose path is printed.
#
# cmd/jaeger of 1.76.0 is Jaeger 2: the tags of version 2 have no module. A replace directive in it forbids
# `go install`, so it is built where the module cache keeps it; minutes the first time. Where Go or the network is
# missing the exit code is 69.
set -euo pipefail
version=1.76.0
target=$1/jaeger-$version
if [ ! -x "$target" ]; then
  command -v go >/dev/null || { echo "go is not here" >&2; exit 69; }
  mkdir -p "$1"
  log=$(mktemp)
  trap 'rm -f "$log" "$target.$$"' EXIT
  export CGO_ENABLED=0 GOFLAGS=-buildvcs=false GOWORK=off
  elsewhere='dial tcp|no such host|i/o timeout|unreachable|lookup disabled|requires go >='
  {
    go mod download "github.com/jaegertracing/jaeger@v$version" &&
      cd "$(go env GOMODCACHE)/github.com/jaegertracing/jaeger@v$version" &&
      go list -deps ./cmd/jaeger >/dev/null
  } 2>"$log" || { cat "$log" >&2; grep -Eq "$elsewhere" "$log" && exit 69; exit 1; }
  nice go build -trimpath -ldflags='-s -w' -o "$target.$$" ./cmd/jaeger >&2
  mv "$target.$$" "$target"
fi
echo "$target"
