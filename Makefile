# SPDX-License-Identifier: GPL-3.0-or-later
# partnercast: one Makefile. Every product lives under .build/<flavour>/; `make help` names the targets.
#   make demo    bare machine: install what is missing, build, simulate, draw
#   make test    bare machine: install what is missing, build, run every test

SHELL    := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif
Q        := $(if $(V),,@)
say       = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)')

CC       := gcc
FLAVOUR  ?= release
BUILD    ?= .build/$(FLAVOUR)
PREFIX   ?= /usr/local
DESTDIR  ?=
VERSION  := 0.1.0

# Modules in the order of the data's flow; a module links against those before it.
MODULES  := base math json random dist programme population scenario compile lint sim stats results run chart report

# ---- Set-up: what a bare Debian 12 lacks -------------------------------------------------------
PACKAGES       := build-essential pkg-config libcjson-dev libcairo2-dev libpango1.0-dev libgsl-dev \
                  nettle-dev fonts-inter
PACKAGES_test  := $(PACKAGES) libcmocka-dev python3 locales python3-jsonschema fonts-liberation fonts-dejavu-core libxml2-utils mandoc
PACKAGES_lint  := $(PACKAGES) clang-format clang-tidy clang cppcheck libcmocka-dev
PACKAGES_fuzz  := $(PACKAGES) clang libclang-rt-dev
PACKAGES_bench := $(PACKAGES) python3-numpy time
packages = $(if $(filter nightly,$(1)),$(sort $(PACKAGES_test) $(PACKAGES_fuzz) valgrind),$(if $(filter fuzz,$(1)),$(PACKAGES_fuzz),$(if $(filter layers,$(1)),python3,$(if $(filter demo gallery setup,$(1)),$(PACKAGES),$(if $(filter lint,$(1)),$(PACKAGES_lint),$(if \
             $(filter bench,$(1)),$(PACKAGES_bench),$(if $(filter check-all,$(1)),$(sort \
             $(PACKAGES_test) $(PACKAGES_lint)),$(PACKAGES_test))))))))

# These goals install what is missing first, and only then ask pkg-config: make starts itself anew.
STAGED := demo gallery leaves test check-all asan tsan bench cover mutants fuzz lint layers accept nightly
ifeq ($(PC_READY),)
.PHONY: $(STAGED)
$(STAGED):
	@DESTDIR='$(DESTDIR)' tests/support/setup $(call packages,$@)
	@$(MAKE) --no-print-directory PC_READY=1 $@
endif

.PHONY: setup
setup: ## install the Debian packages that a build needs
	@DESTDIR='$(DESTDIR)' tests/support/setup $(PACKAGES)

