# Thin: every target says what it does, and sets up what it needs (scripts/need).
SHELL := /bin/bash -euo pipefail
.DEFAULT_GOAL := help
.PHONY: help run test test-rust test-web test-browser test-clients bench lint web clean

PATH := $(CURDIR)/.nearhand/node/node_modules/node/bin:$(PATH)
export PATH

# The console is rebuilt when a source of it is newer than the last build.
WEB_SOURCES := $(shell find web-map -type f -not -path '*/node_modules/*' -not -path 'web-map/dist/*')
WEB_STAMP := web-map/dist/.built
BROWSER_STAMP := tests/browser/node_modules/.installed
CLIENTS_STAMP := tests/clients/node_modules/.installed

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: web ## Build everything and start a demo shift on the bundled city (installs: cc, Node)
	cargo build --release -p nearhand
	exec target/release/nearhand serve --demo $(ARGS)

# The binary that the tests start, with the tests: built by itself it has fewer features, and half of what it is made of
# would be compiled twice.
BUILT_WITH_TESTS := cargo build --workspace --bins --tests

test: test-rust test-web test-browser test-clients ## Run every test: Rust, TypeScript, browser, other programs (installs: cc, Node, Chromium)

test-rust: ## Run the Rust tests, black-box tests included (installs: cc)
	scripts/need cc
	$(BUILT_WITH_TESTS)
	cargo test --workspace

test-web: web ## Run the TypeScript tests (installs: Node)
	npm --prefix web-map test

test-browser: web $(BROWSER_STAMP) ## Run the browser tests; screenshots go to build/screenshots (installs: Node, Chromium)
	scripts/need cc chromium
	$(BUILT_WITH_TESTS)
	npm --prefix tests/browser test

test-clients: $(CLIENTS_STAMP) ## Run programs made for OSRM, and schemathesis, against the built binary (installs: Node; VROOM, routingpy and schemathesis where they can be)
	scripts/need cc
	scripts/clients
	scripts/contract
	$(BUILT_WITH_TESTS)
	npm --prefix tests/clients test

BENCH := cargo run --release -p nearhand-benches --features peers --

bench: ## Measure Nearhand alone and beside other routers; writes benches/RESULTS.md (installs: cc; OSRM and Valhalla where they can be)
	scripts/need cc
	benches/peers/setup
	$(BENCH) city
	$(BENCH) peers
	$(BENCH) growth
	$(BENCH) instructions
	$(BENCH) ready
	$(BENCH) record
	$(BENCH) load
	cargo bench -p nearhand-benches

lint: web ## Formatting, clippy, docs, licences, svelte-check (installs: cc, Node; cargo-deny where it can be)
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --locked
	scripts/deny
	npm --prefix web-map run check

web: $(WEB_STAMP) ## Build the console into web-map/dist (installs: Node)

$(WEB_STAMP): $(WEB_SOURCES)
	scripts/need cc node
	npm --prefix web-map ci --no-fund --no-audit --loglevel=error
	npm --prefix web-map run build
	touch $@

$(BROWSER_STAMP): tests/browser/package-lock.json
	scripts/need node
	npm --prefix tests/browser ci --no-fund --no-audit --loglevel=error
	touch $@

$(CLIENTS_STAMP): tests/clients/package-lock.json
	scripts/need node
	npm --prefix tests/clients ci --no-fund --no-audit --loglevel=error
	touch $@

clean: ## Remove what was built and the local Node, never the data
	rm -rf target web-map/dist web-map/node_modules tests/browser/node_modules tests/clients/node_modules .nearhand/node .nearhand/clients .nearhand/contract build
