"""rows: what is asked, of whom, in whose words, and what must come out: the one table of the benchmark.

In a command, {calls} and the like are files of data.py, {threads} is how many threads a contender may use, and
{tools} is where the benchmark's own programs are. A command that is one text goes to sh."""

import pathlib
import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    contender: str
    command: list | str
    floor: bool = False     # does less than what is asked: timed, but its answer is not compared
    least: int = 99         # rounds that it takes part in, however slow; in further ones while its time lasts


@dataclass(frozen=True)
class Question:
    name: str
    about: str
    data: str               # the file whose plain bytes are what is read
    answer: str | None      # how answers are compared: ids, csv, counts; None: not at all
    rows: list[Row] = field(default_factory=list)
    reference: str = "jq"   # x is how many times as fast as this
    rounds: int = 1         # times as many as asked for


PHRASE = "data residency requirement"

# ---- the questions, in each language ----

JQ = {
    "deal": '.metaData.duration > 1800 and any(.context[].objects[]; .objectType=="Deal" and any(.fields[]; '
            '.name=="dealstage" and .value=="negotiation") and any(.fields[]; .name=="amount" and .value>100000))',
    "flat": '.metaData.duration > 1800 and .metaData.scope == "External" and .metaData.language == "jpn"',
    "phrase": f'any(.transcript[].sentences[]; .text | contains("{PHRASE}"))',
    "libjq": '[.metaData.title | match("demo|renewal"; "gi")] | length > 0',
    "libjq-heavy": 'def count(f): map(select(f)) | length; [.parties[] | {side: .affiliation, heard: (.speakerId != null)}] '
             '| group_by(.side) | map({key: .[0].side, value: count(.heard)}) | from_entries '
             '| .External > 3 * (.Internal // 0)',
}
JQ_CSV = "[.metaData.id, .metaData.started, .metaData.duration, .metaData.title, .metaData.primaryUserId] | @csv"
JQ_COUNT = ('reduce (inputs | [.context[].objects[] | select(.objectType=="Deal") | .fields[] '
            '| select(.name=="dealstage") | .value][0]) as $s ({}; .[$s // "none"] += 1)')

