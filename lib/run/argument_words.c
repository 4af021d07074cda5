#include "lib/run/argument_words.h"

#include <string.h>

static int refuse(char c, struct fault *f)
{
    return fault(f, STATUS_CONFIG,
                 "the shell would do something with its %c; put what it belongs to in 'single "
                 "quotes'",
                 c);
}

/* What stands between quotes, or one character; *to grows by it. False with a fault. */
static bool take_piece(const char **at, char **to, struct fault *f)
{
    char c = *(*at)++;
    if (c == '\'' || c == '"') {
        for (; **at && **at != c; (*at)++) {
            if (c == '"' && strchr("$`", **at))
                return refuse(**at, f) == 0;
            if (c == '"' && **at == '\\' && strchr("\"\\", (*at)[1]) && (*at)[1])
                (*at)++;
            *(*to)++ = **at;
        }
        if (!**at)
            return fault(f, STATUS_CONFIG, "a quote (%c) is not closed", c) == 0;
        (*at)++;
        return true;
    }
    if (c == '\\') {
        if (!**at)
            return fault(f, STATUS_CONFIG, "it ends with a backslash") == 0;
        c = *(*at)++;
    } else if (strchr("$`;&|<>()*?[]{}#~!", c)) {
        return refuse(c, f) == 0;
    }
    *(*to)++ = c;
    return true;
}

int argument_words_read(struct argument_words *w, struct arena *a, const char *text,
                        struct fault *f)
{
    size_t most = strlen(text) / 2 + 2;
    char *to = arena_take(a, strlen(text) + most);
    *w = (struct argument_words){.at = arena_take(a, most * sizeof *w->at)};
    if (!to || !w->at)
        return fault(f, STATUS_NO_MEMORY, "no memory for the words of a setting");
    for (const char *at = text;;) {
        at += strspn(at, " \t");
        if (!*at)
            return 0;
        w->at[w->n++] = to;
        while (*at && !strchr(" \t", *at))
            if (!take_piece(&at, &to, f))
                return -1;
        *to++ = '\0';
    }
}
