#include "lib/json/facts.h"

#include "lib/json/scan.h"

/* What a \u escape at `at` stands for; -1 if there is none. */
static long code(const char *at, const char *end)
{
    long c = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++)
        c = c << 4 | hex(at[i]);
    return c;
}

bool json_lone_surrogates(struct span record)
{
    const char *at = record.at, *end = at + record.len;
    while ((at = memchr(at, '\\', (size_t)(end - at)))) {
        long c = code(at, end);
        bool high = c >= 0xD800 && c <= 0xDBFF;
        if (high) {
            long low = code(at + 6, end);
            if (low < 0xDC00 || low > 0xDFFF)
                return true;
        } else if (c >= 0xDC00 && c <= 0xDFFF) {
            return true;
        }
        at += high ? 12 : c >= 0 ? 6 : 2;
    }
    return false;
}

int json_depth(struct span record)
{
    int depth = 0, most = 0;
    bool string = false;
    for (size_t i = 0; i < record.len; i++) {
        char c = record.at[i];
        if (string) {
            i += c == '\\';
            string = c != '"';
        } else if (c == '"') {
            string = true;
        } else if (c == '{' || c == '[') {
            depth++;
            most = depth > most ? depth : most;
        } else {
            depth -= c == '}' || c == ']';
        }
    }
    return most;
}
