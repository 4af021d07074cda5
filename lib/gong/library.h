#ifndef GONG_LIBRARY_H
#define GONG_LIBRARY_H

/* Gong's library: which folders there are, in which workspace, and in which folders each lies. Gong
 * lists them flat, each with the id of its parent. A parent may be missing, for only public folders
 * are listed; one that leads round in a circle ends the way up. */

#include <stddef.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/gong/item.h"
#include "lib/json/ids.h"

enum { LIBRARY_DEPTH = 64 }; /* folders on a way up; what lies higher is left out */

struct library {    /* zero it at first */
    struct ids ids; /* of the folders */
    struct library_folder {
        size_t at, len;       /* Gong's item, in text */
        size_t name, namelen; /* its workspace: {"id","name"}, in text; 0, 0: not known */
    } * folder;
    size_t n, room;
    struct buf text;
    struct item item;
};

/* Add a folder, Gong's item, of a workspace (JSON; SPAN_NONE: not known). One that is there stays
 * as it is. */
int library_add(struct library *b, struct span folder, struct span workspace, struct fault *f);
struct span library_get(const struct library *b, size_t n,
                        const char *member); /* ends with an add */
/* {"id","name"} of its workspace, or null; and the names from the top down to its own. */
struct span library_workspace(const struct library *b, size_t n);
void library_path(const struct library *b, size_t n, struct buf *json);
void library_clear(struct library *b);

#endif
