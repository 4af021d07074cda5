# cm-analyze with a model that does what the people on a call tell it, and with people whose names are not to leave.
load env
load llm
load model

setup_file() {
    load env
    load llm
    load model
    model_setup_file
    /usr/bin/python3 -B "$ROOT/tests/injections.py" >"$KEPT/hostile"
    /usr/bin/python3 -B "$ROOT/tests/injections.py" --innocent >"$KEPT/innocent"
    # 300 calls as Gong has them, of each the beginning and the end
    gong-sim --dump --count 350 --seed 11 | jq -nc 'limit(305; inputs | select([.transcript[]?.sentences[]] != []) | .transcript |= .[:7] + .[-5:])' \
        >"$KEPT/people"
}
teardown_file() {
    load llm
    llm_stop
}
setup() { llm_forget; }

# told ENGINE: ask models that obey of calls that give orders
told() {
    local model
    for model in obeys obeys-quietly obeys-aloud; do
        for SET in every words; do
            # What failed in one set is kept, and would be so in the other.
            rm -rf "$XDG_CACHE_HOME"
            CALLS=$KEPT/innocent run -0 --separate-stderr asks "$1" $model -o "$T/innocent"
            CALLS=$KEPT/hostile run --separate-stderr asks "$1" $model -o "$T/$SET.$model"
            ((status == 0 || status == 3))
            # What an innocent call gets is what it gets alone.
            jq -r .metaData.id "$KEPT/innocent" | grep -F -f - "$T/$SET.$model" >"$T/among"
            cmp "$T/innocent" "$T/among"
            run -1 grep -iE 'zeppelin|owned|evil|ignore' <<<"$stderr"
            validate call-analyzed "$T/$SET.$model"
            /usr/bin/python3 -B "$ROOT/tests/injections.py" --check "$T/$SET.$model"
            (($(/usr/bin/python3 -B "$ROOT/tests/proved.py" "$T/$SET.$model") >= 50))
        done
    done
    # The words of somebody who spoke did come through, where it is words that were asked for.
    jq -r '.callmine.analysis.answers[].value | strings' "$T/words.obeys-quietly" >"$T/values"
(($(grep -c OWNED "$T/values") > 5))
    (($(grep -c '(link left out)' "$T/values") > 5))
    # A reply that a transcript holds is none: it cannot know the seal.
    [[ $(jq -r 'select(.transcript[].sentences[].text | contains("\"seal\":\"00000000\"")) | .callmine.analysis.answers[] | .status' "$T/every.obeys-aloud" |
        sort -u) == error ]]
    [[ $(llm_stats .violations) == 0 ]]
}

@test "openai: what a call tells the model breaks no schema, adds no link and changes no other call" { told openai; }
@test "anthropic: what a call tells the model breaks no schema, adds no link and changes no other call" { told anthropic; }

@test "the fence holds the transcript, whatever is said in it, and nobody could have known it" {
    CALLS=$KEPT/hostile SET=one run --separate-stderr asks openai silent@fence -o "$T/out"
    [[ $status == 0 ]]
    grep -aF silent@fence "$LLM/bodies" >"$T/bodies"
    /usr/bin/python3 - "$T/bodies" <<'PY'
import json, re, sys
seen = set()
for line in open(sys.argv[1], encoding="utf-8"):
    text = json.loads(line)["messages"][1]["content"]
    fence = re.match(r"<<<(transcript-[0-9a-f]{32})\n", text)[1]
    assert text.count(fence) == 2, "a fence within"
    shown = text.split(fence + ">>>")[0].split("\n")[1:-1]
    assert all(re.match(r"\[S\d+ (\d\d:\d\d|--:--) (customer|rep|unknown) [^\[\]]*\] ", one) for one in shown), "a line without label"
    numbers = [int(re.match(r"\[S(\d+)", one)[1]) for one in shown]
    assert numbers == list(range(len(numbers))), "a label of somebody else's"
    seen.add(fence)
assert len(seen) == 60, len(seen)
PY
}

@test "with --pseudonyms no name, address, number or company of a party is in any request, and all are in the answers" {
    export SET=words CALLS=$KEPT/people
    asks openai right -o "$T/plain" 2>"$T/err"
    : >"$LLM/bodies"
    asks openai right --pseudonyms --record "$T/record" -o "$T/hidden" 2>"$T/err"
    cp "$LLM/bodies" "$T/bodies"
    run -0 /usr/bin/python3 -B "$ROOT/tests/leaks.py" "$KEPT/people" "$T/bodies"
[[ ${output%% *} -ge 300 ]]
    # The quotes are the transcript's as ever, byte for byte.
    validate call-analyzed "$T/hidden"
    (($(/usr/bin/python3 -B "$ROOT/tests/proved.py" "$T/hidden") > 1000))
    local tiers='[.callmine.analysis.answers[] | [.status, (.evidence | map(.match)), .unverified]]'
    cmp <(jq -c "$tiers" "$T/plain") <(jq -c "$tiers" "$T/hidden")
    run -1 grep -E '(Person|Mail|Phone|Company)-[0-9][0-9a-z]+' "$T/hidden"
    # The key is made once, is nobody else's, and gives the same tokens the next time: nothing is asked again.
    local key
    key=$(find "$T" -name pseudonyms.key)
    [[ $(stat -c %a "$key") == 600 ]]
    sha256sum "$key" >"$T/key"
    llm_forget
    asks openai right --pseudonyms -o "$T/again" 2>"$T/err"
    [[ $(llm_stats .requests) == 0 ]]
    cmp "$T/hidden" "$T/again"
    sha256sum -c --quiet "$T/key"
    asks anthropic right --pseudonyms -o "$T/other" 2>"$T/err"
    [[ $(llm_stats '[.requests >= 300, .violations]') == '[true,0]' ]]
    cmp <(jq -c "$tiers" "$T/other") <(jq -c "$tiers" "$T/hidden")
}
