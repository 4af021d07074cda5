/* How long a token is fresh, a store of before, and which scopes the types of data need. */

#include <string.h>
#include "lib/gong/oauth.h"
#include "lib/gong/scope.h"
#include "lib/gong/types.h"
#include "lib/state/connection.h"
#include "lib/state/place.h"
#include "lib/state/store.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static const when day = 86400 * WHEN_SECOND, start = 1700000000 * WHEN_SECOND;

static void life(void)
{
    struct connection c = {.got = start, .expires = start + day};
    CHECK(oauth_fresh(&c, start) && oauth_fresh(&c, start + day / 10 * 8 - 1));
    CHECK(!oauth_fresh(&c, start + day / 10 * 8) && !oauth_fresh(&c, start + day));
    c.expires = start + 60 * WHEN_SECOND;
    CHECK(oauth_fresh(&c, start + 47 * WHEN_SECOND) && !oauth_fresh(&c, start + 48 * WHEN_SECOND));
    c.expires = start; /* it was over when it came */
    CHECK(!oauth_fresh(&c, start));
    c.expires = 0; /* Gong refused it */
    CHECK(!oauth_fresh(&c, start) && !oauth_fresh(&c, 0));
    c.expires = start + 3650 * day;
    CHECK(oauth_fresh(&c, start + 2919 * day) && !oauth_fresh(&c, start + 2921 * day));
    c.got = 0; /* not known: ten minutes before the end */
    c.expires = start;
    CHECK(oauth_fresh(&c, start - 601 * WHEN_SECOND) &&
          !oauth_fresh(&c, start - 600 * WHEN_SECOND));
}

static void store(const char *text)
{
    struct buf path = BUF(4095);
    struct store_key key = {0};
    struct fault f = {0};
    CHECK(place_in_profile(&path, "default", "credentials", &f) == 0 &&
          store_key_load(&key, NULL, true, &f) == 0 &&
          store_write(path.at, &key, span_of(text), &f) == 0);
    store_key_clear(&key);
    buf_free(&path);
}

/* Before may_delete and got were there. */
static void old_store(void)
{
    struct connection c;
    struct fault f = {0};
    store(
        "{\"v\":1,\"kind\":\"oauth\",\"base_url\":\"https://us-1.api.gong.io\",\"any_host\":false,"
        "\"form\":true,\"since\":5,\"expires\":7,\"access\":\"a\",\"refresh\":\"r\"}");
    CHECK(connection_load(&c, NULL, NULL, &f) == 0);
    CHECK(!c.may_delete && c.got == 0 && c.expires == 7 && c.form &&
          span_is(buf_view(&c.refresh), "r"));
    c.may_delete = true;
    c.got = 6;
    CHECK(connection_save(&c, NULL, &f) == 0);
    connection_clear(&c);
    CHECK(connection_load(&c, NULL, NULL, &f) == 0 && c.may_delete && c.got == 6);
    connection_clear(&c);
}

static const char *of(const char *list)
{
    static struct buf scopes = {.limit = 4096};
    struct fault f = {0};
    buf_clear(&scopes);
    buf_text(&scopes, "");
    if (types_scopes(&scopes, list, &f) != 0)
        return f.status == STATUS_USAGE ? "usage" : "?";
    return scopes.at;
}

static void scopes(void)
{
    static const char *const eleven[] = {"calls",        "transcripts", "users",
                                         "user-stats",   "scorecards",  "answered-scorecards",
                                         "libraries",    "trackers",    "crm-deals",
                                         "crm-contacts", "crm-accounts"};
    size_t n = 0;
    for (const struct data_type *t = types_known; t->name; t++) {
        CHECK(t->apart || strcmp(t->name, eleven[n++]) == 0);
        for (struct span list = span_of(t->scopes), one; scope_next(&list, &one);)
            CHECK(scope_purpose(one) && !scope_writes(one)); /* Gong has it, and it only reads */
        CHECK(strcmp(of(t->name), t->scopes) == 0);
    }
    CHECK(n == sizeof eleven / sizeof eleven[0]);
    CHECK(strcmp(of("calls transcripts users"), scope_default) == 0);
    CHECK(strcmp(of("users,calls ,, users"),
                 "api:users:read api:calls:read:basic api:calls:read:extensive") == 0);
    CHECK(strstr(of("all crm-generic"), " api:crm:get-objects") && !strstr(of("all"), "crm"));
    CHECK(strcmp(of(""), "usage") == 0 && strcmp(of("user"), "usage") == 0 &&
          strcmp(of("users all x"), "usage") == 0);
    CHECK(!scope_purpose(span_of("api:crm:read")));
}

int main(void)
{
    scratch_begin();
    life();
    old_store();
    scopes();
    return check_end();
}
