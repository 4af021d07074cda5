# Ask a question set of calls whose right answers are known, and say how far it agrees with them.
#
#   make -f pipelines/eval.mk GOLD=gold.tsv CALLS=calls.ndjson QUESTIONS=pricing QUESTIONS_WAS=old.yaml
#
#   GOLD       the right answers, as cm-correct(1) has them     QUESTIONS      question sets, by name or file
#   CALLS      calls with their transcripts                     QUESTIONS_WAS  the same in an older wording
#   ENGINE     options of cm-analyze                            LEAST          fail below this share: 0.9
#   JSON=1     one JSON object and not tables

.DEFAULT_GOAL := eval
include $(dir $(lastword $(MAKEFILE_LIST)))words.mk
$(foreach v,GOLD CALLS QUESTIONS,$(if $($v),,$(error say $v=...: make GOLD=gold.tsv CALLS=calls.ndjson QUESTIONS=pricing)))
$(if $(call commands,$(ENGINE)),$(error ENGINE $(quoted)))

# $(call ask,SETS,FILE)
ask = cm-analyze $(ENGINE) $(foreach q,$(1),--questions $(call quote,$q)) $(call quote,$(CALLS)) >$(2)

eval:
	@umask 077; t=$$(mktemp -d); trap 'rm -rf "$$t"' EXIT; $(if $(QUESTIONS_WAS),$(call ask,$(QUESTIONS_WAS),"$$t/before");) \
	$(call ask,$(QUESTIONS),"$$t/after"); gold=$$(realpath -- $(call quote,$(GOLD))); cd "$$t"; \
	cm-eval $(if $(LEAST),--min-agreement $(call quote,$(LEAST))) $(if $(JSON),--json) \
	"$$gold" $(if $(QUESTIONS_WAS),before) after

.PHONY: eval
