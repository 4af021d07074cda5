/* The ledger: what is written is what is read. */

#include <stdlib.h>
#include <string.h>
#include "lib/base/file.h"
#include "lib/state/ledger.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static char path[128];

static int64_t reason(const struct balance *b, const char *name)
{
    for (size_t i = 0; i < b->n; i++)
        if (strcmp(b->reasons[i].name, name) == 0)
            return b->reasons[i].calls;
    return -1;
}

static void round_trip(void)
{
    struct fault f = {0};
    struct ledger l;
    struct balance b = {0};
    CHECK(ledger_open(&l, path, "cm-filter", &f) == 0);
    CHECK(ledger_listed(&l, 200, &f) == 0);
    CHECK(ledger_listed(&l, 12, &f) == 0);
    CHECK(ledger_leave(&l, span_of("\"1\""), "private", &f) == 0);
    CHECK(ledger_leave(&l, span_of("\"9223372036854775807\""), "filtered:stage", &f) == 0);
    struct buf lines = BUF(0); /* as a thread has them for whoever keeps the ledger */
    CHECK(ledger_line(&lines, &l, span_of("\"a\\u0022b\""), "filtered:stage", &f) == 0);
    CHECK(l.left == 2 && ledger_add(&l, buf_view(&lines), &f) == 0 && l.left == 3);
    CHECK(ledger_add(&l, span_of(""), &f) == 0);
    size_t before = lines.len;
    char *id = malloc((1 << 20) + 2);
    memset(id, '1', (1 << 20) + 2);
    id[0] = id[(1 << 20) + 1] = '"';
    struct span too_long = {id, (1 << 20) + 2};
    CHECK(ledger_line(&lines, &l, too_long, "private", &f) == -1 && f.status == STATUS_BAD_RECORD);
    CHECK(lines.len == before);
    free(id);
    buf_free(&lines);
    CHECK(access(path, F_OK) != 0); /* nothing is in place before it is whole */
    CHECK(ledger_close(&l, &f) == 0);
    CHECK(l.listed == 212 && l.left == 3);

    CHECK(balance_read(&b, path, &f) == 0);
    CHECK(balance_read(&b, path, &f) == 0); /* several add up */
    CHECK(b.listed == 424 && b.left == 6 && b.n == 2);
    CHECK(reason(&b, "private") == 2 && reason(&b, "filtered:stage") == 4);
    CHECK(strcmp(b.reasons[0].name, "filtered:stage") == 0);
    CHECK(strstr(b.lost.at, "\"id\":\"9223372036854775807\"") != NULL);
    CHECK(strstr(b.lost.at, "\"id\":\"a\\u0022b\"") != NULL);
    balance_clear(&b);
    CHECK(unlink(path) == 0);
}

static void leaves_nothing(void)
{
    struct fault f = {0};
    struct ledger l;
    CHECK(ledger_open(&l, path, "cm-filter", &f) == 0);
    CHECK(ledger_leave(&l, span_of("\"1\""), "private", &f) == 0);
    ledger_abandon(&l);
    ledger_abandon(&l);
    CHECK(access(path, F_OK) != 0);
    CHECK(ledger_open(&l, NULL, "cm-filter", &f) == 0); /* counts only */
    CHECK(ledger_leave(&l, span_of("\"1\""), "private", &f) == 0);
    CHECK(ledger_close(&l, &f) == 0 && l.left == 1);
    char missing[160];
    snprintf(missing, sizeof(missing), "%s/none/x", scratch);
    CHECK(ledger_open(&l, missing, "cm-filter", &f) == -1 && f.status == STATUS_CANT_CREATE);
    CHECK(ledger_close(&l, &f) == 0);
}

static void refuses(void)
{
    static const char *const bad[] = {
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\n{\"v\":1,\n",
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\nSECRET\n",
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\n[]\n",
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\n{\"v\":2,\"stage\":\"a\",\"listed\":1}\n",
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\n{\"v\":1,\"stage\":\"a\",\"listed\":-1}\n",
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\n{\"v\":1,\"stage\":\"a\",\"listed\":\"1\"}\n",
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\n{\"v\":1,\"stage\":\"a\",\"reason\":\"x\"}\n",
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\n{\"v\":1,\"stage\":\"a\",\"reason\":\"x\",\"id\":"
        "7}\n",
        "{\"v\":1,\"stage\":\"a\",\"listed\":1}\n{\"v\":1,\"listed\":1}\n",
        "\n{\"v\":1,\"stage\":\"a\",\"reason\":\"\",\"id\":\"1\"}\n",
        "\n{\"v\":1,\"stage\":\"a\",\"reason\":\"private\\u0000x\",\"id\":\"1\"}\n",
        "\n{\"v\":1,\"stage\":\"a\",\"reason\":\"filtered:\",\"id\":\"1\"}\n",
    };
    char place[160];
    snprintf(place, sizeof(place), "%s:2: ", path);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct fault f = {0};
        struct balance b = {0};
        CHECK(file_replace(path, 0600, span_of(bad[i]), &f) == 0);
        CHECK(balance_read(&b, path, &f) == -1 && f.status == STATUS_BAD_RECORD);
        CHECK(strncmp(f.text, place, strlen(place)) == 0);
        CHECK(strstr(f.text, "SECRET") == NULL && strstr(f.text, ": : ") == NULL);
        balance_clear(&b);
    }
    struct fault f = {0};
    struct balance b = {0};
    CHECK(unlink(path) == 0);
    CHECK(balance_read(&b, path, &f) == -1 && f.status == STATUS_NO_INPUT);
    balance_clear(&b);
}

int main(void)
{
    snprintf(path, sizeof(path), "%s/ledger.ndjson", scratch_begin());
    round_trip();
    leaves_nothing();
    refuses();
    return check_end();
}
