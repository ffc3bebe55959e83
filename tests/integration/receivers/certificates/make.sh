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
# dated AUTHORITY NAME FROM TO [SUBJECT ALTERNATIVE NAME]: valid in that time alone
dated() {
  local work; work=$(mktemp -d)
  touch "$work/index.txt"
  printf '%s\n' "[ca]" "default_ca=own" "[own]" "database=$work/index.txt" "new_certs_dir=$work" \
    "default_md=sha256" "rand_serial=yes" "policy=any" "x509_extensions=names" "[any]" "commonName=supplied" "[names]" \
    "subjectAltName=${5:-DNS:localhost,IP:127.0.0.1}" > "$work/ca.conf"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$2" -keyout "$2.key" -out "$work/csr" 2>/dev/null
  openssl ca -batch -notext -config "$work/ca.conf" -cert "$1.crt" -keyfile "$1.key" -startdate "$3" -enddate "$4" \
    -in "$work/csr" -out "$2.crt" 2>/dev/null
  rm -r "$work"
}
authority authority
authority stranger
leaf authority server
leaf authority client
leaf stranger intruder
dated authority expired 20200101000000Z 20210101000000Z
dated authority early 21000101000000Z 21010101000000Z
dated authority elsewhere 20200101000000Z 21000101000000Z DNS:other.example
rm -f ./*.srl authority.key stranger.key
