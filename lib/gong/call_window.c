#include "lib/gong/call_window.h"

#include <unistd.h>
#include "lib/base/out.h"
#include "lib/http/http.h"

int call_window(struct window *w, const struct call_list_settings *s, const struct held *h,
                when now, struct fault *f)
{
    bool given = s->from || s->to || s->last;
    if (s->reconcile)
        return window_last(w, s->reconcile, s->zone, now, f);
    if (s->held && !given) {
        if (!h->through)
            return fault(f, STATUS_USAGE,
                         "nothing was listed for %s yet: say from when on, with --from or --last",
                         s->held);
        *w = (struct window){h->through, now};
    } else if (window_arguments(w, s->from, s->to, s->last, s->zone, now, f) != 0) {
        return -1;
    }
    if (!s->held || !h->through)
        return 0;
    when back = h->through - s->lookback * WHEN_DAY, oldest = held_oldest(h);
    if (oldest && oldest < back)
        back = oldest;
    if (back < h->from)
        back = h->from;
    if (back < w->from)
        w->from = back - (back % WHEN_SECOND);
    return w->from < w->to ? 0
                           : fault(f, STATUS_USAGE,
                                   "the window is empty: --to is before %s "
                                   "was listed last",
                                   s->held);
}

int call_window_query(struct buf *query, const struct window *w, const struct call_list_settings *s,
                      struct fault *f)
{
    struct buf time = {0};
    char separator = '?';
    when_format(&time, w->from);
    http_query(query, &separator, "fromDateTime", buf_view(&time));
    buf_clear(&time);
    when_format(&time, w->to);
    http_query(query, &separator, "toDateTime", buf_view(&time));
    if (s->workspace)
        http_query(query, &separator, "workspaceId", span_of(s->workspace));
    buf_free(&time);
    return buf_check(query, "the window", f);
}

void call_window_asked(struct buf *asked, const struct call_list_settings *s)
{
    const char *const parts[] = {
        s->from,      s->to,   s->last,      s->zone,
        s->workspace, s->held, s->reconcile, s->with_private ? "private" : NULL};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_text(asked, parts[i] ? parts[i] : "");
        buf_byte(asked, '\n');
    }
}

int call_window_put(const struct window *w, struct fault *f)
{
    struct buf line = BUF(128);
    struct out out;
    when_format(&line, w->from);
    buf_byte(&line, ' ');
    when_format(&line, w->to);
    out_init(&out, STDOUT_FILENO, "stdout");
    out_line(&out, buf_view(&line));
    int done = buf_check(&line, "the window", f);
    if (out_clear(&out, done == 0 ? f : &(struct fault){0}) != 0)
        done = -1;
    buf_free(&line);
    return done;
}
