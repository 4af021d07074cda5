#include "lib/analyze/analysis.h"
#include <stdlib.h>
#include "lib/analyze/analysis_write.h"
#include "lib/json/json.h"

static int read_sets(struct analysis *a, const struct texts *names, struct fault *f)
{
    a->sets = calloc(names->n + 1, sizeof *a->sets);
    if (!a->sets)
        return fault(f, STATUS_NO_MEMORY, "no memory for the question sets");
    for (; a->n < names->n; a->n++) {
        struct question_set *s = &a->sets[a->n];
        if (shelf_read(s, names->at[a->n], f) != 0) {
            a->n++;
            return -1;
        }
        for (size_t i = 0; i < a->n; i++)
            if (strcmp(a->sets[i].id, s->id) == 0) {
                a->n++;
                return fault(f, STATUS_USAGE, "the question set %s is named twice: name it once",
                             s->id);
            }
    }
    return 0;
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
    return cue_book_make(&b->book, a->sets, a->n, language, f) == 0 ? &b->book : NULL;
}

int analysis_make(struct analysis *a, const struct texts *names, struct fault *f)
{
    *a = (struct analysis){0};
    if (read_sets(a, names, f) != 0 || answers_make(&a->answers, a->sets, a->n, f) != 0 ||
        engine_offline(&a->engine, f) != 0 || !book_of(a, "eng", f))
        return -1;
    return analysis_write_sets(&a->sets_json, a->sets, a->n, f);
}

void analysis_clear(struct analysis *a)
{
    for (size_t i = 0; i < a->n; i++)
        question_set_clear(&a->sets[i]);
    free(a->sets);
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
    buf_free(&a->sets_json);
    buf_free(&a->text);
    *a = (struct analysis){0};
}

const char *analysis_reason(enum analysis_outcome o)
{
    static const char *const reasons[] = {NULL, "no_transcript_yet", "empty_transcript",
                                          "too_short"};
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

int analysis_answer(struct analysis *a, struct buf *value, struct fault *f)
{
    struct inquiry i = {.transcript = &a->transcript, .book = a->book, .language = a->language};
    answers_begin(&a->answers);
    if (a->engine.ask(a->engine.self, &i, &a->answers, f) != 0)
        return -1;
    return analysis_write(value, a->engine.name, NULL, &a->sets_json, &a->transcript, &a->answers,
                          f);
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
