#ifndef SIM_PAGE_H
#define SIM_PAGE_H

/* Pages of a hundred, and the cursors between them: they look like Gong's (a signed JWT), and a
 * chain of them dies one hour (SIM_CURSOR_LIFE) after its first page, however fresh the last. */

#include "lib/sim/sim_server.h"

struct sim_page {
    const char *kind;   /* "calls": a cursor of another list is refused */
    uint64_t asked;     /* a hash of everything else that was asked: it must stay the same */
    int64_t from;       /* the first item of this page, as the list counts them */
    int64_t number;     /* from 0 */
    int64_t expires;    /* UNIX seconds, of the whole chain */
    struct span cursor; /* the one that came; SPAN_NONE on the first page */
};

/* False: the cursor is no good and the answer says so. `cursor` is text, not a JSON token. */
bool sim_page_begin(struct sim_page *p, const char *kind, uint64_t asked, struct span cursor,
                    const struct sim_request *q, struct sim_answer *a);
/* "records": this page has `size` items of `total`; next = where the next page begins, -1 = there
 * is none. */
void sim_page_put(const struct sim_page *p, struct json_writer *w, const struct sim_request *q,
                  int size, int64_t total, int64_t next);

uint64_t sim_hash_text(uint64_t hash, struct span text); /* FNV-1a, to build `asked` */

/* Of a POST: reads the body as JSON and its top-level cursor (into *room). False: answered with
 * 400. */
bool sim_body(struct sim_request *q, struct sim_answer *a, struct buf *cursor);

#endif
