#ifndef TESTS_PROVE_DIFFER_H
#define TESTS_PROVE_DIFFER_H

/* What expressions and records are made of. */

#include <stddef.h>

/* Texts with rules in them: %X is one of the texts of the rule X. */
struct rule {
    char name;
    int plain; /* so many of its texts, the first, hold no rule that goes deeper */
    const char *const *texts;
};

/* clang-format off */
static const char *const expression[] = {
    ".", "%P", "%P", "%P", "%P == %L", "%P > %N", "%L", "now", "%F", "%C", "%P == %L", "%P != %L",
    "%P < %E", "%E | %E", "%E | %E", "(%E, %E)", "%C and %C", "%C or %C", "%E // %E", "%P // %L",
    "select(%C)", "select(%C) | %E", "map(%E)", "%P | map(%E)", "[%E]", "[%G] | length %O %N",
    "[%G | %E]", "any(%G; %C)", "all(%G; %C)", "any(%G; %E)", "all(%G; %E)", "%P | any(%C)",
    "%P | all(%C)", "%P | any", "%P | all", "first(%G)", "last(%G)", "isempty(%G)",
    "limit(%N; %G)", "IN(%E, %E)", "IN(%G; %E)", "%P | IN(%L, %L)", "%E as $x | %X",
    "(%G as $x | %X)", "reduce %G as $x (%L; %X)", "[foreach %G as $x (%L; %X)]",
    "[foreach %G as $x (%L; . + $x; %E)]", "if %C then %E else %E end",
    "if %E then %E elif %C then %L else %E end", "try %E", "try %E catch %L", "try %E catch %E",
    "(%E)?", "%P | %F", "%E | %F", "%E %A %E", "%P %A %N", "-(%E)", "{a: %P, b: %L}",
    "{a: %P} | .a", "label $out | %G | if %C then ., break $out else %E end", "%E | not",
    "%P | has(%T)", "has(%T)", "%T | in(%E)", "%P | contains(%L)", "%L | inside(%E)",
    "%E | contains(%E)", "%P[%N:%N]", "%P[%E]", ".[%E]", "%P[%N:]", "%P[:%N]",
    "[.. | %S] | length > %N", ".. | %S | %C", "[%G] | %F", "%G", "recurse(.a?; . != null) | %C",
    "[recurse(.[]?; . != null)] | length", "def f: %P; f == f", "def f(g): g | g; f(%E)",
    "def f($x): %X; f(%E)", "def f($x; g): g | . == $x; f(%L; %E)", "\"a\\(%P)b\\(%L)\" == %T",
    "%P | test(%R)", "%P | test(%R; %Q)", "any(%G; test(%R; \"i\"))",
    ". as {a: $x, b: [$y]} | $x == $y", ". as [$x, {a: $y}] | [$x, $y]",
    ". as {$a, b: $x} | $a, $x", "[range(%N)] | length", "%P | error", "error(%E)", "empty",
    "%E | sort_by(%E)", "%P | group_by(%E) | length", "%P | unique_by(%E)", "%P | min_by(%E)",
    "%P | max_by(%E)", "%P | to_entries | %E", "getpath([%T, %N])",
    /* what only libjq knows, whole or in part */
    "%C and (%U)", "select(%C) | %U", "%U", "%U | %C", "(%U) and %C", "select(%C and (%U))",
    "%P | select(%C) | %U", "any(%G; %U)", "[%G | %U] | length > %N", "try (%U) catch %E",
    "%E as $x | %U | . == $x", NULL,
};

