/* cm-render's model and all its formats on analysed calls. Input: records, a line each; or, when it
 * does not begin with a brace, words, a line each, that are put into every free text of two calls.
 * HTML must be built of our own elements only, balanced, its links ours or http; CSV has as many
 * cells in every row and no formula; nothing that steers a terminal is in any of them. */

#include <sys/mman.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/report/format.h"
#include "lib/report/model.h"
#include "lib/report/rollup.h"
#include "tests/fuzz/fuzz.h"

/* ---- html ---- */

static bool is_one_of(struct span name, const char *list) /* " a b " */
{
    char word[40];
    if (name.len == 0 || name.len > 30)
        return false;
    snprintf(word, sizeof word, " %.*s ", (int)name.len, name.at);
    return strstr(list, word) != NULL;
}

static struct span while_in(const char **at, const char *end, const char *set)
{
    const char *from = *at;
    while (*at < end && **at && strchr(set, **at))
        ++*at;
    return (struct span){from, (size_t)(*at - from)};
}

#define NAME "abcdefghijklmnopqrstuvwxyzABR0123456789-"

/* ' name="value"'...; *at behind the last one. */
static void attributes(const char **at, const char *end)
{
    while (*at < end && **at == ' ') {
        ++*at;
        struct span name = while_in(at, end, NAME);
        MUST(is_one_of(
            name,
            " aria-hidden aria-label aria-labelledby charset class content d data-call height "
            "href http-equiv id lang name rel role scope tabindex width x y dir open viewBox "
            "viewbox fill target title datetime colspan focusable preserveAspectRatio "));
        if (*at == end || **at != '=')
            continue;
        MUST(++*at < end && **at == '"');
        const char *from = ++*at;
        while (*at < end && **at != '"') {
            MUST(**at != '<');
            ++*at;
        }
        MUST(*at < end);
        if (span_is(name, "href"))
            MUST(*from == '#' || strncmp(from, "http://", 7) == 0 ||
                 strncmp(from, "https://", 8) == 0);
        ++*at;
    }
}

static void html(struct span page)
{
    static const char ours[] =
        " a article b bdi blockquote body caption code colgroup dd details div dl dt "
        "em figcaption figure footer h1 h2 h3 "
        "head header html i li main nav ol p section small span strong "
        "style summary svg table tbody td th thead "
        "title tr ul ";
    static const char alone[] = " meta rect path col ";
    struct span open[200];
    size_t depth = 0;
    const char *at = page.at, *end = at + page.len;
    while ((at = memchr(at, '<', (size_t)(end - at)))) {
        bool closing = ++at < end && *at == '/';
        at += closing;
        if (*at == '!') {
            MUST(at == page.at + 1 && strncmp(at, "!DOCTYPE html>", 14) == 0);
            continue;
        }
        const char *from = at;
        while_in(&at, end, NAME);
        struct span name = {from, (size_t)(at - from)};
        if (closing) {
            MUST(depth > 0 && span_equal(open[depth - 1], name) && *at == '>');
            depth--;
            continue;
        }
        attributes(&at, end);
        bool empty = at < end && *at == '/';
        at += empty;
        MUST(at < end && *at == '>');
        if (is_one_of(name, alone))
            continue;
        MUST(!empty && is_one_of(name, ours) && depth < 200);
        open[depth++] = name;
        if (span_is(name, "style"))
            at = memmem(at, (size_t)(end - at), "</style>", 8);
    }
    MUST(depth == 0);
}

/* ---- csv ---- */

static const char *csv_cell(const char *at, const char *end, bool *formula)
{
    bool quoted = *at == '"';
    const char *from = at += quoted;
    if (quoted) {
        for (; at < end && (*at != '"' || at[1] == '"'); at++)
            at += *at == '"';
        MUST(at < end);
    } else {
        while (at < end && *at != ',' && *at != '\r') {
            MUST(*at != '"' && *at != '\n');
            at++;
        }
    }
    struct span number = {from, (size_t)(at - from)};
    *formula = number.len && *from && strchr("=+-@\t\r", *from);
    for (size_t i = 1; *formula && strchr("+-", *from) && i <= number.len; i++)
        if (i == number.len)
            *formula = false; /* a number with its sign */
        else if (!strchr("0123456789.eE+-", from[i]))
            break;
    return at + quoted;
}

static void csv(struct span page)
{
    const char *at = page.at, *end = at + page.len;
    size_t columns = 0, cells = 1;
    while (at < end) {
        bool formula;
        at = csv_cell(at, end, &formula);
        MUST(!formula && at < end);
        if (*at == ',') {
            cells++;
            at++;
            continue;
        }
        MUST(at + 1 < end && at[0] == '\r' && at[1] == '\n');
        at += 2;
        MUST(columns == 0 || cells == columns);
        columns = cells;
        cells = 1;
    }
}

/* ---- all ---- */

static void calm(struct span page)
{
    for (struct span rest = page; rest.len;) {
        long c = plain_next(&rest);
        MUST(c >= 0x20 || c == '\n' || c == '\r');
        MUST(!(c >= 0x7F && c < 0xA0) && !(c >= 0x202A && c <= 0x202E) &&
             !(c >= 0x2066 && c <= 0x2069));
    }
}

