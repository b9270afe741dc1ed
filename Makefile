# The two commands of the README: `make kit` and `make test`. Everything else is CMake: see CMakePresets.json.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := kit

BUILD := build/release

# package: why
PACKAGES := \
    g++:compiler cmake:build ninja-build:build ccache:rebuilds pkg-config:build \
    libtorch-dev:network libopenblas0-openmp:fast-linear-algebra \
    libsndfile1-dev:sound-files libsamplerate0-dev:sample-rates libebur128-dev:loudness \
    libcli11-dev:command-line nlohmann-json3-dev:recipes libstb-dev:pictures
TEST_PACKAGES := catch2:tests

.PHONY: kit test program tests benchmarks clean packages test-packages

kit: program ## A kit of 16 drum sounds in kit/
	$(BUILD)/stochastick kit --seed 7 --out kit --overwrite

test: tests ## Build and run the tests
	ctest --test-dir $(BUILD) --output-on-failure

program: packages
	cmake --preset release
	cmake --build --preset release --target stochastick

tests: test-packages
	cmake --preset release -DSTOCHASTICK_TESTS=ON
	cmake --build --preset release --target stochastick Tests

benchmarks: packages ## Seconds of a network call, of a sound, of loading
	$(call install,libbenchmark-dev:benchmarks)
	cmake --preset release -DSTOCHASTICK_BENCHMARKS=ON
	cmake --build --preset release --target Benchmarks
	$(BUILD)/Benchmarks

clean:
	rm -rf build

packages:
	$(call install,$(PACKAGES))

test-packages:
	$(call install,$(PACKAGES) $(TEST_PACKAGES))

# Installs what is missing, and says so; asks for nothing when all is there or when this is no Debian.
define install
	@if command -v dpkg-query > /dev/null; then \
	    missing=""; \
	    for entry in $(1); do \
	        package=$${entry%%:*}; \
	        dpkg-query -W -f='$${Status}' $$package 2> /dev/null | grep -q "install ok installed" || { \
	            echo "$$package is missing (for: $${entry##*:})"; missing="$$missing $$package"; }; \
	    done; \
	    if [ -n "$$missing" ]; then \
	        as_root=""; [ "$$(id -u)" = 0 ] || as_root="sudo"; \
	        echo "Installing with apt:$$missing"; \
	        $$as_root apt-get update -q; \
	        $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; \
	    fi; \
	fi
endef
