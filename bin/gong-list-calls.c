/* gong-list-calls: the calls of a window of time, one record a line, as Gong lists them.
 *
 * The window is fixed when the program starts and is asked for in one chain of pages, 100 calls
 * each; a page is written before the next is asked for. Gong lists private calls too: they leave
 * here unless asked for. */

#include "bin/program.h"
#include "lib/base/window.h"
#include "lib/gong/gong.h"
#include "lib/gong/harvest.h"
#include "lib/http/http.h"
#include "lib/json/json.h"
#include "lib/state/ledger.h"

static struct gong_settings settings = GONG_SETTINGS;
static const char *from, *to, *last, *zone = "local", *workspace, *ledger_path, *append;
static bool with_private;

static const struct option_row rows[] = {
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Which calls", NULL},
    {"last", 0, OPTION_TEXT, &last, "STRETCH",
     "the last 7d (any number of days), last-week, last-month, last-7-weekdays", NULL},
    {"from", 0, OPTION_TEXT, &from, "TIME",
     "scheduled at or after TIME: 2026-10-06, 2026-10-06T09:00, or RFC 3339", NULL},
    {"to", 0, OPTION_TEXT, &to, "TIME", "scheduled before TIME", NULL},
    {"zone", 0, OPTION_TEXT, &zone, "ZONE",
     "the time zone of the days, \"Europe/Berlin\" (the machine's own)", NULL},
    {"workspace", 0, OPTION_TEXT, &workspace, "ID", "only this workspace of Gong's", NULL},
    {"private", 0, OPTION_FLAG, &with_private, NULL, "private calls too", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_APPEND(&append),
    ROW_LEDGER(&ledger_path),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-list-calls",
    .summary = "list the calls of a window of time",
    .operands = "",
    .details = "gong-list-calls --last 7d | gong-extensive >calls.ndjson\n"
               "gong-list-calls --from 2026-10-01 --to 2026-11-01 --append october.ndjson\n",
    .rows = rows,
};

struct listing {
    struct harvest harvest;
    struct ledger ledger;
    struct buf line;
};

/* One call; known ones (a list that started again, a call that is in FILE) are passed over. */
static int list_call(struct listing *l, struct span call, struct fault *f)
{
    bool seen;
    struct span id = json_get(call, "id");
    if (harvest_seen(&l->harvest, id, &seen, f) != 0)
        return -1;
    if (seen)
        return 0;
    if (!with_private && json_kind(json_get(call, "isPrivate")) == JSON_TRUE)
        return ledger_leave(&l->ledger, id, "private", f);
    buf_clear(&l->line);
    buf_text(&l->line, "{\"metaData\":");
    buf_span(&l->line, call);
    buf_byte(&l->line, '}');
    harvest_put(&l->harvest, buf_view(&l->line));
    return buf_check(&l->line, "a call", f);
}

static int list_page(void *self, const struct gong_page *page, struct fault *f)
{
    struct listing *l = self;
    struct json_walk w;
    for (json_walk(&w, page->items); json_next(&w);)
        if (list_call(l, w.value, f) != 0)
            return -1;
    return harvest_page(&l->harvest, f);
}

static int query_window(struct buf *query, struct fault *f)
{
    when now;
    struct window w;
    struct buf time = {0};
    char separator = '?';
    if (gong_now(&now, &settings, f) != 0 ||
        window_arguments(&w, from, to, last, zone, now, f) != 0)
        return -1;
    when_format(&time, w.from);
    http_query(query, &separator, "fromDateTime", buf_view(&time));
    buf_clear(&time);
    when_format(&time, w.to);
    http_query(query, &separator, "toDateTime", buf_view(&time));
    if (workspace)
        http_query(query, &separator, "workspaceId", span_of(workspace));
    buf_free(&time);
    return buf_check(query, "the window", f);
}

/* What was listed is every call that FILE or stdout now holds and every one that left. */
static int list(struct gong *gong, struct span query, struct fault *f)
{
    struct listing l = {0};
    if (ledger_open(&l.ledger, ledger_path, usage.program, f) != 0)
        return -1;
    int done = harvest_open(&l.harvest, append, f);
    if (done == 0) {
        done = gong_ask(gong, &(struct gong_query){.what = GONG_CALLS, .filter = query}, list_page,
                        &l, f);
        if (done == 0)
            done = ledger_listed(&l.ledger, (int64_t)l.harvest.ids.n, f);
        harvest_close(&l.harvest);
    }
    if (done == 0)
        done = ledger_close(&l.ledger, f);
    ledger_abandon(&l.ledger);
    buf_free(&l.line);
    return done;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    struct buf query = {0};
    if (program_begin(&p, &usage, argc, argv, &f) && query_window(&query, &f) == 0) {
        struct gong *gong = p.n ? NULL : gong_new(&settings, &listener, &f);
        if (p.n)
            fault(&f, STATUS_USAGE, "it reads no files: see --help");
        else if (gong)
            list(gong, buf_view(&query), &f);
        gong_free(gong);
    }
    buf_free(&query);
    return program_end(&p, &usage, &f);
}
