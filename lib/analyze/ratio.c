#include "lib/analyze/ratio.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/lock.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

/* Before anything was learned: English is three to six bytes a token, by the model, and an answer
 * with a quote and the names of its members about ninety tokens. What was seen long ago fades. */
static const double bytes_a_token = 4.5, tokens_an_answer = 90, keep_bytes = 50e6;

enum { FILE_BYTES = 4 << 20 };

/* The line of the model, and all others. */
static int read_file(const char *path, const char *model, struct ratio *r, struct buf *others,
                     struct fault *f)
{
    struct buf file = BUF(FILE_BYTES);
    *r = (struct ratio){0};
    struct fault missing = {0};
    if (file_read(&file, path, &missing) != 0 && missing.status != STATUS_NO_INPUT) {
        buf_free(&file);
        *f = missing;
        return -1;
    }
    for (struct span rest = buf_view(&file); rest.len > 0;) {
        const char *newline = memchr(rest.at, '\n', rest.len);
        struct span line = {rest.at, newline ? (size_t)(newline - rest.at) : rest.len}, value;
        size_t past = line.len + (newline != NULL);
        rest = (struct span){rest.at + past, rest.len - past};
        struct fault none;
        if (json_check(line, &value, &none) != 0)
            continue;
        if (!json_text_is(json_member(value, span_of("model")), model)) {
            buf_span(others, line);
            buf_byte(others, '\n');
            continue;
        }
        r->learned = json_number(json_member(value, span_of("bytes")), &r->bytes) &&
                     json_number(json_member(value, span_of("tokens")), &r->tokens) &&
                     json_number(json_member(value, span_of("answers")), &r->answers) &&
                     json_number(json_member(value, span_of("output")), &r->output) &&
                     r->tokens > 0 && r->bytes > 0 && r->answers > 0 && r->output > 0;
    }
    buf_free(&file);
    if (!r->learned)
        *r = (struct ratio){0};
    return buf_check(others, "what is known of models", f);
}

static int paths(struct buf *file, struct buf *lock, struct fault *f)
{
    *file = BUF(4096);
    *lock = BUF(4096);
    return place_path(file, PLACE_CACHE, "models.ndjson", f) != 0 ||
                   place_path(lock, PLACE_CACHE, "models.lock", f) != 0
               ? -1
               : 0;
}

int ratio_load(struct ratio *r, const char *model, struct fault *f)
{
    struct buf path, lock, others = BUF(FILE_BYTES);
    int rc = paths(&path, &lock, f);
    if (rc == 0)
        rc = read_file(path.at, model, r, &others, f);
    buf_free(&path);
    buf_free(&lock);
    buf_free(&others);
    return rc;
}

static void write_line(struct buf *to, const char *model, const struct ratio *r)
{
    struct json_writer w = {.b = to};
    json_open(&w, NULL, '{');
    json_put_text(&w, "model", span_of(model));
    json_put_real(&w, "bytes", r->bytes);
    json_put_real(&w, "tokens", r->tokens);
    json_put_real(&w, "answers", r->answers);
    json_put_real(&w, "output", r->output);
    json_close(&w, '}');
    buf_byte(to, '\n');
}

int ratio_save(const struct ratio *seen, const char *model, struct fault *f)
{
    struct buf path, lock_path, text = BUF(FILE_BYTES);
    struct lock lock = {.fd = -1};
    struct ratio r;
    if (seen->tokens <= 0 || seen->answers <= 0)
        return 0;
    int rc = paths(&path, &lock_path, f);
    if (rc == 0)
        rc = lock_take(&lock, lock_path.at, true, f);
    if (rc == 0)
        rc = read_file(path.at, model, &r, &text, f);
    if (rc == 0) {
        double fade = r.bytes > keep_bytes ? keep_bytes / r.bytes : 1;
        r = (struct ratio){.bytes = r.bytes * fade + seen->bytes,
                           .tokens = r.tokens * fade + seen->tokens,
                           .answers = r.answers * fade + seen->answers,
                           .output = r.output * fade + seen->output};
        write_line(&text, model, &r);
        rc = buf_check(&text, "what is known of models", f);
    }
    if (rc == 0)
        rc = file_replace(path.at, 0600, buf_view(&text), f);
    lock_drop(&lock);
    buf_free(&path);
    buf_free(&lock_path);
    buf_free(&text);
    return rc;
}

int64_t ratio_input(const struct ratio *r, size_t bytes)
{
    double per = r->learned ? r->bytes / r->tokens : bytes_a_token;
    return (int64_t)((double)bytes / per + .5);
}

int64_t ratio_output(const struct ratio *r, size_t answers)
{
    double each = r->learned ? r->output / r->answers : tokens_an_answer;
    return (int64_t)(each * (double)answers + .5);
}
