/* gong-list-calls: the calls of a window of time, one record a line, as Gong lists them.
 *
 * Gong shows calls hours and days after they happened. With an index of the calls that are held
 * (--held) a listing reaches back behind the last one and hands on what is new, however late. */

#include "bin/program.h"
#include "lib/gong/harvest.h"
#include "lib/gong/call_list.h"
#include "lib/gong/listing.h"

static struct gong_settings settings = GONG_SETTINGS;
static struct call_list_settings listing = {.zone = "local", .lookback = 7, .give_up = 14};
static const char *ledger_path;

static const struct option_row rows[] = {
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Which calls", NULL},
    {"last", 0, OPTION_TEXT, &listing.last, "STRETCH",
     "the last 7d (any number of days), last-week, last-month, last-7-weekdays", NULL},
    {"from", 0, OPTION_TEXT, &listing.from, "TIME",
     "scheduled at or after TIME: 2026-10-06, 2026-10-06T09:00, or RFC 3339", NULL},
    {"to", 0, OPTION_TEXT, &listing.to, "TIME", "scheduled before TIME", NULL},
    {"zone", 0, OPTION_TEXT, &listing.zone, "ZONE",
     "the time zone of the days, \"Europe/Berlin\" (the machine's own)", NULL},
    {"workspace", 0, OPTION_TEXT, &listing.workspace, "ID", "only this workspace of Gong's", NULL},
    {"private", 0, OPTION_FLAG, &listing.with_private, NULL, "private calls too", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Only what is not held yet", NULL},
    {"held", 0, OPTION_TEXT, &listing.held, "NAME",
     "pass over the calls that NAME holds, and reach back so that no late one is missed", NULL},
    {"lookback", 0, OPTION_COUNT, &listing.lookback, "DAYS",
     "how far behind what was listed before calls may still come to light (7)", NULL},
    {"give-up", 0, OPTION_COUNT, &listing.give_up, "DAYS",
     "how long a call waits for its transcript (14)", NULL},
    {"reconcile", 0, OPTION_TEXT, &listing.reconcile, "STRETCH",
     "instead: list the last 30d, say, anew and print what differs from what NAME knows", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_LIMIT(&listing.limit),
    ROW_ESTIMATE(settings),
    {"window", 0, OPTION_FLAG, &listing.window, NULL,
     "print when the window begins and ends, and ask nothing", NULL},
    ROW_APPEND(&listing.append),
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
               "gong-list-calls --from 2026-10-01 --to 2026-11-01 --append october.ndjson\n"
               "gong-list-calls --held crm --last 30d >new.ndjson && cm-held add crm new.ndjson\n",
    .rows = rows,
};

/* Options that make no sense together, before anything is asked. */
static int check(struct fault *f)
{
    if (listing.reconcile && !listing.held)
        return fault(f, STATUS_USAGE, "--reconcile wants --held NAME: what to compare with");
    if (listing.reconcile && (listing.last || listing.from || listing.to))
        return fault(f, STATUS_USAGE,
                     "--reconcile says the window itself: leave --last, --from "
                     "and --to out");
    if (listing.lookback > 3650 || listing.give_up > 3650)
        return fault(f, STATUS_USAGE, "--lookback and --give-up are at most 3650 days");
    return 0;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    struct ledger ledger = {0};
    if (program_begin(&p, &usage, argc, argv, &f) && check(&f) == 0 &&
        ledger_open(&ledger, ledger_path, usage.program, &f) == 0)
        call_list_run(&listing, &settings, &ledger, &listener, &f);
    ledger_abandon(&ledger);
    return program_end(&p, &usage, &f);
}
