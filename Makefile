# callmine: build, check, lint, demo, install. One file, non-recursive; everything built is under build/.
#   make            build            make check [T=tests/X.bats]   tests       make demo      try it, no account needed
#   make SAN=1 ...  the same with the address and undefined-behaviour sanitizers, in build/san
.DEFAULT_GOAL := all
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PREFIX  ?= /usr/local
VERSION := 0.1.0
B := build$(if $(SAN),/san)

CFLAGS ?= -O2 -g
CFLAGS_ALL := -std=gnu17 -I. -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -DDATADIR='"$(PREFIX)/share/callmine"' \
	-Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Wno-format-truncation \
	-fstack-protector-strong -fno-strict-aliasing -MMD -MP $(CFLAGS)
ifdef SAN
CFLAGS_ALL += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -O1
else
CFLAGS_ALL += -D_FORTIFY_SOURCE=2
endif
PACKAGES := libcurl libarchive libzstd libsodium libutf8proc libfyaml libmicrohttpd
LDLIBS := -Wl,--as-needed $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -ljq -lonig -lstemmer -lm -lpthread
LDFLAGS_ALL := -Wl,-z,relro,-z,now $(LDFLAGS)

SRC      := $(wildcard lib/*/*.c)
OBJ      := $(SRC:%.c=$(B)/%.o)
PROGRAMS := $(patsubst bin/%.c,%,$(wildcard bin/*.c))
UNITS    := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*.c))
MANS     := $(patsubst bin/%,$(B)/man/%,$(wildcard bin/*.[157]))

all: $(PROGRAMS:%=$(B)/bin/%) $(MANS) $(PROGRAMS:%=$(B)/completion/%)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -c -o $@ $<
$(B)/libcallmine.a: $(OBJ)
	@rm -f $@
	ar rcs $@ $^
$(B)/bin/%: $(B)/bin/%.o $(B)/libcallmine.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)
$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libcallmine.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)

# A program's page: its prose, with the options from the program's own table at the line `.\" OPTIONS`.
$(B)/man/%.1: bin/%.1 $(B)/bin/%
	@mkdir -p $(@D)
	$(B)/bin/$* --help-mdoc >$@.options
	sed -e '/^\.\\" OPTIONS$$/{r $@.options' -e 'd}' $< >$@
	rm -f $@.options
$(B)/man/%: bin/%
	@mkdir -p $(@D)
	cp $< $@
$(B)/completion/%: $(B)/bin/%
	@mkdir -p $(@D)
	$< --help-bash >$@

T ?= $(wildcard tests/*.bats)
check-unit: $(UNITS:%=$(B)/unit/%)
	for u in $^; do $$u; done
check: all check-unit
	CALLMINE_BUILD=$(CURDIR)/$(B) bats $(T)

clean:
	rm -rf build
.PHONY: all check check-unit clean
-include $(shell find $(B) -name '*.d' 2>/dev/null)
