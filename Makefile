# From a checkout: every promise of INTERFACE.md that starts with `make`. The work is done in tools/.
# PYTHON=python3.12 chooses the interpreter; without it .venv's own, else the newest of 3.11 to 3.13.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?=
ARGS ?=
PYTEST_ARGS ?=
OUT ?= screenshots

# What runs tools/ (and creates .venv), and what runs the program once .venv stands.
any_python := sh tools/python.sh
venv_python := .venv/bin/python

export PYTHON

.PHONY: help setup run test lint bench bench-peers clients fuzz kills soak screenshots translations package lock

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## the environment alone: .venv with the locked dependencies, development ones included
	@$(any_python) -m tools.bootstrap dev

run: ## from nothing to the running program; ARGS="--port 3100" passes arguments
	@$(any_python) -m tools.run $(ARGS)

test: ## everything the tests need, then the tests; PYTEST_ARGS="-k ledger" passes arguments
	@$(any_python) -m tools.suite $(PYTEST_ARGS)

lint: setup ## ruff, format check, mypy, architecture test
	$(venv_python) -m ruff check .
	$(venv_python) -m ruff format --check .
	$(venv_python) -m mypy
	PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(venv_python) -m pytest -q -p no:cacheprovider \
		-c /dev/null --rootdir=. --noconftest tests/test_architecture.py

bench: setup ## the benchmarks, with ratios against baselines of the same run; ARGS passes arguments
	@$(venv_python) -m tools.system
	@$(venv_python) -m tests.benchmarks $(ARGS)

bench-peers: setup ## Homeport beside LiteLLM's proxy and Portkey's gateway, which it installs into build/peers
	@$(venv_python) -m tools.system
	@$(venv_python) -m tests.benchmarks peers

clients: setup ## the vendors' packages and real programs against the gateway and its mocks; ARGS="codex vendors" chooses
	@$(venv_python) -m tests.clients $(ARGS)

fuzz: setup ## ten million bytes into every reader; ARGS=1000000 for fewer, ARGS=atheris led by coverage
	@$(venv_python) -m tests.fuzz $(ARGS)

kills: setup ## kill -9 two hundred times under mixed load; ARGS=20 for fewer
	@$(venv_python) -m tests.endurance.kills $(ARGS)

soak: setup ## four days of a household in ten minutes, with 1,000 clients that leave; ARGS="60 100" for less
	@$(venv_python) -m tests.endurance.soak $(ARGS)

screenshots: setup ## every page, dialog and state as PNG into OUT=dir
	@$(venv_python) -m tools.system
	@QT_QPA_PLATFORM=offscreen $(venv_python) -m tests.screenshots --out "$(OUT)" $(ARGS)

translations: setup ## collect the window's words into resources/i18n, for every language
	@$(venv_python) -m tools.translations $(ARGS)

package: setup ## the PyInstaller bundle in dist/, checked, then its --self-test
	@$(venv_python) -m tools.package $(ARGS)

lock: setup ## regenerate requirements*.lock from pyproject.toml; ARGS=--upgrade moves every version
	@$(venv_python) -m tools.lock $(ARGS)
