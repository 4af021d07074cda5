# What the tests of cm-analyze with a model share: one server a file, small calls, a question of every type. Load after
# env and llm.

# model_setup_file: the server, the calls and the question sets of a file
model_setup_file() {
    llm_start "$@"
    export KEPT=$BATS_FILE_TMPDIR
    # Two small calls, and two that are long.
    /usr/bin/python3 -B "$ROOT/tests/model_calls.py" 2 >"$KEPT/calls"
    /usr/bin/python3 -B "$ROOT/tests/model_calls.py" 2 50 10 >"$KEPT/long"
    jq -n '[{id: "happy", text: "Is the customer happy with what they use?", type: "bool", side: "customer"},
        {id: "offered", text: "Was a discount offered?", type: "bool", side: "rep"},
        {id: "mood", text: "What is the mood?", type: "enum",
            values: [{id: "good", label: "Good"}, {id: "bad", label: "Bad", description: "somebody is cross"}]},
        {id: "worries", text: "What worries them?", type: "multi_enum", side: "customer",
            values: [{id: "price", label: "The price"}, {id: "time", label: "The time"}]},
        {id: "budget", text: "How much may it cost?", type: "number", side: "customer"},
        {id: "due", text: "By when is it due?", type: "date"},
        {id: "why", text: "Why do they look around?", type: "short", side: "customer"},
        {id: "story", text: "What happened?", type: "para", max_items: 2},
        {id: "steps", text: "What was promised?", type: "list", side: "rep",
            fields: [{id: "what", text: "What was promised?", type: "short"}, {id: "when", text: "When is it due?", type: "date"}]}] |
        def set($id): {id: $id, title: "A set of questions", questions: .};
        {every: set("every"), strict: [.[] | select(.type | IN("short", "para") | not)] | set("strict"), one: .[:1] | set("one"),
         words: [.[] | select(.type | IN("bool", "number", "short", "para", "list")) | if .fields then .fields |= .[:1] else . end] | set("words"),
         four: .[:4] | set("four"), other: (.[:4] | .[2].text = "How do they feel?") | set("four")} |
        to_entries[] | "\(.key) \(.value)"' -r |
        while read -r name set; do printf '%s\n' "$set" >"$KEPT/$name.json"; done
}

# asks ENGINE MODEL [OPTION...]: ask the questions of $SET (every) about $CALLS
asks() {
    cm-analyze -q "$KEPT/${SET:-every}.json" --engine "$1" --model "$2" --model-url "$LLM_URL$([[ $1 == anthropic ]] || echo /v1)" \
        --model-key "$LLM/key" "${@:3}" "${CALLS-$KEPT/calls}"
}

# One row of a table: the status, and whatever there is of output and messages
row() {
    local status=0 to=$T/rows/$2
    asks "$@" -o "$to" 2>"$to.said" || status=$?
    [[ -e $to ]] || : >"$to"
    printf '%s | %s\n' "$2" "$status" >"$to.status"
}

# table ENGINE [OPTION...] <lines "MODEL | STATUS | SUMMARY", by proved.py: all asked at once, and just that came of it
table() {
    local engine=$1 models=() pids=() model
    rm -rf "$T/rows" && mkdir "$T/rows"
    cat >"$T/told"
    while read -r model _; do
        models+=("$model")
        row "$engine" "$model" "${@:2}" 3>&- &
        pids+=($!)
        ((${#models[@]} % 6)) || wait -n
    done <"$T/told"
    wait "${pids[@]}"
    (cd "$T/rows" && cat "${models[@]/%/.said}") >>"$KEPT/said"
    (cd "$T/rows" && paste -d '|' <(cat "${models[@]/%/.status}") \
        <(/usr/bin/python3 -B "$ROOT/tests/proved.py" --summary "${models[@]}")) | sed 's/|[^|]*: / | /' >"$T/found"
    diff "$T/told" "$T/found"
}
