/* cm-summarize: analysed calls in, one roll-up out. A summer: each record goes into the report
 * model, and at the end what they add up to is counted. No number comes from anywhere but counting.
 */

#include <stdio.h>
#include "bin/program.h"
#include "lib/base/option.h"
#include "lib/json/stream.h"
#include "lib/report/model.h"
#include "lib/report/rollup.h"
#include "lib/report/statement.h"

static const char *reject, *zone, *check;
static struct rollup_sources sources;
static int64_t enough = 5;

static const struct option_row rows[] = {
    {"ledger", 0, OPTION_FILES, &sources.ledgers, "FILE", "a ledger of the run, for the balance",
     NULL},
    {"against", 0, OPTION_FILES, &sources.against, "FILE",
     "the roll-up of an earlier run, for the trend; \"-\": none", NULL},
    {"amends", 0, OPTION_FILES, &sources.amends, "FILE",
     "the analysed calls of a report that this one amends: say what was added", NULL},
    {"summary", 0, OPTION_FILE, &sources.summary, "FILE",
     "sentences that take the place of the executive summary, if they claim only what is so", NULL},
    {"check-summary", 0, OPTION_FILE, &check, "FILE", "check such sentences, and write nothing",
     NULL},
    {"min-calls", 0, OPTION_COUNT, &enough, "N",
     "say \"insufficient signal\" where fewer than N calls were asked (5)", NULL},
    {"zone", 0, OPTION_TEXT, &zone, "ZONE", "the time zone that dates are given in (UTC)", NULL},
    ROW_REJECT(&reject),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-summarize",
    .summary = "add up the answers of analysed calls",
    .operands = "[FILE...]",
    .details = "Example:\n"
               "  cm-summarize --ledger ledger/gong-list-calls.ndjson answers.ndjson >rollup.json\n"
               "  cm-summarize --against last-week/rollup.json answers.ndjson >rollup.json\n",
    .rows = rows,
};

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    (void)out;
    return report_add(self, record, f);
}

static int finish(void *self, struct out *out, struct fault *f)
{
    struct report *r = self;
    struct rollup *u = rollup_of(r, &sources, f);
    if (!u)
        return -1;
    if (r->has_ledger && !r->closes)
        fprintf(stderr, "%s: the ledger does not close: listed %lld, analysed %zu, left %lld\n",
                usage.program, (long long)r->balance.listed, r->ncalls, (long long)r->balance.left);
    struct buf b = BUF(0);
    int rc = check ? statement_check(u, check, f) : 0;
    if (!check) {
        rollup_json(u, &b);
        rc = buf_check(&b, "the roll-up", f);
    }
    if (rc == 0 && !check)
        out_line(out, buf_view(&b));
    buf_free(&b);
    rollup_free(u);
    return rc;
}

static int run(const struct parsed *p, struct fault *f)
{
    const struct report_options options = {.zone = zone, .enough = enough};
    struct report *r = report_new(&options, f);
    if (!r)
        return -1;
    struct stream s = {.files = p->operands, .n = p->n, .reject = reject};
    const struct stage stage = {.step = step, .finish = finish, .self = r};
    int rc = program_stream(&usage, &s, &stage, f);
    report_free(r);
    return rc;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    if (program_begin(&p, &usage, argc, argv, &f))
        run(&p, &f);
    return program_end(&p, &usage, &f);
}
