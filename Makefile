# `make demo` and `make test` need only Python 3.11 or newer with pip, and make; everything else is fetched into .venv.
PYTHON ?= python3
VENV ?= .venv
BUILD ?= build
# The article texts belong to others: anchors are verified only where somebody has them.
TEXTS ?= ../shared/seed-texts
COPIED ?= ../shared/checks/no-copied-sentences

BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help env demo test lint types docs wheel downstream seeds examples pictures generated fuzz optional exchange spark bench bench-scale ci format coverage minimums others pins clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

$(STAMP): pyproject.toml requirements/dev.txt
	@echo "setting up $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv $(VENV)
	@if $(BIN)/python -m pip install -qq --disable-pip-version-check uv; then \
		VIRTUAL_ENV= $(BIN)/uv pip install -q -p $(BIN)/python -c requirements/dev.txt --group dev -e .; \
	else \
		$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1' && \
		$(BIN)/python -m pip install -qq -c requirements/dev.txt --group dev -e .; \
	fi
	@touch $@

env: $(STAMP)  ## the environment with all tools, in .venv

demo: $(STAMP)  ## reconcile the seed corpus and print what it says
	@$(BIN)/python examples/01_reconcile_seed_corpus.py

test: $(STAMP)  ## all tests, with the coverage each package must reach
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest
	@$(BIN)/python tools/check_coverage.py

coverage:  ## what the last `make test` did not reach
	@$(BIN)/coverage report

lint: $(STAMP)  ## format, style, layers, docstrings, spelling, packaging metadata, dependencies
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check . || { echo 'run `make format`'; exit 1; }
	@$(BIN)/lint-imports --no-logo --no-cache > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
# Of pydoclint, what contradicts the code; that a listed argument is missing, ruff's D417 says. A docstring may do without lists.
	@! $(BIN)/pydoclint -q src 2>&1 | grep DOC | grep -v -e DOC101 -e DOC201 -e DOC301 -e 'in the function signature but not in the'
	@$(BIN)/codespell
	@$(BIN)/validate-pyproject pyproject.toml > /dev/null
	@$(BIN)/deptry src > $(VENV)/deptry.log 2>&1 || { cat $(VENV)/deptry.log; exit 1; }

format: $(STAMP)  ## put the code into its canonical form
	@$(BIN)/ruff check -q --fix . || true
	@$(BIN)/ruff format -q .

types: $(STAMP)  ## mypy and pyright, both strict; no public name of unknown type
	@$(BIN)/mypy
	@$(BIN)/pyright --pythonpath $(BIN)/python
	@PATH="$(abspath $(BIN)):$$PATH" pyright --verifytypes osintclaims --ignoreexternal > $(VENV)/verifytypes.log \
		|| { cat $(VENV)/verifytypes.log; exit 1; }
	@grep 'completeness score' $(VENV)/verifytypes.log

docs: $(STAMP)  ## the documentation, warnings as errors, every public name present
	@$(BIN)/sphinx-build -q -n -T -W --keep-going -b html -d $(BUILD)/doctrees docs $(BUILD)/docs
	@$(BIN)/python tools/check_documented.py $(BUILD)/docs/objects.inv

