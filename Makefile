# callmine. One Makefile, non-recursive; what it makes is under build/.
#
#   make            build                     make demo       see it work: no Gong account needed
#   make check      all tests (T=one.bats)    make lint       style, layers, static analysis
#   make deps       install what is missing   make install    PREFIX=/usr/local DESTDIR=
#   make prove      the long campaigns        SAN=1           the same under ASan and UBSan, in build/san
#                                             SAN=thread      the same under ThreadSanitizer, in build/tsan
#   make eval       a question set against golden calls: GOLD=gold.tsv CALLS=calls.ndjson QUESTIONS=pricing
#   make bench      against what else there is (SIZE=small: a minute); bench-count, bench-memory

.DEFAULT_GOAL := all
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.SECONDARY:

PREFIX  ?= /usr/local
VERSION := 0.1.0
B       := build$(if $(SAN),/$(if $(filter thread,$(SAN)),tsan,san))

# ---- what it needs: Debian's packages -------------------------------------------------------------------

PKG_CONFIG_NAMES := libcurl libarchive libzstd libsodium libutf8proc libfyaml libmicrohttpd xlsxwriter minizip
DEPS_BUILD := gcc libc6-dev pkgconf libcurl4-openssl-dev libjq-dev libonig-dev libarchive-dev libzstd-dev \
	libsodium-dev libstemmer-dev libutf8proc-dev libfyaml-dev libmicrohttpd-dev libpango1.0-dev libxlsxwriter-dev \
	libminizip-dev
DEPS_RUN   := ca-certificates tzdata libarchive13 libxlsxwriter4 libpangocairo-1.0-0 fonts-noto-core fonts-dejavu-core
DEPS_CHECK := bats jq gojq curl zstd libarchive-tools python3 python3-jsonschema libasan8 libubsan1 libtsan2 procps strace \
	cmark sqlite3 openssl man-db faketime poppler-utils systemd systemd-container dbus dbus-user-session passwd e2fsprogs mount
DEPS_LINT  := clang-format shellcheck mandoc python3 python3-jsonschema git

# A package is there when dpkg says so; what is missing is named before anything is installed.
define install_packages
	missing=$$(for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q ' installed' || echo $$p; done); \
	[[ -n $$missing ]] || exit 0; \
	echo "installing Debian packages:" $$missing; \
	if ! command -v apt-get >/dev/null; then echo "no apt-get here; install what these Debian packages hold:" $$missing >&2; exit 1; fi; \
	if (($$(id -u) == 0)); then as=; elif command -v sudo >/dev/null; then as=sudo; \
	else echo "not root and no sudo; as root: apt-get install" $$missing >&2; exit 1; fi; \
	$$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$missing >/dev/null \
	|| { echo "these packages could not be installed:" $$missing >&2; exit 1; }
endef

deps: deps-build deps-check deps-lint
deps-build:
	@$(call install_packages,$(DEPS_BUILD) $(DEPS_RUN))
deps-check: deps-build
	@$(call install_packages,$(DEPS_CHECK))
deps-lint: deps-build
	@$(call install_packages,$(DEPS_LINT))

# ---- build ----------------------------------------------------------------------------------------------

CC     := gcc
, := ,
CFLAGS ?= -O2 -g
SANITIZE = $(if $(filter thread,$(SAN)),-fsanitize=thread,-fsanitize=address$(,)undefined -fno-sanitize-recover=all)
CFLAGS_PANGO := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags pangocairo pangoft2 2>/dev/null))
CFLAGS_ALL := -std=gnu17 -I. -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -DDATADIR='"$(PREFIX)/share/callmine"' \
	-Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla \
	-Wformat=2 -Wno-format-truncation -Wno-psabi -fstack-protector-strong -fno-strict-aliasing -fPIE -MMD -MP $(CFLAGS) \
	$(if $(SAN),$(SANITIZE) -fno-omit-frame-pointer -O1 -g1,-D_FORTIFY_SOURCE=2) $(CFLAGS_PANGO)
