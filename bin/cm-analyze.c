/* cm-analyze: ask the same questions of every call. A record passes with callmine.analysis added:
 * for each question its answer, each answer with quotes that are the transcript's own text. A call
 * whose transcript is not there yet is not passed on but written to the ledger, so that it is asked
 * later. */

#include <fcntl.h>
#include "bin/program.h"
#include "lib/analyze/shelf.h"
#include "lib/analyze/survey.h"

static struct survey survey = {.model = MODEL_SETTINGS};
static const char *reject, *output, *check, *progress_path;
static int progress_fd = -1;
static bool list;

static const struct option_row rows[] = {
    {"questions", 'q', OPTION_FILES, &survey.questions, "NAME|FILE", "a question set to ask", NULL},
    {"list-questions", 0, OPTION_FLAG, &list, NULL, "list the question sets that can be named",
     NULL},
    {"check", 0, OPTION_TEXT, &check, "NAME|FILE", "check a question set and show what it asks for",
     NULL},
    {"min-words", 0, OPTION_COUNT, &survey.min_words, "N", "pass over calls with fewer words (0)",
     NULL},
    {"min-grounding", 0, OPTION_NUMBER, &survey.min_grounding, "SHARE",
     "end with status 4 if fewer of the claimed quotes were found (0 to 1)", NULL},
    {"jobs", 'j', OPTION_COUNT, &survey.jobs, "N",
     "work on N calls at once (offline: the cores it may use; else 4)", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Who answers", NULL},
    MODEL_ROWS(survey.model),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "What it may cost", NULL},
    BUDGET_ROWS(survey.model),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_OUTPUT(&output),
    ROW_LEDGER(&survey.ledger_path),
    ROW_REJECT(&reject),
    {"progress", 0, OPTION_ASIDE, &progress_path, "FILE",
     "write into FILE, over and over, how many calls are done: for who watches", NULL},
    ROW_NOW(&survey.now),
    {"engine-debug", 0, OPTION_FLAG, &survey.rank, NULL,
     "write the ranking of each call's monologues for each question instead", NULL},
    {"ask", 0, OPTION_FILE, &survey.ask_path, "FILE",
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
        "    --model-url http://127.0.0.1:11434/v1 --output-limit-as max_tokens calls.ndjson\n"
        "\n"
        "--batch submit writes no records and no ledger: they come with --batch collect, hours "
        "later.\n",
    .rows = rows};

/* --list-questions and --check: for a person to read. */
static int show(struct fault *f)
{
    struct buf text = BUF(16 << 20);
    struct out out;
    int status = list ? shelf_list(&text, f) : survey_check(&text, check, f);
    if (status == 0)
        status = buf_check(&text, "what is to be shown", f);
    out_init(&out, STDOUT_FILENO, "stdout");
    if (status == 0)
        out_span(&out, buf_view(&text));
    struct fault none;
    status = out_clear(&out, status == 0 ? f : &none) == 0 ? status : -1;
    buf_free(&text);
    return status;
}

/* As on a terminal, each in place of the one before; nobody waits for the disk. */
static void note(void *who, const char *line)
{
    char text[64];
    int n = snprintf(text, sizeof text, "%-40.40s\n", line);
    if (line[0] != '\0' && pwrite(progress_fd, text, (size_t)n, 0) != n)
        program_notice(who, "its progress cannot be written down any more");
}

static int listen_to(struct listener *listener, struct fault *f)
{
    *listener = program_listener(usage.program);
    if (!progress_path)
        return 0;
    progress_fd = open(progress_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    listener->progress = note;
    return progress_fd >= 0 ? 0 : fault_errno(f, STATUS_CANT_CREATE, "%s", progress_path);
}

static int run(const struct parsed *p, struct fault *f)
{
    struct stage stage;
    struct listener listener;
    struct stream stream = {.files = p->operands,
                            .n = p->n,
                            .reject = reject,
                            .output = survey_is_silent(&survey) ? NULL : output};
    if (listen_to(&listener, f) != 0 ||
        survey_begin(&survey, &stage, usage.program, &listener, f) != 0)
        return -1;
    return survey_end(&survey, program_stream(&usage, &stream, &stage, f), f);
}

int main(int argc, char **argv)
{
    struct parsed parsed = {0};
    struct fault f = {0};
    if (program_begin(&parsed, &usage, argc, argv, &f)) {
        if (list || check)
            show(&f);
        else
            run(&parsed, &f);
    }
    survey_clear(&survey);
    return program_end(&parsed, &usage, &f);
}
