/* cm-analyze: ask the same questions of every call. A record passes with callmine.analysis added:
 * for each question its answer, each answer with quotes that are the transcript's own text. A call
 * whose transcript is not there yet is not passed on but written to the ledger, so that it is asked
 * later. */

#include "bin/program.h"
#include "lib/analyze/interview.h"
#include "lib/analyze/plan.h"
#include "lib/analyze/settings.h"
#include "lib/analyze/shelf.h"

static struct texts questions;
static int64_t min_words, jobs;
static struct number min_grounding;
static const char *ledger_path, *reject, *output, *check, *ask_path;
static bool engine_debug, list;
static struct model_settings model = MODEL_SETTINGS;

static const struct option_row rows[] = {
    {"questions", 'q', OPTION_FILES, &questions, "NAME|FILE", "a question set to ask", NULL},
    {"list-questions", 0, OPTION_FLAG, &list, NULL, "list the question sets that can be named",
     NULL},
    {"check", 0, OPTION_TEXT, &check, "NAME|FILE", "check a question set and show what it asks for",
     NULL},
    {"min-words", 0, OPTION_COUNT, &min_words, "N", "pass over calls with fewer words (0)", NULL},
    {"min-grounding", 0, OPTION_NUMBER, &min_grounding, "SHARE",
     "end with status 4 if fewer of the claimed quotes were found (0 to 1)", NULL},
    {"jobs", 'j', OPTION_COUNT, &jobs, "N",
     "work on N calls at once (offline: the cores it may use; else 4)", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Who answers", NULL},
    MODEL_ROWS(model),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "What it may cost", NULL},
    BUDGET_ROWS(model),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_OUTPUT(&output),
    ROW_LEDGER(&ledger_path),
    ROW_REJECT(&reject),
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
    .details =
        "Reads calls with their transcripts, writes them with callmine.analysis added.\n"
        "\n"
        "  cm-analyze --questions competitors --questions pricing calls.ndjson\n"
        "  cm-analyze -q pricing --engine openai --model gpt-4.1-mini --plan calls.ndjson\n"
        "  cm-analyze -q pricing --engine openai --model llama3.1 \\\n"
        "    --model-url http://127.0.0.1:11434/v1 --output-limit-as max_tokens calls.ndjson\n",
    .rows = rows};

/* Text for a person to read. */
static int print(const struct buf *text, struct fault *f)
{
    struct out out;
    out_init(&out, STDOUT_FILENO, "stdout");
    if (buf_check(text, "what is to be shown", f) == 0)
        out_span(&out, buf_view(text));
    return out_clear(&out, f);
}

/* --list-questions and --check. */
static int show(struct fault *f)
{
    struct buf text = BUF(16 << 20);
    struct texts one = {&check, 1};
    struct analysis_order order = {0};
    struct analysis a = {0};
    int status = list ? shelf_list(&text, f) : analysis_order_read(&order, &one, f);
    if (status == 0 && check)
        status = analysis_make(&a, &order, f);
    if (status == 0 && check)
        shelf_describe(&text, &order.sets[0]);
    analysis_clear(&a);
    analysis_order_clear(&order);
    if (status == 0)
        status = print(&text, f);
    buf_free(&text);
    return status;
}