static void write_all(struct rollup *u)
{
    static int fd = -1;
    struct fault f = {0};
    struct span whole;
    if (fd < 0)
        fd = memfd_create("page", MFD_CLOEXEC);
    for (const struct format *format = formats; format->name; format++) {
        struct out out;
        struct buf page = BUF(0);
        MUST(fd >= 0 && ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
        out_init(&out, fd, "page");
        MUST(format->write(u, &(struct format_options){0}, &out, &f) == 0);
        MUST(out_clear(&out, &f) == 0);
        size_t size = (size_t)lseek(fd, 0, SEEK_END);
        char *room = buf_room(&page, size + 1);
        MUST(pread(fd, room, size, 0) == (ssize_t)size);
        page.len = size;
        if (strcmp(format->name, "json") == 0)
            MUST(json_check(buf_view(&page), &whole, &f) == 0);
        else
            calm(buf_view(&page));
        if (strcmp(format->name, "html") == 0)
            html(buf_view(&page));
        if (strstr(format->name, "csv"))
            csv(buf_view(&page));
        buf_free(&page);
    }
    struct buf json = BUF(0);
    rollup_json(u, &json);
    MUST(json_check(buf_view(&json), &whole, &f) == 0);
    const struct rollup_sources made = {.made = "made", .made_text = json};
    MUST(rollup_made(u, &made, &f) == 0);
    buf_free(&json);
}

/* A call with words of the input wherever ~ stands; \1 is the call's number. */
static const char call[] = "{\"metaData\":{\"id\":\"\1\",\"url\":~,\"title\":~,\"started\":\"2026-"
                           "10-06T09:00:00Z\",\"duration\":60,"
                           "\"language\":~,\"primaryUserId\":\"9\"},\"parties\":[{\"id\":\"1\","
                           "\"name\":~,\"title\":~,\"emailAddress\":~,"
                           "\"affiliation\":\"External\",\"speakerId\":\"1\",\"userId\":\"9\"}],"
                           "\"callmine\":{\"v\":1,\"deal\":{\"id\":~,"
                           "\"name\":~,\"stage\":~,\"amount\":5,\"currency\":~,\"owner\":~},"
                           "\"company\":{\"id\":~,\"name\":~,\"size\":7},"
                           "\"host\":{\"name\":~,\"email\":~},\"analysis\":{\"v\":1,\"engine\":~,"
                           "\"sets\":[{\"id\":\"s\",\"version\":1,"
                           "\"title\":~,\"questions\":[{\"id\":\"about\",\"text\":~,\"type\":"
                           "\"short\",\"side\":\"any\",\"silence\":~,"
                           "\"values\":[]},{\"id\":\"kind\",\"text\":~,\"type\":\"multi_enum\","
                           "\"side\":\"any\",\"silence\":~,\"values\":["
                           "{\"id\":\"a\",\"label\":~},{\"id\":\"b\",\"label\":~}]}]}],"
                           "\"transcript_sha256\":\"0\",\"metrics\":{},"
                           "\"answers\":[{\"set\":\"s\",\"question\":\"about\",\"status\":"
                           "\"answered\",\"value\":~,\"confidence\":\"high\","
                           "\"evidence\":[{\"quote\":~,\"sentences\":[0,0],\"speaker_id\":\"1\","
                           "\"speaker\":~,\"title\":~,\"side\":~,"
                           "\"start_ms\":0,\"end_ms\":900,\"link\":~,\"match\":~,\"value\":null}]},"
                           "{\"set\":\"s\",\"question\":\"kind\","
                           "\"status\":\"answered\",\"value\":[\"a\",~],\"confidence\":\"low\","
                           "\"evidence\":[{\"quote\":~,\"sentences\":"
                           "[0,0],\"speaker\":~,\"side\":\"customer\",\"start_ms\":0,\"end_ms\":"
                           "900,\"link\":\"https://x.gong.io/c\"}]}]}}}";

static void fill(struct buf *b, struct span words, char number)
{
    struct span rest = words;
    buf_clear(b);
    for (const char *c = call; *c; c++) {
        if (*c == '~') {
            if (!rest.len)
                rest = words;
            json_quote(b, fuzz_part(&rest));
        } else {
            buf_byte(b, *c == 1 ? number : *c);
        }
    }
}

static void add(struct report *r, struct span line)
{
    struct fault f = {0};
    struct span record;
    if (json_check(line, &record, &f) == 0 && json_kind(record) == JSON_OBJECT &&
        report_add(r, record, &f) != 0)
        MUST(f.status == STATUS_BAD_RECORD);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = fuzz_span(data, size);
    struct fault f = {0};
    struct buf b = BUF(0);
    if (size == 0 || size > 64 << 10)
        return 0;
    struct report_options options = {.enough = 2, .zone = "UTC"};
    struct report *r = report_new(&options, &f);
    MUST(r);
    if (data[0] == '{') {
        while (rest.len)
            add(r, fuzz_part(&rest));
    } else {
        for (char n = '1'; n <= '2'; n++) {
            fill(&b, rest, n);
            add(r, buf_view(&b));
        }
        MUST(r->ncalls == 2);
    }
    MUST(report_settle(r, &f) == 0);
    struct rollup *u = rollup_new(r, &(struct texts){0}, &f);
    MUST(u);
    write_all(u);
    rollup_free(u);
    report_free(r);
    buf_free(&b);
    return 0;
}
