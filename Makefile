# Everything a newcomer types. `make` alone explains itself.

PYTHON ?= python3
BIN := .venv/bin
NPM := $(BIN)/python tools/npm.py
ITSM_HOME ?= .itsm
# Some machines tell Python to keep no bytecode; then every process of ours compiles 2,600 files anew: 6 s for 3.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help up test check prepare prepare-dev lint types contracts budgets gallery fmt openapi drift audit asvs sbom drills bench bench-search growth engines mutants fuzz aws lock clean

help: ## Show this list
	@echo "Madison88 IT service desk. The two commands to know:  make up   make test"
	@echo
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## Prepare what is missing, start everything, print address and logins (Ctrl-C stops)
	@$(PYTHON) tools/bootstrap.py run && exec $(BIN)/itsm up --tied

test: prepare-dev ## Prepare, then run every test: back end, front end, real browser; the engines reached whole
	@$(BIN)/python tools/run_tests.py $(SUITES)
	@$(BIN)/python tools/engine_coverage.py

check: lint types contracts drift ## The quick look before a commit (under a minute): all rules, fast units
	@PYTHONPATH=tools $(BIN)/python -m pytest -q -p fast_tests tests

lint: prepare-dev ## Rules and formatting of Python and TypeScript
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python tools/asvs.py check
	@$(BIN)/python tools/migration_lint.py
	@$(NPM) run --silent lint

types: prepare-dev ## Types of Python (strict) and TypeScript
	@$(BIN)/mypy
	@$(NPM) run --silent typecheck

contracts: prepare-dev ## Storeys, rooms and doors: which module may import which
	@$(BIN)/lint-imports

budgets: prepare-dev ## Weigh what each page of the front end downloads at a first visit; fail above its limit
	@$(NPM) run --silent budget

gallery: prepare-dev ## Pictures of every page as each role, three widths, light and dark, with axe: web/gallery-out/index.html
	@rm -rf web/gallery-out
	@$(NPM) exec -- playwright test -c playwright.gallery.config.ts

fmt: prepare-dev ## Format Python and TypeScript, fix what can be fixed
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	@$(NPM) run --silent format

openapi: prepare-dev ## Write web/openapi.json and the client's types from the code
	@$(BIN)/python tools/openapi.py write

drift: prepare-dev ## Fail when web/openapi.json or the client's types differ from the code
	@$(BIN)/python tools/openapi.py check

asvs: prepare-dev ## Write docs/security/asvs.md and classes.md from the markers of the tests
	@$(BIN)/python tools/asvs.py write

sbom: prepare-dev ## Write sbom.cdx.json: every locked package the product runs with (CycloneDX)
	@$(BIN)/python tools/sbom.py

audit: prepare-dev ## Secrets in files and history; known vulnerabilities in the locked Python and npm packages
	@$(BIN)/python tools/secret_scan.py
	@$(BIN)/python tools/audit.py

bench: prepare-dev ## Measure, with pgbench on the same server in the same run
	@$(BIN)/python -m benchmarks

drills: prepare-dev ## Break every part on purpose and count what is lost; writes docs/reliability.md (ONLY="E05 E08", ROUNDS=10)
	@$(BIN)/python -m drills $(ONLY)

engines: prepare-dev ## Every line and branch of the pure engines is reached by their pure tests, or it fails
	@$(BIN)/python tools/engine_coverage.py

bench-search: prepare-dev ## How well and how fast articles are found, over public articles; writes docs/search.md
	@$(BIN)/python -m benchmarks.search

growth: prepare-dev ## Measure every GET at 10,000, 100,000 and 1,000,000 tickets (an hour of disk and 25 GB); writes docs/growth.md
	@$(BIN)/python -m benchmarks.growth

mutants: prepare-dev ## Change the pure engines one expression at a time; survivors are what no test notices
	@PYTHONPATH=$(CURDIR)/tools ITSM_ORACLE_CASES=25 $(BIN)/mutmut run --max-children 2
	@$(BIN)/mutmut results

fuzz: prepare-dev ## Long random requests over the whole interface, as each role (MINUTES=20)
	@$(BIN)/python tools/fuzz.py $(MINUTES)

aws: prepare-dev ## Check deploy/aws without an account: synthesis, cdk-nag, cfn-lint, what the templates promise
	@$(BIN)/python tools/aws.py

lock: prepare-dev ## Write requirements/*.lock anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

clean: ## Remove builds and caches (keeps .venv and the data in .itsm)
	@rm -rf mutants web/dist web/test-results web/playwright-report .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache htmlcov deploy/aws/cdk.out .coverage .venv/stamps/web-build
	@find src tests tools migrations benchmarks drills -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

prepare:
	@$(PYTHON) tools/bootstrap.py run

prepare-dev:
	@$(PYTHON) tools/bootstrap.py dev
