/* gong-scorecards: the scorecards that reviews are made with, one record a line: their questions,
 * and the guides to them as plain text. */

#include "bin/program.h"
#include "lib/gong/gong.h"
#include "lib/gong/listing.h"

static struct gong_settings settings = GONG_SETTINGS;
static struct listing listing = {.id = "scorecardId"};

static const struct option_row rows[] = {
    ROW_LIMIT(&listing.limit),
    ROW_ESTIMATE(settings),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-scorecards",
    .summary = "list Gong's scorecards",
    .operands = "",
    .details = "gong-scorecards >scorecards.ndjson\n",
    .rows = rows,
};

static void list(struct gong *gong, struct fault *f)
{
    if (listing_open(&listing, f) == 0)
        listing_ask(&listing, gong, &(struct gong_query){.what = GONG_SCORECARDS}, listing_take,
                    &listing, f);
    listing_close(&listing);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    if (program_begin(&p, &usage, argc, argv, &f)) {
        struct gong *gong = gong_new(&settings, &listener, &f);
        if (gong)
            list(gong, &f);
        gong_free(gong);
    }
    return program_end(&p, &usage, &f);
}
