#ifndef ANALYZE_ASK_H
#define ANALYZE_ASK_H

/* The engine's ranking laid open, for a scorer: questions of one's own, each about one call.
 *
 * The file holds lines {"qid":..,"callId":..,"question":".."} (other members are passed over); for
 * each of them whose call goes by, a line {"qid":..,"callId":..,"evidence":[..],"ranking":[..]} is
 * written: monologues as 0-based places in the call's transcript, the ranking best first, the
 * evidence the chosen stretch. */

#include "lib/analyze/rank.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/call.h"

struct asked {
    struct span qid, call, question; /* JSON, into `file` */
};

struct ask {
    struct buf file, text;
    struct asked *at; /* by call, then as in the file */
    size_t n, room;
};

int ask_read(struct ask *a, const char *path, struct fault *f); /* STATUS_USAGE names path:line */
void ask_clear(struct ask *a);

/* Add the lines of a call, on which rank_call was done. */
int ask_call(struct ask *a, const struct call *c, struct rank *r, struct buf *lines,
             struct fault *f);

/* Write one ranking as members of the object that is open in *w: evidence, ranking. */
struct json_writer;
void ask_write(struct json_writer *w, const struct rank *r);

#endif
