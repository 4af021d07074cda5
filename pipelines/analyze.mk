# Ask the same questions of every call in a window, and file the report.
#
#   make -f pipelines/analyze.mk RUN=runs/week WINDOW='--last last-week' QUESTIONS='competitors pricing'
#
#   RUN        directory of the run                 FILTER   options of cm-filter: --stage Negotiation ...
#   WINDOW     options of gong-list-calls           QUESTIONS  question sets, by name or file
#   PROFILE    which connection ("default")         FORMATS  html md csv evidence txt json
#   TITLE      of the report                        CLASS    retention: 30d 90d 1y unlimited ("90d")
#   NOW        what time to take for now
#
# calls -> extensive -> cm-filter | transcripts -> users | cm-analyze -> answers -> rollup -> reports -> archive

WINDOW    ?= --last last-week
FILTER    ?=
QUESTIONS ?= win-loss competitors objections pricing next-steps
FORMATS   ?= html md csv evidence
TITLE     ?= Call analysis
CLASS     ?= 90d
PROFILE   ?= default

.DEFAULT_GOAL := archive
include $(dir $(lastword $(MAKEFILE_LIST)))rules.mk

$(eval $(call setting,fetch,$(PROFILE) $(WINDOW)))
$(eval $(call setting,filter,$(FILTER)))
$(eval $(call setting,questions,$(QUESTIONS)))
$(eval $(call setting,report,$(FORMATS) $(TITLE)))

GONG    := --profile $(call quote,$(PROFILE))
LEDGERS := $(foreach s,list extensive filter analyze,--ledger $(RUN)/ledger/$(s).ndjson)

# Fetched: saved page by page.
$(RUN)/calls.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call stage,list,$(call fetch,gong-list-calls $(GONG) $(WINDOW) --now $$(cat $(RUN)/began) \
		--ledger $(RUN)/ledger/list.ndjson))
$(RUN)/extensive.ndjson: $(RUN)/calls.ndjson
	$(call stage,extensive,$(call fetch,gong-extensive $(GONG) --ledger $(RUN)/ledger/extensive.ndjson $<))
$(RUN)/filtered.ndjson: $(RUN)/extensive.ndjson $(RUN)/setting/filter
	$(call stage,filter,cm-filter $(FILTER) --ledger $(RUN)/ledger/filter.ndjson $< >$@.part && mv $@.part $@)
$(RUN)/transcripts.ndjson: $(RUN)/filtered.ndjson
	$(call stage,transcripts,$(call fetch,gong-transcripts $(GONG) $<))
$(RUN)/users.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call stage,users,gong-users $(GONG) >$@.part && mv $@.part $@)

# Asked: offline from here on.
$(RUN)/answers.ndjson: $(RUN)/transcripts.ndjson $(RUN)/users.ndjson $(RUN)/setting/questions
	$(call stage,analyze,gong-users --enrich --users $(RUN)/users.ndjson $< | \
		cm-analyze $(QUESTIONS:%=--questions %) --ledger $(RUN)/ledger/analyze.ndjson >$@.part && mv $@.part $@)
$(RUN)/rollup.json: $(RUN)/answers.ndjson
	$(call stage,summarize,cm-summarize $(LEDGERS) $< >$@.part && mv $@.part $@)
render = cm-render --format $(1) --title $(call quote,$(TITLE)) --rollup $< $(LEDGERS) -o $@ $(RUN)/answers.ndjson
$(RUN)/report.%: $(RUN)/rollup.json $(RUN)/answers.ndjson $(RUN)/setting/report
	$(call stage,render-$*,$(call render,$*))
$(RUN)/evidence.csv: $(RUN)/rollup.json $(RUN)/answers.ndjson $(RUN)/setting/report
	$(call stage,render-evidence,$(call render,evidence-csv))

report: $(foreach f,$(FORMATS),$(RUN)/$(if $(filter evidence,$f),evidence.csv,report.$f))
archive: report
	$(whole)
	$(call manifest,$(CLASS))
	$(call stage,archive,cm-retain add --replace $(RUN))

.PHONY: report archive
.SECONDARY:
