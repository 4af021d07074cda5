#ifndef ARCHIVE_FORGET_SHELF_H
#define ARCHIVE_FORGET_SHELF_H

/* All bundles that something is forgotten in: those of the index and those of the trash. */

#include "lib/archive/forget_bundle.h"

struct forget_place {
    char *path;
    const struct card *card; /* NULL: the trash's */
    bool held, hit;          /* for a court; something is in it */
    bool damaged;            /* it was named, and left out */
    /* Files that cannot be looked into, and that its manifest does not say to be made from what
     * can be; names, with ", " between. */
    struct buf opaque;
};

struct forget_shelf {
    struct forget_job *job; /* by, shelf and work are set */
    const struct listener *listener;
    bool tell; /* name each file in which something is */
    struct forget_place *at;
    size_t n;
    int64_t hit, held, damaged; /* in which something is: to be changed, and not */
    struct forgot total;        /* of those to be changed */
    /* inside */
    size_t room;
    struct card *cards; /* of the index as it was */
};

int forget_shelf_open(struct forget_shelf *s, struct fault *f);
void forget_shelf_close(struct forget_shelf *s);
const char *forget_place_name(const struct forget_place *p);

/* Each record there is. */
int forget_shelf_meet(struct forget_shelf *s, struct fault *f);
/* What is in each. */
int forget_shelf_count(struct forget_shelf *s, struct fault *f);

#endif
