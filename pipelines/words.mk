# What make hands to the shell.

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

# $(call odd,VARIABLE): "odd" if its text, as it was given, cannot be the name of a target and a word of the shell.
define odd-name
[[ $(call quote,$(value $(1))) != -* && $(call quote,$(value $(1))) != *[][:space:]\'\"\\$$\`\;\&\|\<\>\(\)\*\?\[\#%:{}!=]* ]] || echo odd
endef
odd = $(shell $(odd-name))
