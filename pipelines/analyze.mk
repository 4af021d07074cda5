# Ask the same questions of every call in a window, and file the report.
#
#   make -f pipelines/analyze.mk RUN=runs/week WINDOW='--last last-week' QUESTIONS='competitors pricing'
#
#   RUN        directory of the run                 FILTER   options of cm-filter: --stage Negotiation ...
#   WINDOW     options of gong-list-calls           QUESTIONS  question sets, by name or file
#   PROFILE    which connection ("default")         FORMATS  html md csv evidence txt json xlsx docx pdf
#   TITLE      of the report                        CLASS    retention: 30d 90d 1y unlimited plan ("90d")
#   ZONE       in which the report gives dates      MIN_CALLS  below so many asked: insufficient signal
#   AGAINST    earlier runs: what changed since     AMENDS   a run of the same window: what came late
#   TRIGGERED_BY, SCHEDULE  who began it, and when: said in the report
#   NOW        the time to go by, not the clock     CORRECTIONS  a file of them, see cm-correct(1)
#   ID         of the run, in the archive too       CLOCK    "simulated", with NOW and gong-sim
#   ENGINE     options of cm-analyze; without any the offline engine answers. With a model, in steps:
#
#   make -f pipelines/analyze.mk RUN=runs/week fetch                                        # the calls, and no more
#   make -f pipelines/analyze.mk RUN=runs/week ENGINE='--engine openai --model gpt-4.1-mini' plan     # what it would cost
#   make -f pipelines/analyze.mk RUN=runs/week ENGINE='--engine openai --model gpt-4.1-mini --max-cost 5'
#
# or at half the price: the goal submit with the same ENGINE, and hours later ENGINE='... --batch collect'.
#
# What a variable says is text: neither make nor the shell runs anything that stands in it. WINDOW, FILTER and ENGINE are
# words, quoted as in the shell.
#
# A run keeps to the time it began: next week's calls want another RUN. One that stopped at a ceiling (analyze: 5) or at
# a server that was out of order (75) is given again and goes on; what was answered is not paid for twice.
#
# cm-run(1) goes step by step, each where it has what it needs and no more: PHASE=fetch with the goals matched and fetch,
# PHASE=analyze with answers, PHASE=report with archive.
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
ZONE      ?= UTC
MIN_CALLS ?= 5
AGAINST   ?=
AMENDS    ?=
SCHEDULE  ?=
TRIGGERED_BY ?= by hand
CLOCK     ?=
PHASE     ?=

.DEFAULT_GOAL := archive
include $(dir $(lastword $(MAKEFILE_LIST)))rules.mk
ifdef HELD

$(foreach v,WINDOW FILTER ENGINE,$(if $(call commands,$($v)),$(error $v $(quoted))))
KNOWN := html md csv evidence txt json xlsx docx pdf
ifneq ($(filter-out $(KNOWN),$(FORMATS)),)
$(error there is no format $(filter-out $(KNOWN),$(FORMATS)); FORMATS are $(KNOWN))
endif
ifeq ($(strip $(FORMATS)),)
$(error FORMATS are some of $(KNOWN))
endif
ifneq ($(call unlike,$(MIN_CALLS),0|[1-9][0-9]{0$(,)8}),)
$(error MIN_CALLS is a whole number)
endif
ifneq ($(filter-out 30d 90d 1y unlimited plan,$(CLASS))$(words $(CLASS)),1)
$(error CLASS is one of 30d, 90d, 1y, unlimited and plan)
endif
ifneq ($(filter-out real simulated,$(CLOCK)),)
$(error CLOCK is real or simulated)
endif
ifneq ($(filter-out fetch analyze report,$(PHASE)),)
$(error PHASE is fetch, analyze or report)
endif
ifneq ($(filter-out -%,$(firstword $(ENGINE)))$(filter --plan submit,$(ENGINE)),)
$(error ENGINE are options of cm-analyze: ENGINE='--engine openai --model NAME'; plan and submit are goals)
endif
ifneq ($(filter-out 0 1,$(words $(CORRECTIONS)))$(call odd,$(CORRECTIONS)),)
$(error CORRECTIONS is one file, without blanks, quotes or signs of the shell in its name)
endif

# Other runs by their directories, or a file of each: $(call runs,AGAINST,rollup.json); they are kept with this one, as
# $(call kept,FILES,against,.json), so that all of it can be made again.
runs = $(foreach a,$($(1):%/=%),$(if $(wildcard $a/.),$a/$(2),$a))
kept = $(foreach n,$(if $(1),$(shell seq $(words $(1)))),$(2)/$(n)$(3))
keep = rm -rf $(RUN)/$(1)$(if $(2), && mkdir $(RUN)/$(1))$(foreach t,$(3), && \
	$(4) $(word $(firstword $(subst ., ,$(notdir $t))),$(2)) $(5) $(RUN)/$t)
