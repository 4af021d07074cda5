#include "lib/base/option.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What every program knows besides its table. */
enum { ASK_HELP = 1, ASK_VERSION, ASK_MDOC, ASK_BASH, FIRST_ROW };

static const struct option_row standard[] = {
    {"help", 'h', OPTION_FLAG, NULL, NULL, "this text", NULL},
    {"version", 'V', OPTION_FLAG, NULL, NULL, "which version this is", NULL},
    OPTION_END,
};

static bool is_option(const struct option_row *r)
{
    return r->kind != OPTION_HEADING;
}

static bool repeats(const struct option_row *r)
{
    return r->kind == OPTION_LIST || r->kind == OPTION_FILES;
}

static bool is_file(const struct option_row *r)
{
    return r->kind == OPTION_FILE || r->kind == OPTION_FILES || r->kind == OPTION_OUTPUT ||
           r->kind == OPTION_ASIDE;
}

static size_t count(const struct option_row *rows)
{
    size_t n = 0;
    while (rows[n].name || rows[n].kind == OPTION_HEADING)
        n++;
    return n;
}

/* ---- what the table says, in three forms ---- */

static void help_row(struct buf *b, const struct option_row *r)
{
    size_t start = b->len;
    if (r->kind == OPTION_HEADING) {
        buf_format(b, "\n%s:\n", r->help);
        return;
    }
    if (r->letter)
        buf_format(b, "  -%c, --%s", r->letter, r->name);
    else
        buf_format(b, "      --%s", r->name);
    if (r->arg)
        buf_format(b, " %s", r->arg);
    size_t width = b->len - start;
    if (width > 30)
        buf_format(b, "\n%32s", "");
    else
        buf_format(b, "%*s", (int)(32 - width), "");
    buf_text(b, r->help);
    if (repeats(r))
        buf_text(b, "; may be repeated");
    if (r->kind == OPTION_CHOICE)
        buf_format(b, ": %s", r->choices);
    buf_byte(b, '\n');
}

static void help_text(struct buf *b, const struct usage *u)
{
    buf_format(b, "%s: %s\n\n", u->program, u->summary);
    if (u->commands)
        for (const struct option_command *c = u->commands; c->name; c++)
            buf_format(b, "%s %s %s%s[OPTIONS]%s%s\n", c == u->commands ? "usage:" : "      ",
                       u->program, c->name, c->name[0] ? " " : "", c->operands[0] ? " " : "",
                       c->operands);
    else
        buf_format(b, "usage: %s [OPTIONS]%s%s\n", u->program,
                   u->operands && u->operands[0] ? " " : "", u->operands ? u->operands : "");
    if (u->commands) {
        buf_byte(b, '\n');
        for (const struct option_command *c = u->commands; c->name; c++)
            buf_format(b, "  %-12s %s\n", c->name, c->help);
    }
    if (u->rows[0].kind != OPTION_HEADING) /* which has its own blank line */
        buf_byte(b, '\n');
    for (const struct option_row *r = u->rows; r < u->rows + count(u->rows); r++)
        help_row(b, r);
    for (const struct option_row *r = standard; r->name; r++)
        help_row(b, r);
    if (u->details)
        buf_format(b, "\n%s", u->details);
    buf_format(
        b, "\nThe manual page %s(1) says more; callmine(7) shows how the programs fit together.\n",
        u->program);
}

/* A sentence for mdoc: a line that begins with a dot or a quote would be a request. */
static void mdoc_sentence(struct buf *b, const char *text)
{
    size_t n = strlen(text);
    if (text[0] == '.' || text[0] == '\'')
        buf_text(b, "\\&");
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\\')
            buf_text(b, "\\e");
        else if (text[i] == '-' && text[i + 1] == '-')
            buf_text(b, "\\-");
        else
            buf_byte(b, i == 0 ? (char)toupper((unsigned char)text[i]) : text[i]);
    }
    buf_text(b, n && strchr(".?!", text[n - 1]) ? "\n" : ".\n");
}

static void mdoc_rows(struct buf *b, const struct option_row *rows)
{
    for (const struct option_row *r = rows; r < rows + count(rows); r++) {
        if (!is_option(r)) {
            buf_format(b, ".El\n.Ss %s\n.Bl -tag -width Ds\n", r->help);
            continue;
        }
        buf_text(b, ".It ");
        if (r->letter)
            buf_format(b, "Fl %c , ", r->letter);
        buf_format(b, "Fl \\-%s", r->name);
        if (r->arg)
            buf_format(b, " Ar %s", r->arg);
        buf_byte(b, '\n');
        mdoc_sentence(b, r->help);
        if (repeats(r))
            buf_text(b, "May be repeated.\n");
        if (r->kind == OPTION_CHOICE) {
            buf_format(b, "One of %s.\n", r->choices);
        }
    }
}

