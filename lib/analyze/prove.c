#include "lib/analyze/prove.h"
#include <ctype.h>
#include <strings.h>
#include "lib/analyze/cue.h"
#include "lib/analyze/quote.h"
#include "lib/json/json.h"

enum {
    SHORT_WORDS = 20,
    PARA_WORDS = 120,
    NOTE_WORDS = 25,
    WORD_BYTES = 16,
    TEXT_BYTES = 16 << 20
};

int prove_call(struct prove *p, const struct transcript *t, struct pseudonyms *hide,
               struct fault *f)
{
    p->transcript = t;
    p->hide = hide;
    p->text.limit = p->shown.limit = TEXT_BYTES;
    p->ready = false;
    p->ground = p->ground ? p->ground : ground_new(f);
    return p->ground ? 0 : -1;
}

void prove_clear(struct prove *p)
{
    ground_free(p->ground);
    buf_free(&p->text);
    buf_free(&p->shown);
    *p = (struct prove){0};
}

/* The text of a JSON string, with the names put back; until the next. */
static int text_of(struct prove *p, struct span string, struct span *text, struct fault *f)
{
    buf_clear(&p->text);
    json_text(&p->text, string);
    *text = buf_view(&p->text);
    if (p->hide) {
        buf_clear(&p->shown);
        if (pseudonyms_restore(p->hide, *text, &p->shown, f) != 0)
            return -1;
        *text = buf_view(&p->shown);
    }
    return buf_check(p->hide ? &p->shown : &p->text, "a model's text", f);
}

/* ---- values ---- */

static int choice_of(const struct question *q, struct span id)
{
    for (size_t i = 0; i < q->nchoices; i++)
        if (json_text_is(id, q->choices[i].id))
            return (int)i;
    return NO_CHOICE;
}

static struct span trimmed(struct span text)
{
    while (text.len > 0 && (unsigned char)text.at[0] <= ' ')
        text = (struct span){text.at + 1, text.len - 1};
    while (text.len > 0 && (unsigned char)text.at[text.len - 1] <= ' ')
        text.len--;
    return text;
}

/* And something behind it: "the data: nothing of it" has no link. */
static bool starts(struct span word, size_t at, const char *with)
{
    size_t n = strlen(with);
    return word.len - at > n && strncasecmp(word.at + at, with, n) == 0;
}

/* "evil.example/x": a name with a dot in it, and a path. */
static bool is_path(struct span word, size_t slash)
{
    size_t name = slash;
    while (name > 0 && isalpha((unsigned char)word.at[name - 1]))
        name--;
    return slash - name >= 2 && name >= 2 && word.at[name - 1] == '.' &&
           isalnum((unsigned char)word.at[name - 2]);
}

/* A link in a model's words is none of ours: it may come from who spoke in the call. */
static bool is_link(struct span word)
{
    static const char *const signs[] = {
        "://", "www.", "](", "javascript:", "vbscript:", "data:", "file:", "mailto:"};
    for (size_t i = 0; i < word.len; i++) {
        if (word.at[i] == '/' && is_path(word, i))
            return true;
        for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
            if (starts(word, i, signs[k]))
                return true;
    }
    return false;
}

static struct span without_links(struct span text, struct arena *arena, struct fault *f)
{
    struct buf plain = BUF(TEXT_BYTES);
    for (size_t i = 0; i < text.len;) {
        size_t n = 0;
        while (i + n < text.len && (unsigned char)text.at[i + n] > ' ' && text.at[i + n] != 0x7f)
            n++;
        struct span word = {text.at + i, n};
        if (n && is_link(word))
            buf_text(&plain, "(link left out)");
        else
            buf_span(&plain, word);
        i += n;
        if (i < text.len)
            buf_byte(&plain, ' ');
        while (i < text.len && ((unsigned char)text.at[i] <= ' ' || text.at[i] == 0x7f))
            i++;
    }
    struct span kept = SPAN_NONE;
    if (buf_check(&plain, "an answer", f) == 0)
        kept = arena_copy(arena, buf_view(&plain));
    buf_free(&plain);
    return kept;
}

/* Between characters; a language without blanks has no words to count. */
static struct span cut_long(struct span text, size_t bytes)
{
    if (text.len <= bytes)
        return text;
    while (bytes > 0 && ((unsigned char)text.at[bytes] & 0xc0) == 0x80)
        bytes--;
    return (struct span){text.at, bytes};
}

/* The model's own words: one line, and no more of them than were asked for. */
static int words_of(struct prove *p, struct span string, size_t words, struct arena *arena,
                    struct span *to, struct fault *f)
{
    struct span text;
    if (text_of(p, string, &text, f) != 0)
        return -1;
    text = cut_long(quote_head(trimmed(text), words), words * WORD_BYTES);
    text = without_links(text, arena, f);
    *to = text.len ? text : SPAN_NONE;
    return text.at ? arena_check(arena, "an answer", f) : -1;
}

static int value_of(struct prove *p, const struct question *q, struct span said, struct value *v,
                    struct arena *arena, struct fault *f)
{
    *v = (struct value){.text = SPAN_NONE, .choice = NO_CHOICE};
    v->given = json_kind(said) > JSON_NULL;
    if (!v->given)
        return 0;
    switch (q->type) {
    case ANSWER_BOOL: v->truth = json_kind(said) == JSON_TRUE; break;
    case ANSWER_ENUM: v->choice = choice_of(q, said); break;
    case ANSWER_MULTI_ENUM: break; /* by its quotes */
    case ANSWER_NUMBER: json_number(said, &v->number); break;
    case ANSWER_DATE: day_of((struct span){said.at + 1, 10}, &v->day); break;
    default:
        if (words_of(p, said, q->type == ANSWER_SHORT ? SHORT_WORDS : PARA_WORDS, arena, &v->text,
                     f) != 0)
            return -1;
        v->given = v->text.at != NULL;
    }
    return 0;
}

/* ---- evidence ---- */

/* "S42", in whatever dress. */
static uint32_t sentence_of(struct span string)
{
    uint64_t n = 0;
    size_t digits = 0;
    for (size_t i = 0; i < string.len; i++) {
        char c = string.at[i];
        if (c >= '0' && c <= '9' && digits < 9) {
            n = n * 10 + (uint64_t)(c - '0');
            digits++;
        } else if (digits || !strchr("\"[sS# ", c)) {
            break;
        }
    }
    return digits ? (uint32_t)n : CLAIM_NOWHERE;
}

static bool is_there(const struct answer *a, const struct evidence *e)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->evidence[i].quote.at == e->quote.at && a->evidence[i].quote.len == e->quote.len &&
            a->evidence[i].choice == e->choice && a->evidence[i].item == e->item)
            return true;
    return false;
}

static size_t of_item(const struct answer *a, int item)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        n += a->evidence[i].item == item;
    return n;
}

static void note_failed(struct buf *failed, struct span quote)
{
    if (!failed)
        return;
    if (failed->len)
        buf_byte(failed, ',');
    buf_span(failed, quote);
}

/* One claim: into the answer, or among what failed. item: of a list, else 0. */
static int claim(struct prove *p, struct span said, struct answer *a, int item, struct buf *failed,
                 struct fault *f)
{
    const struct question *q = a->question;
    struct span quote = json_member(said, span_of("quote"));
    struct evidence e = {.choice = NO_CHOICE, .item = item, .weight = 1};
    enum ground_refusal why;
    struct claim c = {.from = sentence_of(json_member(said, span_of("from"))),
                      .to = sentence_of(json_member(said, span_of("to")))};
    if (!p->ready && ground_call(p->ground, p->transcript, f) != 0)
        return -1;
    p->ready = true;
    if (text_of(p, quote, &c.quote, f) != 0 ||
        ground_find(p->ground, &c, q->side, &e, &why, f) != 0)
        return -1;
    if (e.tier == TIER_UNVERIFIED) {
        a->unverified++;
        note_failed(failed, quote);
        return 0;
    }
    e.choice = q->type == ANSWER_MULTI_ENUM
                   ? choice_of(q, json_member(said, span_of("value")))
                   : (q->type == ANSWER_ENUM ? a->value.choice : NO_CHOICE);
    e.item = item;
    e.weight = 1;
    size_t room = (size_t)q->max_items * (q->type == ANSWER_LIST ? LIST_QUOTES : 1);
    bool full = a->n == room || (q->type == ANSWER_LIST && of_item(a, item) == LIST_QUOTES);
    if (!full && !is_there(a, &e))
        a->evidence[a->n++] = e;
    return 0;
}

static int claims(struct prove *p, struct span list, struct answer *a, int item, struct buf *failed,
                  struct fault *f)
{
    struct json_walk w;
    for (json_walk(&w, list); json_next(&w);)
        if (claim(p, w.value, a, item, failed, f) != 0)
            return -1;
    return 0;
}