are-runs = $(if $(strip $(foreach a,$($(1)),$(call odd,$a))),$(error \
	$(1) are directories or files without quotes or signs of the shell in their names))$(if \
	$(filter-out $(wildcard $(2)),$(2))$(filter $(RUN)/%,$(2)),$(error $(1) are other runs, or files of them; not such is \
	$(filter-out $(wildcard $(2)),$(2)) $(filter $(RUN)/%,$(2))))
EARLIER := $(call runs,AGAINST,rollup.json)
AMENDED := $(call runs,AMENDS,answers.ndjson.zst)
$(call are-runs,AGAINST,$(EARLIER))
$(call are-runs,AMENDS,$(AMENDED))

$(eval $(call setting,fetch,$(PROFILE) $(WINDOW)))
$(eval $(call setting,filter,$(FILTER)))
$(eval $(call setting,questions,$(QUESTIONS) $(CORRECTIONS) $(ENGINE)))
$(eval $(call setting,rollup,$(ZONE) $(MIN_CALLS) $(AGAINST); $(AMENDS)))
$(eval $(call setting,about,$(ZONE) $(TRIGGERED_BY) $(SCHEDULE)))
$(eval $(call setting,report,$(FORMATS) $(TITLE)))

# The time of the run, where waits are simulated; else each program goes by the clock.
AT      := $(if $(CLOCK),--now "$$(cat $(RUN)/began)")
SETS    := $(foreach q,$(QUESTIONS),--questions $(call quote,$q))
ASK     := $(SETS) $(ENGINE)
GONG    := --profile $(call quote,$(PROFILE)) --requests $(RUN)/requests $(if $(CLOCK),--clock $(CLOCK)) $(AT)
CORRECT := $(if $(CORRECTIONS),| cm-correct --corrections $(CORRECTIONS))
LEDGERS := $(foreach s,list extensive filter analyze,ledger/$(s).ndjson)
TRENDS  := $(call kept,$(EARLIER),against,.json)
LATE    := $(call kept,$(AMENDED),amends,.ndjson.zst)
ADDED   := $(LEDGERS:%=--ledger $(RUN)/%) $(TRENDS:%=--against $(RUN)/%) $(LATE:%=--amends $(RUN)/%) --zone $(call quote,$(ZONE))
RENDER  := $(FORMATS:evidence=evidence-csv)
SHOWN    = --title $(call quote,$(TITLE)) --zone $(call quote,$(ZONE))

# A misspelt question set or filter, or a model without a key, is found before anything is fetched; in steps, the model
# when it is asked, for its key is only there, and nothing that the step before has checked.
CHECKED := $(and $(PHASE),$(filter fetch report archive,$(MAKECMDGOALS)))
check:
	$(if $(PHASE),,$(resumed))
	$(if $(CHECKED),,$(call stage,check,cm-filter $(FILTER) </dev/null >/dev/null && \
		cm-analyze $(if $(filter-out analyze,$(PHASE)),$(SETS),$(ASK)) </dev/null $(CORRECT) >/dev/null && \
		cm-render --format csv $(SHOWN) --min-calls $(MIN_CALLS) </dev/null >/dev/null))

# What the report says of the run.
said = '{"v":1,"kind":"about","id":"%s","triggered_by":%s,"schedule":%s,"window":{"from":"%s","to":"%s","zone":%s},"filters":%s}\n' \
	"$(run-id)" $(call json,$(TRIGGERED_BY)) $(if $(SCHEDULE),$(call json,$(SCHEDULE)),null) $$window $(call json,$(ZONE)) "$$filters"
$(RUN)/about.json: $(RUN)/began $(RUN)/setting/fetch $(RUN)/setting/filter $(RUN)/setting/about | check
	$(call stage,about,window=$$(gong-list-calls $(WINDOW) --now $$(cat $(RUN)/began) --window) && \
		filters=$$(cm-filter $(FILTER) --say --json) && printf $(said) >$@.part && \
		cm-render --format csv --about $@.part </dev/null >/dev/null && $(put))

# Fetched: saved page by page.
$(RUN)/calls.ndjson.zst: $(RUN)/setting/fetch $(RUN)/began | check $(RUN)/about.json
	$(call stage,list,$(call fetch,gong-list-calls $(GONG) $(WINDOW) --now $$(cat $(RUN)/began) \
		--ledger $(RUN)/ledger/list.ndjson))
$(RUN)/extensive.ndjson.zst: $(RUN)/calls.ndjson.zst
	$(call stage,extensive,$(call fetch,gong-extensive $(GONG) --ledger $(RUN)/ledger/extensive.ndjson $<))
