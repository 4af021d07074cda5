/* A file that is added to: torn at every byte it becomes whole again, without a loss and without a
 * double. */

#include <fcntl.h>
#include "lib/base/file.h"
#include "lib/gong/harvest.h"
#include "lib/json/call.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static const char *const records[] = {
    "{\"metaData\":{\"id\":\"1\",\"title\":\"\xc3\x84\"}}",
    "{\"metaData\":{\"id\":\"22\"},\"x\":[{}]}",
    "{\"metaData\":{\"id\":\"333\"}}",
};
static const char *const ids[] = {"\"1\"", "\"22\"", "\"333\""};
static char path[128];

static void put_file(const char *bytes, size_t n)
{
    struct fault f = {0};
    CHECK(file_replace(path, 0600, (struct span){bytes, n}, &f) == 0);
}

static bool file_is(struct span bytes)
{
    struct fault f = {0};
    struct buf b = {0};
    bool same = file_read(&b, path, &f) == 0 && span_equal(buf_view(&b), bytes);
    buf_free(&b);
    return same;
}

/* What a fetcher does: every record that is not there yet. */
static int gather(struct fault *f)
{
    struct harvest h;
    if (harvest_open(&h, path, f) != 0)
        return -1;
    int ok = 0;
    for (size_t i = 0; ok == 0 && i < 3; i++) {
        bool seen;
        ok = harvest_seen(&h, span_of(ids[i]), &seen, f);
        if (ok == 0 && !seen)
            harvest_put(&h, span_of(records[i]));
    }
    if (ok == 0)
        ok = harvest_page(&h, f);
    harvest_close(&h);
    return ok;
}

static void torn_everywhere(void)
{
    struct buf whole = {0};
    struct fault f = {0};
    for (size_t i = 0; i < 3; i++) {
        buf_text(&whole, records[i]);
        buf_byte(&whole, '\n');
    }
    for (size_t n = 0; n <= whole.len; n++) {
        put_file(whole.at, n);
        CHECK(gather(&f) == 0);
        CHECK(file_is(buf_view(&whole)));
    }
    unlink(path);
    CHECK(gather(&f) == 0 && file_is(buf_view(&whole)));
    buf_free(&whole);
}

/* A torn line longer than one look backward. */
static void long_tail(void)
{
    struct buf b = {0};
    struct fault f = {0};
    buf_text(&b, records[0]);
    buf_byte(&b, '\n');
    size_t keep = b.len;
    buf_text(&b, "{\"metaData\":{\"id\":\"22\",\"title\":\"");
    for (int i = 0; i < 200000; i++)
        buf_byte(&b, 'x');
    put_file(b.at, b.len);
    struct harvest h;
    CHECK(harvest_open(&h, path, &f) == 0 && h.ids.n == 1);
    harvest_close(&h);
    CHECK(file_is((struct span){b.at, keep}));
    buf_free(&b);
}

static void refused(const char *bytes, int status)
{
    struct fault f = {0};
    struct harvest h;
    put_file(bytes, strlen(bytes));
    CHECK(harvest_open(&h, path, &f) == -1 && f.status == status);
    CHECK(file_is(span_of(bytes)));
    CHECK(!strstr(f.text, "secret"));
}

int main(void)
{
    snprintf(path, sizeof path, "%s/calls.ndjson", scratch_begin());
    torn_everywhere();
    long_tail();
    /* Somebody else's file stays as it is. */
    refused("a secret letter", STATUS_BAD_RECORD);
    refused("a secret letter\n", STATUS_BAD_RECORD);
    refused("{\"secret\":\"no call\"}\n", STATUS_BAD_RECORD);

    struct fault f = {0};
    struct harvest one, two;
    unlink(path);
    CHECK(harvest_open(&one, path, &f) == 0);
    CHECK(harvest_open(&two, path, &f) == -1 && f.status == STATUS_TRY_LATER);
    harvest_close(&one);
    CHECK(harvest_open(&two, path, &f) == 0);
    harvest_close(&two);
    CHECK(harvest_open(&two, "/dev/full", &f) == -1 && f.status == STATUS_CANT_CREATE);
    CHECK(harvest_open(&two, "/nowhere/at/all", &f) == -1 && f.status == STATUS_CANT_CREATE);
    return check_end();
}
