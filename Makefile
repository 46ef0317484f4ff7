# Everything that is done with the portal from the command line. `make help` lists it.

PYTHON ?= python3
PORT ?= 8000
FIXTURE ?= fixtures/westharz.json
# Relative, so that a checkout may stand under a path with spaces.
VAR_DIR ?= var

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input install --require-hashes
# With the extras: a line without them leaves pip free to look for a newer version that nobody has locked.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras $(if $(UPGRADE),--upgrade)

# For `make serve` and `make dev`: a key of this machine's own, kept outside the repository.
secret_key = $${SECRET_KEY:-$$(cat '$(VAR_DIR)/secret_key')}
running = SECRET_KEY="$(secret_key)" SITE_URL="$${SITE_URL:-http://127.0.0.1:$(PORT)}" VAR_DIR='$(VAR_DIR)'

.DEFAULT_GOAL := help
.PHONY: help serve dev test test-long coverage lint format lock bench lighthouse port
.DELETE_ON_ERROR:
# The targets build on each other's files; with -j they would talk across each other.
.NOTPARALLEL:

help:
	@echo 'LEADER-Portal: die Entwicklungsstrategie einer LEADER-Region im Netz'
	@echo
	@echo '  make serve    Portal starten wie im Betrieb: http://127.0.0.1:8000/ (anderer Port: make serve PORT=8001)'
	@echo '  make dev      dasselbe zum Entwickeln: mit Fehlerseiten, lädt nach jeder Änderung neu'
	@echo '  make test     alle Tests, auf SQLite, auf PostgreSQL und im Browser'
	@echo '  make test-long  dazu die langsamen Beweise, wie in CI'
	@echo '  make coverage  welche Zweige des Quelltexts die Tests durchlaufen (SQLite, ohne Browser)'
	@echo '  make lint     Stil, Lizenzangaben, Migrationen und Sicherheitseinstellungen prüfen'
	@echo '  make format   Quelltext in Form bringen'
	@echo '  make lock     Versionen der Abhängigkeiten festlegen (alle erneuern: make lock UPGRADE=1)'
	@echo '  make bench    Geschwindigkeit messen'
	@echo '  make lighthouse  Lighthouse befragen (braucht Node.js und Chromium)'

# The database holds the staff's accounts: nobody else on the machine may read it.
serve: export DEBUG := 0
serve: port $(VENV)/serve.stamp $(VAR_DIR)/secret_key $(VAR_DIR)/static.stamp
	@umask 077; $(running) $(BIN)/python manage.py migrate --verbosity 0
	@$(running) $(BIN)/python manage.py first_start $(if $(FIXTURE),--fixture '$(FIXTURE)')
	@$(running) BIND=127.0.0.1:$(PORT) exec $(BIN)/python -m gunicorn --config deploy/gunicorn.conf.py

dev: export DEBUG := 1
dev: port $(VENV)/serve.stamp $(VAR_DIR)/secret_key
	@umask 077; $(running) $(BIN)/python manage.py migrate --verbosity 0
	@$(running) $(BIN)/python manage.py first_start $(if $(FIXTURE),--fixture '$(FIXTURE)')
	@echo 'Das Portal läuft zum Entwickeln: http://127.0.0.1:$(PORT)/ (beenden mit Strg+C)'
	@$(running) DJANGO_RUNSERVER_HIDE_WARNING=true exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.whole_suite

test-long: export LONG_TESTS := 1
test-long: test

# Counting makes every test take nearly twice as long, so it is no part of `make test`.
coverage: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest --cov --ignore=tests/browser

# As in production, with a key that is thrown away.
strict = DEBUG=0 SITE_URL=https://strategie.example.org VAR_DIR='$(VAR_DIR)' \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')

lint: $(VENV)/dev.stamp
	@mkdir -p '$(VAR_DIR)'
	@echo 'Stil …'
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/djhtml --check --tabwidth 2 templates
	@echo 'Lizenzangaben …'
	@$(BIN)/reuse lint --lines
	@echo 'Migrationen …'
	@$(strict) $(BIN)/python manage.py makemigrations --check --dry-run
	@echo 'Sicherheitseinstellungen …'
	@$(strict) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djhtml --tabwidth 2 templates

lock: $(VENV)/dev.stamp
	$(BIN)/$(LOCK) pyproject.toml --output-file requirements.lock
	$(BIN)/$(LOCK) pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench

lighthouse: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.lighthouse

# Set-up: each step once, and again when what it depends on has changed.

port: | $(BIN)/python
	@$(BIN)/python deploy/check_port.py '$(PORT)'

$(BIN)/python:
	@command -v '$(PYTHON)' >/dev/null || { \
		echo '$(PYTHON) ist nicht installiert. Das Portal braucht Python 3.11 oder neuer.'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Das Portal braucht Python 3.11 oder neuer, gefunden: $$($(PYTHON) --version 2>&1)."; \
		echo 'Liegt ein neueres anderswo: make $(or $(MAKECMDGOALS),serve) PYTHON=python3.12'; exit 1; }
	@echo 'Umgebung für Python in $(VENV) wird angelegt …'
	@$(PYTHON) -m venv --clear $(VENV) || { \
		echo 'Python kann keine Umgebung anlegen. Unter Debian und Ubuntu fehlt das Paket python3-venv.'; \
		rm -rf $(VENV); exit 1; }

$(VENV)/serve.stamp: requirements.lock | $(BIN)/python
	@echo 'Abhängigkeiten werden installiert …'
	@$(PIP) --requirement requirements.lock
	@touch $@

# A superset of what serving needs, in the same versions.
$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/serve.stamp
	@echo 'Werkzeuge zum Entwickeln und Prüfen werden installiert …'
	@$(PIP) --requirement requirements-dev.lock
	@touch $@

$(VAR_DIR)/secret_key: | $(BIN)/python
	@mkdir -p '$(VAR_DIR)'
	@umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > '$@'

STATIC_SOURCES := $(shell find static docs/bilder -type f 2>/dev/null) leader_portal/website/static_files.py leader_portal/settings.py

$(VAR_DIR)/static.stamp: $(STATIC_SOURCES) $(VENV)/serve.stamp | $(VAR_DIR)/secret_key
	@echo 'Stylesheet, Schrift und Bilder werden zusammengestellt …'
	@$(running) $(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@touch '$@'
