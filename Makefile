# The commands of the README: `make app`, `make plugin`, `make kit` and `make test`. Everything else is CMake: see CMakePresets.json.

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
PLUGIN_PACKAGES := \
    juce-modules-source:plugin juce-tools:plugin libasound2-dev:sound-output libjack-jackd2-dev:sound-output \
    libfreetype-dev:text libpng-dev:pictures libjpeg-dev:pictures \
    libx11-dev:windows libxext-dev:windows libxinerama-dev:windows libxrandr-dev:windows libxcursor-dev:windows
TEST_PACKAGES := \
    catch2:tests liblilv-dev:LV2-host lv2-dev:LV2-host python3-venv:VST3-host \
    xvfb:screen-of-the-application xdotool:clicks-in-the-application

ARTEFACTS := $(BUILD)/Plugin/StochastickPlugin_artefacts/Release

.PHONY: kit app plugin factory-kit test soak program tests host-venv benchmarks plugin-figures clean packages plugin-packages test-packages

kit: program ## A kit of 16 drum sounds in kit/
	$(BUILD)/stochastick kit --seed 2 --out kit --overwrite

app: plugin-packages ## Build the application and open it
	cmake --preset release -DSTOCHASTICK_PLUGIN=ON
	cmake --build --preset release --target StochastickPlugin_Standalone
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	    echo "Opening $(ARTEFACTS)/Standalone/Stochastick"; \
	    exec $(ARTEFACTS)/Standalone/Stochastick; \
	else \
	    echo "There is no display to open it on: the application is $(ARTEFACTS)/Standalone/Stochastick"; \
	fi

plugin: plugin-packages ## Build the plugin and install it for this user
	cmake --preset release -DSTOCHASTICK_PLUGIN=ON
	cmake --build --preset release --target StochastickPlugin_VST3 StochastickPlugin_LV2
	@mkdir -p ~/.vst3 ~/.lv2
	@rm -rf ~/.vst3/Stochastick.vst3 ~/.lv2/Stochastick.lv2
	@cp -r $(ARTEFACTS)/VST3/Stochastick.vst3 ~/.vst3/
	@cp -r $(ARTEFACTS)/LV2/Stochastick.lv2 ~/.lv2/
	@echo "Installed: $$HOME/.vst3/Stochastick.vst3 and $$HOME/.lv2/Stochastick.lv2"

# The seed says where the drums of a family lie, each in the range of its class: one --decay would be the same for hats and cymbals.
factory-kit: program ## Make Resources/Kits anew: after new weights, or a new format of projects
	cmake --preset release -DSTOCHASTICK_PLUGIN=ON
	cmake --build --preset release --target FactoryKitMaker
	make_kit() { \
	    $(BUILD)/stochastick kit "$${@:2}" --format flac --out $(BUILD)/factory-kit/$$1 --overwrite; \
	    $(BUILD)/Plugin/FactoryKitMaker $(BUILD)/factory-kit/$$1 Resources/Kits/$$1.stochastick; \
	}; \
	make_kit Default --seed 2 --family 0.5; \
	make_kit Tight --seed 208 --family 0.9; \
	make_kit Deep --seed 16 --family 0.9

test: tests host-venv ## Build and run the tests
	ctest --test-dir $(BUILD) --output-on-failure

# A build of our code with each sanitizer, then five minutes of the plugin in all kinds of use: about half an hour.
soak: test-packages ## Look for bad memory and races in the plugin
	for preset in asan tsan; do \
	    cmake --preset $$preset && cmake --build --preset $$preset --target Soak; \
	done
	Tests/Plugin/Hosts/OnDisplay.sh build/asan/Plugin/Tests/Soak 300 1
	TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/Plugin/tsan-suppressions.txt halt_on_error=1" \
	    env -u DISPLAY build/tsan/Plugin/Tests/Soak 300 1 # without a window: painting would leave no time for the rest

program: packages
	cmake --preset release
	cmake --build --preset release --target stochastick

tests: test-packages
	cmake --preset release -DSTOCHASTICK_TESTS=ON -DSTOCHASTICK_PLUGIN=ON
	cmake --build --preset release --target stochastick Tests PluginTests Soak Lv2Host StochastickPlugin_All

# Without a way to PyPI the test Vst3Host is skipped, and says so.
host-venv:
	@$(BUILD)/host-venv/bin/python -c "import pedalboard" 2> /dev/null || { \
	    python3 -m venv $(BUILD)/host-venv && $(BUILD)/host-venv/bin/pip install -q pedalboard==0.9.26; \
	} || echo "pedalboard, a host for the VST3, cannot be installed: its test will be skipped."

benchmarks: packages ## Seconds of a network call, of a sound, of loading
	$(call install,libbenchmark-dev:benchmarks)
	cmake --preset release -DSTOCHASTICK_BENCHMARKS=ON
	cmake --build --preset release --target Benchmarks
	$(BUILD)/Benchmarks

plugin-figures: test-packages ## Seconds until the editor is open and a sound is made, processor's share at rest
	cmake --preset release -DSTOCHASTICK_TESTS=ON -DSTOCHASTICK_PLUGIN=ON
	cmake --build --preset release --target PluginFigures
	$(BUILD)/Plugin/Tests/PluginFigures

clean:
	rm -rf build

packages:
	$(call install,$(PACKAGES))

plugin-packages:
	$(call install,$(PACKAGES) $(PLUGIN_PACKAGES))

test-packages:
	$(call install,$(PACKAGES) $(PLUGIN_PACKAGES) $(TEST_PACKAGES))

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
