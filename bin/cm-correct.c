/* cm-correct: analysed calls in, the same calls out with the answers that a person corrected. Only
 * those answers are written anew, each with who says so and what it was; every other byte of the
 * record stays. The file of corrections is kept, and applied again after each analysis. */

#include "bin/program.h"
#include "lib/analyze/override.h"

static const char *path;
static struct stream in;
static bool verbose;

static const struct option_row rows[] = {
    {"corrections", 'c', OPTION_FILE, &path, "FILE", "the corrections, a line each", NULL},
    ROW_REJECT(&in.reject),
    ROW_OUTPUT(&in.output),
    {"verbose", 'v', OPTION_FLAG, &verbose, NULL,
     "say how many were applied, and which calls did not come by", NULL},
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-correct",
    .summary = "apply a person's corrections to answered calls",
    .operands = "[FILE...]",
    .details =
        "cm-analyze -q pricing calls.ndjson | cm-correct -c corrections.tsv >answers.ndjson\n"
        "\n"
        "A file of corrections, a tab between its cells:\n"
        "  call  question                value  by   when        why\n"
        "  7782  pricing.discount_asked  false  ana  2026-11-26  meant the trial, not us\n",
    .rows = rows,
};

struct work {
    struct overrides overrides;
    struct buf line;
};

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct work *w = self;
    buf_clear(&w->line);
    if (overrides_apply(&w->overrides, record, &w->line, f) != 0)
        return -1;
    out_line(out, buf_view(&w->line));
    return 0;
}

static int run(struct work *w, struct fault *f)
{
    const struct overrides *o = &w->overrides;
    const struct listener tell = {.notice = program_notice, .who = (void *)(size_t)usage.program};
    const struct stage stage = {.step = step, .self = w};
    if (!path)
        return fault(f, STATUS_USAGE, "which corrections? name their file: --corrections FILE");
    if (overrides_make(&w->overrides, path, f) != 0 || program_stream(&usage, &in, &stage, f) != 0)
        return -1;
    overrides_left(o, verbose, &tell);
    if (verbose)
        notice(&tell, "%lld answer%s corrected in %lld call%s", (long long)o->answers,
               o->answers == 1 ? "" : "s", (long long)o->calls, o->calls == 1 ? "" : "s");
    return 0;
}

int main(int argc, char **argv)
{
    struct parsed parsed = {0};
    struct fault f = {0};
    struct work work = {0};
    if (program_begin(&parsed, &usage, argc, argv, &f)) {
        in.files = parsed.operands;
        in.n = parsed.n;
        run(&work, &f);
    }
    overrides_clear(&work.overrides);
    buf_free(&work.line);
    return program_end(&parsed, &usage, &f);
}
