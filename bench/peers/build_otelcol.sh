#!/usr/bin/env bash
# Build the Go Collector from builder.yaml. Usage: build_otelcol.sh FOLDER; the program is FOLDER/otelcol-VERSION,
# whose path is printed. Minutes the first time. Exit code 69 where Go is missing.
#
# The framework is the builder's own release; components stand at the newest release whose dependencies all exist as
# modules. span_metrics 0.155 asserts an interface that the framework no longer exports, so it is built from a copy
# without that line.
set -euo pipefail
version=0.164.0
metrics=github.com/open-telemetry/opentelemetry-collector-contrib/connector/spanmetricsconnector
metrics_version=0.155.0
here=$(cd "$(dirname "$0")" && pwd)
target=$1/otelcol-$version
if [ ! -x "$target" ]; then
  command -v go >/dev/null || { echo "go is not here" >&2; exit 69; }
  mkdir -p "$1"
  work=$(mktemp -d)
  trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
  export CGO_ENABLED=0 GOFLAGS=-buildvcs=false GOWORK=off GOBIN=$work/bin
  {
    go install "go.opentelemetry.io/collector/cmd/builder@v$version"
    cd "$work"
    go mod download "$metrics@v$metrics_version"
    cp -r "$(go env GOMODCACHE)/$metrics@v$metrics_version" span_metrics
    chmod -R u+w span_metrics
    sed -i '/^var _ xconfmap.Validator/d; /confmap\/xconfmap"/d' span_metrics/config.go
    bin/builder --config "$here/builder.yaml" --skip-strict-versioning --skip-compilation
    cd source
    nice go build -trimpath -ldflags='-s -w' -o "$work/otelcol" .
  } >&2
  mv "$work/otelcol" "$target"
fi
echo "$target"
