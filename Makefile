# Entry points of the repository. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY ?= $(BIN)/python
CARGO_FLAGS := --locked --manifest-path rust/Cargo.toml
PACKAGES := spanmill receivers processors exporters connectors
RUST_SOURCES := $(shell find rust -name '*.rs' -not -path 'rust/target/*') $(wildcard rust/*.toml rust/*/*.toml)
CONFIG ?= pipelines.yaml

.DEFAULT_GOAL := help
.PHONY: help run demo test test-integration lint types docs docs-check golden wheel wheel-test ci bench bench-peers profile kernel clean toolchain lock

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

run: $(VENV)/.run  ## Start Spanmill with pipelines.yaml (CONFIG=path for another file)
	$(BIN)/spanmill run $(CONFIG)

demo: $(VENV)/.run  ## Start it, send gateway traffic for 20 seconds, show what came of it
	$(BIN)/spanmill demo

test: $(VENV)/.dev  ## Run the tests (integration tests with real backends: make test-integration)
	cargo test -q $(CARGO_FLAGS) -p spanmill-kernel -p spanmill-scan -p spanmill-listener -p spanmill-sender
	$(BIN)/python -m pytest -q -m "not integration" --ignore tests/wheel

test-integration: $(VENV)/.dev  ## Run the tests against real backends; each says why where it cannot. Builds Jaeger once: minutes
	$(BIN)/python -m pytest -q -m integration --ignore tests/wheel

lint: $(VENV)/.dev  ## Style, layers, sizes, spelling, licences and version floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/python scripts/check_house.py
	$(BIN)/python scripts/check_dependencies.py
	cargo fmt --manifest-path rust/Cargo.toml --all --check
	cargo fmt --manifest-path bench/loadgen/Cargo.toml --check
	cargo clippy -q $(CARGO_FLAGS) --all-targets -- -D warnings

types: $(VENV)/.dev  ## Type checkers, and the kernel's stub against the binary
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python -m mypy.stubtest spanmill._kernel --ignore-missing-stub --ignore-unused-allowlist --allowlist scripts/stubtest.allow

docs: $(VENV)/.dev  ## Write the pages that come from the configuration's docstrings
	$(BIN)/spanmill docs docs

docs-check: $(VENV)/.dev  ## Fail when a page is not what the docstrings say, or an example does not validate
	$(BIN)/spanmill docs docs --check

golden: $(VENV)/.dev  ## Write the golden files anew, for review as a diff
	SPANMILL_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/golden

wheel: $(VENV)/.dev  ## Build the abi3 wheel into dist/
	rm -rf dist
	$(BIN)/maturin build --release --locked --out dist

ci: lint types docs-check test wheel wheel-test  ## Everything that must hold before a change lands

wheel-test: $(VENV)/.dev  ## Open the wheel in dist/, install it into a fresh environment, run the demo from it
	$(BIN)/python -m pytest -q tests/wheel --override-ini addopts="--import-mode=importlib"

bench: $(VENV)/.dev  ## Measure; results go to bench/results/
	$(BIN)/python bench/run.py
	$(BIN)/python bench/memory.py
	$(BIN)/python bench/soak.py
	$(BIN)/python bench/gateway_latency.py
	$(BIN)/python bench/overload.py
	$(BIN)/python bench/spinning.py

bench-peers: $(VENV)/.dev  ## Measure beside the Go Collector, Rotel and dataflow; builds them once: needs Go, and half an hour
	$(BIN)/python bench/run_peers.py

profile: $(VENV)/.dev kernel  ## Flame graph of the shipped pipelines under load, in flame.svg
	$(BIN)/python bench/flame.py

kernel:  ## Build the extension module into the source tree, for work on Rust
	cargo build $(CARGO_FLAGS) --profile dev-fast -p spanmill-kernel-py
	cp rust/target/dev-fast/lib_kernel.so spanmill/_kernel.abi3.so

lock: $(VENV)/.dev  ## Resolve the dependencies anew into requirements/
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--group build pyproject.toml -o requirements/run.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		--group build --group dev pyproject.toml -o requirements/dev.lock

clean:  ## Remove everything that was built; data/ stays
	rm -rf $(VENV) dist build rust/target spanmill/_kernel*.so .pytest_cache .mypy_cache .ruff_cache .hypothesis

toolchain:
	@command -v cargo >/dev/null || { echo "Spanmill's kernel is built from source and needs Rust 1.89 or newer: install it from rustup.rs, or install the wheel instead." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Spanmill needs Python 3.11 or newer: set PYTHON=python3.x." >&2; exit 1; }

$(VENV)/.python: | toolchain
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.locked-run: requirements/run.lock | $(VENV)/.python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.lock
	touch $@

$(VENV)/.run: pyproject.toml $(RUST_SOURCES) $(VENV)/.locked-run
	@echo "Building the kernel from source: some minutes the first time, and nothing is said meanwhile."
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pip install -q --disable-pip-version-check \
		--no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.lock
	touch $@
