#ifndef GONG_LISTING_H
#define GONG_LISTING_H

/* A list of Gong's that becomes records on stdout, one an item (item.h): each id once, though a
 * chain of pages may start again; a page is out before the next is asked for; after so many records
 * it stops. */

#include <stdbool.h>
#include "lib/gong/gong.h"
#include "lib/gong/harvest.h"
#include "lib/gong/item.h"
#include "lib/json/splice.h"

struct listing {
    /* Set by the caller: */
    const char *id; /* where an item has its id */
    int64_t limit;  /* stop after so many records; 0: never */
    /* Its own: */
    struct harvest harvest;
    struct item item;
    struct buf record;
    int64_t n; /* records so far */
    bool open;
};

#define ROW_LIMIT(to)                                                                              \
    {                                                                                              \
        "limit", 0, OPTION_COUNT, (to), "N", "stop after N records (0: never)", NULL               \
    }

int listing_open(struct listing *l, struct fault *f);
/* gong_ask, but that a `take` that stops because the list is full has done no wrong. */
int listing_ask(struct listing *l, struct gong *g, const struct gong_query *q, gong_take *take,
                void *who, struct fault *f);
/* One item, with these members of callmine's (may be none). */
int listing_add(struct listing *l, struct span item, const struct splice *callmine, size_t n,
                struct fault *f);
/* What a `take` ends with: the page is out. -1 without a fault when the list is full. */
int listing_out(struct listing *l, struct fault *f);
/* The `take` of a list whose items are the records; `who` is the listing. */
int listing_take(void *who, const struct gong_page *page, struct fault *f);
bool listing_full(const struct listing *l);
void listing_close(struct listing *l);

#endif
