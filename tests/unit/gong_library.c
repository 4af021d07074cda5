/* The way from the top of the library down to a folder, whatever the parents say. */

#include "lib/gong/library.h"
#include "lib/json/json.h"
#include "tests/unit/check.h"

static struct fault f;
static struct library library;
static struct buf path;

static void add(const char *folder)
{
    CHECK(library_add(&library, span_of(folder), span_of("{\"id\":\"7\",\"name\":\"W\"}"), &f) ==
          0);
}

static bool path_is(size_t n, const char *want)
{
    buf_clear(&path);
    library_path(&library, n, &path);
    return span_is(buf_view(&path), want);
}

static void ways(void)
{
    add("{\"id\":\"1\",\"name\":\"top\",\"parentFolderId\":null}");
    add("{\"id\":2,\"name\":\"mid\\u0041\",\"parentFolderId\":1}");
    add("{\"id\":\"3\",\"name\":null,\"parentFolderId\":\"2\"}");
    add("{\"id\":\"4\",\"name\":\"x\",\"parentFolderId\":\"99\"}");
    add("{\"id\":\"5\",\"name\":\"self\",\"parentFolderId\":\"5\"}");
    add("{\"id\":\"6\",\"name\":\"a\",\"parentFolderId\":\"7\"}");
    add("{\"id\":\"7\",\"name\":\"b\",\"parentFolderId\":\"6\"}");
    add("{\"id\":\"8\",\"name\":\"below\",\"parentFolderId\":\"7\"}");
    add("{\"id\":\"2\",\"name\":\"again\",\"parentFolderId\":null}");
    CHECK(library.n == 8);
    CHECK(path_is(0, "[\"top\"]"));
    CHECK(path_is(1, "[\"top\",\"mid\\u0041\"]"));
    CHECK(path_is(2, "[\"top\",\"mid\\u0041\",null]"));
    CHECK(path_is(3, "[\"x\"]"));
    CHECK(path_is(4, "[\"self\"]"));
    CHECK(path_is(5, "[\"b\",\"a\"]"));
    CHECK(path_is(7, "[\"a\",\"b\",\"below\"]"));
    CHECK(span_is(library_get(&library, 1, "id"), "\"2\""));
    CHECK(span_is(library_get(&library, 1, "parentFolderId"), "\"1\""));
    CHECK(!library_get(&library, 1, "calls").at);
    CHECK(span_is(library_workspace(&library, 0), "{\"id\":\"7\",\"name\":\"W\"}"));
    CHECK(library_add(&library, span_of("{\"id\":\"9\"}"), SPAN_NONE, &f) == 0);
    CHECK(span_is(library_workspace(&library, 8), "null"));
    CHECK(path_is(8, "[null]"));
    CHECK(library_add(&library, span_of("{\"id\":true}"), SPAN_NONE, &f) == -1 &&
          f.status == STATUS_PROTOCOL);
}

/* A chain deeper than any library: the lowest folders, and no more. */
static void deep(void)
{
    struct buf folder = {0};
    library_clear(&library);
    for (int i = 0; i < 1000; i++) {
        buf_clear(&folder);
        buf_format(&folder, "{\"id\":\"%d\",\"name\":\"n%d\",\"parentFolderId\":\"%d\"}", i, i,
                   i ? i - 1 : 999);
        CHECK(library_add(&library, buf_view(&folder), SPAN_NONE, &f) == 0);
    }
    buf_clear(&path);
    library_path(&library, 999, &path);
    CHECK(json_count(buf_view(&path)) == LIBRARY_DEPTH);
    CHECK(span_is((struct span){path.at, 6}, "[\"n936"));
    buf_free(&folder);
}

int main(void)
{
    ways();
    deep();
    library_clear(&library);
    buf_free(&path);
    return check_end();
}
