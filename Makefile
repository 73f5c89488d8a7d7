# The two commands of the README: `make run` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV ?= .venv
# The CPU build first: plain `torch` may fetch gigabytes of CUDA. Override: make run TORCH="torch==2.13.0 --index-url ..."
TORCH ?= torch==2.13.0
HOST ?= 127.0.0.1
PORT ?= 7860
SAMPLES ?= samples/port-ellery
BIN = $(VENV)/bin

export GRADIO_ANALYTICS_ENABLED = False

.PHONY: run test install install-dev samples check-format lint types fast-tests slow-tests format clean

run: install
	$(BIN)/onrecord index $(SAMPLES)
	$(BIN)/onrecord serve --host $(HOST) --port $(PORT)

test: install-dev check-format lint types fast-tests slow-tests

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("On Record needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

check-format:
	$(BIN)/ruff format --check .

lint:
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

fast-tests:
	HF_HUB_OFFLINE=1 $(BIN)/python -m pytest -q -m 'not slow'

slow-tests:
	HF_HUB_OFFLINE=1 $(BIN)/python -m pytest -q -m slow

format:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build *.egg-info
