#include "lib/json/lexis.h"

#include <stdbool.h>
#include <string.h>
#include "lib/base/span.h"

enum { NESTING = 512 };

/* What an open bracket is: its character, or a string's interpolation, after which the string goes
 * on. */
enum { INTERPOLATION = 'S' };

struct lexer {
    const char *at;
    char open[NESTING];
    int depth;
    char before; /* the last token's last character; 'a' for a word, 0 at the start */
};

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool one_of(struct span word, const char *const *names)
{
    for (; *names; names++)
        if (span_is(word, *names))
            return true;
    return false;
}

static const char *const calls[] = {
    "env",
    "input",
    "inputs",
    "stderr",
    "input_filename",
    "input_line_number",
    "get_search_list",
    "get_jq_origin",
    "get_prog_origin",
    "modulemeta",
    "halt",
    "halt_error",
    "import",
    "include",
    "module",
    NULL,
};
static const char *const variables[] = {"ENV", "__prog_args", NULL};

/* jq: ([a-zA-Z_][a-zA-Z_0-9]*::)*[a-zA-Z_][a-zA-Z_0-9]* */
static struct span word(struct lexer *l)
{
    const char *from = l->at;
    for (;;) {
        while (letter(*l->at) || digit(*l->at))
            l->at++;
        if (l->at[0] != ':' || l->at[1] != ':' || !letter(l->at[2]))
            break;
        l->at += 2;
    }
    return (struct span){from, (size_t)(l->at - from)};
}

/* jq: ([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)? */
static void number(struct lexer *l)
{
    while (digit(*l->at))
        l->at++;
    if (*l->at == '.')
        l->at++;
    while (digit(*l->at))
        l->at++;
    if (*l->at != 'e' && *l->at != 'E')
        return;
    const char *exponent = l->at + 1;
    if (*exponent == '+' || *exponent == '-')
        exponent++;
    if (!digit(*exponent))
        return;
    while (digit(*exponent))
        exponent++;
    l->at = exponent;
}

static int open_bracket(struct lexer *l, char what, struct fault *f)
{
    if (l->depth == NESTING)
        return fault(f, STATUS_USAGE, "the expression is nested too deeply");
    l->open[l->depth++] = what;
    l->before = what;
    return 0;
}

/* The rest of a string, up to its end or to an interpolation. */
static int string(struct lexer *l, struct fault *f)
{
    for (;;) {
        char c = *l->at;
        if (c == '\0')
            return fault(f, STATUS_USAGE, "the expression has a string without an end");
        l->at++;
        if (c == '"') {
            l->before = '"';
            return 0;
        }
        if (c != '\\')
            continue;
        if (*l->at == '(') {
            l->at++;
            return open_bracket(l, INTERPOLATION, f);
        }
        if (*l->at)
            l->at++;
    }
}

static int close_bracket(struct lexer *l, char c, struct fault *f)
{
    char open = l->depth ? l->open[--l->depth] : '\0';
    l->before = c;
    if (c == ')' && open == INTERPOLATION)
        return string(l, f);
    if ((c == ')' && open == '(') || (c == ']' && open == '[') || (c == '}' && open == '{'))
        return 0;
    return fault(f, STATUS_USAGE, "the expression's brackets do not match");
}

/* In {env: 1, input} the words are the names of members. */
static bool is_key(const struct lexer *l)
{
    return l->depth && l->open[l->depth - 1] == '{' && (l->before == '{' || l->before == ',');
}

static int name(struct lexer *l, struct fault *f)
{
    bool variable = l->before == '$', key = is_key(l);
    struct span w = word(l);
    l->before = 'a';
    if (variable ? one_of(w, variables) : !key && one_of(w, calls))
        return fault(f, STATUS_USAGE,
                     "the expression uses %s%.*s, which reaches outside the record and is not "
                     "available here",
                     variable ? "$" : "", (int)w.len, w.at);
    return 0;
}

static int token(struct lexer *l, struct fault *f)
{
    char c = *l->at;
    if (c == '#') {
        l->at += strcspn(l->at, "\n");
        return 0;
    }
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        l->at++;
        return 0;
    }
    if (letter(c))
        return name(l, f);
    if (digit(c) || (c == '.' && digit(l->at[1]))) {
        number(l);
        l->before = '0';
        return 0;
    }
    l->at++;
    l->before = c;
    switch (c) {
    case '"': return string(l, f);
    case '(':
    case '[':
    case '{': return open_bracket(l, c, f);
    case ')':
    case ']':
    case '}': return close_bracket(l, c, f);
    case '.': /* .name is a field; two dots are one token, so that ..name is not */
        if (*l->at == '.') {
            l->at++;
        } else if (letter(*l->at)) {
            while (letter(*l->at) || digit(*l->at))
                l->at++;
            l->before = 'a';
        }
        return 0;
    case '@': /* @base64 */
        while (letter(*l->at) || digit(*l->at))
            l->at++;
        return 0;
    default: return 0;
    }
}

int lexis_check(const char *expression, struct fault *f)
{
    struct lexer l = {.at = expression};
    if (strlen(expression) > LEXIS_EXPRESSION)
        return fault(f, STATUS_USAGE, "the expression is longer than %d bytes", LEXIS_EXPRESSION);
    while (*l.at)
        if (token(&l, f) != 0)
            return -1;
    return 0;
}
