/* cm-analyze: ask the same questions of every call. A record passes with callmine.analysis added:
 * for each question its answer, each answer with quotes that are the transcript's own text. A call
 * whose transcript is not there yet is not passed on but written to the ledger, so that it is asked
 * later. */

#include "bin/program.h"
#include "lib/analyze/analysis.h"
#include "lib/analyze/shelf.h"
#include "lib/json/splice.h"
#include "lib/json/stream.h"
#include "lib/state/ledger.h"

static struct texts questions;
static int64_t min_words;
static const char *ledger_path, *reject, *output, *check, *ask_path;
static bool engine_debug, list;

static const struct option_row rows[] = {
    {"questions", 'q', OPTION_FILES, &questions, "NAME|FILE", "a question set to ask", NULL},
    {"min-words", 0, OPTION_COUNT, &min_words, "N", "pass over calls with fewer words (0)", NULL},
    ROW_LEDGER(&ledger_path),
    ROW_REJECT(&reject),
    ROW_OUTPUT(&output),
    {"list-questions", 0, OPTION_FLAG, &list, NULL, "list the question sets that can be named",
     NULL},
    {"check", 0, OPTION_TEXT, &check, "NAME|FILE", "check a question set and show what it asks for",
     NULL},
    {"engine-debug", 0, OPTION_FLAG, &engine_debug, NULL,
     "write the ranking of each call's monologues for each question instead", NULL},
    {"ask", 0, OPTION_FILE, &ask_path, "FILE",
     "with --engine-debug: rank for the questions in FILE, lines of qid, callId and question",
     NULL},
    OPTION_END};

static const struct usage usage = {
    .program = "cm-analyze",
    .summary = "ask the same questions of every call",
    .operands = "[FILE...]",
    .details = "Reads calls with their transcripts, writes them with callmine.analysis added.\n"
               "\n"
               "  cm-analyze --questions competitors --questions pricing calls.ndjson\n",
    .rows = rows};

struct work {
    struct analysis analysis;
    struct ledger ledger;
    struct ask ask;
    struct buf value, line;
};

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct work *w = self;
    enum analysis_outcome outcome;
    if (analysis_read(&w->analysis, record, min_words, &outcome, f) != 0)
        return -1;
    if (outcome != ANALYSIS_READ)
        return ledger_leave(&w->ledger, w->analysis.call.id, analysis_reason(outcome), f);
    buf_clear(&w->value);
    buf_clear(&w->line);
    if (engine_debug) {
        if (analysis_rank(&w->analysis, ask_path ? &w->ask : NULL, &w->line, f) != 0)
            return -1;
        out_span(out, buf_view(&w->line));
        return 0;
    }
    if (analysis_answer(&w->analysis, &w->value, f) != 0)
        return -1;
    splice_record(&w->line, record, "analysis", buf_view(&w->value));
    if (buf_check(&w->line, "a record with its analysis", f) != 0)
        return -1;
    out_line(out, buf_view(&w->line));
    return 0;
}

/* --list-questions and --check: something for a person to read. */
static int show(struct fault *f)
{
    struct out out;
    struct buf text = BUF(16 << 20);
    struct texts one = {&check, 1};
    struct analysis a = {0};
    int status = list ? shelf_list(&text, f) : analysis_make(&a, &one, f);
    if (status == 0 && check)
        shelf_describe(&text, &a.sets[0]);
    if (status == 0)
        status = buf_check(&text, "what is to be shown", f);
    analysis_clear(&a);
    out_init(&out, STDOUT_FILENO, "stdout");
    if (status == 0)
        out_span(&out, buf_view(&text));
    buf_free(&text);
    return out_clear(&out, f);
}

static int run(struct work *w, const struct parsed *p, struct fault *f)
{
    if (questions.n == 0 && !ask_path)
        return fault(f, STATUS_USAGE,
                     "which questions? name a set: --questions NAME (see --list-questions)");
    if (ask_path && !engine_debug)
        return fault(f, STATUS_USAGE, "--ask goes with --engine-debug");
    struct stage stage = {.step = step, .self = w};
    struct stream stream = {.files = p->operands, .n = p->n, .reject = reject, .output = output};
    if (analysis_make(&w->analysis, &questions, f) != 0 ||
        (ask_path && ask_read(&w->ask, ask_path, f) != 0) ||
        ledger_open(&w->ledger, ledger_path, usage.program, f) != 0)
        return -1;
    int status = program_stream(&usage, &stream, &stage, f);
    if (status == 0)
        status = ledger_close(&w->ledger, f);
    if (status == 0 && w->ledger.left && !ledger_path)
        fprintf(stderr,
                "%s: %lld call%s passed over: without a transcript (see gong-transcripts), or too "
                "short; "
                "--ledger FILE names them\n",
                usage.program, (long long)w->ledger.left, w->ledger.left == 1 ? "" : "s");
    ledger_abandon(&w->ledger);
    return status;
}

int main(int argc, char **argv)
{
    struct parsed parsed = {0};
    struct fault f = {0};
    struct work work = {0};
    if (program_begin(&parsed, &usage, argc, argv, &f)) {
        if (list || check)
            show(&f);
        else
            run(&work, &parsed, &f);
    }
    analysis_clear(&work.analysis);
    ask_clear(&work.ask);
    buf_free(&work.value);
    buf_free(&work.line);
    return program_end(&parsed, &usage, &f);
}