$(RUN)/filtered.ndjson.zst: $(RUN)/extensive.ndjson.zst $(RUN)/setting/filter
	$(call stage,filter,cm-filter $(FILTER) --trusted --ledger $(RUN)/ledger/filter.ndjson -o $@ $<)
$(RUN)/transcripts.ndjson.zst: $(RUN)/filtered.ndjson.zst
	$(call stage,transcripts,$(call fetch,gong-transcripts $(GONG) $<))
$(RUN)/users.ndjson: $(RUN)/setting/fetch $(RUN)/began
	$(call stage,users,gong-users $(GONG) >$@.part && $(put))

matched: $(RUN)/filtered.ndjson.zst
fetch: $(RUN)/transcripts.ndjson.zst $(RUN)/users.ndjson

# Asked: offline from here on, unless ENGINE names a model.
enrich = gong-users --enrich --users $(RUN)/users.ndjson $(RUN)/transcripts.ndjson.zst
$(RUN)/answers.ndjson.zst: $(RUN)/transcripts.ndjson.zst $(RUN)/users.ndjson $(RUN)/setting/questions $(CORRECTIONS)
	$(call stage,analyze,$(enrich) | \
		cm-analyze $(ASK) $(AT) --ledger $(RUN)/ledger/analyze.ndjson --progress $(RUN)/progress.part $(CORRECT) -o $@ && \
		rm -f $(RUN)/progress.part)
answers: $(RUN)/answers.ndjson.zst
plan submit:
	@[[ -s $(RUN)/transcripts.ndjson.zst && -s $(RUN)/users.ndjson ]] || { \
	echo "there are no calls in $(RUN) yet: make -f pipelines/analyze.mk RUN=$(RUN) fetch" >&2; exit 66; }
	@$(enrich) | cm-analyze $(ASK) $(AT) $(if $(filter plan,$@),--plan,--batch submit)
$(RUN)/rollup.json: $(RUN)/answers.ndjson.zst $(RUN)/setting/rollup $(EARLIER) $(AMENDED)
	$(call stage,summarize,$(call keep,against,$(EARLIER),$(TRENDS),cp) && \
		$(call keep,amends,$(AMENDED),$(LATE),cm-filter,-o) && \
		cm-summarize $(ADDED) --min-calls $(MIN_CALLS) $< >$@.part && $(put))

# Reports of formats that are not asked for any more would say what was so before.
ALL     := $(addprefix $(RUN)/,calls.csv evidence.csv report-calls.html $(addprefix report.,html md txt json xlsx docx pdf))
REPORTS := $(foreach f,$(FORMATS),$(RUN)/$(if $(filter csv,$f),calls.csv,$(if $(filter evidence,$f),evidence.csv,report.$f)))
$(REPORTS) &: $(RUN)/rollup.json $(RUN)/answers.ndjson.zst $(RUN)/about.json $(RUN)/setting/report
	@rm -f $(filter-out $(REPORTS) $(if $(filter html,$(FORMATS)),%.html),$(ALL))
	$(call stage,render,cm-render --out $(RUN) --format $(call list,$(RENDER)) $(SHOWN) \
		--about $(RUN)/about.json --rollup $< $(ADDED) $(RUN)/answers.ndjson.zst)
report: $(REPORTS)

# How it was rendered, for cm-retain verify --rerender.
names = [$(call list,$(1:%="%"))]
rendered = version=$$(cm-render --version | tr -d ')'); printf '"render":{"callmine":"%s","title":%s,"zone":%s,"min_calls":%s' \
	"$${version\#\#* }" $(call json,$(TITLE)) $(call json,$(ZONE)) $(MIN_CALLS); printf %s \
	',"formats":$(call names,$(RENDER)),"answers":"answers.ndjson.zst","rollup":"rollup.json","about":"about.json",' \
	'"ledgers":$(call names,$(LEDGERS)),"against":$(call names,$(TRENDS)),"amends":$(call names,$(LATE))}'
archive: report
	$(call whole,check list extensive filter transcripts users analyze summarize render)
	$(call manifest,$(CLASS),$(rendered))
	@! grep -q '^{"v":1,"kind":"rollup","calls":0,' $(RUN)/rollup.json || \
	echo "no call was left to analyse; the report says where they went" >&2
	$(if $(PHASE),,@echo "$(RUN) has $(notdir $(REPORTS)), took $$(wc -l <$(RUN)/requests) requests to Gong, and is archived as" >&2)
	$(call stage,archive,cm-retain add --replace $(if $(NOW),--now "$$(cat $(RUN)/began)") $(RUN) $(if $(PHASE),>/dev/null))

endif
.PHONY: report archive check matched fetch answers plan submit
.SECONDARY:
