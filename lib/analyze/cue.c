#include "lib/analyze/cue.h"
#include <stdlib.h>
#include "lib/analyze/array.h"

/* The parser: one cue, a word at a time. */
struct parser {
    struct cue_book *b;
    const struct question_set *set;
    const struct cue_text *text;
    const char *at;
    struct cue_part *part;
    struct fault *f;
};

static int wrong(struct parser *p, const char *expected)
{
    return fault(p->f, STATUS_CONFIG, "%s:%d:%d: expected %s in the cue (character %d of it)",
                 p->set->path, p->text->line, p->text->column, expected,
                 (int)(p->at - p->text->text) + 1);
}

#define ADD(b, array, count, room, value, f)                                                       \
    (array_room(&(b)->array, &(b)->room, (b)->count + 1, sizeof *(b)->array, (f)) != 0             \
         ? -1                                                                                      \
         : ((b)->array[(b)->count++] = (value), 0))

/* One alternative: a word, or words in a row, as the lexicon reads them ("don't" is two). */
static int add_sequence(struct parser *p, struct span text, struct cue_element *e)
{
    struct cue_book *b = p->b;
    bool exact = text.len > 0 && *text.at == '=';
    if (exact)
        text = (struct span){text.at + 1, text.len - 1};
    b->scratch.n = 0;
    if (words_read(&b->scratch, b->lexicon, text, p->f) != 0)
        return -1;
    if (b->scratch.n == 0)
        return wrong(p, "a word");
    struct cue_sequence s = {.word = (uint32_t)b->nwords, .n = (uint32_t)b->scratch.n};
    for (size_t i = 0; i < b->scratch.n; i++) {
        const struct word_seen *w = &b->scratch.at[i];
        struct cue_word word = {exact ? w->word : w->stem, exact};
        if (i == 0)
            cue_begins(e, s.first = word.number);
        if (ADD(b, words, nwords, room_words, word, p->f) != 0)
            return -1;
    }
    e->n++;
    return ADD(b, sequences, nsequences, room_sequences, s, p->f);
}

static int add_list(struct parser *p, struct span name, struct cue_element *e)
{
    for (size_t i = 0; i < p->set->nlists; i++) {
        const struct named_list *l = &p->set->lists[i];
        if (!span_is(name, l->name))
            continue;
        for (size_t k = 0; k < l->words.n; k++)
            if (add_sequence(p, span_of(l->words.at[k].text), e) != 0)
                return -1;
        return l->words.n ? 0 : wrong(p, "a list with words");
    }
    return wrong(p, "the name of one of the set's lists behind @");
}

static int add_alternatives(struct parser *p, struct span text, struct cue_element *e)
{
    while (true) {
        const char *bar = memchr(text.at, '|', text.len);
        struct span one = {text.at, bar ? (size_t)(bar - text.at) : text.len};
        bool list = one.len > 1 && *one.at == '@';
        if ((list ? add_list(p, (struct span){one.at + 1, one.len - 1}, e)
                  : add_sequence(p, one, e)) != 0)
            return -1;
        if (!bar)
            return 0;
        text = (struct span){bar + 1, text.len - one.len - 1};
    }
}

