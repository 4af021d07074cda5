/* Which hosts a credential is sent to. */

#include <string.h>
#include "lib/gong/base_url.h"
#include "lib/gong/scope.h"
#include "tests/unit/check.h"

static const char *base(const char *text, bool any_host)
{
    static char url[256];
    struct fault f = {0};
    if (base_url_check(url, text, any_host, &f) == 0)
        return url;
    return f.status == STATUS_USAGE && f.text[0] ? "refused" : "?";
}

static void gongs(void)
{
    static const char *const same[] = {
        "https://us-12345.api.gong.io",        "https://us-12345.api.gong.io/",
        "https://us-12345.api.gong.io/v2",     "https://us-12345.api.gong.io/v2/",
        "https://us-12345.api.gong.io:443",    "HTTPS://US-12345.API.GONG.IO//",
        "https://us-12345.api.gong.io:443/v2",
    };
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
        CHECK(strcmp(base(same[i], false), "https://us-12345.api.gong.io") == 0);
    CHECK(strcmp(base("https://api.gong.io", false), "https://api.gong.io") == 0);
}

static void others(void)
{
    static const char *const bad[] = {
        "",
        "us-1.api.gong.io",
        "//us-1.api.gong.io",
        "http://us-1.api.gong.io",
        "ftp://us-1.api.gong.io",
        "file:///etc/passwd",
        "https://gong.io",
        "https://.gong.io",
        "https://..gong.io",
        "https://a..gong.io",
        "https://api.gong.io.",
        "https://evilgong.io",
        "https://api.gong.io.evil.example",
        "https://evil.example/api.gong.io",
        "https://evil.example?api.gong.io",
        "https://evil.example#api.gong.io",
        "https://evil.example\\.gong.io",
        "https://evil.example%2egong.io",
        "https://evil.example\t.gong.io",
        "https://evil.example\n.gong.io",
        "https://u@us-1.api.gong.io",
        "https://us-1.api.gong.io@evil.example",
        "https://u:p@us-1.api.gong.io",
        "https://us-1.api.gong.io:8443",
        "https://us-1.api.gong.io:443443",
        "https://us-1.api.gong.io/v3",
        "https://us-1.api.gong.io/x/v2",
        "https://us-1.api.gong.io/?a=b",
        "https://us-1.app.gong.io",
        "https://app.gong.io",
        "https://127.0.0.1",
        "https://127.0.0.1.gong.io:8080",
        "https://[::1]",
        "https://[::ffff:127.0.0.1]",
        "https://0x7f.1",
        "https://2130706433",
        "https://169.254.169.254",
        "https://localhost",
        "https://xn--gong-x.io",
        "https://\320\260pi.gong.io",
        "https://api.g\316\277ng.io",
        "https://api.gong.io\343\200\202evil.example",
        "https://api.gong\357\274\216io",
        "https://api.gong.io\357\274\217.evil.example",
        "https://api.gong.io\342\200\213",
        "https://xn--ggon-1vf.io",
        "https://api.gong.io.xn--evil.example",
        "https:/api.gong.io",
        "https:///api.gong.io",
        "https://////api.gong.io",
        "https:api.gong.io",
        "https:\\\\api.gong.io",
        " https://api.gong.io",
        "https://api.gong.io ",
        "https://api.gong.io\r\nHost: evil.example",
        "https ://api.gong.io",
        "https\t://api.gong.io",
        "httpx://api.gong.io",
        "HTTP://API.GONG.IO",
        "ws://api.gong.io",
        "wss://api.gong.io",
        "gopher://api.gong.io",
        "dict://api.gong.io:11211/",
        "data:text/plain,api.gong.io",
        "javascript:api.gong.io",
        "https://api.gong.io:",
        "https://api.gong.io:0",
        "https://api.gong.io:00443x",
        "https://api.gong.io:-443",
        "https://api.gong.io:443@evil.example",
        "https://api.gong.io:80",
        "https://evil.example:443/.gong.io",
        "https://evil.example/?x=.gong.io",
        "https://evil.example;.gong.io",
        "https://evil.example,.gong.io",
        "https://evil.example&.gong.io",
        "https://evil.example%00.gong.io",
        "https://evil.example%2f.gong.io",
        "https://evil.example%23.gong.io",
        "https://[evil.example].gong.io",
        "https://[::1].gong.io",
        "https://[::1%25lo]",
        "https://[fe80::1]",
        "https://[::]",
        "https://[0:0:0:0:0:ffff:7f00:1]",
        "https://127.1",
        "https://0",
        "https://0177.0.0.1",
        "https://0x7f000001",
        "https://017700000001",
        "https://127.0.0.1.",
        "https://10.0.0.1:443",
        "https://metadata.google.internal",
        "https://gong.io.",
        "https://api.gong.io..",
        "https://api.gong.io./",
        "https://api.gong.i\320\276",
        "https://api-gong.io",
        "https://apigong.io",
        "https://api.gong.io.io",
        "https://api.gong.io%2eevil.example/",
        "https://api.gong.io/../evil",
        "https://api.gong.io/..;/",
        "https://api.gong.io//evil.example",
        "https://api.gong.io/v2/../../x",
        "https://api.gong.io/;.gong.io",
        "https://api.gong.io#",
        "https://api.gong.io/#/v2",
        "https://api.gong.io?",
        "https://api.gong.io/v2?",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        CHECK(strcmp(base(bad[i], false), "refused") == 0);

    CHECK(strcmp(base("http://127.0.0.1:8080/v2/", true), "http://127.0.0.1:8080") == 0);
    CHECK(strcmp(base("http://localhost", true), "http://localhost") == 0);
    CHECK(strcmp(base("http://[::1]:9", true), "http://[::1]:9") == 0);
    CHECK(strcmp(base("https://proxy.example/gong/v2", true), "https://proxy.example/gong") == 0);
    CHECK(strcmp(base("https://proxy.example/gong//v2//v2/", true), "https://proxy.example/gong") ==
          0);
    static const char *const never[] = {"http://proxy.example",    "http://10.0.0.1",
                                        "http://127evil.example",  "http://127.evil.example",
                                        "https://u@proxy.example", "https://proxy.example?x",
                                        "gopher://127.0.0.1"};
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
        CHECK(strcmp(base(never[i], true), "refused") == 0);
    struct fault f = {0};
    CHECK(base_url_allowed("https://app.gong.io/oauth2/authorize", false, "URL", &f) == 0);
    CHECK(base_url_allowed("https://app.gong.io.evil.example/oauth2", false, "URL", &f) == -1);
    CHECK(base_url_allowed("http://127.0.0.1:1/x", false, "URL", &f) == -1);
    CHECK(base_url_allowed("http://127.0.0.1:1/x", true, "URL", &f) == 0);
}

static void scopes(void)
{
    struct buf b = BUF(1000);
    size_t n = 0;
    for (struct span list = span_of(scope_default), one; scope_next(&list, &one); n++) {
        CHECK(scope_purpose(one) != NULL && !scope_writes(one)); /* four, and none that writes */
    }
    CHECK(n == 4);
    scope_without(&b, span_of("  a b  c "), span_of("b"));
    CHECK(strcmp(b.at, "a c") == 0);
    CHECK(!scope_in(span_of("api:users:read"), span_of("api:users")));
    CHECK(!scope_in(span_of(""), span_of("a")) && scope_writes(span_of("api:crm:upload")));
    buf_free(&b);
}

int main(void)
{
    gongs();
    others();
    scopes();
    return check_end();
}
