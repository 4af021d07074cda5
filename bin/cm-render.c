/* cm-render: analysed calls in, one report out. A summer: the calls go into the report model; at
 * the end the roll-up is counted from them, here too, so that no number in a report is taken on
 * trust, and the format's row writes it. A file is written beside and renamed: it is whole or not
 * there. */

#include <string.h>
#include "bin/program.h"
#include "lib/base/file.h"
#include "lib/json/stream.h"
#include "lib/report/format.h"
#include "lib/report/model.h"
#include "lib/report/rollup.h"

static const char *reject, *format_name, *output, *rollup_path;
static struct texts ledgers;
static struct report_options options = {.enough = 5};
static struct format_options dressing;
static bool long_csv;
static const struct format *format;
static struct buf rollup_text;

static const struct option_row rows[] = {
    {"format", 'f', OPTION_CHOICE, &format_name, "FORMAT",
     "what to write; else as the name of -o's file ends; else html",
     "html|md|txt|csv|evidence-csv|json"},
    {"output", 'o', OPTION_FILE, &output, "FILE", "write to FILE, whole or not at all", NULL},
    {"ledger", 0, OPTION_LIST, &ledgers, "FILE", "a ledger of the run, for the balance", NULL},
    {"rollup", 0, OPTION_FILE, &rollup_path, "FILE",
     "cm-summarize's output: refused if it is not what these calls add up to", NULL},
    {"title", 0, OPTION_TEXT, &options.title, "TEXT", "the report's title", NULL},
    {"zone", 0, OPTION_TEXT, &options.zone, "ZONE", "the time zone that dates are given in (UTC)",
     NULL},
    {"min-calls", 0, OPTION_COUNT, &options.enough, "N",
     "say \"insufficient signal\" where fewer than N calls were asked (5)", NULL},
    {"bom", 0, OPTION_FLAG, &dressing.bom, NULL, "csv: begin with a byte order mark, for Excel",
     NULL},
    {"long", 0, OPTION_FLAG, &long_csv, NULL, "csv: a row a quote, as --format evidence-csv", NULL},
    {"now", 0, OPTION_TEXT, &options.now, "TIME", "print TIME as the time of rendering (none)",
     NULL},
    ROW_REJECT(&reject),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-render",
    .summary = "make a report of analysed calls",
    .operands = "[FILE...]",
    .details = "Example:\n"
               "  cm-render --format html --ledger ledger.ndjson -o report.html answers.ndjson\n",
    .rows = rows,
};

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    (void)out;
    return report_add(self, record, f);
}

static int choose(struct fault *f)
{
    format = format_find(format_name, output);
    if (long_csv && format && format->write == csv_write)
        format = format_find("evidence-csv", NULL);
    return format ? 0 : fault(f, STATUS_USAGE, "%s: no format is called so; say --format", output);
}

/* The roll-up in the file must be what these calls add up to. */
static int compare(const struct rollup *u, struct fault *f)
{
    return rollup_compare(u, buf_view(&rollup_text), f) == 0 ? 0 : fault_at(f, "%s", rollup_path);
}

static int read_rollup(struct fault *f)
{
    if (!rollup_path)
        return 0;
    if (file_read(&rollup_text, rollup_path, f) != 0)
        return -1;
    if (rollup_enough(buf_view(&rollup_text), &options.enough, f) != 0)
        return fault_at(f, "%s", rollup_path);
    return 0;
}

static int write_file(const struct rollup *u, struct fault *f)
{
    struct file file;
    struct out out;
    if (file_begin(&file, output, 0644, f) != 0)
        return -1;
    out_init(&out, file.fd, output);
    int rc = format->write(u, &dressing, &out, f);
    if (out_clear(&out, rc == 0 ? f : &(struct fault){0}) != 0)
        rc = -1;
    if (rc == 0)
        rc = file_commit(&file, f);
    if (rc != 0)
        file_abandon(&file);
    return rc;
}

static int finish(void *self, struct out *out, struct fault *f)
{
    struct report *r = self;
    for (size_t i = 0; i < ledgers.n; i++)
        if (report_ledger(r, ledgers.at[i], f) != 0)
            return -1;
    if (report_settle(r, f) != 0)
        return -1;
    struct rollup *u = rollup_new(r, f);
    if (!u)
        return -1;
    int rc = rollup_path ? compare(u, f) : 0;
    if (rc == 0)
        rc = output ? write_file(u, f) : format->write(u, &dressing, out, f);
    rollup_free(u);
    return rc;
}

/* After the report is out: a ledger that does not close ends with a status of its own. */
static int balance(const struct report *r, struct fault *f)
{
    if (!r->has_ledger || r->closes)
        return 0;
    return fault(f, STATUS_PARTIAL,
                 "the ledger does not close: listed %lld, but analysed %zu + not counted %lld; the "
                 "report is written and says so",
                 (long long)r->balance.listed, r->ncalls, (long long)r->balance.left);
}

static void run(const struct parsed *p, struct fault *f)
{
    struct report *r = choose(f) == 0 && read_rollup(f) == 0 ? report_new(&options, f) : NULL;
    if (!r)
        return;
    struct stream s = {.files = p->operands, .n = p->n, .reject = reject};
    const struct stage stage = {.step = step, .finish = finish, .self = r};
    if (program_stream(&usage, &s, &stage, f) == 0)
        balance(r, f);
    report_free(r);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    if (program_begin(&p, &usage, argc, argv, &f))
        run(&p, &f);
    buf_free(&rollup_text);
    return program_end(&p, &usage, &f);
}
