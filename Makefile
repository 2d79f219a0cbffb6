# Two commands matter: `make run` and `make test`. Both do all their own set-up.
PYTHON ?= python3
SETUP = @$(PYTHON) -B -m concord.project.setup
PORT ?= 8000
# Not from the environment: some shells keep this machine's name there.
HOST = 127.0.0.1

.PHONY: run test check fix screenshots clean clean-data
.DEFAULT_GOAL := run

run:  ## prepare everything and serve Concord at http://127.0.0.1:8000
	$(SETUP) run --host $(HOST) --port $(PORT)

test:  ## check the code and run the whole suite; make test ARGS="tests/kernel" runs a part
	$(SETUP) test $(ARGS)

check:  ## style, types, contracts between modules, missing migrations
	$(SETUP) check

fix:  ## put the code into the house's layout
	$(SETUP) fix

screenshots:  ## make the pictures of the README by walking the spine in a browser
	@CONCORD_SCREENSHOTS=docs/screenshots $(PYTHON) -B -m concord.project.setup test tests/browser/test_spine.py -k published_figure

clean:  ## remove what was made from the sources; the practice data stay
	@CONCORD_STATE=.concord/test $(PYTHON) -m concord.project.database remove
	@rm -rf .venv build frontend/node_modules .concord/test .pytest_cache .mypy_cache .ruff_cache .hypothesis

clean-data:  ## remove this installation's own database with everything in it, its keys and its backups
	@$(PYTHON) -m concord.project.database remove
	@rm -rf .concord
