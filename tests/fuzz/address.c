/* Addresses and headers: what is taken for a Gong address is one by libcurl's own reading too, and
 * nothing that is not printable gets through. Input: one line. */

#include <curl/curl.h>
#include "lib/gong/base_url.h"
#include "lib/http/http.h"
#include "tests/fuzz/fuzz.h"

static void printable(const char *s)
{
    for (; *s; s++)
        MUST(*s > 0x20 && *s < 0x7F);
}

/* curl must connect to the host that was checked, or refuse. */
static void same_host(const char *url, const struct http_origin *o)
{
    CURLU *u = curl_url();
    char *host = NULL, *port = NULL, *user = NULL;
    MUST(u);
    if (curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK) {
        MUST(curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK);
        MUST(curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK);
        MUST(curl_url_get(u, CURLUPART_USER, &user, 0) != CURLUE_OK);
        /* Addresses in figures curl writes its own way: 127.1 is 127.0.0.1, [::0] is [::]. */
        MUST(strcasecmp(host, o->host) == 0 || strspn(host, "0123456789.") == strlen(host) ||
             (host[0] == '[' && o->host[0] == '['));
        MUST(strtol(port, NULL, 10) == o->port);
    }
    curl_free(host);
    curl_free(port);
    curl_free(user);
    curl_url_cleanup(u);
}

static void origin(const char *url)
{
    struct http_origin o;
    struct fault f = {0};
    if (http_origin(&o, url, &f) != 0) {
        MUST(f.status == STATUS_USAGE);
        return;
    }
    printable(url);
    MUST(o.port > 0 && o.port < 65536 && o.host[0]);
    MUST(!strpbrk(o.host, "@/?#\\"));
    same_host(url, &o);
}

static void base(const char *url, bool any_host)
{
    char kept[256], again[256];
    struct fault f = {0};
    struct http_origin o;
    if (base_url_check(kept, url, any_host, &f) != 0) {
        MUST(f.status == STATUS_USAGE);
        return;
    }
    printable(kept);
    MUST(base_url_check(again, kept, any_host, &f) == 0 && strcmp(kept, again) == 0);
    MUST(http_origin(&o, kept, &f) == 0);
    same_host(kept, &o);
    if (!any_host) {
        size_t n = strlen(o.host);
        MUST(o.tls && n > 8 && strcmp(o.host + n - 8, ".gong.io") == 0);
        MUST(base_url_allowed(url, false, "it", &f) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    struct buf query = BUF(0);
    char *text = fuzz_text(s), separator = '?';
    int64_t ms = -1;
    if (http_retry_after(s, &ms))
        MUST(ms >= 0 && ms <= 24 * 3600 * 1000);
    origin(text);
    base(text, false);
    base(text, true);
    http_query(&query, &separator, "a", s);
    MUST(separator == '&' && query.at[0] == '?');
    printable(query.at);
    MUST(strspn(query.at + 3,
                "%-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
         query.len - 3);
    buf_free(&query);
    free(text);
    return 0;
}
