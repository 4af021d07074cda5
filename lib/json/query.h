#ifndef JSON_QUERY_H
#define JSON_QUERY_H

/* jq expressions, with the answers of libjq 1.6, bugs included. Two engines give them.
 *
 * The native one (native.h) evaluates what it understands on the record's own text. All else is
 * libjq's: an expression or a part of it that is not understood, and any record on which the native
 * one is not certain of libjq's answer. Which of them ran never shows.
 *
 * libjq runs code that may be hostile, so it has a process of its own (see cell.h), without
 * environment, files, or a way to speak but to answer: its crash, its assertions, an endless loop
 * or an endless array end that process and make one bad record, nothing else. libjq's own messages
 * quote data, so none of them is passed on. There is no such process until there is something to
 * ask it.
 *
 * Refused by name when compiling, because they reach outside the record: $ENV env input inputs
 * debug stderr input_filename input_line_number get_search_list get_jq_origin get_prog_origin
 * $__prog_args modulemeta halt halt_error, and import, include, module. `debug` says nothing. `now`
 * is the time given; the local time zone is UTC. Numbers in expressions are doubles, as in jq 1.6;
 * the record itself is not touched.
 *
 * An expression is evaluated to its last output, also when an earlier one decides, so that whether
 * a record is bad does not depend on what is asked. One query serves one thread; query_fork makes
 * one for another. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

struct query;

enum {
    QUERY_SECONDS = 5,     /* processor time for one record, unless said otherwise */
    QUERY_MEMORY = 1 << 30 /* bytes that libjq may take */
};

enum query_engine {
    QUERY_AUTO,
    QUERY_NATIVE, /* STATUS_USAGE when there is a part that only libjq understands */
    QUERY_JQ      /* libjq only, on whole records: the reference */
};

/* Compile. STATUS_USAGE with what jq says of the expression (which is the author's, not a
 * customer's). seconds: processor time for one record, 0 = QUERY_SECONDS. */
struct query *query_new(const char *expression, enum query_engine engine, double seconds, when now,
                        struct fault *f);
struct query *query_fork(const struct query *q, struct fault *f);
void query_free(struct query *q);

/* libjq is only asked about records on which the native engine is not certain. */
bool query_is_native(const struct query *q);

/* Run over one checked value. *yes = some output is neither null nor false. An error of the
 * expression, or a bound reached, is STATUS_BAD_RECORD; the query can be used on. */
int query_test(struct query *q, struct span value, bool *yes, struct fault *f);

/* The same for many records at a time, which costs less where libjq is asked: ask of each, settle,
 * then see what the answers are. *ticket numbers the records from 0 on, anew after query_settle;
 * the answers stay until the next is asked. What is asked is copied where it must stay. */
int query_ask(struct query *q, struct span value, size_t *ticket, struct fault *f);
int query_settle(struct query *q, struct fault *f);
int query_answer(const struct query *q, size_t ticket, bool *yes, struct fault *f);

/* The same through libjq, adding each output as a line of compact JSON; on failure the outputs
 * before it. */
int query_run(struct query *q, struct span value, struct buf *out, struct fault *f);

/* For people: what runs where. */
void query_explain(const struct query *q, struct buf *out);

/* A text that a record must have somewhere in its strings for any output to be neither null nor
 * false, as plain UTF-8; SPAN_NONE when none is known. */
struct span query_literal(const struct query *q);

struct query_stats {
    int64_t native; /* records decided without libjq */
    int64_t asked;  /* of libjq */
    int64_t bailed; /* of these, that the native engine gave up on */
};
struct query_stats query_stats(const struct query *q);

#endif
