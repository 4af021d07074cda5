# Ask the same questions of every call in a window, and file the report.
#
#   make -f pipelines/analyze.mk RUN=runs/week WINDOW='--last last-week' QUESTIONS='competitors pricing'
#
#   RUN        directory of the run                 FILTER   options of cm-filter: --stage Negotiation ...
#   WINDOW     options of gong-list-calls           QUESTIONS  question sets, by name or file
#   PROFILE    which connection ("default")         FORMATS  html md csv evidence txt json
#   TITLE      of the report                        CLASS    retention: 30d 90d 1y unlimited ("90d")
#   NOW        the time to go by, not the clock     CORRECTIONS  a file of them, see cm-correct(1)
#   ENGINE     options of cm-analyze; without any the offline engine answers. With a model, in steps:
#
#   make -f pipelines/analyze.mk RUN=runs/week fetch                                        # the calls, and no more
#   make -f pipelines/analyze.mk RUN=runs/week ENGINE='--engine openai --model gpt-4.1-mini' plan     # what it would cost
#   make -f pipelines/analyze.mk RUN=runs/week ENGINE='--engine openai --model gpt-4.1-mini --max-cost 5'
#
# or at half the price: the goal submit with the same ENGINE, and hours later ENGINE='... --batch collect'.
#
# A run keeps to the time it began: next week's calls want another RUN. One that stopped at a ceiling (analyze: 5) or at
# a server that was out of order (75) is given again and goes on; what was answered is not paid for twice.
#
# calls -> extensive -> cm-filter | transcripts -> users | cm-analyze -> answers -> rollup -> reports -> archive

WINDOW    ?= --last last-week
FILTER    ?=
QUESTIONS ?= win-loss competitors objections pricing next-steps
ENGINE    ?=
FORMATS   ?= html md csv evidence
TITLE     ?= Call analysis
CLASS     ?= 90d
PROFILE   ?= default

.DEFAULT_GOAL := archive
include $(dir $(lastword $(MAKEFILE_LIST)))rules.mk
ifdef HELD

$(call as-given,WINDOW FILTER QUESTIONS TITLE PROFILE ENGINE)
ifneq ($(filter-out html md csv evidence txt json,$(FORMATS)),)
$(error there is no format $(filter-out html md csv evidence txt json,$(FORMATS)); FORMATS are html md csv evidence txt json)
endif
ifneq ($(filter-out 30d 90d 1y unlimited,$(CLASS))$(words $(CLASS)),1)
$(error CLASS is one of 30d, 90d, 1y and unlimited)
endif
ifneq ($(filter-out -%,$(firstword $(ENGINE)))$(filter --plan submit,$(ENGINE)),)
$(error ENGINE are options of cm-analyze: ENGINE='--engine openai --model NAME'; plan and submit are goals)
endif
ifneq ($(filter-out 0 1,$(words $(CORRECTIONS)))$(call odd,CORRECTIONS),)
$(error CORRECTIONS is one file, without blanks, quotes or signs of the shell in its name)
endif

$(eval $(call setting,fetch,$(PROFILE) $(WINDOW)))
$(eval $(call setting,filter,$(FILTER)))
$(eval $(call setting,questions,$(QUESTIONS) $(CORRECTIONS) $(ENGINE)))
$(eval $(call setting,report,$(FORMATS) $(TITLE)))

ASK     := $(QUESTIONS:%=--questions %) $(ENGINE)
GONG    := --profile $(call quote,$(PROFILE)) --requests $(RUN)/requests
CORRECT := $(if $(CORRECTIONS),| cm-correct --corrections $(CORRECTIONS))
LEDGERS := $(foreach s,list extensive filter analyze,--ledger $(RUN)/ledger/$(s).ndjson)

# A misspelt question set or filter, or a model without a key, is found before anything is fetched.
check:
	$(resumed)
	$(call stage,check,cm-filter $(FILTER) </dev/null >/dev/null && cm-analyze $(ASK) </dev/null $(CORRECT) >/dev/null)

# Fetched: saved page by page.
$(RUN)/calls.ndjson.zst: $(RUN)/setting/fetch $(RUN)/began | check
	$(call stage,list,$(call fetch,gong-list-calls $(GONG) $(WINDOW) --now $$(cat $(RUN)/began) \
		--ledger $(RUN)/ledger/list.ndjson))
$(RUN)/extensive.ndjson.zst: $(RUN)/calls.ndjson.zst
	$(call stage,extensive,$(call fetch,gong-extensive $(GONG) --ledger $(RUN)/ledger/extensive.ndjson $<))
$(RUN)/filtered.ndjson.zst: $(RUN)/extensive.ndjson.zst $(RUN)/setting/filter
	$(call stage,filter,cm-filter $(FILTER) --trusted --ledger $(RUN)/ledger/filter.ndjson -o $@ $<)
$(RUN)/transcripts.ndjson.zst: $(RUN)/filtered.ndjson.zst
	$(call stage,transcripts,$(call fetch,gong-transcripts $(GONG) $<))
$(RUN)/users.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call stage,users,gong-users $(GONG) >$@.part && mv $@.part $@)

fetch: $(RUN)/transcripts.ndjson.zst $(RUN)/users.ndjson

# Asked: offline from here on, unless ENGINE names a model.
enrich = gong-users --enrich --users $(RUN)/users.ndjson $(RUN)/transcripts.ndjson.zst
$(RUN)/answers.ndjson.zst: $(RUN)/transcripts.ndjson.zst $(RUN)/users.ndjson $(RUN)/setting/questions $(CORRECTIONS)
	$(call stage,analyze,$(enrich) | \
		cm-analyze $(ASK) --ledger $(RUN)/ledger/analyze.ndjson $(CORRECT) -o $@)
plan submit:
	@[[ -s $(RUN)/transcripts.ndjson.zst && -s $(RUN)/users.ndjson ]] || { \
	echo "there are no calls in $(RUN) yet: make -f pipelines/analyze.mk RUN=$(RUN) fetch" >&2; exit 66; }
	@$(enrich) | cm-analyze $(ASK) $(if $(filter plan,$@),--plan,--batch submit)
$(RUN)/rollup.json: $(RUN)/answers.ndjson.zst
	$(call stage,summarize,cm-summarize $(LEDGERS) $< >$@.part && mv $@.part $@)
render = cm-render --format $(1) --title $(call quote,$(TITLE)) --rollup $< $(LEDGERS) -o $@ $(RUN)/answers.ndjson.zst
$(RUN)/report.%: $(RUN)/rollup.json $(RUN)/answers.ndjson.zst $(RUN)/setting/report
	$(call stage,render-$*,$(call render,$*))
$(RUN)/evidence.csv: $(RUN)/rollup.json $(RUN)/answers.ndjson.zst $(RUN)/setting/report
	$(call stage,render-evidence,$(call render,evidence-csv))

REPORTS := $(foreach f,$(FORMATS),$(RUN)/$(if $(filter evidence,$f),evidence.csv,report.$f))
report: $(REPORTS)
archive: report
	$(call whole,check list extensive filter transcripts users analyze summarize $(FORMATS:%=render-%))
	$(call manifest,$(CLASS))
	@! grep -q '^{"v":1,"kind":"rollup","calls":0,' $(RUN)/rollup.json || \
	echo "no call was left to analyse; the report says where they went" >&2
	@echo "$(RUN) has $(notdir $(REPORTS)), took $$(wc -l <$(RUN)/requests) requests to Gong, and is archived as" >&2
	$(call stage,archive,cm-retain add --replace $(RUN))

endif
.PHONY: report archive check fetch plan submit
.SECONDARY:
