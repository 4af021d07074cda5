# Bring what Gong has into a folder of text files, one for each type of data, made anew each time.
#
#   make -f pipelines/sync.mk OUT=dataset TYPES='calls transcripts users'
#
#   OUT        the folder; other files in it are left alone       WINDOW  options of gong-list-calls ("--last 30d")
#   TYPES      which types of data (all), see below               LIMIT   at most so many records of each type
#   PROFILE    which connection ("default")                       ZONE    the time zone of what is written ("UTC")
#   KEEP=1     keep the raw records, in OUT/.sync/raw             NOW     the time to go by, not the clock
#   CRM_IDS    FILE: the ids of a Generic CRM's objects of one type, a line each
#
# Each type is on its own: what cannot be had is named, and the others are brought. The run then ends `partial`
# (3 in OUT/.sync/status/sync). `make -f pipelines/sync.mk estimate` says what would come, from one page of each.

ALL := calls transcripts users user-stats scorecards answered-scorecards libraries trackers crm-deals crm-contacts crm-accounts

WINDOW  ?= --last 30d
TYPES   ?= $(ALL)
PROFILE ?= default
ZONE    ?= UTC
LIMIT   ?=
KEEP    ?=
CLOCK   ?=
CRM_IDS ?=

.DEFAULT_GOAL := sync
ifeq ($(strip $(OUT)),)
$(error say into which folder: OUT=dataset)
endif
override RUN := $(OUT)/.sync
RAW := $(RUN)/raw

# The run before this one came to its end: this one begins anew. One that was killed, or of which something is to be
# tried again later (75), is gone on with.
ifdef HELD
$(shell [ ! -e $(RUN)/done ] || rm -rf $(RUN)/done $(RUN)/requests $(RUN)/began $(RUN)/status $(RUN)/ledger $(RAW))
endif
HERE := $(dir $(lastword $(MAKEFILE_LIST)))
include $(HERE)rules.mk
ifdef HELD

$(call as-given,WINDOW PROFILE ZONE CRM_IDS)
ifneq ($(filter-out $(ALL),$(TYPES)),)
$(error there is no type $(filter-out $(ALL),$(TYPES)); TYPES are $(ALL))
endif
$(eval $(call setting,fetch,$(PROFILE) $(WINDOW) $(LIMIT)))

WANTED    := $(filter $(TYPES),$(ALL))
CALLS   := $(filter calls transcripts crm-%,$(WANTED))
LIMITED := $(if $(LIMIT),--limit $(LIMIT))
CONNECT := --profile $(call quote,$(PROFILE)) $(if $(CLOCK),--clock $(CLOCK))
GONG     = $(CONNECT) --now $$(cat $(RUN)/began) --requests $(RUN)/requests
DATASET := $(shell printf %s $(call quote,$(abspath $(OUT))) | sha256sum | cut -c1-16)
INDEX   := --profile $(call quote,$(PROFILE)) sync-$(DATASET)

# $(call try,NAME,COMMANDS): run COMMANDS and keep their status; the other types go on whatever it is.
define try
	@umask 077; mkdir -p $(RUN)/status $(RUN)/ledger $(RAW); status=0; ( $(2) ) || status=$$?; \
	echo $$status >$(RUN)/status/$(1)
endef
# $(call needs,STAGES): what they could not have, nobody after them has.
needs = for s in $(1); do read -r n <$(RUN)/status/$$s; [[ $$n == [03] ]] || exit $$n; done;
# $(call into,COMMAND): a list that is fetched whole or not at all.
into = $(1) >$@.part && mv $@.part $@

$(RAW)/calls.ndjson.zst: $(RUN)/setting/fetch $(RUN)/began
	$(call try,list,$(call fetch,gong-list-calls $(GONG) $(WINDOW) $(LIMITED) --ledger $(RUN)/ledger/list.ndjson))
$(RAW)/extensive.ndjson.zst: $(RAW)/calls.ndjson.zst
	$(call try,extensive,$(call needs,list) $(call fetch,gong-extensive $(GONG) --ledger $(RUN)/ledger/extensive.ndjson $<))
$(RAW)/users.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call try,users,$(call into,gong-users $(GONG) $(LIMITED)))
$(RAW)/user-stats.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call try,user-stats,for kind in aggregate day-by-day interaction; do \
		gong-user-stats $(GONG) --kind $$kind $(LIMITED) || exit; done >$@.part && mv $@.part $@)
$(RAW)/%.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call try,$*,$(call into,gong-$* $(GONG) $(LIMITED)))