# libxlsxwriter is to find two functions of ours: lib/report/xlsx_spool.h.
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now,--as-needed -Wl,--export-dynamic-symbol=lxw_tmpfile,--export-dynamic-symbol=zipOpen $(LDFLAGS)
LDLIBS = $(shell pkg-config --libs $(PKG_CONFIG_NAMES)) -ljq -lonig -lstemmer -lm -lpthread

OBJ      := $(patsubst %.c,$(B)/obj/%.o,$(wildcard lib/*/*.c))
PROGRAMS := $(patsubst bin/%.c,%,$(wildcard bin/*.c))
UNITS    := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*.c)) $(B)/unit/differ
PAGES    := $(patsubst bin/%,$(B)/man/%,$(wildcard bin/*.[157]))

SYSTEMD  := $(notdir $(wildcard systemd/*))
SYSTEMD_UNITS := $(filter %.service %.timer,$(SYSTEMD))

all: $(PROGRAMS:%=$(B)/bin/%) $(PAGES) $(PROGRAMS:%=$(B)/completion/%) $(SYSTEMD:%=$(B)/systemd/%)

# What was built with other flags or for another PREFIX is built anew.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CFLAGS_ALL)' | cmp -s - $@ || echo '$(CC) $(CFLAGS_ALL)' >$@
$(B)/obj/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	@echo "cc $<"; $(CC) $(CFLAGS_ALL) -c -o $@ $<
$(B)/libcallmine.a: $(OBJ)
	@rm -f $@; ar rcs $@ $^
$(B)/bin/%: $(B)/obj/bin/%.o $(B)/libcallmine.a
	@mkdir -p $(@D); echo "ld $@"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)
$(B)/unit/%: $(B)/obj/tests/unit/%.o $(B)/libcallmine.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)

# A short run of the campaign is a unit test.
$(B)/unit/differ: $(B)/obj/tests/prove/differ.o $(B)/libcallmine.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)

# A program's page: its prose, with the options of the program's own table at the line `.\" OPTIONS`.
$(B)/man/%.1: bin/%.1 $(B)/bin/%
	@mkdir -p $(@D)
	@$(B)/bin/$* --help-mdoc >$@.options
	@sed -e '/^\.\\" OPTIONS$$/{r $@.options' -e 'd}' $< >$@
	@rm -f $@.options
$(B)/man/%: bin/%
	@mkdir -p $(@D)
	@cp $< $@
$(B)/completion/%: $(B)/bin/%
	@mkdir -p $(@D)
	@$< --help-bash >$@

# Units name the programs by their paths.
$(B)/systemd/%: systemd/% $(B)/flags
	@mkdir -p $(@D)
	@sed 's|@bin@|$(PREFIX)/bin|g' $< >$@

clean:
	rm -rf build

# ---- test -----------------------------------------------------------------------------------------------
# The packages come first and may change what pkg-config says, so the work is a make of its own.

# Under a sanitizer without those that wait most, or test no code of ours.
SAN_WITHOUT := network sync gong-sim llm_server bench house lint answers pipeline pipeline_model cm-notify pdf html \
	formats batch model_hostile gong-crm-integration gong-crm-objects install systemd crash
# What takes longest begins first, so that no core is idle at the end.
LONGEST := network systemd gong-sim cm-retain gong-auth hostile_gong llm_server hostile_page cm-run gong-crm-integration \
	gong-crm-objects blocks cm-filter batch pipeline
BATS := $(filter-out $(if $(SAN),$(SAN_WITHOUT)),$(LONGEST) $(filter-out $(LONGEST),$(sort $(patsubst tests/%.bats,%,$(wildcard tests/*.bats)))))
T ?= $(BATS:%=tests/%.bats)
# What lets a system call, an allocation, an fsync go wrong, and what writes the state meanwhile.
FAULTS := $(patsubst %,build/prove/%,faultat nomem.so nosync.so state)
check: deps-check deps-lint
	@$(MAKE) --no-print-directory check-build SAN=$(SAN) -j$$(nproc)
	@$(MAKE) --no-print-directory check-run SAN=$(SAN)
check-build: all $(UNITS) $(B)/bench/generate $(B)/bench/measure $(if $(SAN),,$(FAULTS))
check-run: check-build
	@CALLMINE_BUILD=$(CURDIR)/$(B) tests/run $(T) $(if $(filter file,$(origin T)),$(B)/unit/query_native $(filter-out $(B)/unit/query_native,$(UNITS)))
check-unit: $(UNITS)
	@for u in $^; do $$u; done

# ---- prove: the long campaigns: SECONDS for each fuzz target and for jq, every STRIDEth place of the sweeps ---------

SECONDS    ?= 60
STRIDE     ?= 1
DEPS_PROVE := clang libclang-rt-14-dev
FUZZ       := $(patsubst tests/fuzz/%.c,build/prove/fuzz/%,$(wildcard tests/fuzz/*.c))
FUZZ_OBJ   := $(patsubst %.c,build/prove/obj/%.o,$(filter-out lib/sim/%,$(wildcard lib/*/*.c)))
CFLAGS_FUZZ = $(filter-out -fPIE -fno-strict-aliasing -Wno-format-truncation -Wformat=2 -O2 -D_FORTIFY_SOURCE=2,$(CFLAGS_ALL)) -O1 \
	-fsanitize=address$(,)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

