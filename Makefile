PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A pinned torch: an open range takes gigabytes of CUDA with it.
TORCH := torch==2.13.0
PYTEST := $(BIN)/pytest --numprocesses 2 --dist worksteal

.PHONY: demo test test-all lint format docs screenshots browser clean

demo: $(VENV)/core
	$(BIN)/summarizer examples/articles/01-news-city.txt
	@echo
	$(BIN)/summarizer batch examples/articles examples/summaries
	@ls examples/summaries

test: $(VENV)/core
	$(PYTEST) --ignore=tests/extras

test-all: test $(VENV)/all browser
	$(PYTEST) tests/extras

lint: $(VENV)/core
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/core
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The help texts into the docs, and a site of them in build/docs; a dead link is an error.
docs: $(VENV)/core
	$(BIN)/cog -r docs/cli.md
	$(BIN)/mkdocs build --quiet --strict

# Pictures of every page of the report, in build/screenshots, and the one of the README.
screenshots: $(VENV)/core browser
	$(BIN)/pip install --quiet --editable '.[browser]'
	$(BIN)/python -m tests.extras.report.screenshots build/screenshots
	cp build/screenshots/readme.webp docs/images/report.webp

# Debian's Chromium; as root on a machine that lacks it.
browser:
	{ command -v chromium && command -v chromedriver; } >/dev/null || { apt-get update --quiet --quiet && \
		apt-get install --yes --quiet --quiet --no-install-recommends chromium chromium-driver; }

clean:
	rm -rf $(VENV) build dist examples/summaries

$(VENV)/core: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[documents,report,dev]'
	touch $@

$(VENV)/all: $(VENV)/core
	$(BIN)/pip install --quiet '$(TORCH)'
	$(BIN)/pip install --quiet --editable '.[documents,parquet,report,seq2seq,editor,chat,gguf,tiny,ray,serve,bench,browser,dev]'
	touch $@
