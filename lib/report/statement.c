#include "lib/report/statement.h"

#include <stdlib.h>
#include "lib/base/file.h"
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/report/claims.h"

enum { FILE_LIMIT = 1 << 20 };

struct statement {
    const struct rollup *u;
    struct rollup *into; /* NULL: checked only */
    struct claims claims;
    struct rollup_line lines[ROLLUP_LINES];
    size_t n;
};

/* The sentence without its marks, and the blank before each. */
static struct span without_marks(struct rollup *u, struct span said)
{
    struct buf b = BUF(0);
    for (size_t i = 0; i < said.len; i++) {
        const char *end = said.at[i] == '[' ? memchr(said.at + i, ']', said.len - i) : NULL;
        if (!end) {
            buf_byte(&b, said.at[i]);
            continue;
        }
        i = (size_t)(end - said.at);
        while (b.len && b.at[b.len - 1] == ' ')
            b.len--;
    }
    struct span text = arena_copy(&u->arena, buf_view(&b));
    buf_free(&b);
    return text;
}

static void keep(struct statement *s, struct span sentence, const struct claim_said *said)
{
    bool about = said->topic != TOPIC_ALL;
    s->lines[s->n] = (struct rollup_line){.said = arena_copy(&s->into->arena, sentence),
                                          .text = without_marks(s->into, sentence),
                                          .has_question = about,
                                          .question = about ? said->topic - 1 : 0,
                                          .calls = said->of < 0 ? 0 : said->part,
                                          .of = said->of};
}

/* Nothing that a reader does not see may part a number in two. */
static int check_text(struct span text, struct fault *f)
{
    for (struct span rest = text; rest.len;) {
        size_t at = text.len - rest.len;
        long c = plain_next(&rest);
        if (c < 0 || (plain_harmful(c) && c != '\t'))
            return fault(f, STATUS_BAD_RECORD,
                         "byte %zu: a character that is not UTF-8, or that nobody sees", at + 1);
    }
    return 0;
}

static int sentence(struct statement *s, struct span text, struct fault *f)
{
    struct claim_said said;
    if (check_text(text, f) != 0 || claims_check(&s->claims, text, &said, f) != 0)
        return -1;
    if (s->n == ROLLUP_LINES)
        return fault(f, STATUS_BAD_RECORD, "more than %d sentences are no summary", ROLLUP_LINES);
    if (s->into)
        keep(s, text, &said);
    s->n++;
    return 0;
}

static struct span trimmed(struct span s)
{
    while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\r' || s.at[s.len - 1] == '\t'))
        s.len--;
    while (s.len && (*s.at == ' ' || *s.at == '\t')) {
        s.at++;
        s.len--;
    }
    return s;
}

static int read_lines(struct statement *s, struct span text, const char *path, struct fault *f)
{
    for (int64_t line = 1; text.len; line++) {
        const char *end = memchr(text.at, '\n', text.len);
        struct span one = {text.at, end ? (size_t)(end - text.at) : text.len};
        text = end ? (struct span){end + 1, text.len - one.len - 1} : SPAN_NONE;
        one = trimmed(one);
        if (one.len && sentence(s, one, f) != 0)
            return fault_at(f, "%s:%lld", path, (long long)line);
    }
    return 0;
}

/* An element of the array: its text; what it says it is about goes behind it as a mark. */
static int read_element(struct statement *s, struct span element, struct fault *f)
{
    bool object = json_kind(element) == JSON_OBJECT;
    struct span question = object ? json_get(element, "question") : SPAN_NONE;
    struct buf b = BUF(0);
    int rc = 0;
    json_text(&b, object ? json_get(element, "text") : element);
    if (b.len == 0)
        rc = fault(f, STATUS_BAD_RECORD, "a sentence is a string, or an object with \"text\"");
    if (rc == 0 && json_kind(question) == JSON_STRING && !memchr(b.at, '[', b.len)) {
        buf_text(&b, " [");
        json_text(&b, question);
        buf_byte(&b, ']');
    }
    if (rc == 0)
        rc = sentence(s, buf_view(&b), f);
    buf_free(&b);
    return rc;
}

static int read_array(struct statement *s, struct span text, const char *path, struct fault *f)
{
    struct span array;
    if (json_check(text, &array, f) != 0)
        return fault_at(f, "%s", path);
    struct json_walk w;
    for (json_walk(&w, array); json_next(&w);) {
        int64_t line = 1;
        for (const char *at = text.at; at < w.value.at; at++)
            line += *at == '\n';
        if (read_element(s, w.value, f) != 0)
            return fault_at(f, "%s:%lld", path, (long long)line);
    }
    return 0;
}

static void put(struct statement *s)
{
    s->into->nlines = s->n;
    for (size_t i = 0; i < s->n; i++)
        s->into->lines[i] = s->lines[i];
}

static int read_file(const struct rollup *u, struct rollup *into, const char *path, struct fault *f)
{
    struct buf text = BUF(FILE_LIMIT);
    struct statement s = {.u = u, .into = into};
    int rc = file_read(&text, path, f);
    struct span all = buf_view(&text);
    size_t blank = 0;
    while (blank < all.len &&
           (all.at[blank] == ' ' || all.at[blank] == '\n' || all.at[blank] == '\r'))
        blank++;
    /* A line may begin with a mark in brackets, but not with what an array begins with. */
    bool array = blank < all.len && all.at[blank] == '[';
    for (size_t i = blank + 1; array && i < all.len; i++)
        if (all.at[i] != ' ' && all.at[i] != '\n' && all.at[i] != '\r' && all.at[i] != '\t') {
            array = all.at[i] == '{' || all.at[i] == '"' || all.at[i] == ']';
            break;
        }
    if (rc == 0)
        rc = claims_read(&s.claims, u, f);
    if (rc == 0)
        rc = array ? read_array(&s, all, path, f) : read_lines(&s, all, path, f);
    if (rc == 0 && s.n == 0)
        rc = fault(f, STATUS_BAD_RECORD, "%s: no sentence is in it", path);
    if (rc == 0 && into)
        put(&s);
    claims_clear(&s.claims);
    buf_free(&text);
    return rc;
}

int statement_check(const struct rollup *u, const char *path, struct fault *f)
{
    return read_file(u, NULL, path, f);
}

int statement_put(struct rollup *u, const char *path, struct fault *f)
{
    return read_file(u, u, path, f);
}

int statement_adopt(struct rollup *u, struct span rollup, struct fault *f)
{
    struct statement s = {.u = u, .into = u};
    struct json_walk w;
    bool written = false;
    for (json_walk(&w, json_get(rollup, "summary")); json_next(&w);)
        written = written || json_get(w.value, "said").at;
    if (!written)
        return 0;
    int rc = claims_read(&s.claims, u, f);
    for (json_walk(&w, json_get(rollup, "summary")); rc == 0 && json_next(&w);) {
        struct buf b = BUF(0);
        json_text(&b, json_get(w.value, "said"));
        rc = sentence(&s, buf_view(&b), f);
        if (rc != 0)
            fault_at(f, "\"summary\", sentence %zu", s.n + 1);
        buf_free(&b);
    }
    if (rc == 0)
        put(&s);
    claims_clear(&s.claims);
    return rc;
}
