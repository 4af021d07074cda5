/* gong-answered-scorecards: the reviews of calls, one record a line; those that Gong's AI made too,
 * which Gong leaves out unless asked for both kinds.
 *
 * The key of a review is its answeredScorecardId; the scorecardId is the same for all reviews made
 * with one card. */

#include "bin/program.h"
#include "lib/gong/dates.h"
#include "lib/gong/gong.h"
#include "lib/gong/id_list.h"
#include "lib/gong/listing.h"
#include "lib/json/json.h"

static struct gong_settings settings = GONG_SETTINGS;
static struct listing listing = {.id = "answeredScorecardId"};
static struct dates_asked when_asked = {.zone = "local"};
static const char *by = "review", *method = "both";
static struct texts users, scorecards;

static const struct option_row rows[] = {
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Which reviews", NULL},
    DATES_ROWS(when_asked, "tomorrow"),
    {"by", 0, OPTION_CHOICE, &by, "WHAT", "go by the day of the review or of the call (review)",
     "review|call"},
    {"method", 0, OPTION_CHOICE, &method, "HOW", "reviews by people, by Gong's AI, or both (both)",
     "both|automatic|manual"},
    {"user", 0, OPTION_LIST, &users, "ID", "only reviews of this user", NULL},
    {"scorecard", 0, OPTION_LIST, &scorecards, "ID", "only reviews with this scorecard", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_LIMIT(&listing.limit),
    ROW_ESTIMATE(settings),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-answered-scorecards",
    .summary = "list the reviews of calls",
    .operands = "",
    .details = "gong-answered-scorecards --last 7d >answered.ndjson\n",
    .rows = rows,
};

/* The default ends with today, the upper bound being tomorrow: Gong takes days to come here. */
static int write_filter(struct buf *b, struct fault *f)
{
    struct json_writer w = {.b = b};
    struct dates d;
    when now;
    bool call = by[0] == 'c';
    if (gong_now(&now, &settings, f) != 0 || dates_read(&d, &when_asked, now, 1, f) != 0)
        return -1;
    buf_text(b, "\"filter\":");
    json_open(&w, NULL, '{');
    dates_put(&w, call ? "callFromDate" : "reviewFromDate", call ? "callToDate" : "reviewToDate",
              &d);
    json_put_text(&w, "reviewMethod",
                  span_of(method[0] == 'b'   ? "BOTH"
                          : method[0] == 'a' ? "AUTOMATIC"
                                             : "MANUAL"));
    if (id_list_put(&w, "reviewedUserIds", &users, "--user", f) != 0 ||
        id_list_put(&w, "scorecardIds", &scorecards, "--scorecard", f) != 0)
        return -1;
    json_close(&w, '}');
    return buf_check(b, "the request", f);
}

static void list(struct gong *gong, struct span filter, struct fault *f)
{
    if (listing_open(&listing, f) == 0)
        listing_ask(&listing, gong, &(struct gong_query){.what = GONG_ANSWERED, .filter = filter},
                    listing_take, &listing, f);
    listing_close(&listing);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    struct buf filter = {0};
    if (program_begin(&p, &usage, argc, argv, &f) && write_filter(&filter, &f) == 0) {
        struct gong *gong = gong_new(&settings, &listener, &f);
        if (gong)
            list(gong, buf_view(&filter), &f);
        gong_free(gong);
    }
    buf_free(&filter);
    return program_end(&p, &usage, &f);
}
