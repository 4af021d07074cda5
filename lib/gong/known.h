#ifndef GONG_KNOWN_H
#define GONG_KNOWN_H

/* Transcripts that an earlier run fetched, to be joined with calls of today without asking again.
 * They are copied into a file without a name, so that any number of them costs little memory. */

#include <sys/types.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/ids.h"

struct known {
    struct ids ids;
    struct known_place {
        off_t at;
        size_t len;
    } * place; /* by the number of the id */
    size_t room;
    int fd; /* -1: nothing is known */
    off_t end;
    struct buf value;
};

/* path: call records; those without a transcript are passed over. Of a call that is there twice the
 * last counts. STATUS_BAD_RECORD names path:line. */
int known_open(struct known *k, const char *path, struct fault *f);
/* *transcript: the call's, a JSON array, until the next time; SPAN_NONE when it is not known. */
int known_get(struct known *k, struct span id, struct span *transcript, struct fault *f);
void known_close(struct known *k);

#endif