# DuckDB reads a line as one value; "whole record out" is that value.
DUCKDB_OBJECTS = '[{"objects":[{"objectType":"VARCHAR","fields":[{"name":"VARCHAR","value":"VARCHAR"}]}]}]'
DUCKDB = {
    "deal": "SELECT json FROM {from} WHERE (json->'$.metaData.duration')::DOUBLE > 1800 AND len(list_filter("
            f"from_json(json->'context', '{DUCKDB_OBJECTS}'), lambda c: len(list_filter(c.objects, "
            "lambda o: o.objectType = 'Deal' AND "
            "len(list_filter(o.fields, lambda f: f.name = 'dealstage' AND f.value = 'negotiation')) > 0 AND "
            "len(list_filter(o.fields, lambda f: f.name = 'amount' AND TRY_CAST(f.value AS DOUBLE) > 100000)) > 0"
            ")) > 0)) > 0",
    "flat": "SELECT json FROM {from} WHERE (json->>'$.metaData.duration')::DOUBLE > 1800 AND "
            "(json->>'$.metaData.scope') = 'External' AND (json->>'$.metaData.language') = 'jpn'",
    "phrase": "SELECT json FROM {from} WHERE list_bool_or(list_transform(CAST(json->>'$.transcript[*].sentences[*].text' "
              f"AS VARCHAR[]), lambda s: contains(s, '{PHRASE}')))",
    "csv": "COPY (SELECT x[1], x[2], x[3], x[4], x[5] FROM (SELECT json_extract_string(json, ['$.metaData.id', "
           "'$.metaData.started', '$.metaData.duration', '$.metaData.title', '$.metaData.primaryUserId']) AS x "
           "FROM {from})) TO '/dev/stdout' (FORMAT csv, HEADER false)",
    "count": "SELECT coalesce(s, 'none') || ' ' || count(*) FROM (SELECT list_filter(list_filter(flatten(list_transform("
             f"from_json(json->'context', '{DUCKDB_OBJECTS}'), lambda c: c.objects)), lambda o: o.objectType = 'Deal')[1]"
             ".fields, lambda f: f.name = 'dealstage')[1].value AS s FROM {from}) GROUP BY s",
}
CLICKHOUSE_OBJECTS = "Array(Tuple(objects Array(Tuple(objectType String, fields Array(Tuple(name String, value String))))))"
CLICKHOUSE = {
    "deal": "SELECT line FROM {from} WHERE JSONExtractFloat(line, 'metaData', 'duration') > 1800 AND arrayExists("
            "c -> arrayExists(o -> o.1 = 'Deal' AND arrayExists(f -> f.1 = 'dealstage' AND f.2 = 'negotiation', o.2) AND "
            "arrayExists(f -> f.1 = 'amount' AND toFloat64OrZero(f.2) > 100000, o.2), c.1), "
            f"JSONExtract(line, 'context', '{CLICKHOUSE_OBJECTS}'))",
    "flat": "SELECT line FROM {from} WHERE JSONExtractFloat(line, 'metaData', 'duration') > 1800 AND "
            "JSONExtractString(line, 'metaData', 'scope') = 'External' AND "
            "JSONExtractString(line, 'metaData', 'language') = 'jpn'",
    "phrase": "SELECT line FROM {from} WHERE arrayExists(m -> arrayExists(s -> position(s.1, "
              f"'{PHRASE}') > 0, m.1), "
              "JSONExtract(line, 'transcript', 'Array(Tuple(sentences Array(Tuple(text String))))'))",
    "csv": "SELECT m.1, m.2, m.3, m.4, m.5 FROM (SELECT JSONExtract(line, 'metaData', 'Tuple(id String, started String, "
           "duration Int64, title String, primaryUserId String)') AS m FROM {from}) FORMAT CSV",
    "count": "SELECT concat(if(s = '', 'none', s), ' ', toString(count())) FROM (SELECT arrayFirst(f -> f.1 = 'dealstage', "
             "arrayFirst(o -> o.1 = 'Deal', arrayFlatten(arrayMap(c -> c.1, "
             f"JSONExtract(line, 'context', '{CLICKHOUSE_OBJECTS}')))).2).2 AS s FROM {{from}}) GROUP BY s",
}
MILLER = {
    "deal": 'filter \'$metaData.duration > 1800 && any($context, func(c) {return any(c.objects, func(o) {'
            'return o.objectType == "Deal" && any(o.fields, func(f) {return f.name == "dealstage" && f.value == "negotiation"})'
            ' && any(o.fields, func(f) {return f.name == "amount" && is_numeric(f.value) && f.value > 100000})})})\'',
}


def duckdb(query, data):
    sql = DUCKDB[query].replace("{from}", f"read_ndjson_objects('{{{data}}}')")
    return Row("duckdb", ["{tools}/duckdb", "{libduckdb}", "{threads}", sql])


def clickhouse(query, data):
    sql = CLICKHOUSE[query].replace("{from}", f"file('{{{data}}}', 'LineAsString')")
    return Row("clickhouse", ["{tools}/clickhouse", "{libchdb}", "{threads}", sql])


def simdjson(query, data):
    return [Row(f"simdjson-{n}", ["{tools}/simdjson", query, n, f"{{{data}}}"]) for n in ("1", "2")]


def cm_filter(arguments, data, name="cm-filter", engines=True):
    """The strict default, and with each of the options that make a difference."""
    ways = [("", []), ("-1", ["--threads", "1"]), ("-trusted", ["--trusted"])]
    if engines:
        ways.append(("-jq", ["--engine", "jq"]))
    return [Row(name + suffix, ["cm-filter", *options, *arguments, f"{{{data}}}"]) for suffix, options in ways]


def family(expression, data, flags=("-c",)):
    """jq and who speaks its language."""
    return [Row(program, [program, *flags, expression, f"{{{data}}}"], least=3 if program == "jq" else 0)
            for program in ("jq", "jaq", "gojq")]


