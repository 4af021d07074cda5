# cm-analyze with a model: whatever the model says and however its server behaves, an answer is proved or there is none.
load env
load llm
load model

setup_file() {
    load env
    load llm
    load model
    model_setup_file
}
teardown_file() {
    load llm
    llm_stop
}

# What models do to quotes: the quotes that are printed are the transcript's, with the tier by which they were found.
quoting() {
    table "$1" <<'T'
right | 0 | 18 answered exact
recased | 0 | 18 answered normalized
spaced | 0 | 18 answered normalized
curly | 0 | 18 answered normalized
decomposed | 0 | x
stitched | 0 | 18 answered stitched
paraphrased | 0 | 18 answered fuzzy
echo-labels | 0 | 18 answered exact
mixed | 0 | 18 answered exact
mends | 0 | 18 answered exact
many | 0 | 18 answered exact
wrong-ids | 0 | 18 answered exact
unknown-ids | 0 | 18 answered exact
odd-ids | 0 | 18 answered exact
huge-ids | 0 | 18 answered exact
reversed-ids | 0 | 18 answered exact
wide-ids | 0 | 18 answered exact
hollowed | 0 | x
altered-number | 0 | 18 unsupported
negated | 0 | 18 unsupported
short-quote | 0 | 18 unsupported
invented | 0 | 18 unsupported
some-invented | 0 | x
foreign | 0 | 18 unsupported
swapped | 0 | x
cross-speaker | 0 | 18 unsupported
whole-call | 0 | 18 unsupported
silent | 0 | 18 not_discussed
blank-quote | 3 | 18 error invalid_output
T
}

@test "openai: every quote is the transcript's own, found by its tier, or it is none" { quoting openai; }
