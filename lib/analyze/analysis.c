#include "lib/analyze/analysis.h"
#include <stdlib.h>
#include "lib/analyze/analysis_write.h"
#include "lib/analyze/repeat.h"
#include "lib/json/json.h"

static int read_sets(struct analysis_order *o, const struct texts *names, struct fault *f)
{
    o->sets = calloc(names->n + 1, sizeof *o->sets);
    if (!o->sets)
        return fault(f, STATUS_NO_MEMORY, "no memory for the question sets");
    for (; o->n < names->n; o->n++) {
        struct question_set *s = &o->sets[o->n];
        if (shelf_read(s, names->at[o->n], f) != 0) {
            o->n++;
            return -1;
        }
        for (size_t i = 0; i < o->n; i++)
            if (strcmp(o->sets[i].id, s->id) == 0) {
                o->n++;
                return fault(f, STATUS_USAGE, "the question set %s is named twice: name it once",
                             s->id);
            }
    }
    return 0;
}

int analysis_order_read(struct analysis_order *o, const struct texts *names, struct fault *f)
{
    return read_sets(o, names, f) != 0 ? -1 : analysis_write_sets(&o->sets_json, o->sets, o->n, f);
}

void analysis_order_clear(struct analysis_order *o)
{
    for (size_t i = 0; i < o->n; i++)
        question_set_clear(&o->sets[i]);
    free(o->sets);
    buf_free(&o->sets_json);
    *o = (struct analysis_order){0};
}

/* The book of a language; the English one is made at the start, so that a wrong cue stops the
 * program there. */
static struct cue_book *book_of(struct analysis *a, const char *language, struct fault *f)
{
    for (size_t i = 0; i < a->nbooks; i++)
        if (strcmp(a->books[i]->language, language) == 0)
            return &a->books[i]->book;
    struct language_book *b = calloc(1, sizeof *b);
    if (!b || a->nbooks == BOOKS) {
        free(b);
        fault(f, STATUS_NO_MEMORY, "no memory for the cues of another language");
        return NULL;
    }
    b->language = language;
    a->books[a->nbooks++] = b;
    return cue_book_make(&b->book, a->order->sets, a->order->n, language, f) == 0 ? &b->book : NULL;
}

static int one_engine(struct engine *e, struct hosted *h, const struct analysis_order *o,
                      struct fault *f)
{
    return h ? engine_hosted(e, h, o->sets, o->n, f) : engine_offline(e, f);
}

/* As ordered: a gate before an engine that may be asked several times. */
static int engine_of(struct engine *e, const struct analysis_order *o, struct fault *f)
{
    struct engine cheap;
    if (one_engine(e, o->hosted, o, f) != 0)
        return -1;
    if (o->repeat > 1) {
        struct engine inner = *e;
        *e = (struct engine){0};
        if (engine_repeat(e, inner, o->repeat, o->sets, o->n, f) != 0)
            return -1;
    }
    if (!o->gate)
        return 0;
    if (one_engine(&cheap, o->cheap, o, f) != 0)
        return -1;
    struct engine strong = *e;
    *e = (struct engine){0};
    return engine_gate(e, cheap, strong, o->gate, o->sets, o->n, f);
}

int analysis_make(struct analysis *a, const struct analysis_order *o, struct fault *f)
{
    *a = (struct analysis){.order = o};
    int rc = engine_of(&a->engine, o, f);
    if (rc != 0 || answers_make(&a->answers, o->sets, o->n, f) != 0)
        return -1;
    return book_of(a, "eng", f) ? 0 : -1;
}

void analysis_clear(struct analysis *a)
{
    for (size_t i = 0; i < a->nbooks; i++) {
        cue_book_clear(&a->books[i]->book);
        free(a->books[i]);
    }
    if (a->engine.free)
        a->engine.free(a->engine.self);
    answers_clear(&a->answers);
    call_clear(&a->call);
    transcript_clear(&a->transcript);
    rank_clear(&a->rank);
    buf_free(&a->text);
    *a = (struct analysis){0};
}

const char *analysis_reason(enum analysis_outcome o)
{
    static const char *const reasons[] = {
        NULL,          "no_transcript_yet", "empty_transcript", "too_short",
        "over_budget", "batch_pending",     "quota_exceeded"};
    return reasons[o];
}

