/* cm-filter: the calls that match.
 *
 * A record passes as the bytes that it came in, or it does not pass; nothing is ever printed anew.
 * What leaves here has one reason, the first criterion in a fixed order that it fails, and that
 * goes to the ledger. */

#include "bin/program.h"
#include "lib/base/plain.h"
#include "lib/gong/criteria.h"
#include "lib/gong/criteria_say.h"
#include "lib/gong/filter.h"

static struct criteria_args flags;
static struct stream in;
static const char *ledger_path;
static bool want_preview, want_fields, want_json, want_explain, want_say;

static const struct option_row rows[] = {
    CRITERIA_ROWS(flags),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Instead of the records", NULL},
    {"preview", 0, OPTION_FLAG, &want_preview, NULL,
     "print how many calls match, which, and what an analysis would cost", NULL},
    {"fields", 0, OPTION_FLAG, &want_fields, NULL, "print which CRM fields the matching calls have",
     NULL},
    {"explain", 0, OPTION_FLAG, &want_explain, NULL, "print what of --jq runs where", NULL},
    {"say", 0, OPTION_FLAG, &want_say, NULL, "print the criteria in words, a line each", NULL},
    {"json", 0, OPTION_FLAG, &want_json, NULL,
     "with --preview, --fields or --say: print them as JSON", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Records", NULL},
    ROW_REJECT(&in.reject),
    ROW_LEDGER(&ledger_path),
    ROW_OUTPUT(&in.output),
    ROW_TRUSTED(&in.trusted),
    ROW_THREADS(&in.threads),
    ROW_NOW(&flags.now),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-filter",
    .summary = "pass the calls that match",
    .operands = "[FILE...]",
    .details = "cm-filter --stage Negotiation --amount-min 50000 calls.ndjson\n"
               "cm-filter --jq '.metaData.duration > 1800' --preview calls.ndjson\n"
               "cm-filter --not --title standup <calls.ndjson\n",
    .rows = rows,
};

static int explain(const struct criteria *c, struct fault *f)
{
    struct buf text = BUF(0);
    struct out out;
    criteria_explain(c, &text);
    out_init(&out, STDOUT_FILENO, "stdout");
    out_span(&out, buf_view(&text));
    buf_free(&text);
    return out_clear(&out, f);
}

static void say_line(void *who, struct span sentence)
{
    plain_add(who, sentence);
    buf_byte(who, '\n');
}

static void say_element(void *who, struct span sentence)
{
    json_put_text(who, NULL, sentence);
}

static int say(struct fault *f)
{
    struct buf text = BUF(0);
    struct json_writer w = {.b = &text};
    struct out out;
    if (want_json) {
        json_open(&w, NULL, '[');
        criteria_say(&flags, say_element, &w);
        json_close(&w, ']');
        buf_byte(&text, '\n');
    } else {
        criteria_say(&flags, say_line, &text);
    }
    out_init(&out, STDOUT_FILENO, "stdout");
    out_span(&out, buf_view(&text));
    int rc = buf_check(&text, "the criteria", f);
    buf_free(&text);
    return out_clear(&out, rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}

static int check_usage(struct fault *f)
{
    if (want_preview && want_fields)
        return fault(f, STATUS_USAGE, "--preview and --fields print different things: choose one");
    if ((want_preview || want_fields) && ledger_path)
        return fault(f, STATUS_USAGE, "--ledger is for calls that leave a run; a preview is none");
    if (want_json && !want_preview && !want_fields && !want_say)
        return fault(f, STATUS_USAGE, "--json goes with --preview, --fields or --say");
    return 0;
}

static int filter(struct filter *s, struct fault *f)
{
    flags.any_reason = !ledger_path && !want_preview;
    if (check_usage(f) != 0 || !(s->criteria = criteria_new(&flags, f)) ||
        ledger_open(&s->ledger, ledger_path, usage.program, f) != 0)
        return -1;
    if (want_explain || want_say)
        return want_say ? say(f) : explain(s->criteria, f);
    struct stage stage = filter_stage(s);
    if (flags.any_reason && !want_fields)
        stage.sieve = criteria_sieve(s->criteria);
    return program_stream(&usage, &in, &stage, f) != 0 ? -1 : ledger_close(&s->ledger, f);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    if (program_begin(&p, &usage, argc, argv, &f)) {
        struct filter s = {.show = want_preview  ? FILTER_PREVIEW
                                   : want_fields ? FILTER_FIELDS
                                                 : FILTER_RECORDS,
                           .json = want_json};
        in.files = p.operands;
        in.n = p.n;
        filter(&s, &f);
        filter_clear(&s);
    }
    return program_end(&p, &usage, &f);
}
