# What make hands to the shell.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# $(call quote,TEXT): one word of the shell, whatever is in it.
quote = '$(subst ','\'',$(1))'

# $(call odd,VARIABLE): "odd" if its text, as it was given, cannot be the name of a target and a word of the shell.
define odd-name
[[ $(call quote,$(value $(1))) != -* && $(call quote,$(value $(1))) != *[][:space:]\'\"\\$$\`\;\&\|\<\>\(\)\*\?\[\#%:{}!=]* ]] || echo odd
endef
odd = $(shell $(odd-name))
