#include "lib/json/regex.h"

#include <oniguruma.h>
#include <stdlib.h>

/* Steps back that a search may take here; libjq, which may take 10 million for each place in the
 * text, has a time limit. */
enum { RETRIES = 100000 };

struct regex {
    regex_t *onig; /* NULL: wrong */
    OnigMatchParam *limits;
};

void regex_begin(void)
{
    OnigEncoding utf8 = ONIG_ENCODING_UTF8;
    onig_initialize(&utf8, 1);
}

static bool read_flags(struct span flags, OnigOptionType *options)
{
    static const struct {
        char letter;
        OnigOptionType option;
    } table[] = {
        {'g', ONIG_OPTION_NONE},         {'i', ONIG_OPTION_IGNORECASE},
        {'x', ONIG_OPTION_EXTEND},       {'m', ONIG_OPTION_MULTILINE},
        {'s', ONIG_OPTION_SINGLELINE},   {'p', ONIG_OPTION_MULTILINE | ONIG_OPTION_SINGLELINE},
        {'l', ONIG_OPTION_FIND_LONGEST}, {'n', ONIG_OPTION_FIND_NOT_EMPTY},
    };
    *options = ONIG_OPTION_CAPTURE_GROUP;
    for (size_t i = 0; i < flags.len; i++) {
        size_t t = 0, n = sizeof table / sizeof *table;
        while (t < n && table[t].letter != flags.at[i])
            t++;
        if (t == n)
            return false;
        *options |= table[t].option;
    }
    return true;
}

static const OnigUChar *bytes(const char *at)
{
    return (const OnigUChar *)at;
}

struct regex *regex_new(struct span pattern, struct span flags)
{
    OnigOptionType options;
    OnigErrorInfo why;
    struct regex *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    const char *at = pattern.len ? pattern.at : "";
    if (!read_flags(flags, &options) ||
        onig_new(&r->onig, bytes(at), bytes(at + pattern.len), options, ONIG_ENCODING_UTF8,
                 ONIG_SYNTAX_PERL_NG, &why) != ONIG_NORMAL) {
        r->onig = NULL;
        return r;
    }
    if (!(r->limits = onig_new_match_param())) {
        regex_free(r);
        return NULL;
    }
    onig_initialize_match_param(r->limits);
    onig_set_retry_limit_in_match_of_match_param(r->limits, RETRIES);
    onig_set_retry_limit_in_search_of_match_param(r->limits, RETRIES);
    return r;
}

void regex_free(struct regex *r)
{
    if (!r)
        return;
    if (r->onig)
        onig_free(r->onig);
    if (r->limits)
        onig_free_match_param(r->limits);
    free(r);
}

enum regex_answer regex_search(struct regex *r, struct span text)
{
    if (!r->onig)
        return REGEX_WRONG;
    const OnigUChar *at = bytes(text.len ? text.at : ""), *end = at + text.len;
    int found =
        onig_search_with_param(r->onig, at, end, at, end, NULL, ONIG_OPTION_NONE, r->limits);
    return found >= 0 ? REGEX_YES : found == ONIG_MISMATCH ? REGEX_NO : REGEX_UNSURE;
}