# Transcripts: if the folder's file has those of just these calls, there is nothing to ask for but those that were still
# to come. With KEEP only those are asked for that were not kept.
file  = $(firstword $(wildcard $(OUT)/gong_transcripts_*.txt))
known = $(wildcard $(RUN)/kept.ndjson.zst)
$(RAW)/transcripts.ndjson.zst: $(RAW)/extensive.ndjson.zst
	$(call try,transcripts,$(call needs,list extensive) \
		if [[ -n "$(file)" && -z "$(known)" ]] && others=$$(cm-held diff $(INDEX) $< | sed '/"change":"same"/d') && \
			[[ -z $$others ]] && \
			cm-held new $(INDEX) $< >$(RAW)/new.ndjson && \
			{ [[ ! -s $(RAW)/new.ndjson ]] || gong-transcripts $(GONG) --waiting $(RAW)/still.ndjson $(RAW)/new.ndjson; } \
			>$(RAW)/came.ndjson 2>/dev/null && [[ ! -s $(RAW)/came.ndjson ]]; then touch $(RAW)/unchanged; \
		else $(call fetch,gong-transcripts $(GONG) $(known:%=--known %) --waiting $(RAW)/waiting.ndjson $<); fi)
$(RAW)/crm-%.ndjson: $(RAW)/extensive.ndjson.zst
	$(call try,crm-$*,$(call needs,list extensive) $(call into,gong-crm-objects --type $* $<))

# A type's records become its file. Names stand for ids where the records that know them are at hand.
raw   = $(RAW)/$(or $(patsubst calls,extensive.ndjson.zst,$(filter calls,$(1))),$(patsubst transcripts,transcripts.ndjson.zst,$(filter transcripts,$(1))),$(1).ndjson)
names = $$(for f in $(RAW)/users.ndjson $(RAW)/scorecards.ndjson; do [[ ! -e $$f ]] || echo --names $$f; done)
define export
$(1): $(call raw,$(1))
	$$(call try,$(1),$$(call needs,$(if $(filter calls,$(1)),list extensive,$(1))) \
		[[ $(1) != transcripts || ! -e $$(RAW)/unchanged ]] || exit 0; \
		read -r from to < <(gong-list-calls $$(WINDOW) --now $$$$(cat $$(RUN)/began) --window) || exit; \
		cm-export --type $(1) --out $$(OUT) --now $$$$(cat $$(RUN)/began) --zone $$(call quote,$$(ZONE)) \
			$(if $(filter $(1),$(CALLS)),--from $$$$from --to $$$$to) $$(names) $$< && \
		{ [[ $(1) != transcripts ]] || cm-held add $$(INDEX) --whole --now $$$$(cat $$(RUN)/began) \
			--waiting $$(RAW)/waiting.ndjson $$<; })
.PHONY: $(1)
endef
$(foreach t,$(ALL),$(eval $(call export,$t)))

# What came of each type; 0 if all of them did, 3 if some, else what the first could not. Raw records go, unless they
# are to be kept or to be gone on with.
define report
	@umask 077; first=0 some= later=; for t in $(WANTED); do read -r n <$(RUN)/status/$$t; \
	f=$$(cd $(OUT) && ls gong_$${t}_[0-9]*_[0-9]*.txt 2>/dev/null) || f=; why="could not be had ($$n)"; \
	case $$n in 0) some=1 why= ;; 75) later=1 why="to be tried again later (75)" ;; \
	77) why="skipped: the connection lacks its scope, or needs reconnecting (77)" ;; esac; \
	((n == 0 || first)) || first=$$n; \
	printf '%-21s%s\n' $$t "$${why:-$$f}$${why:+$${f:+; $$f is of an earlier sync}}"; done >&2; \
	[[ $$first == 0 || -z $$some ]] || { first=3; echo "a partial sync" >&2; }; \
	echo "$$(cat $(RUN)/requests 2>/dev/null | wc -l) requests to Gong" >&2; \
	if [[ -z $$later ]]; then \
		[[ -z "$(KEEP)" || ! -e $(RAW)/transcripts.ndjson.zst ]] || cp $(RAW)/transcripts.ndjson.zst $(RUN)/kept.ndjson.zst; \
		[[ -n "$(KEEP)" ]] || rm -rf $(RAW) $(RUN)/kept.ndjson.zst; touch $(RUN)/done; fi; \
	echo $$first >$(RUN)/status/sync; exit $$first
endef
sync: $(WANTED)
	$(report)

estimate:
	@$(HERE)estimate '$(WANTED)' $(or $(NOW),$$(date -u +%Y-%m-%dT%H:%M:%SZ)) $(call quote,$(WINDOW)) $(CONNECT)

endif
.PHONY: sync estimate
.SECONDARY:
