#include "lib/gong/credential.h"

#include <string.h>
#include "lib/json/json.h"

static struct span trim(struct span s)
{
    while (s.len > 0 && strchr(" \t\r\n", *s.at))
        s = (struct span){s.at + 1, s.len - 1};
    while (s.len > 0 && strchr(" \t\r\n", s.at[s.len - 1]))
        s.len--;
    return s;
}

int credential_part(struct buf *b, struct span text, const char *what, struct fault *f)
{
    text = trim(text);
    if (text.len == 0)
        return fault(f, STATUS_USAGE, "the %s is empty", what);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] <= ' ' || (unsigned char)text.at[i] >= 0x7f)
            return fault(f, STATUS_USAGE, "the %s has a blank or another odd character in it",
                         what);
    buf_span(b, text);
    return buf_check(b, what, f);
}

static int from_json(struct buf *first, struct buf *second, struct span object, struct fault *f)
{
    static const char *const names[][2] = {{"accessKey", "accessKeySecret"},
                                           {"access_key", "access_key_secret"},
                                           {"key", "secret"},
                                           {"client_id", "client_secret"},
                                           {"clientId", "clientSecret"}};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct span a = json_get(object, names[i][0]), b = json_get(object, names[i][1]);
        if (json_kind(a) != JSON_STRING || json_kind(b) != JSON_STRING)
            continue;
        struct buf one = {.limit = 64 << 10, .secret = true},
                   two = {.limit = 64 << 10, .secret = true};
        json_text(&one, a);
        json_text(&two, b);
        int ok = credential_part(first, buf_view(&one), "first part", f);
        if (ok == 0)
            ok = credential_part(second, buf_view(&two), "secret", f);
        buf_free(&one);
        buf_free(&two);
        return ok;
    }
    return fault(f, STATUS_USAGE,
                 "the JSON has no accessKey and accessKeySecret (nor key and secret, nor client_id "
                 "and client_secret)");
}

int credential_read(struct buf *first, struct buf *second, struct span text, struct fault *f)
{
    struct fault bad;
    struct span object;
    if (text.len >= 3 && memcmp(text.at, "\357\273\277", 3) == 0)
        text = (struct span){text.at + 3, text.len - 3};
    text = trim(text);
    if (text.len > 0 && *text.at == '{') {
        if (json_check(text, &object, &bad) != 0)
            return fault(f, STATUS_USAGE, "not JSON: %s", bad.text);
        return from_json(first, second, object, f);
    }
    const char *cut = text.len ? memchr(text.at, '\n', text.len) : NULL;
    if (!cut && text.len)
        cut = memchr(text.at, ':', text.len);
    if (!cut)
        return fault(f, STATUS_USAGE,
                     "expected two parts: on two lines, with \":\" between them, or as JSON");
    size_t n = (size_t)(cut - text.at);
    if (credential_part(first, (struct span){text.at, n}, "first part", f) != 0)
        return -1;
    return credential_part(second, (struct span){cut + 1, text.len - n - 1}, "secret", f);
}