prove: deps-check
	@$(call install_packages,$(DEPS_PROVE))
	@$(MAKE) --no-print-directory prove-run -j$$(nproc) SAN= SECONDS=$(SECONDS) STRIDE=$(STRIDE)
prove-run: all $(FUZZ) build/unit/differ build/unit/redeem $(FAULTS) build/prove/avx512 build/prove/pseudonyms
	@tests/prove/run $(SECONDS) $(STRIDE)
build/prove/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo "clang $<"; clang $(CFLAGS_FUZZ) -fsanitize=fuzzer-no-link -c -o $@ $<
build/prove/libcallmine.a: $(FUZZ_OBJ)
	@rm -f $@; ar rcs $@ $^
build/prove/fuzz/%: build/prove/obj/tests/fuzz/%.o build/prove/libcallmine.a
	@mkdir -p $(@D); echo "ld $@"; clang $(CFLAGS_FUZZ) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)
build/prove/faultat: tests/prove/faultat.c
	@mkdir -p $(@D); $(CC) $(CFLAGS_ALL) -o $@ $<
build/prove/avx512: tests/prove/avx512.c $(B)/libcallmine.a
	@mkdir -p $(@D); $(CC) $(CFLAGS_ALL) -static -o $@ $^
build/prove/pseudonyms build/prove/state: build/prove/%: $(B)/obj/tests/prove/%.o $(B)/libcallmine.a
	@mkdir -p $(@D); $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)
# The kernel of lib/json/index_avx512.c where no processor has AVX-512: in an emulator. Not part of prove.
DEPS_EMULATED := bochs bochs-term isolinux syslinux-common xorriso cpio busybox-static
prove-avx512: deps-build
	@$(call install_packages,$(DEPS_EMULATED))
	@$(MAKE) --no-print-directory build/prove/avx512 SAN=
	@tests/prove/emulated
build/prove/nomem.so build/prove/nosync.so: build/prove/%.so: tests/prove/%.c
	@mkdir -p $(@D); $(CC) $(CFLAGS_ALL) -fPIC -shared -o $@ $< -ldl

# ---- bench: the questions of tests/bench/rows.py, asked of everybody ------------------------------------
# SIZE=small: a minute, to see that it works. ROUNDS, BENCH_ROWS='deal csv', BENCH_ONLY='cm-filter jq', BENCH_DIR;
# SIMDJSON=DIR: a newer simdjson.h and simdjson.cpp than Debian's. DuckDB and ClickHouse come as npm's packages and
# are left out where there is no npm.