# ---- Flags -------------------------------------------------------------------------------------
PKG_LIBS   := libcjson cairo cairo-png pangocairo pangoft2 fontconfig gsl nettle
PKG_CFLAGS := $(shell pkg-config --cflags $(PKG_LIBS) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LINK   := $(shell pkg-config --libs $(PKG_LIBS) 2>/dev/null)

OPTIMISE_release := -O2 -g
OPTIMISE_debug   := -Og -g
OPTIMISE_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPTIMISE_tsan    := -O1 -g -fsanitize=thread
OPTIMISE_cover   := -Og -g --coverage
OPTIMISE_clang   := -O2 -g
OPTIMISE_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
ifneq ($(filter clang fuzz,$(FLAVOUR)),)
CC := clang
endif
OPTIMISE := $(OPTIMISE_$(FLAVOUR))

WARNINGS := -Wall -Wextra -Wconversion -Wdouble-promotion -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla \
            -Wformat=2
# Compilers whose warnings we know; a newer one may find more without breaking anybody's build.
COMPILER := $(notdir $(CC))-$(firstword $(subst ., ,$(shell $(CC) -dumpversion 2>/dev/null)))
WARNINGS += $(if $(filter gcc-12 cc-12 clang-14,$(COMPILER)),-Werror)

# No fused multiply-add, no fast-math: the same bits on every x86-64 (docs/decisions.md).
CFLAGS   += -std=c11 -D_GNU_SOURCE -ffp-contract=off -pthread $(OPTIMISE) $(WARNINGS)
CPPFLAGS += -Iinclude -Isrc -I.
LDLIBS    = $(PKG_LINK) -lm -pthread

# One object per vector path: the file's name says which.
PATH_sse2   := -O3
PATH_avx2   := -O3 -mavx2
PATH_avx512 := -O3 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mprefer-vector-width=512
# Tests write NAN, a float, where a double is meant: clang minds, and it does no harm there.
test_flags   = $(if $(filter tests/%,$(1)),-Wno-double-promotion -Wno-format-nonliteral)
path_name    = $(lastword $(subst _, ,$(basename $(notdir $(1)))))
path_flags   = $(filter-out $(if $(filter asan tsan cover debug,$(FLAVOUR)),-O3),$(PATH_$(call path_name,$(1))))

# ---- The library and the program ---------------------------------------------------------------
# The JSON Schemas are part of the program: each text becomes an array in an object of its own.
SCHEMAS        := $(wildcard scenarios/schema/*.json)
PARTS_scenario := $(SCHEMAS:scenarios/schema/%.json=$(BUILD)/schema/%.o)
# A module's files stand in its folder, or in rooms below it.
sources_of = $(sort $(foreach d,*.c */*.c */*/*.c,$(wildcard src/$(1)/$(d))))
SOURCES  := $(foreach m,$(MODULES),$(call sources_of,$(m)))
OBJECTS  := $(SOURCES:%.c=$(BUILD)/%.o) $(PARTS_scenario)
CLI_OBJ  := $(patsubst %.c,$(BUILD)/%.o,$(call sources_of,cli))
LIB      := $(BUILD)/libpartnercast.a
BIN      := $(BUILD)/bin/partnercast

.PHONY: all
all: $(BIN) ## build the program: .build/bin/partnercast
ifeq ($(BUILD),.build/release)
all: .build/bin/partnercast
.build/bin/partnercast: $(BIN)
	@mkdir -p $(@D)
	@ln -sf ../release/bin/partnercast $@
endif

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) $(call path_flags,$<) $(call test_flags,$<) -MMD -MP -c $< -o $@

$(BUILD)/schema/%.c: scenarios/schema/%.json
	@mkdir -p $(@D)
	@{ printf 'extern const char pc_schema_%s[];\nconst char pc_schema_%s[] = {\n' $(subst -,_,$* $*); \
	   od -An -v -td1 $< | sed 's/[-0-9][-0-9]*/&,/g'; echo '0 };'; } >$@
$(BUILD)/schema/%.o: $(BUILD)/schema/%.c
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

# One archive a module, so that a module's unit tests need only what it may use.
define module_rules
$(BUILD)/lib$(1).a: $(patsubst %.c,$(BUILD)/%.o,$(call sources_of,$(1))) $(PARTS_$(1))
	@mkdir -p $$(@D); rm -f $$@; ar qcs $$@ $$^
endef
$(foreach m,$(MODULES),$(eval $(call module_rules,$(m))))

$(LIB): $(OBJECTS)
	$(call say,AR,$@)
	@rm -f $@; ar qcs $@ $^
$(BIN): $(CLI_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	@pkg-config --exists $(PKG_LIBS) || { echo 'libraries are missing: make setup'; exit 1; }
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

# ---- Tests -------------------------------------------------------------------------------------
# tests/unit/<module>/<subject>.c is one program, linked with the modules up to <module>.
upto         = $(if $(2),$(firstword $(2)) $(if $(filter $(1),$(firstword $(2))),,$(call upto,$(1),$(wordlist 2,$(words $(2)),$(2)))))
reverse      = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
UNIT_MODULES := $(filter $(MODULES),$(notdir $(wildcard tests/unit/*)))
UNIT_SOURCES := $(foreach m,$(UNIT_MODULES),$(wildcard tests/unit/$(m)/*.c))
UNIT_TESTS   := $(UNIT_SOURCES:%.c=$(BUILD)/%)
define unit_rules
$(BUILD)/tests/unit/$(1)/%: $(BUILD)/tests/unit/$(1)/%.o $(foreach m,$(call upto,$(1),$(MODULES)),$(BUILD)/lib$(m).a)
	$$(call say,LINK,$$@)
	$(Q)$$(CC) $$(CFLAGS) $$(LDFLAGS) $$< $(foreach m,$(call reverse,$(call upto,$(1),$(MODULES))),$(BUILD)/lib$(m).a) -lcmocka $$(LDLIBS) -o $$@
unit-$(1): $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/$(1)/*.c))
	@set -e; for t in $$^; do echo "== $$$$t"; $$$$t; done
.PHONY: unit-$(1)
endef
$(foreach m,$(UNIT_MODULES),$(eval $(call unit_rules,$(m))))

# tests/{stats,charts,bench}/<subject>.c are programs too, linked with the whole library and what
# stands in the folder's own sub-folders.
define whole_rules
$(1)_PARTS := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/$(1)/*/*.c))
$(1)_TESTS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/$(1)/*.c))
$(patsubst %.c,$(BUILD)/%,$(wildcard tests/$(1)/*.c)): $(BUILD)/tests/$(1)/%: $(BUILD)/tests/$(1)/%.o $$($(1)_PARTS) $(LIB)
	$$(call say,LINK,$$@)
	$(Q)$$(CC) $$(CFLAGS) $$(LDFLAGS) $$^ -lcmocka $$(LDLIBS) -o $$@
endef
$(foreach d,stats charts bench,$(eval $(call whole_rules,$(d))))
.SECONDARY:

# tests/fuzz/<reader>.c are libFuzzer targets, for FLAVOUR=fuzz alone.
fuzz_TESTS   := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/*.c))
$(fuzz_TESTS): $(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer $^ $(LDLIBS) -o $@

SCRIPTS      := $(wildcard tests/cli/run tests/cli/docs tests/cli/schemas tests/golden/run tests/golden/leaves tests/golden/topdown tests/golden/wording tests/golden/contradictions tests/charts/run)
SCRIPTS      += $(wildcard tests/golden/certain tests/golden/below tests/golden/trials tests/cli/manual tests/cli/library)
ALL_TESTS    := $(stats_TESTS) $(charts_TESTS) $(UNIT_TESTS)
TEST_ENV      = BUILD=$(BUILD) PARTNERCAST=$(CURDIR)/$(BIN) FLAVOUR=$(FLAVOUR)
LIMIT ?= 900
run_all       = $(TEST_ENV) tests/support/run_all --limit $(LIMIT) $(if $(HINT),--until-failure $(HINT)) $(1)

.PHONY: programs
programs: $(ALL_TESTS) $(BIN)

# another = FLAVOUR and BUILD of the same tree in another flavour
another = FLAVOUR=$(1) BUILD=$(if $(filter .build/release,$(BUILD)),.build/$(1),$(BUILD)-$(1))

ifneq ($(PC_READY),)
.PHONY: $(STAGED) run-tests
test: all programs ## install what is missing, build, run every test
	@$(call run_all,$(SCRIPTS) $(ALL_TESTS))

run-tests: programs
	@$(call run_all,$(SCRIPTS) $(ALL_TESTS))

asan: ## the tests under address and undefined-behaviour sanitizers
	@ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:allocator_may_return_null=1 \
	  UBSAN_OPTIONS=print_stacktrace=1 LSAN_OPTIONS=suppressions=$(CURDIR)/tests/support/leaks.supp:print_suppressions=0 \
	  $(MAKE) --no-print-directory $(call another,asan) LIMIT=900 run-tests

tsan: ## threaded tests under the thread sanitizer
	@TSAN_OPTIONS=halt_on_error=1 $(MAKE) --no-print-directory $(call another,tsan) LIMIT=900 run-threads

.PHONY: run-threads
run-threads: $(filter $(BUILD)/tests/unit/run/%,$(UNIT_TESTS)) $(BIN)
	@$(call run_all,$(filter $(BUILD)/tests/unit/run/%,$(UNIT_TESTS)) tests/golden/threads)

check-all: test ## everything: tests, sanitizers, lint, layers, clang's build and its bytes
	@$(MAKE) --no-print-directory asan
	@$(MAKE) --no-print-directory tsan
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory layers
	@$(MAKE) --no-print-directory $(call another,clang) run-tests

mutants: all programs ## put known bugs into a copy of the tree: each must make a test fail (for the night)
	@BUILD=$(BUILD) tests/support/mutants

NIGHT     = $(shell date +%j) # other seeds every night, the same within one
NIGHT_PARTS = leaves mutants night-tests fuzz tsan memcheck
.PHONY: night-tests memcheck
nightly: test ## what a change need not wait for: mutants, long fuzzing, many scenarios, other seeds, tsan, valgrind
	@failed=; for part in $(NIGHT_PARTS); do \
	  echo "nightly: $$part, $$(date +%H:%M)"; \
	  FUZZ_SEED=$(strip $(NIGHT)) FUZZ_SECONDS=150 $(MAKE) --no-print-directory $$part || failed+=" $$part"; \
	done; [ -z "$$failed" ] || { echo "nightly: failed in$$failed"; exit 1; }

memcheck: programs
	@$(TEST_ENV) tests/support/memcheck

night-tests: programs
	@echo 'nightly: PC_TEST_FIRST=$(strip $(NIGHT))000 PC_TEST_MORE=20'
	@PC_TEST_FIRST=$(strip $(NIGHT))000 PC_TEST_MORE=20 $(TEST_ENV) tests/support/run_all --limit 7200 \
	  $(BUILD)/tests/stats/agreement $(BUILD)/tests/stats/identities $(BUILD)/tests/stats/coverage \
	  $(BUILD)/tests/unit/report/memory

fuzz: ## random inputs for the readers of scenarios and CSV, FUZZ_SECONDS (60) each, or FUZZ_RUNS same ones
	@ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=$(CURDIR)/tests/support/leaks.supp:print_suppressions=0 \
	  $(MAKE) --no-print-directory $(call another,fuzz) run-fuzz

.PHONY: run-fuzz
run-fuzz: $(fuzz_TESTS)
	@BUILD=$(BUILD) tests/fuzz/run

cover: ## which lines the tests reach, by module
	@find .build -name '*.gcda' -delete 2>/dev/null || true
	-@$(MAKE) --no-print-directory $(call another,cover) LIMIT=900 run-tests
	@tests/support/cover $(lastword $(subst =, ,$(call another,cover)))

bench: all $(bench_TESTS) ## measure: W1, W2, threads, vector paths, memory, large programmes (PC_SHARED: against its peers)
	@$(TEST_ENV) tests/bench/run
	@$(TEST_ENV) tests/bench/size

lint: ## formatting, cppcheck, clang-tidy
	@CPPFLAGS='$(CPPFLAGS) $(PKG_CFLAGS)' tests/support/lint

layers: ## who includes whom; fails on an arrow that points back
	@tests/support/layers

accept: all programs ## rewrite the expected files of golden and command-line tests; review the diff
	@for t in $(filter tests/golden/run tests/cli/run,$(SCRIPTS)); do $(TEST_ENV) $$t --accept; done

leaves: all programs ## change every number and text of every scenario: each must have an effect (some minutes)
	@$(TEST_ENV) LEAVES=all tests/golden/leaves

demo: all ## simulate every plan in scenarios/ into .build/demo and draw it
	@mkdir -p .build/demo
	@for s in scenarios/*.json; do .build/bin/partnercast run $$s -o .build/demo || exit 1; echo; done
	@printf 'Look at   .build/demo/*/charts/fan.png   (mix, exceed, roi, payout and migrate beside it; each as SVG, too)\n'
	@printf 'Read      .build/demo/*/results.json     (every figure with its standard error)\n'
	@printf 'Vary      .build/bin/partnercast run scenarios/variants/neurectomy-cautious.json -o .build/what-if\n'
	@printf 'Change    .build/bin/partnercast run scenarios/neurectomy.json --set referral=15%% -o .build/what-if\n'

gallery: all ## render every scenario's pictures, and a distribution, into plots/gallery
	@mkdir -p plots/gallery .build/gallery
	@.build/bin/partnercast dist '{ "lognormal": { "mean": 60000, "cv": 1 } }' --unit money \
	   -o .build/gallery/deal-size.png >/dev/null
	@cp .build/gallery/deal-size.png plots/gallery/dist-deal-size.png
	@for s in scenarios/*.json; do name=$$(basename $$s .json); \
	   .build/bin/partnercast run $$s -o .build/gallery --quiet || exit 1; \
	   for p in .build/gallery/$$name/charts/*.png; do \
	     cp $$p plots/gallery/$$name-$$(basename $$p) && echo plots/gallery/$$name-$$(basename $$p); done; done
endif

# ---- The rest ----------------------------------------------------------------------------------
.PHONY: help format install uninstall clean
help: ## this list
	@printf 'make TARGET   (V=1 shows the commands)\n\n'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | sort | \
	  awk -F'|' '{printf "%-12s %s\n", $$1, $$2}'

format: ## clang-format over every C file
	@git ls-files '*.c' '*.h' '*.inl' | xargs clang-format -i

clean: ## remove every product
	@rm -rf .build

BINDIR   := $(DESTDIR)$(PREFIX)/bin
LIBDIR   := $(DESTDIR)$(PREFIX)/lib
INCDIR   := $(DESTDIR)$(PREFIX)/include/partnercast
DATADIR  := $(DESTDIR)$(PREFIX)/share/partnercast
DOCDIR   := $(DESTDIR)$(PREFIX)/share/doc/partnercast
MANDIR   := $(DESTDIR)$(PREFIX)/share/man/man1
BASHDIR  := $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSHDIR   := $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISHDIR  := $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
# The commands, as the program itself lists them.
COMMANDS  = $$($(BIN) help | sed -n '/^Commands:/,$$s/^  \([a-z]*\) .*/\1/p')

install: all ## into PREFIX (/usr/local), below DESTDIR when packaging
	@install -d $(BINDIR) $(LIBDIR)/pkgconfig $(INCDIR) $(DATADIR) $(DOCDIR)
	@install -m 755 $(BIN) $(BINDIR)/partnercast
	@install -m 644 $(LIB) $(LIBDIR)/libpartnercast.a
	@install -m 644 include/partnercast/*.h $(INCDIR)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@LIBS@|$(PKG_LIBS)|' \
	  tests/support/partnercast.pc.in > $(LIBDIR)/pkgconfig/partnercast.pc
	@cp -R $(wildcard scenarios plots) $(DATADIR)
	@cp -R README.md docs/. $(DOCDIR)
	@install -d $(MANDIR) $(BASHDIR) $(ZSHDIR) $(FISHDIR)
	@$(BIN) help --man > $(MANDIR)/partnercast.1
	@set -e; for c in $(COMMANDS); do $(BIN) help --man $$c > $(MANDIR)/partnercast-$$c.1; done
	@$(BIN) help --completion bash > $(BASHDIR)/partnercast
	@$(BIN) help --completion zsh > $(ZSHDIR)/_partnercast
	@$(BIN) help --completion fish > $(FISHDIR)/partnercast.fish
	@echo 'installed below $(DESTDIR)$(PREFIX)'

uninstall: ## take it away again
	@rm -rf $(BINDIR)/partnercast $(LIBDIR)/libpartnercast.a $(LIBDIR)/pkgconfig/partnercast.pc \
	  $(INCDIR) $(DATADIR) $(DOCDIR) $(MANDIR)/partnercast.1 $(MANDIR)/partnercast-*.1 \
	  $(BASHDIR)/partnercast $(ZSHDIR)/_partnercast $(FISHDIR)/partnercast.fish
	@echo 'removed from $(DESTDIR)$(PREFIX)'

-include $(OBJECTS:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT_TESTS:=.d) $(stats_TESTS:=.d) $(stats_PARTS:.o=.d) \
  $(charts_TESTS:=.d) $(charts_PARTS:.o=.d) $(bench_TESTS:=.d)
