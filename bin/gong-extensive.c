/* gong-extensive: calls in, the same calls out with what Gong knows of them: who took part, the
 * CRM's deals and companies, topics, trackers, statistics. Links to recordings are never asked for:
 * they change with every request and open without a password.
 *
 * A call that Gong no longer has leaves here, and so does one that became private since it was
 * listed. */

#include "bin/program.h"
#include "lib/gong/batch.h"
#include "lib/gong/crm.h"
#include "lib/gong/merge.h"
#include "lib/json/json.h"
#include "lib/state/ledger.h"

static struct gong_settings settings = GONG_SETTINGS;
static const char *append, *reject, *ledger_path, *crm_path, *context = "extended",
                                                             *timing = "both";
static bool with_private;

static const struct option_row rows[] = {
    {"context", 0, OPTION_CHOICE, &context, "HOW-MUCH", "how much of the CRM's objects (extended)",
     "extended|basic|none"},
    {"timing", 0, OPTION_CHOICE, &timing, "WHEN",
     "the deal's fields as they are now, as they were at the time of the call, or both (both)",
     "both|now|call"},
    {"crm", 0, OPTION_FILE, &crm_path, "FILE", "which CRM objects and fields mean what", NULL},
    {"private", 0, OPTION_FLAG, &with_private, NULL, "keep calls that became private", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_APPEND(&append),
    ROW_REJECT(&reject),
    ROW_LEDGER(&ledger_path),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-extensive",
    .summary = "add people, CRM context and content to calls",
    .operands = "[FILE...]",
    .details = "gong-list-calls --last 7d | gong-extensive --append calls.ndjson\n",
    .rows = rows,
};

/* Everything that can be asked for, but pointsOfInterest (dead since 2025-01) and media. */
static const char exposed[] =
    "\"exposedFields\":{\"parties\":true,"
    "\"content\":{\"structure\":true,\"topics\":true,\"trackers\":true,\"trackerOccurrences\":true,"
    "\"brief\":true,\"outline\":true,\"highlights\":true,\"callOutcome\":true,\"keyPoints\":true},"
    "\"interaction\":{\"speakers\":true,\"video\":true,\"personInteractionStats\":true,"
    "\"questions\":true},"
    "\"collaboration\":{\"publicComments\":true},\"media\":false}";

static const char *const no_media[] = {"media", NULL};

static void write_selector(struct buf *b)
{
    buf_format(b, ",\"contentSelector\":{\"context\":\"%s\",",
               context[0] == 'e'   ? "Extended"
               : context[0] == 'b' ? "Basic"
                                   : "None");
    if (context[0] == 'e') /* Gong takes a timing with nothing else */
        buf_format(b, "\"contextTiming\":[%s],",
                   timing[0] == 'b'   ? "\"Now\",\"TimeOfCall\""
                   : timing[0] == 'n' ? "\"Now\""
                                      : "\"TimeOfCall\"");
    buf_text(b, exposed);
    buf_byte(b, '}');
}

struct extensive {
    struct crm *crm;
    struct ledger ledger;
    struct call call;
    struct merge merge;
    int64_t not_returned;
};

static int join(void *self, const struct call *call, struct span item, struct buf *line,
                struct fault *f)
{
    struct extensive *e = self;
    struct span whole;
    if (!item.at) {
        e->not_returned++;
        return ledger_leave(&e->ledger, call->id, "not_returned", f);
    }
    bool now_private = json_kind(json_get(item, "metaData.isPrivate")) > JSON_FALSE;
    if (now_private && !with_private && !call_is_private(call))
        return ledger_leave(&e->ledger, call->id, "private", f);
    if (merge_item(&e->merge, call->record, item, no_media, &whole, f) != 0 ||
        call_read(&e->call, whole, f) != 0)
        return -1;
    crm_record(e->crm, &e->call, line);
    return 0;
}

static int run(struct gong *gong, struct extensive *e, struct stream *s, struct fault *f)
{
    struct harvest harvest;
    struct buf selector = {0};
    struct batch b = {
        .gong = gong, .what = GONG_EXTENSIVE, .harvest = &harvest, .join = join, .who = e};
    if (harvest_open(&harvest, append, f) != 0)
        return -1;
    write_selector(&selector);
    b.selector = selector.at;
    struct stage stage = batch_stage(&b);
    int done =
        buf_check(&selector, "the request", f) == 0 ? program_stream(&usage, s, &stage, f) : -1;
    harvest_close(&harvest);
    batch_clear(&b);
    buf_free(&selector);
    return done;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    struct extensive e = {0};
    if (program_begin(&p, &usage, argc, argv, &f) && (e.crm = crm_new(crm_path, &f))) {
        struct stream s = {.files = p.operands, .n = p.n, .reject = reject};
        struct gong *gong = gong_new(&settings, &listener, &f);
        if (gong && ledger_open(&e.ledger, ledger_path, usage.program, &f) == 0 &&
            run(gong, &e, &s, &f) == 0)
            ledger_close(&e.ledger, &f);
        gong_free(gong);
        ledger_abandon(&e.ledger);
        if (e.not_returned)
            notice(&listener, "%lld call%s not returned: deleted, or not analysed yet",
                   (long long)e.not_returned, e.not_returned == 1 ? "" : "s");
    }
    crm_free(e.crm);
    call_clear(&e.call);
    merge_clear(&e.merge);
    return program_end(&p, &usage, &f);
}
