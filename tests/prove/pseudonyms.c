/* pseudonyms: calls on stdin, one a line; every sentence and every party's name of each is hidden,
 * brought back and compared, and what was hidden is searched for every party's name, address and
 * number and every account's name, as words of their own, in any case. Ends with what it found:
 *
 *   gong-sim --dump --calls-per-year 10000 | build/prove/pseudonyms
 *
 * A name of one letter or of one ordinary word (A, Marketing) is searched for as it is spelled. */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "lib/analyze/ordinary.h"
#include "lib/analyze/pseudonym.h"
#include "lib/json/json.h"

struct secret {
    char text[256];
    size_t len;
    bool exact;
};

static struct {
    struct secret *at;
    size_t n, room;
    size_t calls, texts, bytes, tokens, leaks, spoilt, parts;
    double seconds;
} all;

static void add_secret(struct span value)
{
    struct buf b = BUF(0);
    json_text(&b, value);
    while (b.len && isspace((unsigned char)b.at[b.len - 1]))
        b.len--;
    if (b.len && b.len < sizeof all.at->text) {
        if (all.n == all.room) {
            all.room = 2 * all.room + 16;
            all.at = reallocarray(all.at, all.room, sizeof *all.at);
            if (!all.at)
                exit(71);
        }
        struct secret *s = &all.at[all.n++];
        *s = (struct secret){.len = b.len,
                             .exact = b.len == 1 || ordinary_is(ORDINARY_WORD, buf_view(&b)) ||
                                      ordinary_is(ORDINARY_FRAME, buf_view(&b))};
        memcpy(s->text, b.at, b.len);
    }
    buf_free(&b);
}

