# What people do with this project; the README explains it.

SWIFT ?= swift
# With the libraries as they are shipped, five times as fast; in a folder of its own, so that builds of different kinds do
# not undo each other.
OPTIMISED := --scratch-path .build/optimised
RELEASE := --configuration release --static-swift-stdlib -Xswiftc -cross-module-optimization

.PHONY: demo test prove mutate sanitize build lint bench fuzz system-packages tools

## Builds and checks the example set-ups; broken ones show what broken looks like.
demo: system-packages
	$(SWIFT) build --product jmoncheck
	@scripts/demo "$$($(SWIFT) build --show-bin-path)/jmoncheck"

## Everything that is tested, reports read by their real consumers included.
test: system-packages tools
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --parallel

## Ten times the prefixes and mutations of each fixture. Takes five minutes, most of which is the build.
prove: system-packages
	JMONCHECK_OPTIMISE=1 JMONCHECK_PROVE=1 $(SWIFT) test $(OPTIMISED) --parallel --filter RobustnessTests

## How much the tests notice: small changes of the code, one at a time (Tests/mutations.md). Takes more than an hour.
mutate: system-packages
	@Tests/mutate

## The tests under AddressSanitizer, then under ThreadSanitizer (scripts/sanitize). Takes half an hour.
sanitize: system-packages tools
	@SWIFT="$(SWIFT)" scripts/sanitize

## The program as it is shipped: .build/release/jmoncheck
build: system-packages
	$(SWIFT) build $(RELEASE) $$(scripts/static-libraries) --product jmoncheck

## What every commit has to pass beside the tests.
lint:
	@SWIFT="$(SWIFT)" scripts/lint

## How long it takes, beside other programs on the same machine.
bench: build tools
	@.build/tools/bin/pip install --quiet --disable-pip-version-check -r benchmarks/tools.txt
	@.build/tools/bin/python benchmarks/run "$$($(SWIFT) build --configuration release --show-bin-path)/jmoncheck"

## Feeds every parser and the whole check with what libFuzzer makes of the fixtures; FUZZ_SECONDS each.
fuzz: system-packages
	@SWIFT="$(SWIFT)" scripts/fuzz

system-packages:
	@scripts/system-packages

tools:
	@scripts/tools
