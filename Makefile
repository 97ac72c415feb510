# Debo's one command file. `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || echo python3)
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
WEB_SOURCES := $(shell find web/src web/public web/scripts -type f 2>/dev/null) web/index.html web/vite.config.ts

.PHONY: help setup build run test lint types python on-postgres postgres web browser chromium nginx audit bench soak office libreoffice dist schema languages pictures format clean

help: ## Say what each target does
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- setting up ------------------------------------------------------------------------------------------------

$(VENV)/.installed: requirements-dev.lock requirements-uv.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Debo needs Python 3.11 and found none called $(PYTHON). Name yours: make run PYTHON=python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Debo needs Python 3.11 or newer; $(PYTHON) is older."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

web/node_modules/.installed: web/package-lock.json web/package.json
	@command -v npm >/dev/null || { echo "Debo needs Node 20 or newer with npm to build the app; a wheel made by 'make dist' needs neither."; exit 1; }
	cd web && npm ci --silent --no-audit --no-fund
	touch $@

# Translators' catalogues -> what Django and the app read; which words come first depends on the app's imports.
debo/locale/.compiled: $(wildcard debo/locale/*/LC_MESSAGES/django.po) $(WEB_SOURCES) $(VENV)/.installed
	$(BIN)/python scripts/languages.py compile
	touch $@

debo/app/index.html: $(WEB_SOURCES) web/node_modules/.installed debo/locale/.compiled
	cd web && npm run --silent build
	$(BIN)/python -m whitenoise.compress --quiet debo/app
	touch $@

setup: debo/app/index.html ## Make .venv with the debo command, install what is needed, build the app

build: debo/app/index.html

run: setup ## Serve a demonstration at http://127.0.0.1:8000 (PORT=… for another)
	$(BIN)/debo serve --demo --port $(PORT)

# --- checking --------------------------------------------------------------------------------------------------

test: setup lint types python on-postgres web browser ## Every check there is, as CI runs them
	@echo "All checks passed."

lint: $(VENV)/.installed web/node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python scripts/languages.py check
	$(BIN)/python scripts/advisories.py check
	cd web && npm run --silent format:check && npm run --silent lint

types: setup
	$(BIN)/mypy
	@$(BIN)/debo schema --typescript | diff -u web/src/ledger/schema.ts - && $(BIN)/debo schema --typescript fields | diff -u web/src/ledger/fields.ts - \
	  || { echo "The app's types differ from the models: run 'make schema'."; exit 1; }
	$(BIN)/django-admin makemigrations --check --dry-run --settings debo.settings
	cd web && npm run --silent check

python: setup nginx
	$(BIN)/pytest -n 2 --dist loadfile tests --ignore tests/browser

# What knows a database once more, on a PostgreSQL of its own that is gone afterwards: the ledger, rights and what the law asks. `make soak`
# runs nearly all with ON_POSTGRES='tests/integration tests/generative'; what can't be is named here. test_cli, test_chart_command, test_simulate_command:
# SQLite's file in a folder, or no database at all. test_analyse_command, test_cluster: none either. test_deploying: nginx and certificates before a hub, whatever its database.
# test_rights_are_found: SQLite's own words for a plan. test_copies and test_served bring a PostgreSQL, or real hubs, of their own and run with `make python`.
ON_POSTGRES := $(filter-out %/test_copies.py,$(wildcard tests/integration/ledger/test_*.py)) \
  tests/integration/ledger/carried tests/integration/test_access_matrix.py tests/integration/test_erasing.py tests/integration/test_revoking.py \
  tests/integration/test_export_parquet_channels.py tests/integration/test_recounts.py tests/integration/insights tests/generative/test_ledger_exchange.py
NOT_ON_POSTGRES := test_cli test_chart_command test_simulate_command test_analyse_command test_cluster test_deploying test_rights_are_found ledger/test_copies \
  ledger/link/test_served
on-postgres: setup postgres
	$(BIN)/python -m tests.postgres pytest -q -n 2 --dist loadfile $(ON_POSTGRES) -k "not planted" \
	  $(NOT_ON_POSTGRES:%=--ignore tests/integration/%.py)

# Debian's PostgreSQL where we may install it, otherwise one line that says what to do.
postgres:
	@command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
	  else echo "The tests also run on PostgreSQL: install it (Debian: sudo apt-get install postgresql) and run 'make test' again."; exit 1; fi; }

web: setup
	cd web && npm run --silent test

browser: setup chromium
	$(BIN)/pytest -n 2 --dist loadfile tests/browser --ignore tests/browser/test_faults.py

# A web server in front of a hub, as docs/deploying.md has it. Installed without being started (RUNLEVEL).
nginx:
	@test -x /usr/sbin/nginx || command -v nginx >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && RUNLEVEL=1 apt-get install -y -qq --no-install-recommends nginx-light openssl >/dev/null; \
	  else echo "The tests put nginx in front of a hub: install it (Debian: sudo apt-get install nginx-light) and run 'make test' again."; exit 1; fi; }

# A browser for the browser tests: Debian's own where we may install it, otherwise one line that says what to do.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; \
	  else echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium) and run 'make test' again."; exit 1; fi; }

audit: setup ## Ask the public lists of known holes about every dependency, and keep what they tell; needs the Internet
	$(BIN)/uv lock --quiet && $(BIN)/python scripts/advisories.py refresh

bench: setup chromium ## Measure what bench/ measures and print it
	@for one in spc ledger line carry hub pull app morango; do echo "== $$one"; $(BIN)/python -m bench.$$one; done

soak: setup chromium ## Inject faults for SOAK_MINUTES (30 unless told) and count what was lost
	$(BIN)/python -m tests.faults

office: setup chromium libreoffice ## Open storyboards in LibreOffice, in three languages (FOLDER=… keeps them)
	$(BIN)/python -m tests.office $(FOLDER)

libreoffice:
	@command -v soffice >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-impress fonts-noto-core >/dev/null; \
	  else echo "Please install LibreOffice (Debian: sudo apt-get install libreoffice-impress) and run 'make office' again."; exit 1; fi; }

dist: setup ## Build a wheel that carries the built app
	rm -rf build dist && $(BIN)/python -m build --quiet --wheel --no-isolation && ls -sh dist

# --- making what is generated ----------------------------------------------------------------------------------

schema: $(VENV)/.installed ## Write the app's types from the models
	$(BIN)/debo schema --typescript > web/src/ledger/schema.ts
	$(BIN)/debo schema --typescript fields > web/src/ledger/fields.ts

languages: $(VENV)/.installed web/node_modules/.installed ## Collect new sentences into the translators' catalogues
	$(BIN)/python scripts/languages.py extract

pictures: $(VENV)/.installed ## Draw the pictures of docs/charts.md anew, from published figures
	$(BIN)/python scripts/pictures.py

format: ## Format all code
	$(BIN)/ruff check --fix . && $(BIN)/ruff format . && cd web && npm run --silent format

clean: ## Remove everything that was installed or built (not data/)
	rm -rf $(VENV) web/node_modules debo/app debo/locale/.compiled build dist