SIZE        ?= full
GB          ?= 10
DEPS_BENCH  := g++ libsimdjson-dev jq gojq miller ripgrep zstd valgrind python3
BENCH_TOOLS := $(patsubst %,build/bench/%,generate measure duckdb clickhouse simdjson)
BENCH_CPU   := $(if $(filter aarch64,$(shell uname -m)),arm64,x64)
BENCH_NPM   := @duckdb/node-bindings-linux-$(BENCH_CPU)@1.5.6-r.1 @chdb/lib-linux-$(BENCH_CPU)-gnu@26.5.3

bench bench-count bench-memory: deps-build
	@$(call install_packages,$(DEPS_BENCH))
	@$(MAKE) --no-print-directory $@-run SAN= SIZE=$(SIZE) GB=$(GB)
bench-run: all $(BENCH_TOOLS) build/bench/npm/asked
	@tests/bench/bench.py --size $(SIZE) $(if $(ROUNDS),--rounds $(ROUNDS)) --rows '$(BENCH_ROWS)' --only '$(BENCH_ONLY)'
bench-clean:
	rm -rf $(or $(BENCH_DIR),/dev/shm/callmine-bench-$(shell id -u))/{full,small}-* build/bench
bench-count-run: all build/bench/generate
	@tests/bench/count.py $(if $(UPDATE),--update)
bench-memory-run: all build/bench/generate build/bench/measure
	@tests/bench/memory.py --gigabytes $(GB)
$(B)/bench/%: tests/bench/%.c $(B)/flags
	@mkdir -p $(@D)
	@echo "cc $<"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< -ldl
build/bench/simdjson: tests/bench/simdjson.cc build/bench/simdjson.flags
	@echo "c++ $<"; $(CXX) -std=c++17 -O3 -march=native -DNDEBUG -Wall -Wextra \
		$(if $(SIMDJSON),-I$(SIMDJSON) -o $@ $< $(SIMDJSON)/simdjson.cpp,-o $@ $< -lsimdjson) -lpthread
build/bench/simdjson.flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CXX) $(SIMDJSON)' | cmp -s - $@ || echo '$(CXX) $(SIMDJSON)' >$@
# What could not be had is left out, and bench says so.
build/bench/npm/asked: build/bench/npm/wanted
	@command -v npm >/dev/null || echo "no npm: DuckDB and ClickHouse are left out"
	@for p in $(BENCH_NPM); do ! command -v npm >/dev/null || \
		npm install --prefix $(@D) --no-audit --no-fund --loglevel=error $$p >/dev/null || echo "npm did not bring $$p"; done
	@touch $@
build/bench/npm/wanted: FORCE
	@mkdir -p $(@D)
	@echo '$(BENCH_NPM) '"$$(command -v npm || :)" | cmp -s - $@ || echo '$(BENCH_NPM) '"$$(command -v npm || :)" >$@

lint: deps-lint
	@$(MAKE) --no-print-directory lint-run
