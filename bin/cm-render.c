/* cm-render: analysed calls in, one report out. A summer: the calls go into the report model; at
 * the end the roll-up is counted from them, here too, so that no number in a report is taken on
 * trust, and the format's row writes it. A file is written beside and renamed: it is whole or not
 * there. With --columns a filter: any records in, a row of a table each. */

#include "bin/program.h"
#include "lib/json/stream.h"
#include "lib/report/format.h"
#include "lib/report/model.h"
#include "lib/report/rollup.h"
#include "lib/report/table.h"

static const char *reject, *format_name, *output, *columns;
static struct rollup_sources sources;
static struct report_options options = {.enough = -1};
static int64_t threads;
static struct format_options dressing;
static bool long_csv;
static const struct format *format;

static const struct option_row rows[] = {
    {"format", 'f', OPTION_CHOICE, &format_name, "FORMAT",
     "what to write; else as the name of -o's file ends; else html",
     "html|md|txt|csv|evidence-csv|json"},
    {"output", 'o', OPTION_OUTPUT, &output, "FILE", "write to FILE, whole or not at all", NULL},
    {"ledger", 0, OPTION_FILES, &sources.ledgers, "FILE", "a ledger of the run, for the balance",
     NULL},
    {"rollup", 0, OPTION_FILE, &sources.made, "FILE",
     "cm-summarize's output: refused if it is not what these calls add up to", NULL},
    {"against", 0, OPTION_FILES, &sources.against, "FILE",
     "the roll-up of an earlier run, for the trend; \"-\": none", NULL},
    {"amends", 0, OPTION_FILES, &sources.amends, "FILE",
     "the analysed calls of a report that this one amends: say what was added", NULL},
    {"title", 0, OPTION_TEXT, &options.title, "TEXT", "the report's title", NULL},
    {"zone", 0, OPTION_TEXT, &options.zone, "ZONE", "the time zone that dates are given in (UTC)",
     NULL},
    {"min-calls", 0, OPTION_COUNT, &options.enough, "N",
     "say \"insufficient signal\" where fewer than N calls were asked (5)", NULL},
    {"bom", 0, OPTION_FLAG, &dressing.bom, NULL, "csv: begin with a byte order mark, for Excel",
     NULL},
    {"columns", 0, OPTION_TEXT, &columns, "LIST",
     "csv: no report but a row a record, of any records; LIST: id,title,metaData.system", NULL},
    {"long", 0, OPTION_FLAG, &long_csv, NULL, "csv: a row a quote, as --format evidence-csv", NULL},
    {"now", 0, OPTION_TEXT, &options.now, "TIME", "print TIME as the time of rendering (none)",
     NULL},
    ROW_REJECT(&reject),
    ROW_THREADS(&threads),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-render",
    .summary = "make a report of analysed calls",
    .operands = "[FILE...]",
    .details = "Example:\n"
               "  cm-render --format html --ledger ledger.ndjson -o report.html answers.ndjson\n"
               "  cm-render --format csv --columns id,title,started,stage calls.ndjson\n",
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

static int finish(void *self, struct out *out, struct fault *f)
{
    struct rollup *u = rollup_of(self, &sources, f);
    if (!u)
        return -1;
    int rc =
        output ? format_file(format, u, &dressing, output, f) : format->write(u, &dressing, out, f);
    rollup_free(u);
    return rc;
}

/* The options that make no sense for a table. */
static int check_table(struct fault *f)
{
    if (format->write != csv_write)
        return fault(f, STATUS_USAGE, "--columns is for --format csv");
    if (sources.made || sources.against.n || sources.amends.n || sources.ledgers.n ||
        options.title || options.zone || options.now || options.enough >= 0)
        return fault(f, STATUS_USAGE,
                     "--columns makes a table, which has nothing of a report: "
                     "--bom, --output, --reject and --threads go with it");
    return 0;
}

static int make_table(struct stream *s, struct fault *f)
{
    struct table *t = check_table(f) == 0 ? table_new(columns, dressing.bom, f) : NULL;
    if (!t)
        return -1;
    struct stage stage = table_stage(t);
    s->output = output;
    int rc = program_stream(&usage, s, &stage, f);
    table_free(t);
    return rc;
}

static int make_report(struct stream *s, struct fault *f)
{
    if (options.enough < 0)
        options.enough = 5;
    if (rollup_made_read(&sources, &options.enough, f) != 0)
        return -1;
    struct report *r = report_new(&options, f);
    if (!r)
        return -1;
    const struct stage stage = {.step = step, .finish = finish, .self = r};
    int rc = program_stream(&usage, s, &stage, f);
    if (rc == 0)
        rc = report_closes(r, f);
    report_free(r);
    return rc;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    if (program_begin(&p, &usage, argc, argv, &f) && choose(&f) == 0) {
        struct stream s = {.files = p.operands, .n = p.n, .reject = reject, .threads = threads};
        columns ? make_table(&s, &f) : make_report(&s, &f);
    }
    buf_free(&sources.made_text);
    return program_end(&p, &usage, &f);
}
