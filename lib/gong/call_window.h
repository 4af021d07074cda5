#ifndef GONG_CALL_WINDOW_H
#define GONG_CALL_WINDOW_H

/* The window of a list of calls: which it is, and how it is asked for. */

#include "lib/base/window.h"
#include "lib/gong/call_list.h"
#include "lib/state/held.h"

/* With an index, back to where the listing before ended and some days more, and to the oldest call
 * that is not done with; without one, h is not looked at. STATUS_USAGE. */
int call_window(struct window *w, const struct call_list_settings *s, const struct held *h,
                when now, struct fault *f);
int call_window_query(struct buf *query, const struct window *w, const struct call_list_settings *s,
                      struct fault *f);
/* What was asked for, as the options say it, whatever the time is. */
void call_window_asked(struct buf *asked, const struct call_list_settings *s);
/* "FROM TO" on stdout. */
int call_window_put(const struct window *w, struct fault *f);

#endif
