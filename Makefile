# Set-up, reports and tests. Plain pip is enough; uv is used where it is installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.installed
UV := $(shell command -v uv 2>/dev/null)
.DEFAULT_GOAL := help

.PHONY: help env report test lab docs lock format clean

help: ## show what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

env: $(DONE) ## set up .venv from requirements.lock

$(DONE): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
ifneq ($(UV),)
	uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
	uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
else
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
endif
	@touch $(DONE)

# The sample is in the public domain, so its text may be shown. Of articles that are not: make report QUOTE=0
QUOTE ?= 100000

report: env ## write reports on data/raw (QUOTE=0: without text of the articles)
	$(BIN)/analysis report --quote-limit $(QUOTE)

test: env ## style, types, lock file, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lab: env ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir=notebooks

docs: env ## write the reference of all functions to docs/reference, from their docstrings
	$(BIN)/pdoc -d numpy --no-show-source -o docs/reference analysis.corpus analysis.annotation analysis.sampling \
	  analysis.vocabulary analysis.actors analysis.framing analysis.framing.models analysis.figures \
	  analysis.reporting.report analysis.errors \
	  '!analysis\.(corpus|annotation|sampling|vocabulary|actors)\..*' '!analysis\.framing\.(?!validation$$).*' \
	  '!analysis\.figures\.(?!(vocabulary|actors|framing|corpus)$$).*'

lock: ## refresh requirements.lock (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --extra dev \
	  --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --output-file requirements.lock

format: env ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove caches and reports that can be made again
	rm -rf data/derived .mypy_cache .ruff_cache .pytest_cache .hypothesis
