#ifndef JSON_NATIVE_BUILTIN_H
#define JSON_NATIVE_BUILTIN_H

/* jq's functions that make one value of one input and one value of each argument. */

#include "lib/json/native_node.h"
#include "lib/json/syntax.h"

struct builtin {
    const char *name;
    int arity;
    function *call;
    double (*math)(double); /* what `call` applies, for some */
};

/* NULL: none that is known here. */
const struct builtin *builtin_find(struct span name, int arity);

function *builtin_operator(enum syntax_operator op); /* args: left, right */
function builtin_negate;                             /* args: the number */
function builtin_index;                              /* args: of what, the key */
function builtin_slice;                              /* args: of what, the end, the beginning */

enum outcome builtin_real(double n, struct value *out); /* not a number: BAILED */
enum outcome builtin_add(struct run *r, struct value a, struct value b, struct value *out);
/* As a text: jq's tostring. */
enum outcome builtin_text(struct run *r, struct value v, struct value *out);

/* Rows of the table that stand in native_text.c and native_list.c. */
function text_startswith, text_endswith, text_ltrimstr, text_rtrimstr, text_split, text_join,
    text_index, text_downcase, text_upcase, text_utf8bytelength, text_tonumber, text_fromdate,
    text_test;
function list_add, list_sort, list_unique, list_group, list_min, list_max, list_reverse,
    list_flatten, list_keys, list_keys_unsorted, list_to_entries;

#endif
