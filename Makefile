PY ?= .venv/bin/python

.PHONY: kernel
kernel:  ## Build the extension module into the source tree
	cargo build --locked --manifest-path rust/Cargo.toml --profile dev-fast -p spanmill-kernel-py
	cp rust/target/dev-fast/lib_kernel.so spanmill/_kernel.abi3.so

.PHONY: docs docs-check
docs:  ## Write the reference pages from the docstrings of configuration fields
	$(PY) -m spanmill docs docs
docs-check:  ## Fail when a reference page is not what the code says
	$(PY) -m spanmill docs docs --check

.PHONY: golden
golden:  ## Write the golden files anew, for review as a diff
	SPANMILL_UPDATE_GOLDEN=1 $(PY) -m pytest -q tests/golden