static void add_secrets(const struct call *c)
{
    struct json_walk systems, objects, fields;
    all.n = 0;
    for (size_t i = 0; i < c->nparties; i++) {
        add_secret(c->parties[i].name);
        add_secret(c->parties[i].email);
        add_secret(c->parties[i].phone);
    }
    for (json_walk(&systems, c->context); json_next(&systems);)
        for (json_walk(&objects, json_get(systems.value, "objects")); json_next(&objects);)
            if (json_text_is(json_get(objects.value, "objectType"), "Account"))
                for (json_walk(&fields, json_get(objects.value, "fields")); json_next(&fields);)
                    if (json_text_is(json_get(fields.value, "name"), "Name") ||
                        json_text_is(json_get(fields.value, "name"), "name"))
                        add_secret(json_get(fields.value, "value"));
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Scripts without spaces have no borders to look for. */
static bool is_border(char inside, char outside)
{
    return (unsigned char)inside >= 0xe0 || !is_word(inside) || !is_word(outside);
}

static bool stands_in(const struct secret *s, struct span text)
{
    for (size_t i = 0; i + s->len <= text.len; i++) {
        const char *at = text.at + i;
        if ((s->exact ? strncmp : strncasecmp)(at, s->text, s->len) == 0 &&
            (i == 0 || is_border(s->text[0], at[-1])) &&
            (i + s->len == text.len || is_border(s->text[s->len - 1], at[s->len])))
            return true;
    }
    return false;
}

/* Tokens are no words of the call's: a tab stands for each. */
static void without_tokens(struct span text, struct buf *to)
{
    static const char *const kinds[] = {"Person-", "Company-", "Mail-", "Phone-", "Token-"};
    for (size_t i = 0; i < text.len;) {
        size_t k = 0, n = 0;
        for (; k < 5; k++) {
            n = strlen(kinds[k]);
            if (text.len - i > n && memcmp(text.at + i, kinds[k], n) == 0 &&
                isdigit((unsigned char)text.at[i + n]))
                break;
        }
        if (k == 5) {
            buf_byte(to, text.at[i++]);
            continue;
        }
        all.tokens++;
        for (i += n; i < text.len && isalnum((unsigned char)text.at[i]); i++)
            ;
        i += k == 2 ? strlen("@example.invalid") : 0;
        buf_byte(to, '\t');
    }
}

/* A word of a name that is left, capitalised: where the rules for parts end. Counted, no leak. */
static bool has_part(struct span text)
{
    for (size_t i = 0; i < all.n; i++) {
        struct secret part = {.exact = true};
        for (const char *at = all.at[i].text; *at; at += part.len + (at[part.len] != 0)) {
            part.len = strcspn(at, " ");
            memcpy(part.text, at, part.len);
            struct span word = {part.text, part.len};
            if (part.len > 2 && isalpha((unsigned char)*at) && is_word(at[part.len - 1]) &&
                !ordinary_is(ORDINARY_FRAME, word) && stands_in(&part, text))
                return true;
        }
    }
    return false;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void try(struct pseudonyms *p, const char *id, struct span text, struct fault *f)
{
    static struct buf hidden, back, clean;
    buf_clear(&hidden);
    buf_clear(&back);
    buf_clear(&clean);
    if (pseudonyms_hide(p, text, &hidden, f) != 0 ||
        pseudonyms_restore(p, buf_view(&hidden), &back, f) != 0 ||
        !span_equal(buf_view(&back), text)) {
        all.spoilt++;
        printf("call %s: not what it was\n", id);
    }
    all.texts++;
    without_tokens(buf_view(&hidden), &clean);
    for (size_t i = 0; i < all.n; i++)
        if (stands_in(&all.at[i], buf_view(&clean))) {
            all.leaks++;
            printf("call %s: a leak of %zu bytes, of %s\n", id, all.at[i].len, all.at[i].text);
        }
    all.parts += has_part(buf_view(&clean));
}

/* What is said in a call, and by whom, a line each. */
static void add_texts(const struct call *c, struct buf *texts)
{
    struct json_walk monologues, sentences;
    buf_clear(texts);
    for (size_t i = 0; i < c->nparties; i++) {
        json_text(texts, c->parties[i].name);
        buf_byte(texts, '\n');
    }
    for (json_walk(&monologues, c->transcript); json_next(&monologues);)
        for (json_walk(&sentences, json_get(monologues.value, "sentences"));
             json_next(&sentences);) {
            json_text(texts, json_get(sentences.value, "text"));
            buf_byte(texts, '\n');
        }
}

static bool next_line(struct span *rest, struct span *line)
{
    const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    if (!end)
        return false;
    *line = (struct span){rest->at, (size_t)(end - rest->at)};
    *rest = (struct span){end + 1, rest->len - line->len - 1};
    return true;
}

static int one_call(struct pseudonyms *p, struct call *c, struct span line, struct fault *f)
{
    static struct buf texts, hidden;
    struct span record, rest, text;
    struct call_id id;
    if (json_check(line, &record, f) != 0 || call_read(c, record, f) != 0)
        return -1;
    add_secrets(c);
    add_texts(c, &texts);
    call_id(c->id, &id);
    buf_clear(&hidden);
    double begun = now();
    if (pseudonyms_call(p, c, span_of("a key of this check, 32 bytes or so"), f) != 0)
        return -1;
    for (rest = buf_view(&texts); next_line(&rest, &text);)
        if (pseudonyms_hide(p, text, &hidden, f) != 0)
            return -1;
    all.seconds += now() - begun;
    all.bytes += texts.len;
    all.calls++;
    for (rest = buf_view(&texts); next_line(&rest, &text);)
        try(p, id.text, text, f);
    return 0;
}

int main(void)
{
    struct pseudonyms p = {0};
    struct call c = {0};
    struct fault f = {0};
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;)
        if (one_call(&p, &c, (struct span){line, (size_t)n}, &f) != 0) {
            fprintf(stderr, "call %zu: %s\n", all.calls + 1, f.text);
            return 65;
        }
    printf("%zu calls, %zu texts, %zu tokens: %zu leaks, %zu not what they were; %zu texts with a "
           "part of a name; %.1f MB/s\n",
           all.calls, all.texts, all.tokens, all.leaks, all.spoilt, all.parts,
           (double)all.bytes / 1e6 / (all.seconds > 0 ? all.seconds : 1));
    free(line);
    free(all.at);
    call_clear(&c);
    pseudonyms_clear(&p);
    return all.calls == 0 || all.leaks || all.spoilt;
}
