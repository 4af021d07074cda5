/* URLs: taken apart, checked, put together. */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "lib/http/http.h"

static bool host_char(char c)
{
    return isalnum((unsigned char)c) || c == '.' || c == '-' || c == '_';
}

/* The end of the host that starts at `at`, or NULL when it is none. */
static const char *host_end(const char *at)
{
    const char *end = at;
    if (*at == '[') {
        end = at + 1 + strspn(at + 1, "0123456789abcdefABCDEF:.");
        return *end == ']' && end > at + 1 ? end + 1 : NULL;
    }
    while (host_char(*end))
        end++;
    return end > at ? end : NULL;
}

static int port_of(int *port, const char **at)
{
    if (**at != ':')
        return 0;
    const char *digits = *at + 1;
    size_t n = strspn(digits, "0123456789");
    long value = n > 0 && n <= 5 ? strtol(digits, NULL, 10) : 0;
    if (value < 1 || value > 65535)
        return -1;
    *port = (int)value;
    *at = digits + n;
    return 0;
}

struct scheme {
    const char *begins;
    bool tls;
    int port;
};

static const struct scheme of_web[] = {{"https://", true, 443}, {"http://", false, 80}},
                           of_mail[] = {{"smtps://", true, 465}, {"smtp://", false, 587}};

/* Of the first of two schemes if it is none of them. */
static int origin(struct http_origin *o, const char *url, const struct scheme schemes[2],
                  struct fault *f)
{
    const char *at = NULL;
    *o = (struct http_origin){0};
    for (const char *c = url; *c; c++)
        if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f || *c == '\\')
            return fault(f, STATUS_USAGE, "not a URL: it has a blank or another odd character");
    for (size_t i = 0; i < 2 && !at; i++)
        if (strncasecmp(url, schemes[i].begins, strlen(schemes[i].begins)) == 0) {
            o->tls = schemes[i].tls;
            o->port = schemes[i].port;
            at = url + strlen(schemes[i].begins);
        }
    if (!at)
        return fault(f, STATUS_USAGE, "not a URL: it must begin with %s", schemes[0].begins);

    size_t authority = strcspn(at, "/?#");
    if (memchr(at, '@', authority))
        return fault(f, STATUS_USAGE, "a user name or password has no place in a URL");
    if (strchr(at, '#'))
        return fault(f, STATUS_USAGE, "a URL with \"#\" cannot be asked");
    const char *end = host_end(at);
    if (!end || (size_t)(end - at) >= sizeof(o->host))
        return fault(f, STATUS_USAGE, "not a URL: the host is missing or has odd characters");
    for (size_t i = 0; at + i < end; i++)
        o->host[i] = (char)tolower((unsigned char)at[i]);
    if (port_of(&o->port, &end) != 0 || !strchr("/?", *end))
        return fault(f, STATUS_USAGE, "not a URL: the port is not a number from 1 to 65535");

    size_t path = strcspn(end, "?");
    while (path > 0 && end[path - 1] == '/')
        path--;
    if (path >= sizeof(o->path))
        return fault(f, STATUS_USAGE, "not a URL that can be asked: its path is too long");
    memcpy(o->path, end, path);
    return 0;
}

int http_origin(struct http_origin *o, const char *url, struct fault *f)
{
    return origin(o, url, of_web, f);
}

int http_origin_mail(struct http_origin *o, const char *url, struct fault *f)
{
    if (origin(o, url, of_mail, f) != 0)
        return -1;
    return o->path[0] == '\0' ? 0 : fault(f, STATUS_USAGE, "a mail server's URL has no path");
}

void http_query(struct buf *url, char *separator, const char *name, struct span value)
{
    static const char hex[] = "0123456789ABCDEF";
    buf_byte(url, *separator);
    *separator = '&';
    buf_text(url, name);
    buf_byte(url, '=');
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];
        if (isalnum(c) && c < 0x80) {
            buf_byte(url, (char)c);
        } else if (c == '-' || c == '.' || c == '_' || c == '~') {
            buf_byte(url, (char)c);
        } else {
            buf_byte(url, '%');
            buf_byte(url, hex[c >> 4]);
            buf_byte(url, hex[c & 15]);
        }
    }
}
