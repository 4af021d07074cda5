#ifndef GONG_RESUME_H
#define GONG_RESUME_H

/* Where a listing into FILE stands, in FILE.cursor beside it, so that a run that was killed goes on
 * with the page after the last one that is in FILE, in the window that it began with. The file goes
 * when the listing has come to its end, and when FILE is not what it was. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/window.h"

struct resume {
    char path[4096];  /* "": there is no FILE */
    struct buf asked; /* what was asked for, as options say it: another listing does not go on */
    struct window window;
    when began;
    struct buf cursor; /* of the next page, a JSON string token; empty: from the start */
    bool drained;      /* all pages are in FILE */
    struct buf left;   /* the calls that left: {"id":...,"reason":...}, with commas between */
    bool going_on;     /* there was one to go on with: window to left are its */
};

/* file NULL: every function here does nothing. window and began are of a listing that begins now.
 */
int resume_open(struct resume *r, const char *file, struct span asked, const struct window *window,
                when now, struct fault *f);
/* A call left, with the page that resume_page then keeps. id: JSON string token. */
void resume_leave(struct resume *r, struct span id, const char *reason);
/* A page is in FILE; cursor leads to the next, SPAN_NONE: there is none. */
int resume_page(struct resume *r, struct span cursor, struct fault *f);
int resume_done(struct resume *r, struct fault *f); /* removes the file */
void resume_clear(struct resume *r);

#endif
