/* The sieve on any text and any line: the kernels agree, and no string that has the text is held
 * back. The first line is the text, with `=` before it if its case counts; the rest is searched. */

#include "lib/json/fold.h"
#include "lib/json/json.h"
#include "lib/json/sieve.h"
#include "tests/fuzz/fuzz.h"

/* Does a string in this value have the text? */
static bool has(struct span value, struct span text, bool fold, struct buf *raw, struct buf *folded)
{
    struct json_walk w;
    buf_clear(raw);
    buf_clear(folded);
    json_text(raw, value);
    fold_add(folded, buf_view(raw));
    struct span said = buf_view(fold ? folded : raw);
    if (json_kind(value) == JSON_STRING && memmem(said.at, said.len, text.at, text.len))
        return true;
    for (json_walk(&w, value); json_next(&w);)
        if (has(w.value, text, fold, raw, folded))
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span in = fuzz_span(data, size), line = fuzz_part(&in), value;
    struct buf text = BUF(0), raw = BUF(0), folded = BUF(0);
    struct fault f = {0};
    bool fold = !line.len || line.at[0] != '=';
    if (fold)
        fold_add(&text, line);
    else
        buf_add(&text, line.at + 1, line.len - 1);
    struct sieve *s = text.len ? sieve_new(buf_view(&text), fold, &f) : NULL;
    if (s) {
        const char *found = sieve_find(s, in);
        MUST(found == sieve_find_plain(s, in));
        for (size_t cut = 1; cut < in.len && cut < 70; cut += 9) {
            struct span part = {in.at + cut, in.len - cut};
            MUST(sieve_find(s, part) == sieve_find_plain(s, part));
        }
        if (json_check(in, &value, &f) == 0 && has(value, buf_view(&text), fold, &raw, &folded))
            MUST(found);
        sieve_free(s);
    }
    buf_free(&text);
    buf_free(&raw);
    buf_free(&folded);
    return 0;
}
