#include "lib/analyze/lexicon.h"
#include <libstemmer.h>
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/analyze/lexicon_words.h"
#include "lib/base/buf.h"

enum { LARGE = 200 * 1000, TEXT_LIMIT = 256 << 20, NOBODY = 0xffffffff };

struct word {
    uint32_t at, len; /* in text */
    uint32_t hash;
    uint32_t stem; /* a number; for a stem its own */
    uint16_t flags;
    bool is_stem;
};

struct lexicon {
    struct sb_stemmer *stemmer;
    struct buf text;
    struct word *words;
    size_t n, room, kept;
    size_t kept_text;
    uint32_t *slots; /* open addressing; NOBODY is free */
    size_t mask;
    bool english;
};

/* Calls carry ISO 639-2/B; /T is taken too. */
static const struct {
    const char *language, *stemmer;
} stemmers[] = {
    {"eng", "porter"},    {"fre", "french"},     {"fra", "french"},  {"ger", "german"},
    {"deu", "german"},    {"spa", "spanish"},    {"ita", "italian"}, {"por", "portuguese"},
    {"dut", "dutch"},     {"nld", "dutch"},      {"swe", "swedish"}, {"nor", "norwegian"},
    {"nob", "norwegian"}, {"dan", "danish"},     {"fin", "finnish"}, {"hun", "hungarian"},
    {"rum", "romanian"},  {"ron", "romanian"},   {"rus", "russian"}, {"tur", "turkish"},
    {"ara", "arabic"},    {"gre", "greek"},      {"ell", "greek"},   {"ind", "indonesian"},
    {"gle", "irish"},     {"lit", "lithuanian"}, {"cat", "catalan"}, {"baq", "basque"},
};

const char *lexicon_language(struct span language)
{
    if (language.len == 0 || span_is(language, "und"))
        return "eng";
    for (size_t i = 0; i < sizeof stemmers / sizeof *stemmers; i++)
        if (span_is(language, stemmers[i].language))
            return stemmers[i].language;
    return "und";
}

static uint32_t hash_of(struct span s, bool is_stem)
{
    uint32_t h = is_stem ? 0x9e3779b9u : 2166136261u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.at[i]) * 16777619u;
    return h ^ (h >> 15);
}

static int grow_slots(struct lexicon *l, struct fault *f)
{
    size_t size = l->mask ? (l->mask + 1) * 2 : 4096;
    uint32_t *slots = malloc(size * sizeof *slots);
    if (!slots)
        return fault(f, STATUS_NO_MEMORY, "no memory for the words of the calls");
    memset(slots, 0xff, size * sizeof *slots);
    for (size_t i = 0; i < l->n; i++) {
        size_t at = l->words[i].hash & (size - 1);
        while (slots[at] != NOBODY)
            at = (at + 1) & (size - 1);
        slots[at] = (uint32_t)i;
    }
    free(l->slots);
    l->slots = slots;
    l->mask = size - 1;
    return 0;
}

/* The slot where the text is or would be. */
static size_t find(const struct lexicon *l, struct span text, bool is_stem, uint32_t hash)
{
    size_t at = hash & l->mask;
    for (; l->slots[at] != NOBODY; at = (at + 1) & l->mask) {
        const struct word *w = &l->words[l->slots[at]];
        if (w->hash == hash && w->is_stem == is_stem &&
            span_equal((struct span){l->text.at + w->at, w->len}, text))
            break;
    }
    return at;
}

static int add(struct lexicon *l, struct span text, bool is_stem, uint32_t *number, struct fault *f)
{
    uint32_t hash = hash_of(text, is_stem);
    if ((l->n + 1) * 2 > l->mask && grow_slots(l, f) != 0)
        return -1;
    size_t slot = find(l, text, is_stem, hash);
    if (l->slots[slot] != NOBODY) {
        *number = l->slots[slot];
        return 0;
    }
    if (array_room(&l->words, &l->room, l->n + 1, sizeof *l->words, f) != 0)
        return -1;
    struct word w = {
        .at = (uint32_t)l->text.len, .len = (uint32_t)text.len, .hash = hash, .is_stem = is_stem};
    buf_span(&l->text, text);
    if (buf_check(&l->text, "the words of the calls", f) != 0)
        return -1;
    w.stem = *number = (uint32_t)l->n;
    l->words[l->n] = w;
    l->slots[slot] = (uint32_t)l->n++;
    return 0;
}