/* What a run that went well has to say, and its status. */
static int conclude(const struct interview *v, const struct purse *purse, struct fault *f)
{
    const struct grounding *g = &v->grounding;
    if (v->ledger->left && !ledger_path)
        fprintf(stderr,
                "%s: %lld call%s passed over: without a transcript (see gong-transcripts), too "
                "short, or beyond a ceiling; --ledger FILE names them\n",
                usage.program, (long long)v->ledger->left, v->ledger->left == 1 ? "" : "s");
    if (purse->requests || g->unverified)
        fprintf(stderr, "%s: %lld requests, %lld answers; %.1f %% of the quotes found\n",
                usage.program, (long long)purse->requests, (long long)purse->answers,
                100 * grounding_rate(g));
    if (purse->audited)
        fprintf(stderr, "%s: the gate missed %lld of %lld silent answers that were asked again\n",
                usage.program, (long long)purse->missed, (long long)purse->audited);
    if (v->over)
        return fault(f, STATUS_CEILING,
                     "the ceiling is reached: %lld call%s left; run again with a higher one, what "
                     "was answered is not asked again",
                     (long long)v->over, v->over == 1 ? " is" : "s are");
    if (g->failed + g->refused)
        return fault(f, STATUS_PARTIAL,
                     "%lld answers could not be had (%lld refused); --ask-failed asks again",
                     (long long)(g->failed + g->refused), (long long)g->refused);
    if (min_grounding.given && grounding_rate(g) < min_grounding.value)
        return fault(f, STATUS_GROUNDING,
                     "%.1f %% of the quotes were found, fewer than --min-grounding %s",
                     100 * grounding_rate(g), min_grounding.text);
    return 0;
}

static int interview(struct interview *v, const struct parsed *p, struct fault *f)
{
    struct stage stage = {.step = interview_step, .flush = interview_flush, .self = v};
    struct stream stream = {.files = p->operands, .n = p->n, .reject = reject, .output = output};
    if (interview_begin(v, f) != 0 || ledger_open(v->ledger, ledger_path, usage.program, f) != 0)
        return -1;
    int status = program_stream(&usage, &stream, &stage, f);
    if (status == 0)
        status = ledger_close(v->ledger, f);
    ledger_abandon(v->ledger);
    return status;
}

/* One run, with everything that it needs read before it begins. */
static int run(const struct parsed *p, struct analysis_order *order, struct model_setup *setup,
               struct ask *ask, struct fault *f)
{
    struct ledger ledger = {0};
    struct fault later = {0};
    const struct listener listener = program_listener(usage.program);
    bool hosted = model_is_hosted(&model);
    struct interview v = {.order = order,
                          .min_words = min_words,
                          .threads = jobs     ? jobs
                                     : hosted ? 4
                                              : 0,
                          .rank = engine_debug,
                          .ask = ask_path ? ask : NULL,
                          .ledger = &ledger,
                          .listener = &listener};
    if (analysis_order_read(order, &questions, f) != 0 ||
        (ask_path && ask_read(ask, ask_path, f) != 0) ||
        (hosted && model_setup(setup, &model, &listener, order, f) != 0) ||
        (model.plan && plan_begin(&setup->hosted, order, f) != 0))
        return -1;
    int status = interview(&v, p, f);
    if (model_settle(setup, &model, &later) != 0 && status == 0)
        status = fault(f, later.status, "%s", later.text);
    interview_clear(&v);
    struct buf table = BUF(16 << 20);
    if (status == 0 && model.plan)
        plan_table(&table, &setup->hosted, order);
    if (status == 0)
        status = model.plan ? print(&table, f) : conclude(&v, &setup->purse, f);
    buf_free(&table);
    return status;
}

static int check_usage(struct fault *f)
{
    if (questions.n == 0 && !ask_path)
        return fault(f, STATUS_USAGE,
                     "which questions? name a set: --questions NAME (see --list-questions)");
    if (ask_path && !engine_debug)
        return fault(f, STATUS_USAGE, "--ask goes with --engine-debug");
    if (model.plan && !model_is_hosted(&model))
        return fault(f, STATUS_USAGE, "--plan needs a model: the offline engine costs nothing");
    return 0;
}

int main(int argc, char **argv)
{
    struct parsed parsed = {0};
    struct fault f = {0};
    struct analysis_order order = {0};
    struct model_setup setup = {0};
    struct ask ask = {0};
    if (program_begin(&parsed, &usage, argc, argv, &f)) {
        if (list || check)
            show(&f);
        else if (check_usage(&f) == 0)
            run(&parsed, &order, &setup, &ask, &f);
    }
    model_setup_clear(&setup);
    analysis_order_clear(&order);
    ask_clear(&ask);
    return program_end(&parsed, &usage, &f);
}