static const char *const unknown[] = {
    "tojson", "%P | tojson | length > %N", "%P | ascii_downcase | explode | length",
    "[paths] | length", "path(%P) | length", "[leaf_paths] | length > 2",
    "to_entries | map(.value) | %E", "with_entries(%E)", "del(%P) | %E", "%P = %L | %E",
    "%P |= %E", "%P += %N", "map_values(%E)", "[match(%R)] | length", "%P | sub(%R; \"x\")",
    "%P | [scan(%R)] | length", "%P | @json", "%P | @base64", "@csv \"\\([%P])\"", "walk(%E)",
    "%P | splits(%R)", "def f: if type == \"array\" then .[] | f else . end; f | %C",
    "[tostream] | length", "%P | todate", "%P | strptime(\"%%Y\")", "%P | fromjson",
    "%P | implode", "%P | transpose", "until(true; .)",
    "[while(type == \"number\" and . < 3; . + 1)]", "env_missing?", "%P | from_entries",
    "[%P | capture(%R)] | length", "input_missing", "%P | indices(%L)", "%P | rindex(%T)",
    "%P | combinations", "splits(%R)", "%P | ltrimstr(%L) | tojson", "ascii(%P)",
    "%P as [$x] ?// $x | $x", "keys_unsorted | tojson", "[.[]?] | tojson | contains(%T)",
    "$__loc__ | .line", "%P | @text \"\\(.)\" | @html", "[%P, %P] | tojson | length > 5",
    "[%P | keys?] | tojson", NULL,
};

static const char *const condition[] = {
    "%P == %L", "%P %O %N", "%P", "%P | test(%R)", ". == %L", ". %O %N", "%P | startswith(%T)",
    "true", "false", "%P == %P", "%C and %C", "%C or %C", "%C | not", "any(%G; %C)", "%P %O %P",
    "%E == %E", "%P | %F | . == %L", "(%P // %L) == %L", "%E", "%P | contains(%T)",
    "%P | endswith(%T)", NULL,
};

static const char *const generator[] = {
    ".[]", ".[]?", ".a[]", ".a[]?", "..", ".parties[]", ".context[].objects[]",
    ".context[].objects[].fields[]", ".transcript[]?.sentences[]?", ".[]?, .a", "%P", "(%P, %P)",
    "%G | %P", "%G | select(%C)", "%G | tonumber?", "%G | (%E)?", "range(%N)", "%E", "%P[]?",
    "%P[]", "%G | .[]?", "(%E, %E)", "empty", "keys[]?", "(%G)?", NULL,
};

static const char *const path[] = {
    ".a", ".b", ".c", ".a.b", ".a?", ".a.b?", ".a[0]", ".a[-1]", ".[\"a\"]", ".\"b\"", ".[0]",
    ".a[]?", ".a[]", ".metaData.title", ".metaData.duration", ".metaData.id", ".metaData.started",
    ".parties[].name", ".parties[0].title?", ".context[].objects[].objectType",
    ".context[0].objects[0].fields[]?.value", ".name", ".value", ".text", ".objectType",
    ".fields[]?.name", "..", ".", ".[]?", ".\"\\u0061\"", ".transcript[]?.sentences[]?.text",
    "%P | %P", "(%P // %P)", "(%P, %P)", "%P | select(%C)", "(%P | .[]?)", NULL,
};

static const char *const literal[] = {
    "null", "true", "false", "0", "1", "-1", "2", "100000", "1.5", "9007199254740993", "\"\"",
    "\"x\"", "\"abc\"", "\"Deal\"", "\"negotiation\"", "\"dealstage\"", "\"amount\"",
    "\"\\u00e9\"", "\"a\\\"b\\\\\"", "[]", "{}", "[1,2]", "{\"a\":1}", "\"7782342274025937895\"",
    "\"1\"", "[[]]", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "1e3", "[%L, %L]", "{a: %L}", NULL,
};

static const char *const number[] = {
    "0", "1", "2", "3", "-1", "1.5", "100000", "1800", "1e3", "9007199254740992", NULL,
};

static const char *const text[] = {
    "\"\"", "\"a\"", "\"b\"", "\"x\"", "\"abc\"", "\"Deal\"", "\"neg\"", "\"\\u00e9\"", "\"1\"",
    "\"name\"", "\"pricing\"", "\"\\\\\"", "\"\\n\"", NULL,
};

static const char *const pattern[] = {
    "\"a\"", "\"^x\"", "\"(a|b)+\"", "\"[0-9]+\"", "\"(\"", "\"\\\\bdeal\"", "\"\\\\p{L}\"",
    "\"\\u00c9\"", "\"k\"", "\"ss\"", "\"fi\"", "\"\"", "\".\"", "\"b.c\"", "\"x$\"",
    "\"(?<n>a)(?<n>b)?\"", "\"^(a+)+$\"", NULL,
};

