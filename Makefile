# Two commands do everything: `make run` serves the game, `make test` passes all the tests.
# Needs python3 (3.11 or newer, with pip or venv) and make; everything else is fetched into .venv.

.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
LOWEST := .venv-lowest/bin
INSTALL := $(BIN)/uv pip install --quiet --require-hashes
UV := $(INSTALL) --python $(BIN)/python
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate
CATALOGS := $(patsubst %.po,%.mo,$(wildcard quizapp/web/translations/*/LC_MESSAGES/*.po))
BABEL := $(BIN)/pybabel --quiet
TEMPLATE := .cache/messages.pot
PARALLEL := --numprocesses auto --maxprocesses 4 --dist worksteal
# The tests commit thousands of times, and in memory that costs no wait for a disk.
IN_MEMORY := $(shell [ -w /dev/shm ] && [ $$(df -k --output=avail /dev/shm | tail -1) -gt 2000000 ] && echo TMPDIR=/dev/shm)

.PHONY: help run test test-rest test-all test-install test-lowest test-offline check audit bench bench-albums bench-scale bench-two bench-peer bench-page fuzz-api fuzz-cache \
	format mood-report trivia-report elsewhere-report learning-report translations screenshots cards icons lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: .venv/run $(CATALOGS) ## Serve the game on http://127.0.0.1:8000 (PORT=8100 make run: elsewhere)
	$(BIN)/gunicorn --config python:quizapp.gunicorn_conf wsgi:app

test: .venv/test $(CATALOGS) ## Pass the tests, in a real browser and on PostgreSQL too (TESTS="tests/mood -x")
	.ci/services
	$(IN_MEMORY) $(BIN)/pytest $(PARALLEL) $(TESTS)

test-rest: .venv/test $(CATALOGS) ## Pass what `make test` leaves out: every test on PostgreSQL, every page, faults, fuzz, evaluation
	.ci/services
	$(IN_MEMORY) $(BIN)/pytest $(PARALLEL) --part=rest $(TESTS)

test-all: test test-rest ## Pass all the tests

test-install: .venv/test $(CATALOGS) ## Install the game on a bare Debian root, and build its image there (needs root and debootstrap)
	$(BIN)/pytest --part=install $(TESTS)

test-lowest: .venv-lowest/test $(CATALOGS) ## Pass the tests that need no browser with the lowest dependencies that pyproject.toml allows
	.ci/services
	$(IN_MEMORY) $(LOWEST)/pytest $(PARALLEL) -m "not browser" $(TESTS)

test-offline: .venv/test $(CATALOGS) ## Pass the tests where there is no network but the machine's own (needs root)
	unshare --net sh -c 'ip link set lo up && $(BIN)/pytest $(TESTS)'

check: .venv/dev $(CATALOGS) ## Lint, types, import rules, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --quiet --lint templates

audit: .venv/dev ## Check the locked dependencies for known vulnerabilities
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements/run.txt

bench: .venv/dev $(CATALOGS) ## Measure the speed against minimal Flask views (BENCH="--rounds 3 --only P4")
	$(BIN)/python -m benchmarks.speed $(BENCH)

bench-scale: .venv/dev $(CATALOGS) ## Time the game with up to ten million results (BENCH="--sizes 1000 100000 --on sqlite")
	$(BIN)/python -m benchmarks.scale $(BENCH)

bench-albums: .venv/dev $(CATALOGS) ## Measure pages, changes and memory with 200 albums (BENCH="--albums 50")
	$(BIN)/python -m benchmarks.albums $(BENCH)

bench-two: .venv/dev $(CATALOGS) ## Compare two servers on one PostgreSQL and Redis with one (BENCH="--rounds 3")
	$(BIN)/python -m benchmarks.two_servers $(BENCH)

bench-peer: .venv/dev .cache/peer/installed $(CATALOGS) ## Compare the game with another quiz, made with Django (BENCH="--rounds 3")
	$(BIN)/python -m benchmarks.peer $(BENCH)

bench-page: .venv/dev $(CATALOGS) ## Measure the first pages in a browser, and with Lighthouse where Node is found
	$(BIN)/python -m benchmarks.page $(BENCH)

bench-grid: .venv/dev $(CATALOGS) ## Time the question grid of the desk with 2,000 questions (BENCH="--calls 10")
	$(BIN)/python -m benchmarks.grid $(BENCH)

fuzz-api: .venv/dev $(CATALOGS) ## Send thousands of generated requests to the JSON API
	$(BIN)/python -m tests.api.fuzz

fuzz-cache: .venv/dev $(CATALOGS) ## Send 50,000 random requests to a game with its page cache and to one without (FUZZ="--seed 2")
	$(BIN)/python -m benchmarks.cache_fuzz $(FUZZ)

format: .venv/dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

mood-report: .venv/run ## Print the figures of the shipped mood quiz beside their goals (SEEDS="1 2 3")
	$(BIN)/python -m benchmarks.evaluation mood $(if $(SEEDS),--seed $(SEEDS))

trivia-report: .venv/run ## Print the figures of trivia with the shipped bank beside their goals
	$(BIN)/python -m benchmarks.evaluation trivia $(if $(SEEDS),--seed $(SEEDS))

elsewhere-report: .venv/run ## Print how well tracks of other albums are recommended (SEEDS="1 2 3")
	$(BIN)/python -m benchmarks.evaluation elsewhere --seed $(or $(SEEDS),1 2 3)

learning-report: .venv/run ## Print what proposals learnt from simulated bets win back, beside their goals (SEEDS="1 2 3")
	$(BIN)/python -m benchmarks.evaluation learning --seed $(or $(SEEDS),1 2 3)

screenshots: .venv/test $(CATALOGS) ## Take every page in three sizes, two themes, two languages
	$(BIN)/python -m benchmarks.screenshots $(PAGES)

cards: .venv/test $(CATALOGS) ## Draw every kind of card in every format and language
	$(BIN)/python -m benchmarks.cards

icons: .venv/test ## Draw the app's icons again from static/shared/icon.svg
	$(BIN)/python -m benchmarks.icons

translations: .venv/dev ## Collect new texts into the message catalogs
	mkdir -p .cache
	$(BABEL) extract --mapping quizapp/web/translations/babel.cfg --keywords _l --keywords N_ --keywords NN_:1,2 --no-location \
		--project "The Last Empress OST quiz" --output $(TEMPLATE) .
	$(BABEL) update --no-fuzzy-matching --ignore-pot-creation-date --width 100 \
		--input-file $(TEMPLATE) --output-dir quizapp/web/translations

lock: .venv/run ## Lock the newest dependencies that pyproject.toml allows, and the lowest for test-lowest
	for set in run test dev; do $(LOCK) --all-extras $$([ $$set = run ] || echo --group $$set) \
		pyproject.toml --output-file requirements/$$set.txt; done
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
		| $(LOCK) - --output-file requirements/build.txt
	$(LOCK) --group peer --output-file requirements/peer.txt
	$(LOCK) --resolution lowest-direct --all-extras --group test pyproject.toml --output-file requirements/lowest.txt

clean: ## Remove everything generated, except data
	rm -rf .venv .venv-lowest .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results $(CATALOGS)

%.mo: %.po | .venv/run
	$(BABEL) compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

.venv/uv: requirements/uv.txt
	$(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --version >/dev/null 2>&1 \
		&& $(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes --requirement $< \
		|| { $(BIN)/python -m ensurepip && $(BIN)/python -m pip install --quiet --require-hashes --requirement $<; }
	touch $@

.venv/run: requirements/run.txt | .venv/uv
	$(UV) --requirement $<
	touch $@

.venv/test: requirements/test.txt .venv/run
	$(UV) --requirement $<
	touch $@

.venv/dev: requirements/dev.txt .venv/test
	$(UV) --requirement $<
	touch $@

.venv-lowest/test: requirements/lowest.txt | .venv/uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-lowest
	$(INSTALL) --python $(LOWEST)/python --requirement $<
	touch $@

.cache/peer/installed: requirements/peer.txt | .venv/uv
	$(UV) --target $(@D) --requirement $<
	touch $@
