# How a stage runs. Included by the pipelines; a pipeline says what its stages are.
#
# A run is a directory. Each stage is a file in it, whole or not there, so that running make again goes on where
# the last one stopped; calls are kept packed, FILE.ndjson.zst, as zstdcat reads them. Each stage leaves its exit
# status in status/STAGE (make turns every status into 2) and, if calls can leave there, its ledger in
# ledger/STAGE.ndjson.

.DELETE_ON_ERROR:
.SUFFIXES:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

include $(dir $(lastword $(MAKEFILE_LIST)))words.mk

# RUN becomes names of targets and words of the shell.
ifeq ($(strip $(RUN)),)
$(error say where the run goes: RUN=runs/2026-11-16)
endif
ifneq ($(words $(RUN))$(call odd,$(RUN)),1)
$(error RUN is one directory, without blanks, quotes or signs of the shell in its name: RUN=runs/2026-11-16)
endif
override RUN := $(patsubst %/,%,$(RUN))

# ID, on make's command line, is what the run is called in the archive and in its report.
override ID := $(if $(filter override,$(origin ID)),$(ID))
ifneq ($(if $(ID),$(call unlike,$(ID),[A-Za-z0-9_][A-Za-z0-9_-]{0$(,)63})),)
$(error ID is 1 to 64 letters, digits, "-" and "_")
endif
ifneq ($(if $(NOW),$(call unlike,$(NOW),[0-9TZ:.+-]+)),)
$(error NOW is a time: 2026-11-16T08:00:00Z)
endif

# One run in a directory at a time: the first make takes the lock, which the stages inherit, and leaves the work
# to a second one that knows it is HELD. A pipeline's own rules are for that one only.
ifndef HELD
GOALS := $(or $(MAKECMDGOALS),$(.DEFAULT_GOAL))
.PHONY: $(GOALS)
$(firstword $(GOALS)):
	+@mkdir -p $(RUN); flock -n -E 75 $(RUN) $(MAKE) -f $(firstword $(MAKEFILE_LIST)) HELD=1 $(GOALS) || { \
	status=$$?; ((status != 75)) || echo "another run works in $(RUN); wait for it, or give another RUN" >&2; exit $$status; }
$(wordlist 2,$(words $(GOALS)),$(GOALS)): $(firstword $(GOALS))
	@:
endif

# $(call stage,NAME,COMMANDS): run COMMANDS and keep their status. What a fetcher has so far stays for the
# next try; anything else is made anew. A partial result (3) is kept and the run goes on, to say at its end
# that it is one. Nobody but the owner may read what customers said.
define stage
	@umask 077; mkdir -p $(RUN)/status $(RUN)/ledger; rm -f $(RUN)/status/$(1); \
	status=0; ( $(2) ) || status=$$?; echo $$status >$(RUN)/status/$(1); \
	case $$status in 0 | 3) ;; *) echo "$(1): ended with $$status; $(RUN)/status says how each stage ended" >&2; \
	exit $$status ;; esac
endef

# $(call whole,STAGES): fails, naming those that did not, unless each of STAGES ended with 0; status/whole is there then.
whole = @rm -f $(RUN)/status/whole; partial=; for s in $(1); do read -r n <$(RUN)/status/$$s || n=nothing; [[ $$n == 0 ]] || partial+=" $$s ($$n)"; done; \
	[[ -z $$partial ]] || { echo 3 >$(RUN)/status/whole; echo "a partial run, which is not archived:$$partial; the report says what is missing," \
	"and removing the file of a stage in $(RUN) asks for it again" >&2; exit 3; }

# $(put): FILE.part becomes FILE once it is on the disk: after a power cut a file is whole or not there.
put = { sync $@.part || exit 74; } && mv $@.part $@

# $(call fetch,COMMAND): COMMAND adds to FILE.part, line by line, and a run that was killed goes on from there,
# unless what it was asked for has changed since. When it has come to its end, if only in part (3), the lines are
# checked and packed.
part = $(@:.zst=.part)
define fetch
[[ $(part) -nt $< ]] || rm -f $(part); got=0; $(1) --append $(part) || got=$$?; [[ $$got == [03] ]] || exit $$got; \
cm-filter -o $@ $(part) || exit; rm -f $(part); exit $$got
endef

# The archive's id: what the run is called, else its name and the time it began. Names need no escapes: the pipeline
# chose them.
run-id = $(or $(ID),$(run-at))
run-at = $$(cd $(RUN); name=$$(basename "$$PWD" | tr -c 'A-Za-z0-9_\n' - | cut -c1-40); \
	name=$${name\#"$${name%%[!-]*}"}; printf '%s-%s' "$${name:-run}" "$$(tr -d ':-' <began)")

# $(call manifest,CLASS,MORE): what the run is and what it holds, by SHA-256; the archive checks it and files the run
# under that id. MORE: a command that prints further members.
define manifest
	@umask 077; id=$(run-id); cd $(RUN); rm -f manifest.json status/archive; more=$$($(2)); \
	files=$$(find . -type f ! -name '*.part' ! -name '*.tmp.*' -printf '%P\n' | LC_ALL=C sort | while read -r f; do \
	printf ',{"name":"%s","size":%s,"sha256":"%s"}' "$$f" "$$(stat -c %s "$$f")" "$$(sha256sum <"$$f" | cut -c1-64)"; done); \
	printf '{"v":1,"id":"%s","created":"%s","class":"%s",%s"files":[%s]}\n' \
	"$$id" "$$(<began)" $(1) "$${more:+$$more,}" "$${files#,}" >manifest.json
endef

# $(call setting,NAME,TEXT): a file that changes only when TEXT does, so that a stage that depends on it is
# made again when it is asked differently, and only then.
define setting
$(RUN)/setting/$(1): FORCE
	@mkdir -p $$(@D)
	@printf '%s\n' $(call quote,$(subst $$,$$$$,$(2))) | cmp -s - $$@ || printf '%s\n' $(call quote,$(subst $$,$$$$,$(2))) >$$@
endef

# When the run began: --last means the same however often the run is resumed, and says so, for somebody who
# expected this week's calls. Another NOW is another question.
ifneq ($(wildcard $(RUN)/began),)
ifneq ($(or $(NOW),$(shell cat $(RUN)/began)),$(shell cat $(RUN)/began))
$(RUN)/began: FORCE
else
$(RUN)/began: ; @:
resumed = @echo "$(RUN) goes on with the run begun at $$(<$(RUN)/began); give another RUN to ask anew" >&2
endif
endif
ifndef resumed
$(RUN)/began:
	@mkdir -p $(@D)
	@echo $(or $(NOW),$$(date -u +%Y-%m-%dT%H:%M:%SZ)) >$@.part && $(put)
endif

FORCE:
.PHONY: FORCE
