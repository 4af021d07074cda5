#include "lib/json/lexis.h"

enum { INTERPOLATION = 'S' };

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- how long a token is, 0 when there is none of the kind ---- */

static size_t name_length(const char *at)
{
    size_t n = 0;
    while (letter(at[n]) || (n > 0 && digit(at[n])))
        n++;
    return n;
}

/* jq: ([a-zA-Z_][a-zA-Z_0-9]*::)*[a-zA-Z_][a-zA-Z_0-9]* */
static size_t word_length(const char *at)
{
    size_t n = name_length(at), more;
    while (n > 0 && at[n] == ':' && at[n + 1] == ':' && (more = name_length(at + n + 2)) > 0)
        n += 2 + more;
    return n;
}

/* jq: [0-9.]+([eE][+-]?[0-9]+)? ; it is looked at later whether that is a number. */
static size_t number_length(const char *at)
{
    size_t n = 0;
    while (digit(at[n]) || at[n] == '.')
        n++;
    if (n == 0 || (at[n] | 0x20) != 'e')
        return n;
    size_t digits = n + 1 + (at[n + 1] == '+' || at[n + 1] == '-'), end = digits;
    while (digit(at[end]))
        end++;
    return end > digits ? end : n;
}

/* jq: (\\[^u(]|\\u[a-zA-Z0-9]{0,4})+ */
static size_t escapes_length(const char *at)
{
    size_t n = 0;
    while (at[n] == '\\' && at[n + 1] && at[n + 1] != '(') {
        bool code = at[n + 1] == 'u';
        n += 2;
        for (int i = 0; code && i < 4 && (digit(at[n]) || (letter(at[n]) && at[n] != '_')); i++)
            n++;
    }
    return n;
}

static size_t sign_length(const char *at)
{
    static const char *const signs[] = {
        "?//", "//=", "!=", "==", "//", "|=", "+=", "-=", "*=", "/=", "%=", "<=", ">=", "..", NULL};
    for (const char *const *s = signs; *s; s++)
        if (strncmp(at, *s, strlen(*s)) == 0)
            return strlen(*s);
    return strchr(".?=;,:|+-*/%$<>", *at) ? 1 : 0;
}

/* ---- tokens ---- */

static struct token take(struct lexis *l, enum lexis_kind kind, size_t n)
{
    struct token t = {kind, {l->at, n}};
    l->at += n;
    return t;
}

static struct token give_up(struct lexis *l, const char *why)
{
    l->wrong = why;
    l->at += strlen(l->at);
    return take(l, LEXIS_END, 0);
}

static struct token open(struct lexis *l, enum lexis_kind kind, size_t n, char what)
{
    if (l->depth == LEXIS_NESTING)
        return give_up(l, "is nested too deeply");
    l->open[l->depth++] = what;
    return take(l, kind, n);
}

static struct token close(struct lexis *l)
{
    char c = *l->at, was = l->depth ? l->open[l->depth - 1] : '\0';
    bool string = c == ')' && was == INTERPOLATION;
    if (!string && !(c == ')' && was == '(') && !(c == ']' && was == '[') &&
        !(c == '}' && was == '{'))
        return give_up(l, "has brackets that do not match");
    l->depth--;
    return take(l, string ? LEXIS_INTERPOLATED : LEXIS_SIGN, 1);
}

static struct token in_string(struct lexis *l)
{
    size_t n = strcspn(l->at, "\\\"");
    if (n > 0)
        return take(l, LEXIS_TEXT, n);
    if (*l->at == '"') {
        l->depth--;
        return take(l, LEXIS_STRING_END, 1);
    }
    if (l->at[0] == '\\' && l->at[1] == '(')
        return open(l, LEXIS_INTERPOLATE, 2, INTERPOLATION);
    if ((n = escapes_length(l->at)) > 0)
        return take(l, LEXIS_ESCAPES, n);
    return give_up(l, "has a string without an end");
}

struct token lexis_next(struct lexis *l)
{
    size_t n, number;
    if (l->depth && l->open[l->depth - 1] == '"' && !l->wrong)
        return in_string(l);
    for (;;) {
        l->at += strspn(l->at, " \n\t");
        if (*l->at != '#')
            break;
        l->at += strcspn(l->at, "\r\n");
    }
    switch (*l->at) {
    case '\0': return take(l, LEXIS_END, 0);
    case '"': return open(l, LEXIS_STRING, 1, '"');
    case '(':
    case '[':
    case '{': return open(l, LEXIS_SIGN, 1, *l->at);
    case ')':
    case ']':
    case '}': return close(l);
    case '@':
        for (n = 1; letter(l->at[n]) || digit(l->at[n]);)
            n++;
        return take(l, n > 1 ? LEXIS_FORMAT : LEXIS_WRONG, n);
    }
    if ((n = word_length(l->at)) > 0)
        return take(l, LEXIS_WORD, n);
    /* The longest counts; of the same length the number comes first in jq, after . and .. */
    n = *l->at == '.' && letter(l->at[1]) ? 1 + name_length(l->at + 1) : 0;
    number = number_length(l->at);
    if (number >= n && number > strspn(l->at, ".") * (strspn(l->at, ".") < 3 ? 1 : 0))
        return take(l, LEXIS_NUMBER, number);
    if (n > 0)
        return take(l, LEXIS_FIELD, n);
    n = sign_length(l->at);
    return take(l, n ? LEXIS_SIGN : LEXIS_WRONG, n ? n : 1);
}

/* ---- names that reach outside ---- */

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

static bool one_of(struct span word, const char *const *names)
{
    for (; *names; names++)
        if (span_is(word, *names))
            return true;
    return false;
}

/* In {env: 1, input} the words are the names of members. */
static bool is_key(const struct lexis *l, const struct token *before)
{
    return l->depth && l->open[l->depth - 1] == '{' &&
           (span_is(before->text, "{") || span_is(before->text, ","));
}

int lexis_check(const char *expression, struct fault *f)
{
    struct lexis l = {.at = expression};
    struct token before = {LEXIS_WRONG, SPAN_NONE}, t;
    if (strlen(expression) > LEXIS_EXPRESSION)
        return fault(f, STATUS_USAGE, "the expression is longer than %d bytes", LEXIS_EXPRESSION);
    for (; (t = lexis_next(&l)).kind != LEXIS_END; before = t) {
        bool variable = before.kind == LEXIS_SIGN && span_is(before.text, "$");
        if (t.kind == LEXIS_WORD &&
            (variable ? one_of(t.text, variables) : !is_key(&l, &before) && one_of(t.text, calls)))
            return fault(f, STATUS_USAGE,
                         "the expression uses %s%.*s, which reaches outside the record and is not "
                         "available here",
                         variable ? "$" : "", (int)t.text.len, t.text.at);
    }
    return l.wrong ? fault(f, STATUS_USAGE, "the expression %s", l.wrong) : 0;
}
