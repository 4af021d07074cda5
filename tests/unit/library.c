/* A library that is loaded when it is first wanted. */
#include "tests/unit/check.h"

#include <string.h>
#include "lib/base/library.h"

#define FUNCTIONS(X) X(strlen) X(strcmp)

static struct {
    FUNCTIONS(LIBRARY_MEMBER)
} all;
static const char *const names[] = {FUNCTIONS(LIBRARY_NAME)};
static const char *const odd[] = {"strlen", "no_such_function"};

int main(void)
{
    struct library there = LIBRARY("libc.so.6", "libc6", names, all);
    struct library lacks = LIBRARY("libc.so.6", "libc6", odd, all);
    struct library none = LIBRARY("libnone.so.7", "libnone7", names, all);
    struct fault f = {0};

    CHECK(library_load(&none, &f) == -1 && f.status == STATUS_REFUSED);
    CHECK(strncmp(f.text, "libnone.so.7: ", 14) == 0);
    CHECK(strstr(f.text, "; install the package libnone7"));
    CHECK(library_load(&none, &f) == -1 && f.status == STATUS_REFUSED); /* and again */

    CHECK(library_load(&lacks, &f) == -1 && f.status == STATUS_REFUSED);
    CHECK(strstr(f.text, "libc.so.6") && strstr(f.text, "no_such_function"));

    memset(&all, 0, sizeof all);
    f = (struct fault){0};
    CHECK(library_load(&there, &f) == 0 && f.status == STATUS_OK);
    CHECK(all.strlen && all.strlen("four") == 4 && all.strcmp("a", "a") == 0);
    memset(&all, 0, sizeof all);
    CHECK(library_load(&there, &f) == 0 && !all.strlen); /* once is enough */
    return check_end();
}
