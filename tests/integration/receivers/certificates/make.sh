#!/usr/bin/env bash
# Makes the certificates of the tests anew; they are good for a hundred years and for nothing else.
set -euo pipefail
cd "$(dirname "$0")"
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj "/CN=$1" \
    -keyout "$1.key" -out "$1.crt" -addext "basicConstraints=critical,CA:TRUE" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
}
leaf() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$2" -keyout "$2.key" -out "$2.csr" 2>/dev/null
  openssl x509 -req -in "$2.csr" -CA "$1.crt" -CAkey "$1.key" -CAcreateserial -days 36500 -out "$2.crt" \
    -extfile <(printf '%s\n' subjectAltName=DNS:localhost,IP:127.0.0.1 authorityKeyIdentifier=keyid) 2>/dev/null
  rm "$2.csr"
}
authority authority
authority stranger
leaf authority server
leaf authority client
leaf stranger intruder
rm -f ./*.srl authority.key stranger.key
