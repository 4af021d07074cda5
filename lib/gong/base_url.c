#include "lib/gong/base_url.h"

#include <stdio.h>
#include <string.h>
#include "lib/http/http.h"

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcmp(text + n - m, end) == 0;
}

/* Labels that are not empty: "a..gong.io" and ".gong.io" are no names. */
static bool is_name(const char *host)
{
    return host[0] != '.' && !strstr(host, "..") && host[strlen(host) - 1] != '.';
}

static bool is_here(const char *host)
{
    bool loopback = strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host);
    return loopback || strcmp(host, "[::1]") == 0 || strcmp(host, "localhost") == 0;
}

/* Take slashes and /v2 off the end, as often as they are there. */
static void strip(char *path)
{
    for (size_t n = strlen(path); n > 0; path[n] = '\0')
        if (path[n - 1] == '/')
            n -= 1;
        else if (n >= 3 && memcmp(path + n - 3, "/v2", 3) == 0)
            n -= 3;
        else
            break;
}

static int check_gong(const struct http_origin *o, struct fault *f)
{
    if (!o->tls)
        return fault(f, STATUS_USAGE, "the base URL must begin with https://%s",
                     is_here(o->host) ? "; for gong-sim on this machine say --any-host" : "");
    if (ends_with(o->host, ".app.gong.io") || strcmp(o->host, "app.gong.io") == 0)
        return fault(f, STATUS_USAGE,
                     "%s is Gong's web site; the API's address is on its page Admin center > "
                     "Settings > Ecosystem > API, like https://us-12345.api.gong.io",
                     o->host);
    if (!ends_with(o->host, ".gong.io") || !is_name(o->host) || o->port != 443)
        return fault(f, STATUS_USAGE,
                     "the base URL is not one of Gong's, like https://us-12345.api.gong.io (Admin "
                     "center > Settings > Ecosystem > API); --any-host allows another host");
    if (o->path[0] != '\0')
        return fault(f, STATUS_USAGE,
                     "the base URL ends with the host, like "
                     "https://us-12345.api.gong.io");
    return 0;
}

int base_url_check(char base[256], const char *text, bool any_host, struct fault *f)
{
    struct http_origin o;
    char port[8] = "";
    if (http_origin(&o, text, f) != 0)
        return fault_at(f, "base URL");
    if (strchr(text, '?'))
        return fault(f, STATUS_USAGE, "the base URL has a query; leave it out");
    strip(o.path);
    if (!any_host && check_gong(&o, f) != 0)
        return -1;
    if (!o.tls && !is_here(o.host))
        return fault(f, STATUS_USAGE, "http is for a simulator on this machine; use https://");
    if (o.port != (o.tls ? 443 : 80))
        snprintf(port, sizeof(port), ":%d", o.port);
    if (snprintf(base, 256, "%s://%s%s%s", o.tls ? "https" : "http", o.host, port, o.path) >= 256)
        return fault(f, STATUS_USAGE, "the base URL is too long");
    return 0;
}

bool base_url_is(const char *base, bool any_host)
{
    char again[256];
    struct fault why;
    return base_url_check(again, base, any_host, &why) == 0 && strcmp(again, base) == 0;
}

int base_url_allowed(const char *url, bool any_host, const char *what, struct fault *f)
{
    struct http_origin o;
    if (http_origin(&o, url, f) != 0)
        return fault_at(f, "%s", what);
    bool gong = o.tls && ends_with(o.host, ".gong.io") && is_name(o.host) && o.port == 443;
    bool other = any_host && (o.tls || is_here(o.host));
    if (!gong && !other)
        return fault(f, STATUS_USAGE, "the %s must be https and below gong.io%s", what,
                     any_host ? "; http is for a simulator on this machine"
                              : "; --any-host allows another host");
    return 0;
}
