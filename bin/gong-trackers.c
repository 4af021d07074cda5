/* gong-trackers: the keyword trackers, one record a line. Gong lists no smart trackers: of those
 * only what they found is told, with each call. */

#include "bin/program.h"
#include "lib/gong/gong.h"
#include "lib/gong/id_list.h"
#include "lib/gong/listing.h"
#include "lib/gong/refusal.h"
#include "lib/http/http.h"

static struct gong_settings settings = GONG_SETTINGS;
static struct listing listing = {.id = "trackerId"};
static const char *workspace;

static const struct option_row rows[] = {
    {"workspace", 0, OPTION_TEXT, &workspace, "ID", "only this workspace of Gong's", NULL},
    ROW_LIMIT(&listing.limit),
    ROW_ESTIMATE(settings),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-trackers",
    .summary = "list Gong's keyword trackers",
    .operands = "",
    .details = "gong-trackers >trackers.ndjson\n",
    .rows = rows,
};

static void list(struct gong *gong, struct fault *f)
{
    struct buf query = {0};
    char separator = '?';
    if (workspace)
        http_query(&query, &separator, "workspaceId", span_of(workspace));
    struct gong_query q = {.what = GONG_TRACKERS, .filter = buf_view(&query)};
    if (buf_check(&query, "the query", f) == 0 && listing_open(&listing, f) == 0 &&
        listing_ask(&listing, gong, &q, listing_take, &listing, f) != 0 && workspace &&
        refusal_not_there(f))
        fault(f, STATUS_REFUSED, "Gong has no workspace %s: gong-trackers without it lists all",
              workspace);
    listing_close(&listing);
    buf_free(&query);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    if (program_begin(&p, &usage, argc, argv, &f) &&
        (!workspace || id_check(workspace, "--workspace", &f) == 0)) {
        struct gong *gong = gong_new(&settings, &listener, &f);
        if (gong)
            list(gong, &f);
        gong_free(gong);
    }
    return program_end(&p, &usage, &f);
}
