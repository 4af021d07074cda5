/* cm-eval: how far answers agree with what people say is right. The gold is a file of corrections;
 * a second run of analysed calls is what a change of wording, or of model, made of the first. */

#include "bin/program.h"
#include "lib/analyze/eval.h"
#include "lib/analyze/eval_write.h"

static struct number least;
static bool json;

static const struct option_row rows[] = {
    {"min-agreement", 0, OPTION_NUMBER, &least, "SHARE",
     "end with 4 when the last run agrees with less of the gold (0 to 1)", NULL},
    {"json", 0, OPTION_FLAG, &json, NULL, "print one JSON object", NULL},
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-eval",
    .summary = "compare answers with a gold, before and after a change",
    .operands = "GOLD ANALYSED [ANALYSED2]",
    .details = "cm-eval gold.tsv answers.ndjson\n"
               "cm-eval --min-agreement 0.9 gold.tsv before.ndjson after.ndjson\n",
    .rows = rows,
};

struct work {
    struct eval eval;
    int run;
};

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct work *w = self;
    (void)out;
    return eval_add(&w->eval, w->run, record, f);
}

static int print(const struct eval *e, struct fault *f)
{
    struct out out;
    struct buf b = BUF(0);
    if (json)
        eval_json(e, &b);
    else
        eval_text(e, &b);
    int status = buf_check(&b, "the evaluation", f);
    out_init(&out, STDOUT_FILENO, "stdout");
    if (status == 0)
        out_span(&out, buf_view(&b));
    buf_free(&b);
    return out_clear(&out, f) == 0 ? status : -1;
}

static int run(struct work *w, const struct parsed *p, struct fault *f)
{
    const struct stage stage = {.step = step, .self = w};
    struct eval *e = &w->eval;
    if (p->n < 2 || p->n > 1 + EVAL_RUNS)
        return fault(f, STATUS_USAGE,
                     "name the gold, and one or two files of analysed calls: see --help");
    if (least.given && !(least.value >= 0 && least.value <= 1))
        return fault(f, STATUS_USAGE, "--min-agreement is a share, from 0 to 1");
    if (eval_make(e, p->operands[0], p->operands + 1, p->n - 1, f) != 0)
        return -1;
    for (w->run = 0; w->run < e->nruns; w->run++) {
        struct stream in = {.files = p->operands + 1 + w->run, .n = 1};
        if (program_stream(&usage, &in, &stage, f) != 0)
            return -1;
    }
    if (print(e, f) != 0)
        return -1;
    if (least.given && eval_agreement(e) < least.value)
        return fault(f, STATUS_GROUNDING, "agrees with %lld of %zu golden answers, less than %s",
                     (long long)e->run[e->nruns - 1].all.agreed, e->gold.n, least.text);
    return 0;
}

int main(int argc, char **argv)
{
    struct parsed parsed = {0};
    struct fault f = {0};
    struct work work = {0};
    if (program_begin(&parsed, &usage, argc, argv, &f))
        run(&work, &parsed, &f);
    eval_clear(&work.eval);
    return program_end(&parsed, &usage, &f);
}