static void mdoc_text(struct buf *b, const struct usage *u)
{
    buf_text(b, ".Bl -tag -width Ds\n");
    mdoc_rows(b, u->rows);
    mdoc_rows(b, standard);
    buf_text(b, ".El\n");
    /* A heading that comes first leaves an empty list in front of it. */
    static const char empty[] = ".Bl -tag -width Ds\n.El\n";
    if (b->at && strncmp(b->at, empty, sizeof empty - 1) == 0) {
        memmove(b->at, b->at + sizeof empty - 1, b->len - (sizeof empty - 1) + 1);
        b->len -= sizeof empty - 1;
    }
}

static void bash_words(struct buf *b, const char *choices)
{
    for (const char *c = choices; *c; c++)
        buf_byte(b, *c == '|' ? ' ' : *c);
}

static void bash_text(struct buf *b, const struct usage *u)
{
    buf_format(b, "# bash completion for %s\n_%s() {\n", u->program, u->program);
    buf_text(b, "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                "    case $before in\n");
    for (const struct option_row *r = u->rows; r < u->rows + count(u->rows); r++) {
        if (!is_option(r) || !r->arg)
            continue;
        buf_format(b, "    --%s", r->name);
        if (r->letter)
            buf_format(b, "|-%c", r->letter);
        if (r->choices) {
            buf_text(b, ") COMPREPLY=($(compgen -W '");
            bash_words(b, r->choices);
            buf_text(b, "' -- \"$word\")); return ;;\n");
        } else if (is_file(r)) {
            buf_text(b, ") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
        } else {
            buf_text(b, ") COMPREPLY=(); return ;;\n");
        }
    }
    buf_text(b, "    esac\n    case $word in\n    -*) COMPREPLY=($(compgen -W '--help --version");
    for (const struct option_row *r = u->rows; r < u->rows + count(u->rows); r++)
        if (is_option(r))
            buf_format(b, " --%s", r->name);
    buf_text(b, "' -- \"$word\")) ;;\n");
    if (u->commands) {
        buf_text(b, "    *) if ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W '");
        for (const struct option_command *c = u->commands; c->name; c++)
            buf_format(b, "%s%s", c == u->commands ? "" : " ", c->name);
        buf_text(b, "' -- \"$word\")); else COMPREPLY=($(compgen -f -- \"$word\")); fi ;;\n");
    } else {
        buf_text(b, "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n");
    }
    buf_format(b, "    esac\n}\ncomplete -F _%s %s\n", u->program, u->program);
}

static int answer(struct parsed *p, const struct usage *u, int ask, struct fault *f)
{
    struct buf *b = &p->answer;
    if (ask == ASK_HELP)
        help_text(b, u);
    else if (ask == ASK_VERSION)
        buf_format(b, "%s (callmine) %s\n", u->program, VERSION);
    else if (ask == ASK_MDOC)
        mdoc_text(b, u);
    else
        bash_text(b, u);
    return buf_check(b, "the help text", f);
}

/* ---- values ---- */

static bool is_choice(const char *choices, const char *word)
{
    size_t n = strlen(word);
    for (const char *c = choices; c; c = strchr(c, '|') ? strchr(c, '|') + 1 : NULL)
        if (strncmp(c, word, n) == 0 && (c[n] == '|' || c[n] == '\0') && n > 0)
            return true;
    return false;
}

static int take_number(const struct option_row *r, const char *text, struct fault *f)
{
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    if (end == text || *end || errno || !isfinite(value))
        return fault(f, STATUS_USAGE, "--%s takes a number, not \"%s\"", r->name, text);
    *(struct number *)r->to = (struct number){.value = value, .given = true, .text = text};
    return 0;
}

static int take_count(const struct option_row *r, const char *text, struct fault *f)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end || errno || value < 0)
        return fault(f, STATUS_USAGE, "--%s takes a whole number, not \"%s\"", r->name, text);
    *(int64_t *)r->to = value;
    return 0;
}

static int take_list(struct parsed *p, const struct option_row *r, const char *text,
                     struct fault *f)
{
    struct texts *list = r->to;
    const char **at = realloc(list->at, (list->n + 1) * sizeof *at);
    if (!at)
        return fault(f, STATUS_NO_MEMORY, "no memory for --%s", r->name);
    if (!list->at) {
        if (p->nlists == (int)(sizeof p->lists / sizeof p->lists[0])) {
            free(at);
            return fault(f, STATUS_BUG, "more options that repeat than option.h has room for");
        }
        p->lists[p->nlists++] = list;
    }
    list->at = at;
    list->at[list->n++] = text;
    return 0;
}

