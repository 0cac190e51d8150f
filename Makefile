# Thin on purpose: each step is a script in scripts/ that says what it does and can be run alone.
.PHONY: help run demo build package dev test soak bench audit screens setup

help:            ## this list
	@grep -E '^[a-z]+: +##' $(MAKEFILE_LIST) | sed -E 's/:\s+## /\t/' | expand -t 10

run:             ## build what changed and start Guildhall on http://127.0.0.1:3000 (ARGS="--listen …" is passed on)
	@scripts/run.sh $(ARGS)

demo:            ## fill an empty data folder with a believable site, then start it
	@scripts/run.sh --demo $(ARGS)

build:           ## the release binary with the pages inside
	@scripts/setup.sh run && scripts/build.sh

package:         ## a Debian package and a tar file of the release binary, in target/package
	@scripts/package.sh

dev:             ## watch the sources, rebuild and reload the browser
	@scripts/dev.sh $(ARGS)

test:            ## everything: formatting, clippy, unit, both databases, HTTP, browser
	@scripts/test.sh

soak:            ## races, properties and crashes a thousand times over, every journey four times (ROUNDS=1000)
	@scripts/soak.sh

bench:           ## measure pages per second, latency, memory, start and transfer, and print one table
	@scripts/bench.sh

audit:           ## ask the public list of advisories about every dependency (needs the network)
	@scripts/audit.sh

screens:         ## pictures of every page into end2end/screens (light and dark, wide and narrow)
	@scripts/screens.sh

setup:           ## install what is missing for all of the above
	@scripts/setup.sh bench