/* An object of a list is there when a quote of its own was found. */
static int list_items(struct prove *p, struct span list, struct answer *a, struct arena *arena,
                      struct buf *failed, struct fault *f)
{
    const struct question *q = a->question;
    struct json_walk w;
    for (json_walk(&w, list); json_next(&w) && a->nitems < (size_t)q->max_items;) {
        size_t had = a->n;
        struct value *row = a->items + a->nitems * q->nfields;
        if (claims(p, json_member(w.value, span_of("evidence")), a, (int)a->nitems, failed, f) != 0)
            return -1;
        if (a->n == had)
            continue;
        for (size_t i = 0; i < q->nfields; i++)
            if (value_of(p, &q->fields[i], json_member(w.value, span_of(q->fields[i].id)), &row[i],
                         arena, f) != 0)
                return -1;
        a->nitems++;
    }
    return 0;
}

/* Of several values those count that were claimed and have a quote; a quote of another is none. */
static void choose_proved(struct answer *a, struct span said)
{
    struct json_walk w;
    size_t kept = 0;
    uint64_t claimed[4] = {0};
    for (json_walk(&w, said); json_next(&w);) {
        int c = choice_of(a->question, w.value);
        claimed[c / 64] |= (uint64_t)1 << (c % 64);
    }
    for (size_t i = 0; i < a->n; i++) {
        int c = a->evidence[i].choice;
        if (!(claimed[c / 64] >> (c % 64) & 1))
            continue;
        value_choose(&a->value, c);
        a->evidence[kept++] = a->evidence[i];
    }
    a->n = kept;
}

/* ---- the answer ---- */

static enum confidence confidence_of(struct span said)
{
    return json_text_is(said, "high")     ? CONFIDENCE_HIGH
           : json_text_is(said, "medium") ? CONFIDENCE_MEDIUM
                                          : CONFIDENCE_LOW;
}

/* nothing: a list that no object was claimed of. */
static void settle(struct answer *a, struct span status, struct span confidence, bool nothing)
{
    const struct question *q = a->question;
    bool answered = json_text_is(status, "answered");
    if (answered && nothing)
        answered = false, status = span_of("\"not_discussed\"");
    if (answered && a->n == 0 && (q->min_evidence > 0 || q->type == ANSWER_LIST))
        a->status = ANSWER_UNSUPPORTED;
    else if (answered && a->n < (size_t)q->min_evidence)
        a->status = ANSWER_UNCLEAR;
    else
        a->status = answered                                ? ANSWER_GIVEN
                    : json_text_is(status, "not_discussed") ? ANSWER_NOT_DISCUSSED
                                                            : ANSWER_UNCLEAR;
    a->confidence = a->status == ANSWER_GIVEN     ? confidence_of(confidence)
                    : a->status == ANSWER_UNCLEAR ? CONFIDENCE_LOW
                                                  : CONFIDENCE_NONE;
    bool shown =
        a->status == ANSWER_GIVEN || (a->status == ANSWER_UNCLEAR && q->type != ANSWER_LIST);
    if (!shown)
        a->n = a->nitems = 0;
}

int prove_answer(struct prove *p, struct span said, struct answer *a, struct arena *arena,
                 struct buf *failed, struct fault *f)
{
    const struct question *q = a->question;
    struct span status = json_member(said, span_of("status")),
                value = json_member(said, span_of("value"));
    a->n = a->nitems = 0;
    a->unverified = 0;
    a->reason = NULL;
    if (value_of(p, q, value, &a->value, arena, f) != 0 ||
        words_of(p, json_member(said, span_of("note")), NOTE_WORDS, arena, &a->note, f) != 0)
        return -1;
    int rc = q->type == ANSWER_LIST
                 ? list_items(p, json_member(said, span_of("items")), a, arena, failed, f)
                 : claims(p, json_member(said, span_of("evidence")), a, 0, failed, f);
    if (rc != 0)
        return -1;
    if (q->type == ANSWER_MULTI_ENUM)
        choose_proved(a, value);
    settle(a, status, json_member(said, span_of("confidence")),
           q->type == ANSWER_LIST && json_count(json_member(said, span_of("items"))) == 0);
    if ((q->type == ANSWER_SHORT || q->type == ANSWER_PARA) && a->status == ANSWER_GIVEN &&
        !a->value.given)
        a->status = ANSWER_UNCLEAR;
    return 0;
}
