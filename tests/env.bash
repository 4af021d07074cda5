# What every test starts from: the build under test first on PATH, a scratch directory, and state,
# configuration and cache of its own.
bats_require_minimum_version 1.5.0

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=${CALLMINE_BUILD:-$ROOT/build}
PATH=$BUILD/bin:$PATH
T=$BATS_TEST_TMPDIR
export XDG_STATE_HOME=$T/state XDG_CONFIG_HOME=$T/config XDG_CACHE_HOME=$T/cache LC_ALL=C.UTF-8 TZ=UTC
# Under LeakSanitizer: what cairo 1.16 loses of a page's tags, some hundred bytes each.
export LSAN_OPTIONS=suppressions=$ROOT/tests/cairo.supp:print_suppressions=0
export CALLMINE_QUESTIONS=$ROOT/pipelines/questions CALLMINE_PIPELINES=$ROOT/pipelines
unset STATE_DIRECTORY CONFIGURATION_DIRECTORY CACHE_DIRECTORY CREDENTIALS_DIRECTORY

# jq 1.6 takes 30 ms to start, and is started thousands of times; gojq takes 3, and sorts the members of every object. Where
# their order is at stake, or jq itself is what a program is held against, it is `command jq`.
jq() {
    case $1 in
    -S | -cS | -rS) command jq "$@" ;;
    *) gojq "$@" ;;
    esac
}

# validate SCHEMA FILE: every line of FILE (NDJSON) is what schemas/SCHEMA.json says (that the schemas are sound is for lint)
validate() {
    /usr/bin/python3 - "$ROOT/schemas" "$1" "$2" <<'PY'
import json, sys, pathlib
from jsonschema import Draft202012Validator, RefResolver
folder, name, path = sys.argv[1:]
store = {}
for p in pathlib.Path(folder).glob("*.json"):
    s = json.loads(p.read_text()); store[p.name] = s; store[s.get("$id", p.name)] = s
schema = store[name + ".json"]
v = Draft202012Validator(schema, resolver=RefResolver(schema.get("$id", ""), schema, store=store))
n = 0
for number, line in enumerate(open(path, encoding="utf-8"), 1):
    if not line.strip(): continue
    n += 1
    for e in v.iter_errors(json.loads(line)):
        sys.exit(f"{path}:{number}: {'/'.join(map(str, e.absolute_path))}: {e.message[:200]}")
if not n: sys.exit(f"{path}: nothing to validate")
PY
}