lint-run: all
	@printf '%s\n' tests/lint/*.{sh,py} | CALLMINE_BUILD=$(B) xargs -P "$$(nproc)" -I{} bash -c \
		'said=$$({} 2>&1) && status=0 || status=1; printf "%s\n" {} $${said:+"$$said"}; exit $$status'

# ---- demo: an invented company, asked the way a real one is ---------------------------------------------

demo: deps-build
	@$(MAKE) --no-print-directory all -j$$(nproc) >/dev/null
	@PATH=$(CURDIR)/$(B)/bin:$$PATH CALLMINE_QUESTIONS=$(CURDIR)/pipelines/questions CALLS='$(CALLS)' pipelines/demo

# ---- eval: a question set against calls whose answers are known; pipelines/eval.mk says what can be said ---------

eval: deps-build
	@$(MAKE) --no-print-directory all -j$$(nproc) >/dev/null
	@PATH=$(CURDIR)/$(B)/bin:$$PATH CALLMINE_QUESTIONS=$(CURDIR)/pipelines/questions $(MAKE) --no-print-directory -f pipelines/eval.mk

# ---- install --------------------------------------------------------------------------------------------

DEST := $(DESTDIR)$(PREFIX)
# Both managers look for units below /usr and /usr/local; a person's also below ~/.local/share.
SYSTEM := $(DEST)/lib/systemd/system
USER   := $(DEST)/share/systemd/user
# Where systemd runs, it is told at once.
installed = [[ -n "$(DESTDIR)" || ! -d /run/systemd/system ]] || (($$(id -u))) ||

install: all
	install -d $(DEST)/bin $(DEST)/share/man/man{1,5,7} $(DEST)/share/callmine/{pipelines,questions,schemas} \
		$(DEST)/share/bash-completion/completions
	install -m 755 $(PROGRAMS:%=$(B)/bin/%) $(DEST)/bin
	for page in $(PAGES); do install -m 644 $$page $(DEST)/share/man/man$${page##*.}; done
	install -m 644 $(PROGRAMS:%=$(B)/completion/%) $(DEST)/share/bash-completion/completions
	install -m 644 pipelines/*.mk pipelines/prices.tsv $(DEST)/share/callmine/pipelines
	install -m 755 pipelines/estimate $(DEST)/share/callmine/pipelines
	install -m 644 pipelines/questions/* $(DEST)/share/callmine/questions
	install -m 644 schemas/*.json $(DEST)/share/callmine/schemas
	install -m 755 $(B)/systemd/callmine $(DEST)/bin
	install -d {$(SYSTEM),$(USER)}/callmine-.service.d $(DEST)/lib/{sysusers,tmpfiles}.d
	install -m 644 $(SYSTEMD_UNITS:%=$(B)/systemd/%) $(SYSTEM)
	install -m 644 $(SYSTEMD_UNITS:%=$(B)/systemd/%) $(USER)
	install -m 644 $(B)/systemd/{service,system}.conf $(SYSTEM)/callmine-.service.d
	install -m 644 $(B)/systemd/{service,user}.conf $(USER)/callmine-.service.d
	install -m 644 $(B)/systemd/sysusers.conf $(DEST)/lib/sysusers.d/callmine.conf
	install -m 644 $(B)/systemd/tmpfiles.conf $(DEST)/lib/tmpfiles.d/callmine.conf
	@$(installed) { systemd-sysusers callmine.conf && systemd-tmpfiles --create callmine.conf && systemctl daemon-reload; }
uninstall:
	rm -f $(PROGRAMS:%=$(DEST)/bin/%) $(DEST)/bin/callmine $(PROGRAMS:%=$(DEST)/share/bash-completion/completions/%)
	rm -f $(foreach p,$(PAGES),$(DEST)/share/man/man$(subst .,,$(suffix $(p)))/$(notdir $(p)))
	rm -f $(foreach d,$(SYSTEM) $(USER),$(SYSTEMD_UNITS:%=$(d)/%)) $(DEST)/lib/{sysusers,tmpfiles}.d/callmine.conf
	rm -rf $(DEST)/share/callmine {$(SYSTEM),$(USER)}/callmine-.service.d
	cd $(DEST) && rmdir --ignore-fail-on-non-empty lib/systemd/system share/systemd/user share/bash-completion/completions \
		lib/systemd share/systemd share/bash-completion lib/{sysusers,tmpfiles}.d 2>/dev/null || :
	@$(installed) systemctl daemon-reload

FORCE:
.PHONY: FORCE bench bench-run bench-count bench-count-run bench-memory bench-memory-run bench-clean all clean deps deps-build deps-check deps-lint check check-build check-run check-unit lint lint-run prove prove-run prove-avx512 demo eval install uninstall
-include $(shell find $(B)/obj $(B)/bench build/prove/obj -maxdepth 4 -name '*.d' 2>/dev/null)
