# make · make serve · make pdf · make test · make test-allt
# Everything that the project needs is installed by its own files.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: build serve kontroll pdf bilder test regler test-allt test-setup bench bench-allt las clean

build: $(VENV)/ready
	@$(BIN)/mkdocs build --quiet
	@echo "Klart. Webbplatserna ligger i site/: $$(ls site | tr '\n' ' ')"

serve: $(VENV)/ready
	@$(BIN)/mkdocs serve

kontroll: $(VENV)/ready
	@$(BIN)/python -m vagvisaren kontroll

# The pages for paper, beside site/: needs a Chromium, Chrome or Edge on the computer.
pdf: $(VENV)/test-ready build
	@$(BIN)/python -m vagvisaren pdf

# HANDBOK's pictures, taken of the real pages: when the look has changed.
bilder: $(VENV)/test-ready
	@$(BIN)/python -m bilder

# The environment: pinned packages with hashes, then our own package without dependencies.
$(VENV)/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 eller senare behövs. Installera det, eller kör: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Pythons venv saknas. Kör: sudo apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# The tests' own set-up: packages, Chromium, nginx, Apache, ssh.
test-setup: $(VENV)/test-ready
	@$(BIN)/python tests/install.py

$(VENV)/test-ready: $(VENV)/ready requirements-test.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@

regler: $(VENV)/test-ready
	$(BIN)/python -m pytest -n 2 -m "not allt" tests/regler

test: test-setup
	$(BIN)/python -m pytest -n 2 -m "not allt"

test-allt: test-setup
	$(BIN)/python -m pytest -n 2

# What is fast and what is not, as ratios within one run: needs a Chromium, Chrome or Edge. A few minutes;
# bench-allt builds 50 and 290 municipalities too, which takes some ten minutes.
bench: $(VENV)/test-ready
	@$(BIN)/python -m bench

bench-allt: $(VENV)/test-ready
	@$(BIN)/python -m bench --allt

# Pin again, with a hash for every file: needs uv.
las:
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 requirements-test.in -o requirements-test.txt

clean:
	rm -rf $(VENV) site .site-*
