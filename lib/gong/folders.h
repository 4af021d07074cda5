#ifndef GONG_FOLDERS_H
#define GONG_FOLDERS_H

/* Gong's library, asked for: the workspaces, the folders of each, and what is in each folder, which
 * is a request of its own. A record is Gong's answer for a folder, without its requestId, with
 * parentFolderId, callmine.workspace and callmine.path (library.h).
 *
 * Without the scope that tells the workspaces the folders are asked for without naming one, which
 * Gong grants to a company that has one. A folder that goes between the two requests is left out.
 * The listener hears of both, and what it costs when there are many. That all of several are gone
 * is not believed: STATUS_REFUSED. */

#include "lib/gong/gong.h"
#include "lib/gong/library.h"
#include "lib/gong/listing.h"
#include "lib/gong/merge.h"

enum { FOLDERS_MANY = 50 };

struct folders {
    /* Set by the caller: */
    struct listing listing; /* opened by folders_list, closed by folders_clear */
    const char *only;       /* the id of a workspace; NULL: all */
    struct gong *gong;
    const struct listener *listener;
    /* Its own: */
    struct library library;
    struct buf workspaces; /* a JSON array of {"id","name"} */
    bool unknown;          /* which ones there are: the scope is missing */
    struct span workspace; /* whose folders are asked for */
    size_t at, gone;       /* the folder that is asked for; how many were not there any more */
    bool got;
    struct item item;
    struct merge merge;
    struct buf query, path, record;
};

int folders_list(struct folders *s, struct fault *f);
void folders_clear(struct folders *s);

#endif
