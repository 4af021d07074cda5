#ifndef GONG_BATCH_H
#define GONG_BATCH_H

/* A stage of the record loop that asks Gong about calls: records are held until they name 100 ids,
 * one request asks for those, and each record goes out joined with its answer, in the order they
 * came. A call that comes twice is asked for once and goes out twice (once where the output is a
 * file that is added to). Without records there is no request. */

#include "lib/base/buf.h"
#include "lib/gong/gong.h"
#include "lib/gong/harvest.h"
#include "lib/json/call.h"
#include "lib/json/stream.h"

/* Join a call with what Gong answered for it (SPAN_NONE: nothing): add the record to *line, or
 * nothing if the call does not go on. */
typedef int batch_join(void *who, const struct call *call, struct span item, struct buf *line,
                       struct fault *f);

struct batch {
    /* Set by the caller: */
    struct gong *gong;
    enum gong_endpoint what; /* its items carry the id that is asked for */
    const char *selector;    /* more members of the request's body, each with a comma before it */
    struct harvest *harvest;
    struct harvest *aside; /* NULL, or where the join may put a call instead: one that is there was
                              asked for already */
    const struct ids *known; /* NULL, or calls that the join knows: they are not asked for */
    batch_join *join;
    void *who;
    /* Its own: */
    struct buf held; /* the records, one behind the other */
    struct batch_record {
        size_t at, len;
        size_t number; /* of its id */
    } * record;
    size_t n, room;
    struct ids ids;
    struct buf answers;
    struct batch_item {
        size_t at, len; /* in answers; len 0: nothing came */
    } item[GONG_IDS];   /* by number of the id */
    struct buf request, line;
    struct call coming, going; /* the record of this step; of the flush */
};

struct stage batch_stage(struct batch *b);
void batch_clear(struct batch *b);

#endif
