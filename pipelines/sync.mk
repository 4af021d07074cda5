# Bring what Gong has into a folder of text files, one for each type of data, made anew each time.
#
#   make -f pipelines/sync.mk OUT=dataset TYPES='calls transcripts users'
#
#   OUT        the folder; other files in it are left alone       WINDOW  options of gong-list-calls ("--last 30d")
#   TYPES      which types of data ("all"), see below             LIMIT   at most so many records of each type
#   PROFILE    which connection ("default")                       ZONE    the time zone of what is written ("UTC")
#   KEEP=1     keep the raw records, in RUN/raw                   FRESH=1 ask for every transcript again
#   NOW        the time to go by, not the clock                   CLOCK   "simulated", with NOW and gong-sim
#   RESULT     a directory that gets a copy of RUN/status at the end
#
# Each type is on its own: what cannot be had is named, and the others are brought. The run then ends `partial`
# (3 in RUN/status/sync). RUN, which the sync names, is in the state directory, not in OUT, and RUN/out says where that
# is, for cm-retain forget. The goal `estimate` says
# what would come, from one page of each. The transcripts of calls that are as they were are not asked for again.

ALL := calls transcripts users user-stats scorecards answered-scorecards libraries trackers crm-deals crm-contacts crm-accounts

WINDOW  ?= --last 30d
TYPES   ?= all
PROFILE ?= default
ZONE    ?= UTC
LIMIT   ?=
KEEP    ?=
FRESH   ?=
CLOCK   ?=
RESULT  ?=

.DEFAULT_GOAL := sync
HERE := $(dir $(lastword $(MAKEFILE_LIST)))
include $(HERE)words.mk
ifneq ($(words $(OUT))$(call odd,$(OUT)),1)
$(error say into which folder, without blanks, quotes or signs of the shell in its name: OUT=dataset)
endif
override RUN := $(or $(STATE_DIRECTORY),$(or $(XDG_STATE_HOME),$(HOME)/.local/state)/callmine)/sync/$(notdir $(abspath \
	$(OUT)))-$(shell printf '%s\n%s' $(call quote,$(abspath $(OUT))) $(call quote,$(PROFILE)) | sha256sum | cut -c1-12)
RAW := $(RUN)/raw

# The run before this one came to its end, or is of another day: this one begins anew. One that was killed, or of
# which something is to be tried again later (75), is gone on with.
ifdef HELD
ifeq ($(filter estimate,$(MAKECMDGOALS)),)
$(shell [ -e $(RUN)/began ] && [ ! -e $(RUN)/done ] && [ -z "$$(find $(RUN)/began -mmin +720)" ] || \
	rm -rf $(RUN)/done $(RUN)/requests $(RUN)/began $(RUN)/status $(RUN)/ledger $(RAW))
endif
endif
include $(HERE)rules.mk
ifdef HELD

$(if $(call commands,$(WINDOW)),$(error WINDOW $(quoted)))
WANTED := $(filter $(if $(filter all,$(TYPES)),$(ALL),$(TYPES)),$(ALL))
ifneq ($(filter-out $(ALL) all,$(TYPES))$(if $(WANTED),,none),)
$(error TYPES are some of: $(ALL); or all of them: all)
endif
ifneq ($(shell [[ $(call quote,$(LIMIT)) != *[!0-9]* ]] || echo odd)$(filter-out real simulated,$(CLOCK)),)
$(error LIMIT is a number, CLOCK is real or simulated)
endif
$(eval $(call setting,fetch,$(PROFILE) $(WINDOW) $(LIMIT)))

CALLS   := $(filter calls transcripts crm-%,$(WANTED))
LIMITED := $(if $(LIMIT),--limit $(LIMIT))
CONNECT := --profile $(call quote,$(PROFILE)) $(if $(CLOCK),--clock $(CLOCK))
GONG     = $(CONNECT) --now "$$(cat $(RUN)/began)" --requests $(RUN)/requests
INDEX   := --profile $(call quote,$(PROFILE)) sync-$(lastword $(subst -, ,$(RUN)))

