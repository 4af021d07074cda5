/* cm-export: records of one type of Gong's data in, a text that a person reads out.
 *
 * A summer: the header says how many records there are, so the text of the records waits in a file
 * without a name until they have all come. With --out the file is named after type and time, is
 * replaced whole, and is the only one of its type in its directory. */

#include "bin/program.h"
#include "lib/report/export.h"
#include "lib/report/export_file.h"

static struct export_options options;
/* One thread: the others would read ahead what this one has no use for yet, at 10 MB each. */
static struct stream in = {.threads = 1};
static struct texts names;
static const char *dir, *now;

static const struct option_row rows[] = {
    {"type", 't', OPTION_CHOICE, &options.type, "TYPE", "which records these are", EXPORT_TYPES},
    {"out", 'd', OPTION_FILE, &dir, "DIR",
     "write DIR/gong_TYPE_YYYYMMDD_HHMMSS.txt, in place of the older ones", NULL},
    ROW_OUTPUT(&in.output),
    {"limit", 0, OPTION_COUNT, &options.limit, "N", "write the first N records (all)", NULL},
    {"names", 0, OPTION_FILES, &names, "FILE",
     "users, calls or scorecards, whose names stand for their ids; may be given again", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "The header", NULL},
    {"source", 0, OPTION_TEXT, &options.source, "TEXT",
     "where the records come from (Gong, or where their calls are)", NULL},
    {"from", 0, OPTION_TEXT, &options.from, "TIME", "when the window of the records began", NULL},
    {"to", 0, OPTION_TEXT, &options.to, "TIME", "when it ended", NULL},
    {"zone", 0, OPTION_TEXT, &options.zone, "ZONE", "the time zone of all times (UTC)", NULL},
    ROW_NOW(&now),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Records", NULL},
    ROW_REJECT(&in.reject),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-export",
    .summary = "write records as a text that a person reads",
    .operands = "[FILE...]",
    .details = "cm-export --type calls --out dataset calls.ndjson\n"
               "gong-users | cm-export --type users\n",
    .rows = rows,
};

static int read_names(struct export *e, struct fault *f)
{
    struct stream files = {.files = (char **)(size_t)names.at, .n = (int)names.n, .threads = 1};
    struct stage stage = export_names(e);
    return names.n ? stream_run(&files, &stage, f) : 0;
}

static int export_to(const char *path, struct fault *f)
{
    options.beside = path;
    in.output = path;
    struct export *e = export_new(&options, f);
    if (!e)
        return -1;
    struct stage stage = export_stage(e);
    int done = read_names(e, f) == 0 ? program_stream(&usage, &in, &stage, f) : -1;
    export_free(e);
    return done;
}

static bool is_read(void *parsed, const char *path)
{
    return option_reads(parsed, &usage, path);
}

static int export_into(struct parsed *p, struct fault *f)
{
    struct buf path = BUF(0);
    int done = export_file_path(&path, dir, options.type, options.now,
                                options.zone ? options.zone : "UTC", is_read, p, f);
    if (done == 0)
        done = export_to(path.at, f);
    if (done == 0)
        done = export_file_tidy(path.at, is_read, p, f);
    buf_free(&path);
    return done;
}

static int run(struct parsed *p, struct fault *f)
{
    when clock = when_now();
    if (!options.type)
        return fault(f, STATUS_USAGE, "say which records these are: --type " EXPORT_TYPES);
    if (dir && in.output)
        return fault(f, STATUS_USAGE, "--out names the file itself: leave --output out");
    if (when_argument(&options.now, now ? now : "now", options.zone ? options.zone : "UTC", clock,
                      f) != 0)
        return -1;
    return dir ? export_into(p, f) : export_to(in.output, f);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    if (program_begin(&p, &usage, argc, argv, &f)) {
        in.files = p.operands;
        in.n = p.n;
        run(&p, &f);
    }
    return program_end(&p, &usage, &f);
}