static const char *language_of(struct analysis *a)
{
    buf_clear(&a->text);
    json_text(&a->text, a->call.language);
    return lexicon_language(buf_view(&a->text));
}

int analysis_read(struct analysis *a, struct span record, int64_t least_words,
                  enum analysis_outcome *o, struct fault *f)
{
    if (call_read(&a->call, record, f) != 0)
        return -1;
    a->language = language_of(a);
    a->book = book_of(a, a->language, f);
    if (!a->book)
        return -1;
    lexicon_forget(a->book->lexicon);
    if (transcript_read(&a->transcript, &a->call, a->book->lexicon, f) != 0)
        return -1;
    enum json_kind kind = json_kind(a->call.transcript);
    *o = kind == JSON_NONE || kind == JSON_NULL         ? ANALYSIS_NO_TRANSCRIPT
         : a->transcript.words.n == 0                   ? ANALYSIS_EMPTY
         : (int64_t)a->transcript.words.n < least_words ? ANALYSIS_TOO_SHORT
                                                        : ANALYSIS_READ;
    return 0;
}

void grounding_add(struct grounding *g, const struct grounding *more)
{
    for (int i = 0; i < TIER_UNVERIFIED; i++)
        g->found[i] += more->found[i];
    g->unverified += more->unverified;
    g->unsupported += more->unsupported;
    g->refused += more->refused;
    g->failed += more->failed;
}

double grounding_rate(const struct grounding *g)
{
    int64_t found = 0;
    for (int i = 0; i < TIER_UNVERIFIED; i++)
        found += g->found[i];
    return found + g->unverified ? (double)found / (double)(found + g->unverified) : 1;
}

static void ground_answers(struct grounding *g, const struct answers *answers)
{
    *g = (struct grounding){0};
    for (size_t i = 0; i < answers->n; i++) {
        const struct answer *a = &answers->at[i];
        for (size_t k = 0; k < a->n; k++)
            g->found[a->evidence[k].tier]++;
        g->unverified += a->unverified;
        g->unsupported += a->status == ANSWER_UNSUPPORTED;
        g->refused += a->status == ANSWER_REFUSED;
        g->failed += a->status == ANSWER_FAILED;
    }
}

int analysis_answer(struct analysis *a, struct buf *value, enum analysis_outcome *o,
                    struct fault *f)
{
    bool counted = false;
    struct inquiry i = {.transcript = &a->transcript,
                        .book = a->book,
                        .language = a->language,
                        .counted = &counted};
    answers_begin(&a->answers);
    if (a->engine.ask(a->engine.self, &i, &a->answers, f) == 0) {
        ground_answers(&a->grounding, &a->answers);
        return analysis_write(value, &a->engine, &a->order->sets_json, &a->transcript, &a->answers,
                              f);
    }
    bool waits = f->status == STATUS_TRY_LATER && a->order->hosted &&
                 (a->order->hosted->defer || a->order->hosted->planned);
    if (f->status != STATUS_CEILING && !waits)
        return -1;
    *o = waits ? ANALYSIS_WAITS : ANALYSIS_OVER_BUDGET;
    *f = (struct fault){0};
    return 0;
}

int analysis_rank(struct analysis *a, struct ask *ask, struct buf *lines, struct fault *f)
{
    if (rank_call(&a->rank, &a->transcript, a->book->lexicon, f) != 0)
        return -1;
    if (ask)
        return ask_call(ask, &a->call, &a->rank, lines, f);
    for (size_t i = 0; i < a->answers.n; i++) {
        const struct answer *of = &a->answers.at[i];
        if (rank_question(&a->rank, span_of(of->question->text), f) != 0)
            return -1;
        struct json_writer w = {.b = lines};
        json_open(&w, NULL, '{');
        json_put(&w, "callId", a->call.id);
        json_put_text(&w, "set", span_of(of->set->id));
        json_put_text(&w, "question", span_of(of->question->id));
        ask_write(&w, &a->rank);
        json_close(&w, '}');
        buf_byte(lines, '\n');
    }
    return buf_check(lines, "the rankings of a call", f);
}