static int take(struct parsed *p, const struct option_row *r, const char *text, struct fault *f)
{
    switch (r->kind) {
    case OPTION_FLAG: *(bool *)r->to = true; return 0;
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_OUTPUT:
    case OPTION_ASIDE: *(const char **)r->to = text; return 0;
    case OPTION_CHOICE:
        if (!is_choice(r->choices, text))
            return fault(f, STATUS_USAGE, "--%s is one of %s, not \"%s\"", r->name, r->choices,
                         text);
        *(const char **)r->to = text;
        return 0;
    case OPTION_FILES:
    case OPTION_LIST: return take_list(p, r, text, f);
    case OPTION_COUNT: return take_count(r, text, f);
    case OPTION_NUMBER: return take_number(r, text, f);
    case OPTION_HEADING: break;
    }
    return fault(f, STATUS_BUG, "--%s has no kind", r->name);
}

/* ---- parsing, by getopt_long ---- */

static const char *find_command(const struct usage *u, const char *word)
{
    for (const struct option_command *c = u->commands; c->name; c++)
        if (strcmp(c->name, word) == 0)
            return c->name;
    return NULL;
}

static int take_command(struct parsed *p, const struct usage *u, struct fault *f)
{
    if (!u->commands)
        return 0;
    if (p->n == 0)
        return fault(f, STATUS_USAGE, "say what to do; %s --help lists the commands", u->program);
    p->command = find_command(u, p->operands[0]);
    if (!p->command)
        return fault(f, STATUS_USAGE, "there is no command \"%s\"; %s --help lists them",
                     p->operands[0], u->program);
    p->operands++;
    p->n--;
    return 0;
}

static int wrong(const struct usage *u, int found, char **argv, struct fault *f)
{
    if (found == ':')
        return fault(f, STATUS_USAGE, "%s needs a value; see %s --help", argv[optind - 1],
                     u->program);
    if (optopt > 0 && optopt < 256)
        return fault(f, STATUS_USAGE, "there is no option -%c; see %s --help", optopt, u->program);
    return fault(f, STATUS_USAGE, "%s is no option, or not used like that; see %s --help",
                 argv[optind - 1], u->program);
}

static int parse(struct parsed *p, const struct usage *u, struct option *longs, char *letters,
                 int argc, char **argv, struct fault *f)
{
    size_t n = count(u->rows), at = 0, l = 0;
    letters[l++] = ':';
    letters[l++] = 'h';
    letters[l++] = 'V';
    longs[at++] = (struct option){"help", no_argument, NULL, ASK_HELP};
    longs[at++] = (struct option){"version", no_argument, NULL, ASK_VERSION};
    longs[at++] = (struct option){"help-mdoc", no_argument, NULL, ASK_MDOC};
    longs[at++] = (struct option){"help-bash", no_argument, NULL, ASK_BASH};
    for (size_t i = 0; i < n; i++) {
        const struct option_row *r = &u->rows[i];
        if (!is_option(r))
            continue;
        longs[at++] = (struct option){r->name, r->arg ? required_argument : no_argument, NULL,
                                      256 + FIRST_ROW + (int)i};
        if (r->letter) {
            letters[l++] = r->letter;
            if (r->arg)
                letters[l++] = ':';
        }
    }
    optind = 0; /* glibc: start anew */
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        if (found == '?' || found == ':')
            return wrong(u, found, argv, f);
        if (found == 'h' || found == 'V')
            found = found == 'h' ? ASK_HELP : ASK_VERSION;
        if (found < FIRST_ROW)
            return answer(p, u, found, f);
        const struct option_row *r = NULL;
        if (found >= 256 + FIRST_ROW)
            r = &u->rows[found - 256 - FIRST_ROW];
        for (size_t i = 0; i < n && !r; i++)
            if (is_option(&u->rows[i]) && u->rows[i].letter == found)
                r = &u->rows[i];
        if (take(p, r, optarg, f) != 0)
            return -1;
    }
    p->operands = argv + optind;
    p->n = argc - optind;
    return take_command(p, u, f);
}

int option_parse(struct parsed *p, const struct usage *u, int argc, char **argv, struct fault *f)
{
    *p = (struct parsed){.answer = BUF(1 << 20)};
    size_t n = count(u->rows);
    struct option *longs = calloc(n + 5, sizeof *longs);
    char *letters = calloc(2 * n + 8, 1);
    int done = longs && letters ? parse(p, u, longs, letters, argc, argv, f)
                                : fault(f, STATUS_NO_MEMORY, "no memory for the options");
    free(longs);
    free(letters);
    return done == 0 && p->answer.len == 0 ? option_apart(p, u, f) : done;
}

void option_clear(struct parsed *p)
{
    for (int i = 0; i < p->nlists; i++) {
        free(p->lists[i]->at);
        *p->lists[i] = (struct texts){NULL, 0};
    }
    p->nlists = 0;
    buf_free(&p->answer);
}
