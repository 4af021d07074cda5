/* Pseudonyms: a line of names (tab between name, address and number of a party, and the company's
 * name), and a text. What is hidden comes back byte for byte; no party's name or address stands in
 * what is sent as a word of its own, and what a model may send back is no trouble. */

#include <utf8proc.h>
#include "lib/analyze/pseudonym.h"
#include "lib/json/json.h"
#include "tests/fuzz/fuzz.h"

static struct span field(struct span *line)
{
    const char *tab = line->len ? memchr(line->at, '\t', line->len) : NULL;
    struct span s = {line->at, tab ? (size_t)(tab - line->at) : line->len};
    *line = (struct span){line->at + s.len + (tab != NULL), line->len - s.len - (tab != NULL)};
    return s;
}

static void record(struct buf *json, const struct span said[static 4])
{
    struct json_writer w = {.b = json};
    json_open(&w, NULL, '{');
    json_put(&w, "metaData", span_of("{\"id\":\"1\"}"));
    json_open(&w, "parties", '[');
    json_open(&w, NULL, '{');
    json_put_text(&w, "name", said[0]);
    json_put_text(&w, "emailAddress", said[1]);
    json_put_text(&w, "phoneNumber", said[2]);
    json_close(&w, '}');
    json_close(&w, ']');
    json_open(&w, "callmine", '{');
    json_open(&w, "company", '{');
    json_put_text(&w, "name", said[3]);
    json_close(&w, '}');
    json_close(&w, '}');
    json_close(&w, '}');
}

static bool letter(struct span s, size_t at)
{
    utf8proc_int32_t c;
    if (at >= s.len || utf8proc_iterate((const utf8proc_uint8_t *)s.at + at,
                                        (utf8proc_ssize_t)(s.len - at), &c) <= 0)
        return false;
    utf8proc_category_t k = utf8proc_category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO;
}

static bool letter_before(struct span s, size_t at)
{
    for (size_t n = 1; n <= 4 && n <= at; n++)
        if (((unsigned char)s.at[at - n] & 0xc0) != 0x80)
            return letter((struct span){s.at, at}, at - n);
    return false;
}

/* The tokens, which are no party's words, give way to a line feed. */
static void without_tokens(struct span text, struct buf *to)
{
    static const char *const kinds[] = {"Person-", "Company-", "Mail-", "Phone-", "Token-"};
    for (size_t i = 0; i < text.len;) {
        size_t k = 0, n = 0;
        for (; k < 5; k++) {
            n = strlen(kinds[k]);
            if (text.len - i > n && memcmp(text.at + i, kinds[k], n) == 0 &&
                text.at[i + n] >= '0' && text.at[i + n] <= '9')
                break;
        }
        if (k == 5) {
            buf_byte(to, text.at[i++]);
            continue;
        }
        for (i += n; i < text.len && ((text.at[i] >= '0' && text.at[i] <= '9') ||
                                      (text.at[i] >= 'a' && text.at[i] <= 'z'));
             i++)
            ;
        i += k == 2 ? strlen("@example.invalid") : 0;
        buf_byte(to, '\n');
    }
}

/* A name that is words and nothing else, as it is. */
static bool stands_in(struct span name, struct span text)
{
    if (name.len == 0 || !letter(name, 0) || !letter_before(name, name.len) ||
        memchr(name.at, '\n', name.len))
        return false;
    for (size_t i = 0; i + name.len <= text.len; i++)
        if (memcmp(text.at + i, name.at, name.len) == 0 && !letter_before(text, i) &&
            !letter(text, i + name.len))
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct pseudonyms p;
    static struct call c;
    struct fault f = {0};
    struct span rest = fuzz_span(data, size), line = fuzz_part(&rest), whole, said[4];
    struct buf json = BUF(0), hidden = BUF(0), back = BUF(0), clean = BUF(0), name = BUF(0);
    for (int i = 0; i < 4; i++)
        said[i] = field(&line);
    record(&json, said);
    MUST(json_check(buf_view(&json), &whole, &f) == 0 && call_read(&c, whole, &f) == 0);
    MUST(pseudonyms_call(&p, &c, span_of("a key"), &f) == 0);
    MUST(pseudonyms_hide(&p, rest, &hidden, &f) == 0);
    MUST(pseudonyms_restore(&p, buf_view(&hidden), &back, &f) == 0);
    MUST(span_equal(buf_view(&back), rest));
    without_tokens(buf_view(&hidden), &clean);
    const char *const paths[] = {"name", "emailAddress", "phoneNumber"};
    for (int i = 0; i < 4; i++) {
        struct json_walk w;
        json_walk(&w, json_get(whole, "parties"));
        MUST(json_next(&w));
        buf_clear(&name);
        json_text(&name,
                  i < 3 ? json_get(w.value, paths[i]) : json_get(whole, "callmine.company.name"));
        /* Less than three digits are no phone number. */
        if (i != 2 || (name.len >= 3 && strspn(name.at, "0123456789 -") == name.len &&
                       strcspn(name.at, " -") >= 3))
            MUST(!stands_in(buf_view(&name), buf_view(&clean)));
    }
    buf_clear(&back);
    MUST(pseudonyms_restore(&p, rest, &back, &f) == 0);
    buf_free(&json);
    buf_free(&hidden);
    buf_free(&back);
    buf_free(&clean);
    buf_free(&name);
    return 0;
}