# $(call try,NAME,COMMANDS): run COMMANDS and keep their status; the other types go on whatever it is.
define try
	@umask 077; mkdir -p $(RUN)/status $(RUN)/ledger $(RAW); status=0; ( $(2) ) || status=$$?; \
	echo $$status >$(RUN)/status/$(1); [[ $$status == [03] ]] || echo "$(1): ended with $$status" >&2
endef
# $(call needs,STAGES): what they could not have, nobody after them has.
needs = for s in $(1); do read -r n <$(RUN)/status/$$s; [[ $$n == [03] ]] || exit $$n; done;
# $(call into,COMMAND): a list that is fetched whole or not at all.
into = $(1) >$@.part && $(put)

$(RAW)/calls.ndjson.zst: $(RUN)/setting/fetch $(RUN)/began
	$(call try,list,$(call fetch,gong-list-calls $(GONG) $(WINDOW) $(LIMITED) --ledger $(RUN)/ledger/list.ndjson))
$(RAW)/extensive.ndjson.zst: $(RAW)/calls.ndjson.zst
	$(call try,extensive,$(call needs,list) $(call fetch,gong-extensive $(GONG) --ledger $(RUN)/ledger/extensive.ndjson $<))
$(RAW)/users.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call try,get-users,$(call into,gong-users $(GONG) $(LIMITED)))
$(RAW)/user-stats.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call try,get-user-stats,for kind in aggregate day-by-day interaction; do \
		gong-user-stats $(GONG) --kind $$kind $(LIMITED) || exit; done >$@.part && $(put))
$(RAW)/%.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call try,get-$*,$(call into,gong-$* $(GONG) $(LIMITED)))

# Transcripts. RUN/made says which file holds them (its SHA-256), of which calls the index says that they are in it, and
# RUN/made-as how it was written: if that file is still there and the calls are the same, only those are asked for that
# wait for their transcript, and if none of these has come either, the file stands. With KEEP those are asked for that
# were not kept.
known = $(if $(FRESH),,$(wildcard $(RUN)/kept.ndjson.zst))
as    = printf '%s\n' $(call quote,$(ZONE)) $(call quote,$(WINDOW)) $(call quote,$(LIMIT))
define stands
	[[ -z "$(if $(FRESH),fresh)$(known)" ]] && $(as) | cmp -s - $(RUN)/made-as && (cd $(OUT) && sha256sum --status -c $(abspath $(RUN))/made) 2>/dev/null && \
	others=$$(cm-held diff $(INDEX) $< | sed '/"change":"same"/d') && [[ -z $$others ]] && \
	rm -f $(RAW)/still.ndjson && cm-held new $(INDEX) $< >$(RAW)/new.ndjson && \
	{ [[ ! -s $(RAW)/new.ndjson ]] || gong-transcripts $(GONG) --waiting $(RAW)/still.ndjson $(RAW)/new.ndjson 2>/dev/null; } \
		>$(RAW)/came.ndjson && [[ ! -s $(RAW)/came.ndjson ]]
endef
$(RAW)/transcripts.ndjson.zst: $(RAW)/extensive.ndjson.zst
	$(call try,get-transcripts,$(call needs,list extensive) if $(stands); then touch $(RAW)/unchanged; \
		else $(call fetch,gong-transcripts $(GONG) $(known:%=--known %) --waiting $(RAW)/waiting.ndjson $<); fi)
$(RAW)/crm-%.ndjson: $(RAW)/extensive.ndjson.zst
	$(call try,get-crm-$*,$(call needs,list extensive) $(call into,gong-crm-objects --type $* $<))

# A type's records become its file. Names stand for ids where the records that know them are at hand.
raw   = $(RAW)/$(or $(patsubst calls,extensive.ndjson.zst,$(filter calls,$(1))),$(patsubst transcripts,transcripts.ndjson.zst,$(filter transcripts,$(1))),$(1).ndjson)
names = $$(for f in $(RAW)/users.ndjson $(RAW)/scorecards.ndjson; do [[ ! -e $$f ]] || echo --names $$f; done)
define export
$(1): $(call raw,$(1))
	$$(call try,$(1),$$(call needs,$(if $(filter calls,$(1)),list extensive,get-$(1))) \
		[[ $(1) != transcripts || ! -e $$(RAW)/unchanged ]] || exit 0; \
		read -r from to < <(gong-list-calls $$(WINDOW) --now "$$$$(cat $$(RUN)/began)" --window) || exit; \
		cm-export --type $(1) --out $$(OUT) --now "$$$$(cat $$(RUN)/began)" --zone $$(call quote,$$(ZONE)) \
			$(if $(filter $(1),$(CALLS)),--from $$$$from --to $$$$to) $$(names) $$< && \
		{ [[ $(1) != transcripts ]] || { $$(made); }; })
