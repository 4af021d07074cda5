/* splice_set: the result is checked JSON, the member has the value, every byte outside it is as it
 * was. Input: a path, a value and a record, a line each. */

#include "lib/json/json.h"
#include "lib/json/splice.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/naive_splice.h"

/* What the member was set in: a member that was there keeps its place, a new one goes last. */
static void outside(struct span before, struct span after, struct span value, const char *path)
{
    size_t n = strcspn(path, ".");
    struct span name = {path, n};
    struct span old = json_member(before, name), new = json_member(after, name);
    MUST(new.at);
    if (old.at) {
        size_t head = (size_t)(old.at - before.at), tail = before.len - head - old.len;
        MUST((size_t)(new.at - after.at) == head && after.len - head - new.len == tail);
        MUST(memcmp(after.at, before.at, head) == 0);
        MUST(memcmp(new.at + new.len, old.at + old.len, tail) == 0);
    } else {
        MUST(after.len >= before.len && memcmp(after.at, before.at, before.len - 1) == 0);
        MUST(json_count(after) == json_count(before) + 1);
        MUST(new.at + new.len == after.at + after.len - 1);
    }
    if (!path[n])
        MUST(span_equal(new, value));
    else if (json_kind(old) == JSON_OBJECT)
        outside(old, new, value, path + n + 1);
}

static void set(struct span record, const char *path, struct span value)
{
    struct buf out = BUF(0), twice = BUF(0);
    struct fault f = {0};
    struct span whole;
    splice_set(&out, record, path, value);
    MUST(buf_check(&out, "the record", &f) == 0);
    naive_path(&twice, record, path, value);
    MUST(span_equal(buf_view(&out), buf_view(&twice)));
    buf_clear(&twice);
    /* A value at the edge of the depth may end up too deep; that is for the caller to see. */
    if (json_check(buf_view(&out), &whole, &f) == 0) {
        MUST(whole.len == out.len);
        outside(record, whole, value, path);
        MUST(span_equal(json_get(whole, path), value));
        splice_set(&twice, whole, path, value);
        MUST(span_equal(buf_view(&twice), buf_view(&out)));
    } else {
        MUST(strstr(f.text, "nested too deeply"));
    }
    buf_free(&out);
    buf_free(&twice);
}

/* Two members of callmine in one go: as one after the other. */
static void added(struct span record, const char *name, struct span value)
{
    struct buf out = BUF(0), one = BUF(0), two = BUF(0);
    struct splice what[] = {{.name = span_of("analysis"), .value = value},
                            {.name = span_of(name), .value = span_of("[]")}};
    size_t n = strcmp(name, "analysis") == 0 || strcmp(name, "v") == 0 ? 1 : 2;
    struct fault f;
    struct span whole;
    int64_t version = 0;
    splice_callmine(&out, record, what, n);
    naive_record(&one, record, what[0].name, value);
    if (n > 1)
        naive_record(&two, buf_view(&one), what[1].name, what[1].value);
    MUST(span_equal(buf_view(&out), buf_view(n > 1 ? &two : &one)));
    if (json_check(buf_view(&out), &whole, &f) == 0) {
        MUST(json_integer(json_get(whole, "callmine.v"), &version) && version == RECORD_VERSION);
        MUST(span_equal(json_get(whole, "callmine.analysis"), value));
    }
    buf_free(&out);
    buf_free(&one);
    buf_free(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"transcript", "callmine.deal", "a.b.c", "v", "callmine"};
    struct span rest = fuzz_span(data, size), record, value;
    struct fault f;
    char *path = fuzz_text(fuzz_part(&rest));
    bool good = json_check(fuzz_part(&rest), &value, &f) == 0 &&
                json_check(rest, &record, &f) == 0 && json_kind(record) == JSON_OBJECT;
    if (good) {
        for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
            set(record, paths[i], value);
        bool plain = path[0];
        for (char *p = path; *p; p++)
            plain = plain && *p > 0x20 && *p < 0x7F;
        if (plain)
            set(record, path, value);
        added(record, path, value);
    }
    free(path);
    return 0;
}
