PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A pinned torch: an open range takes gigabytes of CUDA with it.
TORCH := torch==2.13.0

.PHONY: demo test test-all lint format clean

demo: $(VENV)/core
	$(BIN)/summarizer examples/articles/01-news-city.txt
	@echo
	$(BIN)/summarizer batch examples/articles examples/summaries
	@ls examples/summaries

test: $(VENV)/core
	$(BIN)/pytest --ignore=tests/extras

test-all: $(VENV)/all
	$(BIN)/pytest

lint: $(VENV)/core
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/core
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build dist examples/summaries

$(VENV)/core: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[documents,dev]'
	touch $@

$(VENV)/all: $(VENV)/core
	$(BIN)/pip install --quiet '$(TORCH)'
	$(BIN)/pip install --quiet --editable '.[documents,parquet,seq2seq,ray,bench,dev]'
	touch $@
