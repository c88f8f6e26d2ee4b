# SPDX-License-Identifier: GPL-3.0-or-later
# partnercast: one Makefile. Every product lives under .build/<flavour>/.
#   make demo    bare machine: install what is missing, build, simulate, draw
#   make test    bare machine: install what is missing, build, run every test
#   make help    the other targets

SHELL    := /bin/bash
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

CC       := gcc
FLAVOUR  ?= release
BUILD    ?= .build/$(FLAVOUR)
PREFIX   ?= /usr/local
DESTDIR  ?=

# Modules in the order of the data's flow; a module links against those before it.
MODULES  := base math json random dist programme scenario compile sim stats results run chart report

PACKAGES := build-essential pkg-config libcjson-dev libcairo2-dev libpango1.0-dev libgsl-dev \
            libcmocka-dev fonts-inter

PKG_LIBS  := libcjson cairo cairo-png pangocairo pangoft2 fontconfig gsl
PKG_CFLAGS = $(shell pkg-config --cflags $(PKG_LIBS) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LINK   = $(shell pkg-config --libs $(PKG_LIBS) 2>/dev/null)

WARNINGS := -Wall -Wextra -Wconversion -Wdouble-promotion -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla \
            -Wformat=2 -Werror
OPTIMISE_release := -O2 -g
OPTIMISE_debug   := -O0 -g
OPTIMISE_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPTIMISE_tsan    := -O1 -g -fsanitize=thread
OPTIMISE_cover   := -O0 -g --coverage
OPTIMISE_clang   := -O2 -g
ifeq ($(FLAVOUR),clang)
CC := clang
endif
OPTIMISE := $(OPTIMISE_$(FLAVOUR))

# No fused multiply-add, no fast-math: the same bits on every x86-64 (docs/decisions.md).
CFLAGS   += -std=c11 -D_GNU_SOURCE -ffp-contract=off -pthread $(OPTIMISE) $(WARNINGS)
CPPFLAGS += -Iinclude -Isrc
LDLIBS    = $(PKG_LINK) -lm -pthread

# One object per vector path: the file's name says which.
PATH_sse2   := -O3
PATH_avx2   := -O3 -mavx2
PATH_avx512 := -O3 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mprefer-vector-width=512
path_flags   = $(if $(findstring asan,$(FLAVOUR))$(findstring tsan,$(FLAVOUR)),$(filter-out -O3,$(1)),$(1))

SOURCES  := $(foreach m,$(MODULES),$(wildcard src/$(m)/*.c))
OBJECTS  := $(SOURCES:%.c=$(BUILD)/%.o)
CLI_OBJ  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/cli/*.c))
LIB      := $(BUILD)/libpartnercast.a
BIN      := $(BUILD)/bin/partnercast

.PHONY: all setup
all: $(BIN)

$(BUILD)/%_sse2.o: %_sse2.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(call path_flags,$(PATH_sse2)) -MMD -MP -c $< -o $@
$(BUILD)/%_avx2.o: %_avx2.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(call path_flags,$(PATH_avx2)) -MMD -MP -c $< -o $@
$(BUILD)/%_avx512.o: %_avx512.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(call path_flags,$(PATH_avx512)) -MMD -MP -c $< -o $@
$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

# One archive a module, so that a module's unit tests need only what it may use.
define module_rules
$(BUILD)/lib$(1).a: $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/$(1)/*.c))
	@rm -f $$@; ar rcs $$@ $$^
endef
$(foreach m,$(MODULES),$(eval $(call module_rules,$(m))))

$(LIB): $(OBJECTS)
	@rm -f $@; ar rcs $@ $^
$(BIN): $(CLI_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

# Unit tests: tests/unit/<module>/<subject>.c is one program, linked with the modules up to <module>.
before_and = $(shell echo '$(MODULES)' | tr ' ' '\n' | sed '/^$(1)$$/q')
reverse    = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
UNIT_MODULES := $(notdir $(wildcard tests/unit/*))
define unit_rules
$(BUILD)/tests/unit/$(1)/%: $(BUILD)/tests/unit/$(1)/%.o $(foreach m,$(call before_and,$(1)),$(BUILD)/lib$(m).a)
	$$(CC) $$(CFLAGS) $$(LDFLAGS) $$< $(foreach m,$(call reverse,$(call before_and,$(1))),$(BUILD)/lib$(m).a) -lcmocka $$(LDLIBS) -o $$@
unit-$(1): $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/$(1)/*.c))
	@set -e; for t in $$^; do echo "== $$$$t"; $$$$t; done
.PHONY: unit-$(1)
.SECONDARY: $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/unit/$(1)/*.c))
endef
$(foreach m,$(UNIT_MODULES),$(eval $(call unit_rules,$(m))))

-include $(OBJECTS:.o=.d) $(CLI_OBJ:.o=.d)
