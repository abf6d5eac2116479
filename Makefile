# Everything a newcomer needs: `make demo` and `make test`. Both make .venv first where it is missing.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TELEMELYA := .telemelya/.ready

.DEFAULT_GOAL := help
.PHONY: help venv demo browser test check coverage docs format eval bench soak mutations clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("presscite needs Python 3.11 or later: make PYTHON=/path/to/python3.11" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing presscite into $(VENV) (a few minutes the first time) ..."
	@# torch goes first and alone: the version is pinned to a build for processors, and nothing later replaces it.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[llm,eval,docs,dev]'
	@$(BIN)/python -m compileall -q -j 0 bot corpus retrieval tests  # or the first process of each kind does it
	@touch $@

venv: $(READY) ## make .venv and install presscite into it

demo: $(READY) ## refresh the sample articles and answer three questions about them
	@$(BIN)/python -m retrieval.demo

$(TELEMELYA): tests/e2e/telemelya.txt
	@test -x .telemelya/bin/python || $(PYTHON) -m venv .telemelya
	@# Without it the tests that need it are skipped, and say so.
	-@.telemelya/bin/python -m pip install --quiet --disable-pip-version-check -r $< && touch $@

browser: ## install the browser in which pages are tested, where it is missing (Debian and its kin, as root)
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome || command -v chrome; } >/dev/null \
	|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing Chromium for the tests ..." \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	|| { echo "The tests need a browser: install Chromium (on Debian, as root: apt-get install chromium)." >&2; exit 1; }

test: $(READY) $(TELEMELYA) browser ## run all tests
	@$(BIN)/python -m tests.run

coverage: $(READY) $(TELEMELYA) browser ## run all tests and measure which lines they reach; fails below the floor
	@$(BIN)/python -m tests.run --coverage

docs: $(READY) ## build the documentation site into build/site; a broken link fails
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/site && echo "The site is in build/site."

check: $(READY) ## lint, complexity, types, import rules, workflows
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/complexipy --failed --plain
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/bug.yml .github/ISSUE_TEMPLATE/wrong-answer.yml
	@$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec bot/deploy/compose.yaml bot/deploy/compose.machines.yaml
	@$(BIN)/zizmor --offline --quiet --config .github/zizmor.yml .github/workflows

format: $(READY) ## put the code into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

eval: $(READY) ## measure retrieval on the sets in ../shared/data, beside its halves and a peer
	@$(BIN)/python -m tests.evals.run

bench: $(READY) ## measure speed and memory, beside a peer
	@$(BIN)/python -m tests.bench.run

soak: $(READY) ## long runs: refreshes and bots killed, a failing Bot API, mutated inputs, a real small model
	@$(BIN)/python -m tests.soak.run

mutations: $(READY) ## deliberate defects, each of which the test that is named for it must catch
	@$(BIN)/python -m tests.mutations

clean: ## remove .venv and what the demo made
	@rm -rf $(VENV) .telemelya .demo build
