# Two commands for a fresh machine: `make demo` and `make test`. PORT= and PYTHON= can be set.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-index
THOROUGH := $(if $(PASSAGGI_THOROUGH),--cov --cov-report=term:skip-covered --cov-fail-under=90 --timeout=1200)

.PHONY: help setup demo test torture check bench catalogues screenshots browser clean

help:
	@echo "make demo    index the sample in data/ and serve it on http://127.0.0.1:$(PORT)"
	@echo "make test    run the whole suite, the browser tests included, on every core"
	@echo "             (PASSAGGI_THOROUGH=1: more random cases, and 90 % of lines must be covered)"
	@echo "make torture kill the writer and alter the index hundreds of times (a few minutes)"
	@echo "make check   ruff, mypy, import-linter"
	@echo "make bench   measure search quality and speed (docs/quality.md, docs/speed.md)"
	@echo "make setup   everything for development, in $(VENV)"
	@echo "make screenshots   the pictures in docs/screenshots, anew"

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Passaggi needs Python 3.11 or newer: set PYTHON= to one")'
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@touch $@

$(VENV)/run: pyproject.toml | $(VENV)/made
	@echo "Installing Passaggi and the libraries it runs on into $(VENV)"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/dev: pyproject.toml $(VENV)/run
	@echo "Installing the tools for tests and checks into $(VENV)"
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

setup: $(VENV)/dev

demo: $(VENV)/run
	@$(BIN)/passaggi index data/sample --index $(DEMO)
	@$(BIN)/passaggi serve --index $(DEMO) --port $(PORT)

test: $(VENV)/dev browser
	@$(BIN)/python -m pytest -n auto --dist worksteal $(THOROUGH)

torture: $(VENV)/dev
	@PASSAGGI_KILLS=300 PASSAGGI_PROCESSES=0.1 PASSAGGI_FLIPS=3000 \
	  $(BIN)/python -m pytest -n auto tests/engine/embedded -k "killed_at_any_moment or altered_bytes"

check: $(VENV)/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/dev
	@$(BIN)/python -m tests.benchmarks.quality || [ $$? = 2 ]
	@$(BIN)/python -m tests.benchmarks.speed --report docs/speed

# The browser tests drive Chromium; they skip, saying so, where there is none.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the browser tests (apt-get install chromium)"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else \
	    echo "No Chromium: the browser tests will be skipped (as root: apt-get install chromium)"; \
	  fi; }

catalogues: $(VENV)/dev
	@$(BIN)/pybabel -q extract -F babel.cfg -o $(VENV)/messages.pot --no-location --sort-output .
	@$(BIN)/pybabel -q update -i $(VENV)/messages.pot -d search_app/translations --no-fuzzy-matching --ignore-obsolete --width 100

screenshots: $(VENV)/dev browser
	@$(BIN)/python -m tests.browser.screenshots docs/screenshots

clean:
	find analyzers indexer -name '*.nb[ci]' -delete
	rm -rf $(VENV) $(DEMO) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .bench