def floors(literal, data):
    rows = [Row("rg", ["rg", "--no-config", "-F", "-N", literal, f"{{{data}}}"], floor=True)] if literal else []
    return rows + [Row("wc", ["wc", "-l", f"{{{data}}}"], floor=True)]


def selecting(name, about, data, literal, flags=None):
    rows = cm_filter(["--jq", JQ[name]], data)
    if flags:
        rows += cm_filter(flags, data, "cm-filter-flags", engines=False)
    rows += family(f"select({JQ[name]})", data)
    if name in MILLER:
        rows.append(Row("miller", f"mlr --ijsonl --ojsonl {MILLER[name]} {{{data}}}", least=0))
    if literal:
        rows.append(Row("rg-jq", f"rg --no-config -F -N '{literal}' {{{data}}} | jq -c 'select({JQ[name]})'"))
    rows += [duckdb(name, data), clickhouse(name, data), *simdjson(name, data), *floors(literal, data)]
    return Question(name, about, data, "ids", rows)


def unpacking(name, query, packed):
    """cm-filter on what zstd packed, against zstd itself with nothing behind it."""
    plain = {"calls": "calls", "transcripts": "transcripts"}[packed.split("_")[0]]
    asked = ["--phrase", PHRASE] if query == "phrase" else ["--jq", JQ[query]]
    rows = [Row("zstd", f"zstd -dc {{{packed}}} >/dev/null", floor=True),
            Row("plain", ["cm-filter", *asked, f"{{{plain}}}"]),
            *cm_filter(asked, packed, engines=False), duckdb(query, packed)]
    how = "1 MiB frames and a seek table" if packed.endswith("framed") else "one frame"
    return Question(name, f"{query}, of a .zst of {how}", plain, "ids", rows, reference="zstd")


def stage(name, about, data, contender, command):
    return Question(name, about, data, None,
                    [Row("zstd", f"zstd -dc {{{data}_zst}} >/dev/null", floor=True), Row(contender, command)],
                    reference="zstd")


DEAL_FLAGS = ["--stage", "negotiation", "--amount-min", "100000.01", "--duration-min", "1801"]
ASKED = [word for name in ("win-loss", "competitors", "objections", "pricing", "feature-requests", "qualification",
                           "churn-risk", "next-steps", "discovery-coaching", "voice-of-customer")
         for word in ("--questions", name)]
COLUMNS = "id,started,duration,title,metaData.primaryUserId"

FORMATS = re.search(r'FORMAT_CHOICES\s+"(.*)"', (pathlib.Path(__file__).parents[2] / "lib/report/format.h").read_text())[1].split("|")