int lexicon_word(struct lexicon *l, struct span word, uint32_t *number, struct fault *f)
{
    size_t known = l->n;
    if (add(l, word, false, number, f) != 0)
        return -1;
    if (*number < known)
        return 0;
    struct span stem = word;
    if (l->stemmer && word.len > 2 && word.len < 64) {
        const sb_symbol *s = sb_stemmer_stem(l->stemmer, (const sb_symbol *)word.at, (int)word.len);
        if (!s)
            return fault(f, STATUS_NO_MEMORY, "no memory for stemming");
        stem = (struct span){(const char *)s, (size_t)sb_stemmer_length(l->stemmer)};
    }
    uint32_t its;
    if (add(l, stem, true, &its, f) != 0)
        return -1;
    l->words[*number].stem = its;
    return 0;
}

static int flag_words(struct lexicon *l, const char *list, uint16_t flag, struct fault *f)
{
    while (*list) {
        size_t len = strcspn(list, " ");
        uint32_t number;
        if (lexicon_word(l, (struct span){list, len}, &number, f) != 0)
            return -1;
        /* A manner is one in all of its forms. */
        l->words[flag == WORD_MANNER ? l->words[number].stem : number].flags |= flag;
        list += len + (list[len] == ' ');
    }
    return 0;
}

struct lexicon *lexicon_new(const char *language, struct fault *f)
{
    struct lexicon *l = calloc(1, sizeof *l);
    if (!l) {
        fault(f, STATUS_NO_MEMORY, "no memory for a lexicon");
        return NULL;
    }
    l->text = BUF(TEXT_LIMIT);
    if (!language)
        language = "eng";
    for (size_t i = 0; i < sizeof stemmers / sizeof *stemmers; i++)
        if (strcmp(stemmers[i].language, language) == 0 &&
            !(l->stemmer = sb_stemmer_new(stemmers[i].stemmer, NULL))) {
            fault(f, STATUS_NO_MEMORY, "no memory for a stemmer");
            lexicon_free(l);
            return NULL;
        }
    l->english = strcmp(language, "eng") == 0;
    bool failed = grow_slots(l, f) != 0;
    for (size_t i = 0; l->english && !failed && i < nlexicon_lists; i++)
        failed = flag_words(l, lexicon_lists[i].words, lexicon_lists[i].flag, f) != 0;
    if (failed) {
        lexicon_free(l);
        return NULL;
    }
    lexicon_keep(l);
    return l;
}

void lexicon_free(struct lexicon *l)
{
    if (!l)
        return;
    sb_stemmer_delete(l->stemmer);
    buf_free(&l->text);
    free(l->words);
    free(l->slots);
    free(l);
}

uint32_t lexicon_stem(const struct lexicon *l, uint32_t word)
{
    return l->words[word].stem;
}

unsigned lexicon_flags(const struct lexicon *l, uint32_t word)
{
    return l->words[word].flags;
}

bool lexicon_english(const struct lexicon *l)
{
    return l->english;
}

struct span lexicon_text(const struct lexicon *l, uint32_t number)
{
    return (struct span){l->text.at + l->words[number].at, l->words[number].len};
}

size_t lexicon_size(const struct lexicon *l)
{
    return l->n;
}

void lexicon_keep(struct lexicon *l)
{
    l->kept = l->n;
    l->kept_text = l->text.len;
}

void lexicon_forget(struct lexicon *l)
{
    if (l->n < l->kept + LARGE)
        return;
    l->n = l->kept;
    l->text.len = l->kept_text;
    memset(l->slots, 0xff, (l->mask + 1) * sizeof *l->slots);
    for (size_t i = 0; i < l->n; i++) {
        size_t at = l->words[i].hash & l->mask;
        while (l->slots[at] != NOBODY)
            at = (at + 1) & l->mask;
        l->slots[at] = (uint32_t)i;
    }
}
