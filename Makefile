# Two commands: `make analyze` and `make test`. Each sets up what it needs: Python 3.11 to 3.13, a package registry.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INPUT ?= seeds/

.PHONY: analyze test check bench format lock chromium clean

analyze: $(VENV)/.run
	$(BIN)/framing analyze $(INPUT)

test: $(VENV)/.dev chromium
	$(BIN)/pytest -q

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/speed.py

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The locks hold hashes and no registry address, and keep the versions they have (`rm` one to renew it). They need `uv`,
# which only this target uses.
lock:
	cp requirements/run.txt requirements/build.txt
	for group in build dev; do \
	  uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet \
	    --custom-compile-command "make lock" pyproject.toml --group $$group -o requirements/$$group.txt || exit 1; \
	done
	mv requirements/build.txt requirements/run.txt

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache

# Hatchling, which builds the package, comes from the same lock: no build step fetches anything unpinned.
$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v < (3, 14) else f"framing needs Python 3.11 to 3.13, this is {v[0]}.{v[1]}: say which, as in `make PYTHON=python3.12 analyze`")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

# The browser tests drive Debian's Chromium; without it they are skipped and say so.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing Chromium for the browser tests"; \
	    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium; } >$(VENV)/chromium.log 2>&1 \
	    || { tail -n 5 $(VENV)/chromium.log; echo "could not install Chromium: the browser tests will be skipped"; }; \
	  else \
	    echo "no Chromium: the browser tests will be skipped. To run them: sudo apt-get install chromium"; \
	  fi; }
