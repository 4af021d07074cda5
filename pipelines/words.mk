# What make hands to the shell.

# What was given, on the command line or in the environment, is text, and is taken as it stands: make would read its
# dollar signs, and run what is behind them, at the latest when it hands a variable on to a command. A newline becomes a
# blank. Included first, and by each make.
define newline


endef
as-given = $(eval override $(1) := $$(subst $$(newline), ,$$(value $(1))))
given-by = $(if $(filter $(2),$(firstword $(origin $(1)))),$(call as-given,$(1)))
$(foreach v,$(.VARIABLES),$(call given-by,$v,command))
$(foreach v,RUN NOW CLOCK PHASE WINDOW PROFILE ZONE FILTER QUESTIONS ENGINE FORMATS TITLE CLASS MIN_CALLS AGAINST AMENDS \
	CORRECTIONS SCHEDULE TRIGGERED_BY OUT TYPES LIMIT KEEP FRESH RESULT GOLD CALLS QUESTIONS_WAS LEAST JSON \
	HELD HOME STATE_DIRECTORY XDG_STATE_HOME,$(call given-by,$v,environment))

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# $(call quote,TEXT): one word of the shell, whatever is in it.
quote = '$(subst ','\'',$(1))'

, := ,
blank := $() $()
# $(call list,WORDS): with commas between them.
list = $(subst $(blank),$(,),$(strip $(1)))

# $(call json,TEXT): a JSON string, for printf's %s; a control character becomes a blank.
json = "\"$$(printf %s $(call quote,$(1)) | LC_ALL=C tr '\001-\037' ' ' | LC_ALL=C sed 's/[\\"]/\\&/g')\""

# $(call odd,TEXT): "odd" if it cannot be the name of a target and a word of the shell.
define odd-name
[[ $(call quote,$(1)) != -* && $(call quote,$(1)) != *[][:space:]\'\"\\$$\`\;\&\|\<\>\(\)\*\?\[\#%:{}!=]* ]] || echo odd
endef
odd = $(shell $(odd-name))

# $(call commands,TEXT): "odd" if the shell would do more with it than take it apart into words: these are options of a
# program, and run nothing themselves.
define commands-in
options='^([^]"\`$$;&|<>()'\'']|]|'\''[^'\'']*'\''|"([^"\`$$]|\\["\])*"|\\.)*$$'; [[ $(call quote,$(1)) =~ $$options ]] || echo odd
endef
commands = $(shell $(commands-in))
quoted = are options, whose $$, ;, | and the like stand in 'single quotes'

# $(call unlike,TEXT,PATTERN): "odd" if it is not like that, an extended regular expression.
unlike = $(shell [[ $(call quote,$(1)) =~ ^($(2))$$ ]] || echo odd)