QUESTIONS = [
    selecting("deal", "stage == X and amount > Y and duration > Z; whole record out", "calls", '"negotiation"', DEAL_FLAGS),
    selecting("flat", "three comparisons in metaData; whole record out", "calls", None),
    Question("csv", "five fields to CSV", "calls", "csv",
             [Row("cm-render", ["cm-render", "--format", "csv", "--columns", COLUMNS, "{calls}"]),
              *family(JQ_CSV, "calls", ["-r"]), duckdb("csv", "calls"), clickhouse("csv", "calls"),
              *simdjson("csv", "calls"), *floors(None, "calls")]),
    Question("count", "calls by the stage of their first deal", "calls", "counts",
             [Row("cm-filter", ["cm-filter", "--preview", "--json", "{calls}"]),
              *family(JQ_COUNT, "calls", ["-n", "-c"]), duckdb("count", "calls"), clickhouse("count", "calls"),
              *simdjson("count", "calls"), *floors(None, "calls")]),
    selecting("phrase", "a phrase in what was said; whole record out", "transcripts", PHRASE, ["--phrase", PHRASE]),
    Question("libjq", "an expression that only libjq understands; whole record out", "calls", "ids",
             [Row("cm-filter", ["cm-filter", "--jq", JQ["libjq"], "{calls}"]),
              *family(f"select({JQ['libjq']})", "calls")]),
    Question("libjq-heavy", "one that works harder: groups and makes objects", "calls", "ids",
             [Row("cm-filter", ["cm-filter", "--jq", JQ["libjq-heavy"], "{calls}"]),
              *family(f"select({JQ['libjq-heavy']})", "calls")]),
    Question("small", "deal, of 100 records", "hundred", "ids",
             [*cm_filter(["--jq", JQ["deal"]], "hundred"), *family(f"select({JQ['deal']})", "hundred"),
              Row("miller", f"mlr --ijsonl --ojsonl {MILLER['deal']} {{hundred}}"), duckdb("deal", "hundred"),
              clickhouse("deal", "hundred"), *simdjson("deal", "hundred"), *floors(None, "hundred")], rounds=5),
    unpacking("zst-deal", "deal", "calls_framed"),
    unpacking("zst-phrase", "phrase", "transcripts_framed"),
    unpacking("zst-deal-one", "deal", "calls_zst"),
    unpacking("zst-phrase-one", "phrase", "transcripts_zst"),
    Question("analyze", "the ten question sets asked of 1,000 invented calls, offline, one call a record", "talks", None,
             [Row("cm-analyze", ["cm-analyze", *ASKED, "{talks}"]),
              Row("cm-analyze-1", ["cm-analyze", "--jobs", "1", *ASKED, "{talks}"]),
              Row("jq", ["jq", "-c", ".", "{talks}"], floor=True)]),
    stage("summarize", "cm-summarize of answered calls", "answers", "cm-summarize", ["cm-summarize", "{answers}"]),
    *[stage(f"render-{name}", f"cm-render --format {name} of answered calls", "answers", "cm-render",
            ["cm-render", "--format", name, "{answers}"]) for name in FORMATS],
    stage("render-all", "cm-render --out: all of them from one pass", "answers", "cm-render",
          ["cm-render", "--out", "{tools}/reports", "{answers}"]),
    stage("enrich", "gong-users --enrich of calls, offline", "calls", "gong-users",
          ["gong-users", "--enrich", "--users", "{users}", "{calls}"]),
    stage("enrich-talk", "gong-users --enrich of calls with transcripts, offline", "transcripts", "gong-users",
          ["gong-users", "--enrich", "--users", "{users}", "{transcripts}"]),
    stage("search", "a phrase in all that is archived", "transcripts", "cm-retain",
          ["cm-retain", "search", "--archive", "{archive}", PHRASE]),
]


@dataclass(frozen=True)
class Bar:
    """Rival's time over contender's must be so much: the better, the more."""
    question: str
    contender: str
    rival: str
    must: float
    aim: float | None = None
    avx512: float | None = None  # instead of `must`, where the processor has it


BARS = [
    Bar("deal", "cm-filter", "jq", 45, 60, 55),
    Bar("deal", "cm-filter", "duckdb", 4, 7),
    Bar("deal", "cm-filter", "clickhouse", 3.5, 5),
    Bar("deal", "cm-filter", "simdjson", 0.7, 1.0, 0.85),
    Bar("deal", "cm-filter-flags", "jq", 45, 60, 55),
    Bar("deal", "cm-filter-trusted", "jq", 90),
    Bar("deal", "cm-filter-trusted", "rg", 1 / 1.2),
    Bar("csv", "cm-render", "jq", 45),
    Bar("count", "cm-filter", "jq", 45),
    Bar("phrase", "cm-filter", "jq", 42),
    Bar("phrase", "cm-filter-flags", "jq", 42),
    Bar("libjq", "cm-filter", "jq", 8),
    Bar("small", "cm-filter", "jq", 5),
    Bar("zst-deal", "cm-filter", "zstd", 1.25),
    Bar("zst-phrase", "cm-filter", "zstd", 1.25),
    Bar("summarize", "cm-summarize", "zstd", 1),
    Bar("render-html", "cm-render", "zstd", 1),
    Bar("render-json", "cm-render", "zstd", 1),
    Bar("enrich", "gong-users", "zstd", 1),
    Bar("enrich-talk", "gong-users", "zstd", 1),
    Bar("search", "cm-retain", "zstd", 1),
]