static int add_class(struct parser *p, struct span name)
{
    static const struct {
        const char *name;
        unsigned class;
    } classes[] = {{"question", CLASS_QUESTION}, {"amount", CLASS_AMOUNT},
                   {"percent", CLASS_PERCENT},   {"number", CLASS_NUMBER},
                   {"date", CLASS_DATE},         {"short", CLASS_SHORT},
                   {"deadline", CLASS_DEADLINE}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (span_is(name, classes[i].name)) {
            p->part->classes |= classes[i].class;
            return 0;
        }
    return wrong(p, "[question], [amount], [percent], [number], [date], [deadline] or [short]");
}

/* The next word of the cue, as it is written: up to a blank, or a group in parentheses. */
static struct span next_word(struct parser *p)
{
    while (*p->at == ' ')
        p->at++;
    struct span word = {p->at, 0};
    while (p->at[word.len] && p->at[word.len] != ' ') {
        if (p->at[word.len] == '(')
            word.len += strcspn(p->at + word.len, ")");
        word.len += p->at[word.len] != '\0';
    }
    return word;
}

static int add_element(struct parser *p, struct span word)
{
    struct cue_book *b = p->b;
    struct cue_element e = {.sequence = (uint32_t)b->nsequences};
    if (word.at[0] == '[')
        return word.at[word.len - 1] == ']' ? add_class(p, (struct span){word.at + 1, word.len - 2})
                                            : wrong(p, "]");
    if (span_is(word, "..") || span_is(word, "*")) {
        e.skip_least = word.at[0] == '*';
        e.skip_most = word.at[0] == '*' ? 1 : 3;
    } else {
        e.optional = word.len > 1 && word.at[word.len - 1] == '?';
        word.len -= e.optional;
        int status;
        if (word.at[0] == '(')
            status = word.len > 2 && word.at[word.len - 1] == ')'
                         ? add_alternatives(p, (struct span){word.at + 1, word.len - 2}, &e)
                         : wrong(p, ")");
        else
            status = add_alternatives(p, word, &e);
        if (status != 0)
            return -1;
    }
    if (p->part->n == 0 && (e.n == 0 || e.optional))
        return wrong(p, "a word that must be there at the beginning");
    p->part->n++;
    return ADD(b, elements, nelements, room_elements, e, p->f);
}

static int end_part(struct parser *p, struct cue *c)
{
    if (p->part->n == 0 && p->part->classes == 0)
        return wrong(p, "words");
    if (p->part->n > 0 && p->part->classes)
        return wrong(p, "a class such as [amount] as a part of its own, between + signs");
    if (p->part->n == 0 && p->part->place == CUE_BEFORE)
        return wrong(p, "words before >>");
    if (p->part->n == 0 && p->part->place == CUE_LATELY)
        return wrong(p, "words behind ~");
    if (c->nparts == CUE_PARTS)
        return wrong(p, "at most six parts");
    c->nparts++;
    return ADD(p->b, parts, nparts, room_parts, *p->part, p->f);
}

static int parse(struct parser *p, struct cue *c)
{
    struct cue_part part = {.element = (uint32_t)p->b->nelements, .cue = (uint32_t)p->b->ncues};
    p->part = &part;
    for (struct span word = next_word(p); word.len > 0; word = next_word(p)) {
        bool plus = span_is(word, "+"), minus = span_is(word, "-"), asks = span_is(word, "?>>"),
             answers = asks || span_is(word, ">>"), lately = span_is(word, "~");
        part.asks = asks;
        if (answers)
            part.place = CUE_BEFORE;
        if (plus || minus || answers || lately) {
            if (end_part(p, c) != 0)
                return -1;
            part = (struct cue_part){.element = (uint32_t)p->b->nelements,
                                     .cue = (uint32_t)p->b->ncues,
                                     .place = minus    ? CUE_NOT_HERE
                                              : lately ? CUE_LATELY
                                                       : CUE_HERE};
        } else {
            if (word.at[0] == '!' && word.len > 1) {
                c->keep = true;
                word = (struct span){word.at + 1, word.len - 1};
                p->at++;
            }
            if (word.at[0] == '^' && word.len > 1 && part.n == 0) {
                part.first = true;
                word = (struct span){word.at + 1, word.len - 1};
                p->at++;
            }
            if (add_element(p, word) != 0)
                return -1;
        }
        p->at += word.len;
    }
    return end_part(p, c);
}

int cue_add(struct cue_book *b, const struct question_set *set, const struct cue_text *text,
            struct cue as, struct fault *f)
{
    struct parser p = {.b = b, .set = set, .text = text, .at = text->text, .f = f};
    as.part = (uint32_t)b->nparts;
    as.text = text;
    if (parse(&p, &as) != 0)
        return -1;
    bool here = false, before = false;
    for (uint32_t i = 0; i < as.nparts; i++) {
        struct cue_part *part = &b->parts[as.part + i];
        bool stands = part->n > 0 && (part->place == CUE_HERE || part->place == CUE_NOT_HERE);
        part->later = here && stands;
        here = here || (part->place == CUE_HERE && part->n > 0);
        before = before || part->place == CUE_BEFORE;
    }
    if (!here && !before)
        return wrong(&p, "words, not classes alone,");
    if (!here && ADD(b, replies, nreplies, room_replies, (uint32_t)b->ncues, f) != 0)
        return -1;
    return ADD(b, cues, ncues, room_cues, as, f);
}

static int add_cues(struct cue_book *b, const struct question_set *set, const struct cue_list *list,
                    struct cue as, struct fault *f)
{
    for (size_t i = 0; i < list->n; i++)
        if (cue_add(b, set, &list->at[i], as, f) != 0)
            return -1;
    return 0;
}

static int add_says_and_hints(struct cue_book *b, const struct question_set *set,
                              const struct cue_list *cues, const struct cue_list *hints,
                              struct cue as, struct fault *f)
{
    as.role = CUE_SAYS;
    if (add_cues(b, set, cues, as, f) != 0)
        return -1;
    as.role = CUE_HINTS;
    return add_cues(b, set, hints, as, f);
}

/* The cues of all values of a question, and of the questions that a value has its cues from. */
static int add_choices(struct cue_book *b, const struct question_set *set, const struct question *q,
                       bool apart, struct cue as, struct fault *f)
{
    for (size_t i = 0; i < q->nchoices; i++) {
        const struct choice *c = &q->choices[i];
        as.choice = apart ? (int)i : NO_CHOICE;
        if (add_says_and_hints(b, set, &c->cues, &c->hints, as, f) != 0)
            return -1;
        const struct question *of = c->cues_of ? question_find(set, c->cues_of) : NULL;
        if (of && add_says_and_hints(b, set, &of->cues, &of->hints, as, f) != 0)
            return -1;
    }
    return 0;
}

static int add_question(struct cue_book *b, const struct question_set *set,
                        const struct question *q, uint32_t number, struct fault *f)
{
    struct cue as = {.question = number, .choice = NO_CHOICE, .where = q->where};
    if (add_cues(b, set, &q->cues, as, f) != 0 ||
        (q->like && q->type != ANSWER_LIST && add_choices(b, set, q->like, false, as, f) != 0))
        return -1;
    as.role = CUE_HINTS;
    if (add_cues(b, set, &q->hints, as, f) != 0)
        return -1;
    as.role = CUE_DENIES;
    return add_cues(b, set, &q->denials, as, f) != 0 ? -1 : add_choices(b, set, q, true, as, f);
}

/* What another question lends a field is found for that one already, as are a list's cues_of. */
static int add_field(struct cue_book *b, const struct question_set *set, struct question field,
                     uint32_t number, struct fault *f)
{
    if (field.lender)
        field.nchoices = 0;
    field.where = WHERE_ALL; /* the list's own cues say where */
    return add_question(b, set, &field, number, f);
}

/* Every part that is not sought later is found by the words that it can begin with. */
int cue_book_index(struct cue_book *b, struct fault *f)
{
    free(b->heads);
    b->nheads = lexicon_size(b->lexicon);
    b->heads = calloc(b->nheads, sizeof *b->heads);
    if (!b->heads)
        return fault(f, STATUS_NO_MEMORY, "no memory for the cues");
    b->nstarts = 0;
    if (ADD(b, starts, nstarts, room_starts, (struct cue_start){0}, f) != 0)
        return -1;
    for (size_t i = 0; i < b->nparts; i++) {
        if (b->parts[i].n == 0 || b->parts[i].later)
            continue;
        const struct cue_element *e = &b->elements[b->parts[i].element];
        for (uint32_t k = 0; k < e->n; k++) {
            uint32_t number = b->words[b->sequences[e->sequence + k].word].number;
            if (b->heads[number] && b->starts[b->heads[number]].part == i)
                continue;
            struct cue_start start = {(uint32_t)i, b->heads[number]};
            b->heads[number] = (uint32_t)b->nstarts;
            if (ADD(b, starts, nstarts, room_starts, start, f) != 0)
                return -1;
        }
    }
    lexicon_keep(b->lexicon);
    return 0;
}

int cue_book_make(struct cue_book *b, const struct question_set *sets, size_t n,
                  const char *language, struct fault *f)
{
    *b = (struct cue_book){.lexicon = lexicon_new(language, f)};
    if (!b->lexicon)
        return -1;
    uint32_t number = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sets[i].n; k++)
            if (add_question(b, &sets[i], &sets[i].questions[k], number++, f) != 0)
                return -1;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sets[i].n; k++)
            for (size_t m = 0; m < sets[i].questions[k].nfields; m++)
                if (add_field(b, &sets[i], sets[i].questions[k].fields[m], number++, f) != 0)
                    return -1;
    return cue_book_index(b, f);
}

void cue_book_clear(struct cue_book *b)
{
    lexicon_free(b->lexicon);
    free(b->cues);
    free(b->parts);
    free(b->elements);
    free(b->sequences);
    free(b->words);
    free(b->starts);
    free(b->heads);
    free(b->replies);
    words_clear(&b->scratch);
    *b = (struct cue_book){0};
}
