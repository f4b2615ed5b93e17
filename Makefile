# The commands of this project; the README explains them.

SWIFT ?= swift
# Builds with the libraries as shipped, five times as fast, in a separate folder, so that builds of different kinds do not
# replace each other.
OPTIMISED := --scratch-path .build/optimised
# Without a run path: a static program that is position-independent must not have one, and ends at once if it has.
RELEASE := --configuration release --static-swift-stdlib -Xswiftc -cross-module-optimization --disable-local-rpath

.PHONY: demo dist docs man pictures test prove properties mutate sanitize build lint lint-speed speed-figures bench fuzz \
	ucd-plugin check-dist newcomer vsix system-packages tools browser

## Builds the program and checks the example set-ups, including broken ones.
demo: system-packages
	$(SWIFT) build --product jmoncheck
	@scripts/demo "$$($(SWIFT) build --show-bin-path)/jmoncheck"

## Runs all tests, including those that read reports with their real consumers.
test: system-packages tools browser
	@scripts/system-packages graphviz
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --parallel

## Tests ten times as many prefixes and mutations of each fixture, eight times as many decks with conditions, and every
## place at which a secret may be torn.
## Takes five minutes, mostly for the build.
prove: system-packages
	JMONCHECK_OPTIMISE=1 JMONCHECK_PROVE=1 $(SWIFT) test $(OPTIMISED) --parallel --filter 'RobustnessTests|ConditionPropertyTests|Canary'

## Tries thousands of generated systems, decks and inputs on what has to hold of each of them, whatever is right for it.
## SEED makes other ones.
properties: system-packages
	JMONCHECK_OPTIMISE=1 JMONCHECK_PROVE=20 JMONCHECK_SEED=$(or $(SEED),0) \
		$(SWIFT) test $(OPTIMISED) --parallel --filter 'Property'

## Measures which of COUNT small changes, chosen by SEED, the tests detect (Tests/mutations.md). Takes more than an hour.
mutate: system-packages tools
	@Tests/mutate --seed $(or $(SEED),451) --count $(or $(COUNT),200)

## Runs the tests under AddressSanitizer, then under ThreadSanitizer (scripts/sanitize). Takes half an hour.
sanitize: system-packages tools browser
	@SWIFT="$(SWIFT)" scripts/sanitize

## Builds the program as shipped: .build/release/jmoncheck
build: system-packages
	$(SWIFT) build $(RELEASE) $$(scripts/static-libraries) --product jmoncheck

## Builds everything that a release consists of: .build/release-files (docs/releasing.md). Takes ten minutes on two cores.
dist: system-packages
	@SWIFT="$(SWIFT)" scripts/dist/build .build/dist
	@python3 packaging .build/dist/jmoncheck .build/dist/libxml2 .build/release-files

## Checks what `make dist` made with the tools of those who receive it, and installs it in a bare Debian root. Needs root.
check-dist:
	@scripts/dist/check

## Does in a bare Debian what the README says, and compares what it sees with what the README shows. Needs root, debootstrap
## and half an hour.
newcomer:
	@scripts/newcomer

## Packs the plug-in of UrbanCode Deploy with the program that `make dist` built.
ucd-plugin: dist
	@ls .build/release-files/jmoncheck-ucd-plugin-*.zip

## Runs the checks that every commit must pass in addition to the tests.
lint:
	@SWIFT="$(SWIFT)" scripts/lint

## Fails if the program as shipped executes a tenth more instructions than benchmarks/instructions.json says.
lint-speed: build
	@scripts/system-packages valgrind
	@python3 benchmarks/instructions.py "$$($(SWIFT) build --configuration release --show-bin-path)/jmoncheck"

## Writes the instructions that the program as shipped executes into benchmarks/instructions.json.
speed-figures: build
	@scripts/system-packages valgrind
	@python3 benchmarks/instructions.py "$$($(SWIFT) build --configuration release --show-bin-path)/jmoncheck" --write

## Measures the time of a check, compared with other programs on the same machine, and what a key in an editor costs.
bench: build tools
	@scripts/system-packages valgrind
	@.build/tools/bin/pip install --quiet --disable-pip-version-check -r benchmarks/tools.txt
	@.build/tools/bin/python benchmarks/run "$$($(SWIFT) build --configuration release --show-bin-path)/jmoncheck"
	@.build/tools/bin/python benchmarks/editor "$$($(SWIFT) build --configuration release --show-bin-path)/jmoncheck"

## Builds the documentation site: .build/site/index.html
docs: tools
	@.build/tools/bin/python scripts/docs

## Writes the manual pages from the help texts: man/man1
man: system-packages
	$(SWIFT) build --product jmoncheck
	@scripts/manual "$$($(SWIFT) build --show-bin-path)/jmoncheck" man/man1

## Draws the pictures of the documentation anew
pictures: system-packages tools browser
	$(SWIFT) build --product jmoncheck
	@.build/tools/bin/python scripts/pictures "$$($(SWIFT) build --show-bin-path)/jmoncheck"

## Runs libFuzzer with every parser and the whole check, for FUZZ_SECONDS each.
fuzz: system-packages
	@SWIFT="$(SWIFT)" scripts/fuzz

## Packs the extension for VS Code: .build/jmoncheck.vsix
vsix:
	@scripts/vsix

system-packages:
	@scripts/system-packages

tools:
	@scripts/tools

browser:
	@scripts/browser