wheel: $(STAMP)  ## build, check, and run the examples from a wheel in an empty environment
	@rm -rf $(BUILD)/dist $(BUILD)/empty $(BUILD)/elsewhere
	@$(BIN)/python -m build --no-isolation --outdir $(BUILD)/dist . > $(VENV)/build.log 2>&1 \
		|| { cat $(VENV)/build.log; exit 1; }
	@$(BIN)/check-wheel-contents $(BUILD)/dist
	@$(BIN)/python tools/check_wheel.py $(BUILD)/dist/*.whl
	@$(PYTHON) -m venv $(BUILD)/empty
	@$(BUILD)/empty/bin/python -m pip install -qq --disable-pip-version-check -c requirements/dev.txt $(BUILD)/dist/*.whl
	@mkdir -p $(BUILD)/elsewhere && cp examples/*.py $(BUILD)/elsewhere
	@python=$(abspath $(BUILD))/empty/bin/python; cd $(BUILD)/elsewhere && \
		$$python -W error -I -c 'import osintclaims' && \
		for script in *.py; do case $$script in *_plot_*) continue;; esac; \
			echo "from the wheel: $$script"; $$python -W error -I $$script > /dev/null || exit 1; done
# Those that draw need the extra.
	@$(BUILD)/empty/bin/python -m pip install -qq --disable-pip-version-check -c requirements/dev.txt \
		"osintclaims[plot] @ file://$$(ls $(abspath $(BUILD))/dist/*.whl)"
	@python=$(abspath $(BUILD))/empty/bin/python; cd $(BUILD)/elsewhere && \
		for script in *_plot_*.py; do echo "from the wheel: $$script"; \
			MPLBACKEND=agg $$python -W error -I $$script > /dev/null || exit 1; done

downstream: $(STAMP)  ## a project that depends on the wheel (`make wheel`) runs its tests in an empty environment
	@test -e $(BUILD)/dist/osintclaims-*.whl || $(MAKE) --no-print-directory wheel
	@rm -rf $(BUILD)/downstream && cp -r examples/downstream $(BUILD)/downstream
	@$(BIN)/uv venv -q -p $(BIN)/python $(BUILD)/downstream/.venv
	@cd $(BUILD)/downstream && VIRTUAL_ENV= $(abspath $(BIN))/uv pip install -q -p .venv/bin/python \
		-c $(abspath requirements/dev.txt) --find-links $(abspath $(BUILD)/dist) $(abspath $(BUILD))/dist/osintclaims-*.whl \
		--group test .
	@cd $(BUILD)/downstream && .venv/bin/python -m pytest -q

seeds: $(STAMP)  ## check the seed corpus; verify its anchors where TEXTS exists
	@if test -d $(TEXTS); then $(BIN)/python tools/check_seeds.py $(TEXTS) && $(BIN)/python tools/check_readings.py $(TEXTS); \
	else $(BIN)/python tools/check_seeds.py; fi
	@if test -x $(COPIED); then $(COPIED); fi

examples: $(STAMP)  ## run every example
	@for script in examples/*.py; do echo $$script; MPLBACKEND=agg $(BIN)/python -W error $$script > /dev/null || exit 1; done

pictures: $(STAMP)  ## draw the pictures of the README and the documentation anew
	@$(BIN)/python tools/make_pictures.py

CORPORA ?= 2000
generated: $(STAMP)  ## CORPORA generated corpora are saved, loaded and reconciled without an exception other than ours
	@$(BIN)/python tools/generate_corpora.py $(CORPORA)

SECONDS ?= 60
BYTES ?= 0
fuzz: $(STAMP)  ## coverage-guided fuzzing, each door for SECONDS and BYTES at least: make fuzz SECONDS=600 OF="units dates"
	@VIRTUAL_ENV= $(BIN)/uv pip install -q -p $(BIN)/python -c requirements/dev.txt --group fuzz
	@nice $(BIN)/python -m fuzz.run --seconds $(SECONDS) --bytes $(BYTES) --folder $(BUILD)/fuzz $(OF)

optional: $(STAMP)  ## every library that some test would use, PySpark, and where CI is set Java: then no test is skipped
	@VIRTUAL_ENV= $(BIN)/uv pip install -q -p $(BIN)/python -c requirements/dev.txt --group exchange --group spark
	@tools/java.sh

exchange: optional  ## the tests of tables and exchange formats with the other side's libraries, also the one that compiles
	@VIRTUAL_ENV= $(BIN)/uv pip install -q -p $(BIN)/python -c requirements/dev.txt --group followthemoney
	@$(BIN)/python -m pytest -q tests/interop

spark: optional  ## the tests of Spark, in a session of its own on this machine
	@$(BIN)/python -m pytest -q tests/interop/test_spark.py

bench: $(STAMP)  ## time the library against its peers
	@VIRTUAL_ENV= $(BIN)/uv pip install -q -p $(BIN)/python -c requirements/dev.txt --group bench
	@$(BIN)/python benchmarks/run.py

bench-scale: optional  ## ten million claims against the medians of polars, DuckDB and Spark: some minutes, a gigabyte of disk
	@$(BIN)/python benchmarks/scale.py --folder $(BUILD)/scale

mutants: $(STAMP)  ## mutation testing, slow: make mutants OF="stats reconciliation/_votes" WITHIN=3 (seconds for each)
	@VIRTUAL_ENV= $(BIN)/uv pip install -q -p $(BIN)/python -c requirements/dev.txt --group mutants
	@nice $(BIN)/python tools/mutants.py "$(WITHIN)" $(OF)

ci: lint types docs wheel downstream seeds examples optional test  ## what .ci/run does, in this environment

minimums: $(STAMP)  ## the tests on the oldest dependencies that pyproject.toml allows
	@$(PYTHON) -m venv --clear $(BUILD)/minimums
# The oldest matplotlib calls functions by names that pyparsing 3.3 warns of.
	@echo 'pyparsing<3.3' > $(BUILD)/minimums/constraints.txt
	@VIRTUAL_ENV= $(BIN)/uv pip install -q -p $(BUILD)/minimums/bin/python --resolution lowest-direct \
		-c $(BUILD)/minimums/constraints.txt --group test -e .
	@$(BUILD)/minimums/bin/python -m pytest -q

others:  ## the tests on newer Pythons, where they are installed
	@for version in 3.12 3.13 3.14; do \
		if python$$version --version > /dev/null 2>&1; then \
			$(MAKE) --no-print-directory PYTHON=python$$version VENV=$(BUILD)/python$$version test || exit 1; \
		else echo "no python$$version here"; fi; \
	done

pins: $(STAMP)  ## renew requirements/dev.txt: the newest versions that fit every supported Python
	@$(BIN)/uv pip compile -q --upgrade --universal --fork-strategy fewest --python-version 3.11 --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate --group dev --group bench --group exchange --group followthemoney --group fuzz --group mutants \
		--group spark pyproject.toml -o requirements/dev.txt

clean:  ## remove what the targets made, but not .venv
	@rm -rf $(BUILD) dist htmlcov .coverage .coverage.* docs/_build