static const char *const flags[] = {
    "\"i\"", "\"x\"", "\"g\"", "\"in\"", "\"s\"", "\"m\"", "\"p\"", "\"l\"", "\"q\"", "null",
    "\"\"", "1", NULL,
};

static const char *const filter[] = {
    "length", "type", "tonumber", "tonumber?", "tostring", "keys", "not", "ascii_downcase",
    "ascii_upcase", "floor", "sort", "unique", "min", "max", "add", "first", "last", "reverse",
    "flatten", "to_entries", "any", "all", "values", "fromdate", "fromdate?", "utf8bytelength",
    "sqrt", "round", "keys_unsorted", "isempty(.[])", "nth(0)", "join(\",\")", "split(\",\")",
    "ltrimstr(\"a\")", "rtrimstr(\"c\")", "startswith(\"a\")", "endswith(\"c\")", "index(\"b\")",
    "flatten(1)", "error", "ceil", "fabs", "debug", "nulls", "scalars", "iterables", "recurse",
    "map(%E)", "join(%L)", "split(%T)", "index(%L)", "ltrimstr(%E)", "getpath([%T])", "has(%L)",
    "contains(%L)", "inside(%L)", NULL,
};

static const char *const selector[] = {
    "strings", "numbers", "objects", "arrays", "booleans", "nulls", "scalars", "values",
    "iterables", NULL,
};
static const char *const arithmetic[] = {
    "+", "-", "*", "/", "%%", NULL,
};
static const char *const order[] = {
    "==", "!=", "<", "<=", ">", ">=", NULL,
};
static const char *const bound[] = {
    "$x", ". == $x", "$x | %E", ". + $x", "[., $x]", "$x == %L", "%E == $x",
    "if $x then . else $x end", "%E", "(. // 0) + 1", "empty", NULL,
};

static const struct rule rules[] = {
    {'E', 10, expression}, {'U', 1, unknown}, {'C', 9, condition}, {'G', 10, generator},
    {'P', 31, path}, {'L', 29, literal}, {'N', 10, number}, {'T', 13, text}, {'R', 17, pattern},
    {'Q', 12, flags}, {'F', 47, filter}, {'S', 9, selector}, {'A', 5, arithmetic}, {'O', 6, order},
    {'X', 7, bound},
};

/* Values of records, and names of members. */
static const char *const scalars[] = {
    "null", "true", "false", "0", "-0", "1", "2", "-1", "1.0", "1.5", "1e3", "1E-2", "1e1000",
    "100000", "1800.5", "9007199254740992", "9007199254740993", "7782342274025937895", "0.1",
    "123456789012345678901234567890", "5e-324", "\"\"", "\"x\"", "\"X\"", "\"abc\"", "\"a,b,c\"",
    "\"\\u0061\"", "\"\\u00e9\"", "\"\xc3\xa9\"", "\"\xc3\x89\"", "\"1\"", "\"12.5\"", "\" 1\"",
    "\"nan\"", "\"1e1000\"", "\"Deal\"", "\"deal\"", "\"negotiation\"", "\"amount\"",
    "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"",
    "\"\xe2\x84\xaa\"", "\"\xc3\x9f\"", "\"\xef\xac\x81\"", "\"\\\\\"", "\"\\\"\"", "\"\\/\"",
    "\"a\\\"b\\\\\"", "\"\\n\"", "\"2025-10-06T09:00:00Z\"", "\"2026-10-06T09:01:12.48-07:00\"",
    "\"2025-02-31T23:59:60Z\"", "\"7782342274025937895\"", "\"name\"", "\"pricing review\"",
    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"", "[]", "{}",
};
static const char *const rare[] = {
    "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud800\\u0041\"", "\"\\ufffd\"",
};
static const char *const names[] = {
    "a", "b", "c", "a", "b", "name", "value", "text", "metaData", "parties", "\\u0061", "",
    "\xc3\xa9", "a b", "title",
};

/* clang-format on */

#endif
