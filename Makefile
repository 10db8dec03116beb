# Two commands do all the set-up: `make demo` shows Lianyi at work, `make test` checks it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input
HASHED := install -qq --use-pep517 --require-hashes --no-build-isolation
LOCKER := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
          --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
BINARY := --pip-args "--only-binary :all: --no-binary lunar-python"
SPARK  := --pip-args "--only-binary :all: --no-binary lunar-python,pyspark"
PYTEST ?= $(BIN)/pytest
BENCH  ?= people

.DEFAULT_GOAL := help
.PHONY: help env env-dev env-full demo test test-full reliability check system format lint types layers docs reference bench lock clean

help:            ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

env: $(VENV)/.lianyi           ## .venv with the locked core, so that .venv/bin/lianyi works
env-dev: $(VENV)/.dev          ## the same with everything that checks it
env-full: $(VENV)/.full        ## and with Spark and the peers of the benchmarks

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Lianyi needs Python 3.11 or newer; say which: make env PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: requirements/build.txt requirements/core.txt | $(VENV)/bin/python
	$(PIP) $(HASHED) --only-binary :all: -r requirements/build.txt
	$(PIP) $(HASHED) -r requirements/core.txt
	@touch $@

$(VENV)/.lianyi: pyproject.toml $(VENV)/.core
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.lianyi
	$(PIP) $(HASHED) -r requirements/dev.txt
	@touch $@

$(VENV)/.full: requirements/full.txt $(VENV)/.dev
	$(PIP) $(HASHED) -r requirements/full.txt
	@touch $@

demo: env        ## write a sample shop's exports, import them, open the report
	$(BIN)/lianyi demo $(DEMO)

test: env-dev system           ## every check and the quick tests (at most 15 minutes on 2 cores)
	$(MAKE) --no-print-directory check

test-full: env-full system     ## the long tests (with `test` at most an hour on 2 cores)
	$(PYTEST) -m 'full and not alone' -n auto --maxprocesses 2 --dist loadgroup
	$(PYTEST) -m 'full and alone'

reliability: env-dev   ## the figures of a release: two thousand files with planted faults (quiet machine, half an hour)
	$(PYTEST) -m reliability -s

check: lint types layers reference docs   ## what `test` runs, without looking for system packages
	$(PYTEST) -n auto --maxprocesses 4 --dist loadgroup

system:          ## a browser and Chinese fonts for tests that look at a page, Java for those on Spark
	@tools/system-packages

format:          ## mend what ruff can mend
	$(BIN)/ruff check --fix --quiet; $(BIN)/ruff format

lint: env-dev    ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: env-dev   ## mypy --strict
	$(BIN)/mypy

layers: env-dev  ## import contracts
	$(BIN)/lint-imports

reference: env-dev             ## is docs/reference what the code says? (WRITE=1 writes it)
	$(BIN)/python -m tools.make_reference $(if $(WRITE),,--check)

docs: env-dev    ## the manual, strictly: a warning is an error
	$(BIN)/sphinx-build --quiet -W --keep-going -n -b html docs docs/_build/html

bench: env-full  ## questions about people against ClickHouse and DuckDB (BENCH=import, metrics or all: the others)
	$(BIN)/python -m benchmarks $(BENCH)

lock: env-dev    ## resolve the dependencies again
	$(LOCKER) --no-emit-options --pip-args "--only-binary :all:" -o requirements/build.txt requirements/build.in
	$(LOCKER) $(BINARY) -c requirements/hold.in -c requirements/build.txt -o requirements/core.txt pyproject.toml
	$(LOCKER) $(BINARY) --extra dev -c requirements/hold.in -c requirements/core.txt -c requirements/build.txt -o requirements/dev.txt pyproject.toml
	@mkdir -p build && sed -n 's/^\([A-Za-z0-9._-]*==[^ ]*\).*/\1/p' requirements/dev.txt >build/pins.txt
	$(LOCKER) $(SPARK) --extra spark --extra peers -c requirements/hold.in -c build/pins.txt -c requirements/build.txt -o requirements/full.txt pyproject.toml

clean:           ## forget the environment and everything built
	rm -rf $(VENV) docs/_build build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
