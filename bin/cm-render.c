/* cm-render: analysed calls in, reports out. A summer: the calls go into the report model, and at
 * the end the formats' rows write what they add up to. A file is written beside and renamed: it is
 * whole or not there. With --columns a filter: any records in, a row of a table each. */

#include "bin/program.h"
#include "lib/json/stream.h"
#include "lib/report/formats.h"
#include "lib/report/render.h"
#include "lib/report/table.h"

static const char *names, *output, *dir, *columns;
static int put(void *who, const struct rollup *u, struct out *out, struct fault *f);
static struct render render = {.options = {.enough = -1}, .put = put};
static struct stream in;
static struct format_options dressing;
static bool long_csv;
static struct formats chosen;

static const struct option_row rows[] = {
    {"format", 'f', OPTION_TEXT, &names, "FORMAT",
     "what to write; else as the name of -o's file ends, else html; with --out several, "
     "html,csv,json, else all: " FORMAT_CHOICES,
     FORMAT_CHOICES},
    {"output", 'o', OPTION_OUTPUT, &output, "FILE", "write to FILE, whole or not at all", NULL},
    {"out", 'd', OPTION_FILE, &dir, "DIR", "write each format into a file of its own in DIR", NULL},
    {"ledger", 0, OPTION_FILES, &render.sources.ledgers, "FILE",
     "a ledger of the run, for the balance", NULL},
    {"rollup", 0, OPTION_FILE, &render.sources.made, "FILE",
     "cm-summarize's output: refused if it is not what these calls add up to", NULL},
    {"against", 0, OPTION_FILES, &render.sources.against, "FILE",
     "the roll-up of an earlier run, for the trend; \"-\": none", NULL},
    {"amends", 0, OPTION_FILES, &render.sources.amends, "FILE",
     "the analysed calls of a report that this one amends: say what was added", NULL},
    {"about", 0, OPTION_FILE, &render.about, "FILE",
     "what is said of the run (about.json): which window, which filters, who began it", NULL},
    {"title", 0, OPTION_TEXT, &render.options.title, "TEXT", "the report's title", NULL},
    {"zone", 0, OPTION_TEXT, &render.options.zone, "ZONE",
     "the time zone that dates are given in (UTC); csv has them as recorded", NULL},
    {"min-calls", 0, OPTION_COUNT, &render.options.enough, "N",
     "say \"insufficient signal\" where fewer than N calls were asked (5)", NULL},
    {"bom", 0, OPTION_FLAG, &dressing.bom, NULL, "csv: begin with a byte order mark, for Excel",
     NULL},
    {"columns", 0, OPTION_TEXT, &columns, "LIST",
     "csv: no report but a row a record, of any records; LIST: id,title,metaData.system", NULL},
    {"long", 0, OPTION_FLAG, &long_csv, NULL, "csv: a row a quote, as --format evidence-csv", NULL},
    {"now", 0, OPTION_TEXT, &render.options.now, "TIME",
     "print TIME as the time of rendering (none)", NULL},
    ROW_REJECT(&in.reject),
    ROW_THREADS(&in.threads),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-render",
    .summary = "make a report of analysed calls",
    .operands = "[FILE...]",
    .details = "Example:\n"
               "  cm-render --format html --ledger ledger.ndjson -o report.html answers.ndjson\n"
               "  cm-render --out reports --format html,csv,json answers.ndjson\n"
               "  cm-render --format csv --columns id,title,started,stage calls.ndjson\n",
    .rows = rows,
};

static int put(void *who, const struct rollup *u, struct out *out, struct fault *f)
{
    (void)who;
    if (dir)
        return formats_files(&chosen, u, &dressing, dir, f);
    const struct format *format = chosen.at[0];
    return output ? format_file(format, u, &dressing, output, f)
                  : format->write(u, &dressing, out, f);
}

/* One format, unless it is for a directory. */
static int choose(struct fault *f)
{
    if (dir && (output || columns || long_csv))
        return fault(f, STATUS_USAGE,
                     "--out is for files of its own: --output, --columns and --long do not go "
                     "with it");
    if ((dir || names) && formats_read(&chosen, names, f) != 0)
        return -1;
    if (!dir && chosen.n > 1)
        return fault(f, STATUS_USAGE, "of several formats each wants a file: say --out DIR");
    if (!dir && !names)
        chosen = (struct formats){{format_find(NULL, output)}, 1};
    if (long_csv && chosen.at[0] && chosen.at[0]->write == csv_write)
        chosen.at[0] = format_find("evidence-csv", NULL);
    return chosen.at[0]
               ? 0
               : fault(f, STATUS_USAGE, "%s: no format is called so; say --format", output);
}

static bool used(void *who, const char *path)
{
    return option_reads(who, &usage, path) ||
           (in.reject && (file_same(in.reject, path) || file_will_be(in.reject, path)));
}

/* The options that make no sense for a table. */
static int check_table(struct fault *f)
{
    const struct rollup_sources *s = &render.sources;
    const struct report_options *o = &render.options;
    if (chosen.at[0]->write != csv_write)
        return fault(f, STATUS_USAGE, "--columns is for --format csv");
    if (s->made || s->against.n || s->amends.n || render.about || s->ledgers.n || o->title ||
        o->zone || o->now || o->enough >= 0)
        return fault(f, STATUS_USAGE,
                     "--columns makes a table, which has nothing of a report: "
                     "--bom, --output, --reject and --threads go with it");
    return 0;
}

static void make_table(struct fault *f)
{
    struct table *t = check_table(f) == 0 ? table_new(columns, dressing.bom, f) : NULL;
    if (!t)
        return;
    struct stage stage = table_stage(t);
    in.output = output;
    program_stream(&usage, &in, &stage, f);
    table_free(t);
}

static void make_reports(struct fault *f)
{
    struct stage stage;
    if (render_begin(&render, &stage, f) == 0 && program_stream(&usage, &in, &stage, f) == 0)
        render_end(&render, f);
    render_clear(&render);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    if (program_begin(&p, &usage, argc, argv, &f) && choose(&f) == 0 &&
        (!dir || formats_apart(&chosen, dir, used, &p, &f) == 0)) {
        in.files = p.operands;
        in.n = p.n;
        columns ? make_table(&f) : make_reports(&f);
    }
    return program_end(&p, &usage, &f);
}