.PHONY: $(1)
endef
# The index first: should this be killed on the way, the file is not the one that RUN/made tells of.
define made
	rm -f $(RUN)/made && cm-held add $(INDEX) --whole --now "$$(cat $(RUN)/began)" $(RAW)/extensive.ndjson.zst $< && \
	$(as) >$(RUN)/made-as && f=$$(cd $(OUT) && ls -t gong_transcripts_[0-9]*_[0-9]*.txt | head -n1) && \
	(cd $(OUT) && sha256sum -- "$$f") >$(RUN)/made.tmp && mv $(RUN)/made.tmp $(RUN)/made
endef
$(foreach t,$(ALL),$(eval $(call export,$t)))

# What came of each type; 0 if all of them did, 3 if some, else what the first could not. Raw records go, unless they
# are to be kept or to be gone on with.
define report
	@umask 077; first=0 some= later=; for t in $(WANTED); do read -r n <$(RUN)/status/$$t; \
	f=$$(cd $(OUT) 2>/dev/null && ls gong_$${t}_[0-9]*_[0-9]*.txt 2>/dev/null) || f=; why="could not be had ($$n)"; \
	case $$n in 0) some=1 why= ;; 75) later=1 why="to be tried again later (75)" ;; \
	77) why="skipped: the connection lacks its scope, or needs reconnecting (77)" ;; esac; \
	((n == 0 || first)) || first=$$n; \
	printf '%-21s%s\n' $$t "$${why:-$$f}$${why:+$${f:+; $$f is of an earlier sync}}"; done >&2; \
	[[ $$first == 0 || -z $$some ]] || { first=3; echo "a partial sync; $(RUN)/status says how each stage ended" >&2; }; \
	echo "$$(cat $(RUN)/requests 2>/dev/null | wc -l) requests to Gong" >&2; \
	if [[ -z $$later ]]; then \
		[[ -z "$(if $(KEEP),keep)" || ! -e $(RAW)/transcripts.ndjson.zst ]] || cp $(RAW)/transcripts.ndjson.zst $(RUN)/kept.ndjson.zst; \
		[[ -n "$(if $(KEEP),keep)" ]] || rm -rf $(RAW) $(RUN)/kept.ndjson.zst; touch $(RUN)/done; fi; \
	echo $$first >$(RUN)/status/sync; $(if $(RESULT),mkdir -p $(RESULT); cp -r $(RUN)/status $$(ls -d $(RUN)/requests 2>/dev/null || :) $(RESULT);) \
	exit $$first
endef
sync: begun $(WANTED)
	$(report)
# RUN/out is on the disk before the first file is in OUT: no purge misses the folder.
out-of = printf '%s\n' $(call quote,$(abspath $(OUT)))
begun:
	@umask 077; mkdir -p $(RUN); $(out-of) | cmp -s - $(RUN)/out || { $(out-of) >$(RUN)/out.tmp; mv $(RUN)/out.tmp $(RUN)/out; }; \
	sync $(RUN)/out $(RUN)
	$(if $(resumed),@echo "going on with the sync begun at $$(<$(RUN)/began)" >&2)

estimate:
	@$(HERE)estimate '$(WANTED)' $(if $(NOW),$(call quote,$(NOW)),$$(date -u +%Y-%m-%dT%H:%M:%SZ)) $(call quote,$(WINDOW)) $(CONNECT)

ifneq ($(filter-out 0 1,$(words $(RESULT)))$(if $(RESULT),$(call odd,$(RESULT))),)
$(error RESULT is one directory, without blanks, quotes or signs of the shell in its name)
endif
endif
.PHONY: sync begun estimate
.SECONDARY:
