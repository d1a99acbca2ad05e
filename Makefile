# What each target promises stands in README.md. Nothing has to be activated or installed by hand.

PYTHON := .venv/bin/python

.PHONY: help run dev test lint translations clean environment lighthouse bench pictures
.DEFAULT_GOAL := help

help:
	@echo "make run    serve the blog on http://127.0.0.1:8000"
	@echo "make dev    the same while writing: what you save shows itself in the browser"
	@echo "make test   lint, check the types and run every test"
	@echo "make lint   lint and check the types only"
	@echo "make translations  bring every translation up to date with the strings of app/"
	@echo "make lighthouse  Lighthouse on three pages of a server of its own; some minutes, on a quiet machine"
	@echo "make bench  measure beside nginx, Isso and Pelican, and write docs/performance.md; on a quiet machine"
	@echo "make pictures  take the pictures of README again, from the running program"
	@echo "make clean  remove what was installed and cached here, never the instance folder"

# One process, not a shell around it: Ctrl-C and SIGTERM reach the server itself. Without the columns of each instruction, which
# only a traceback shows, a worker is half a megabyte smaller.
run:
	@.ci/venv requirements.txt
	@PYTHONNODEBUGRANGES=1 exec $(PYTHON) -m flask --app wsgi start

dev:
	@.ci/venv requirements.txt
	@exec $(PYTHON) -m flask --app wsgi dev

test: environment
	@.ci/tools
	@$(MAKE) --no-print-directory lint
	@$(PYTHON) -m pytest -n auto --dist loadgroup $(PYTEST)

lint: environment
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --quiet --check . || { echo "Run .venv/bin/ruff format on these." >&2; $(PYTHON) -m ruff format --check .; exit 1; }
	@$(PYTHON) -m mypy --no-error-summary
	@[ ! -d app/templates ] || $(PYTHON) -m djlint --quiet --lint app/templates

# make translations NEW=fr begins the French one.
translations: environment
	@$(PYTHON) -m tests.support.translations $(NEW)

# Not part of the tests: it takes minutes, and its performance score wants a machine that does nothing else.
lighthouse: environment
	@.ci/tools
	@$(PYTHON) -m bench.lighthouse $(RUNS)

# Measures beside nginx, Isso and Pelican and writes docs/performance.md; half an hour, on a machine that does nothing else.
bench: environment
	@.ci/tools
	@command -v wrk >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends wrk >/dev/null; } || true
	@echo "A moderator's decisions, with 100,000 comments in the database:"
	@$(PYTHON) -m bench.moderating; kept=$$?; $(PYTHON) -m bench $(ROUNDS) && exit $$kept

pictures: environment
	@.ci/tools
	@$(PYTHON) -m tests.support.pictures

environment:
	@.ci/venv requirements.txt requirements-dev.txt

clean:
	rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find app tests migrations bench -name __pycache__ -prune -exec rm -rf {} +
