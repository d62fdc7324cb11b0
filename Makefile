# Two commands on a fresh machine with Python >= 3.11, git and make: `make run` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help run test r ui sample bench bench-trust lint format lock licences clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
INSTALLED := $(VENV)/.installed
HOME_FOLDER ?= home
UI_HOST ?= 127.0.0.1
UI_PORT ?= 3000
DATA_CUT ?= 2026-06-30
R_PACKAGES := r-base-core r-cran-survival r-cran-relsurv r-cran-cmprsk r-cran-jsonlite
R_FINDS := for (name in c("survival", "relsurv", "cmprsk", "jsonlite")) stopifnot(requireNamespace(name))

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

run: $(INSTALLED)  ## the whole main job on the committed sample
	$(BIN)/revurdering run --data-cut $(DATA_CUT) --home $(HOME_FOLDER)

test: $(INSTALLED)  ## everything that guards a change
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# R is a yardstick for tests, never a part of the product: without it the comparisons with R are skipped.
r:  ## R and the packages our statistics are compared with (Debian or Ubuntu)
	@if command -v Rscript >/dev/null && Rscript -e '$(R_FINDS)' >/dev/null 2>&1; then \
	    echo "R is here"; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(R_PACKAGES); \
	else \
	    echo "R is missing, and only root on Debian or Ubuntu can install it from here. Install: $(R_PACKAGES)" >&2; exit 1; \
	fi

# The UI has no login: it listens to this machine alone unless UI_HOST says otherwise (docs/how-to/open-the-ui.md).
ui: $(INSTALLED)  ## the Dagster UI on http://127.0.0.1:3000
	umask 077; mkdir -p $(HOME_FOLDER)/dagster; cp pipelines/dagster.yaml $(HOME_FOLDER)/dagster/dagster.yaml
	umask 077; DAGSTER_HOME=$(abspath $(HOME_FOLDER))/dagster REVURDERING_HOME=$(abspath $(HOME_FOLDER)) \
	    $(BIN)/dagster dev --workspace workspace.yaml --host $(UI_HOST) --port $(UI_PORT)

sample: $(INSTALLED)  ## write the committed deliveries and their planted truth anew
	$(BIN)/revurdering generate --scale 0.5 --seed 1 --background 0.006 --out sample_data

# What we are measured against has an environment of its own; where it cannot be had, the table says so.
$(BENCH)/.installed: tests/bench/requirements.lock
	test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/bench/requirements.lock
	touch $@

bench: $(INSTALLED)  ## measurements, written to docs/reference/measurements.md; a few minutes
	@$(MAKE) --no-print-directory $(BENCH)/.installed || echo "lifelines cannot be installed: measuring without it" >&2
	$(BIN)/python -m tests.bench.run

bench-trust: $(INSTALLED)  ## kills, bad deliveries and attacks, written to docs/reference/measurements-trust.md; hours
	$(BIN)/python -m tests.bench.run trust

lint: $(INSTALLED)  ## style of the code
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: $(INSTALLED)
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

# Needs uv, which neither running nor testing does. Its own lock file would hold registry addresses; this does not.
lock:  ## pin every dependency by hash, for all systems and Python versions
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras \
	    --extra develop --no-header pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras \
	    --no-header tests/bench/requirements.in -o tests/bench/requirements.lock

licences: $(INSTALLED)  ## write docs/reference/licences.md from the installed packages; refuses an unknown licence
	$(BIN)/python -m pipelines.licences

clean:  ## remove what was built, keep what was delivered
	rm -rf $(HOME_FOLDER) build *.egg-info
