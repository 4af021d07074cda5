/* lib/base/option: one table gives parsing, --help, the page's options and completion. */
#include "lib/base/option.h"
#include "tests/unit/check.h"

static bool flag;
static const char *zone, *format, *file;
static struct texts stages;
static int64_t n;
static struct number amount;

static const struct option_row rows[] = {
    {"stage", 's', OPTION_LIST, &stages, "NAME", "deal stage", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "More", NULL},
    {"zone", 0, OPTION_TEXT, &zone, "ZONE", ".starts with a dot", NULL},
    {"format", 'f', OPTION_CHOICE, &format, "FORMAT", "how", "html|md"},
    {"output", 'o', OPTION_FILE, &file, "FILE", "where", NULL},
    {"count", 0, OPTION_COUNT, &n, "N", "how many", NULL},
    {"amount-min", 0, OPTION_NUMBER, &amount, "AMOUNT", "at least", NULL},
    {"not", 0, OPTION_FLAG, &flag, NULL, "the others", NULL},
    OPTION_END,
};
static const struct usage plain = {"cm-x", "tests", "[FILE...]", NULL, NULL, rows};
static const struct option_command commands[] = {
    {"add", "RUN...", "adds"}, {"list", "", "lists"}, {0}};
static const struct usage verbs = {"cm-y", "tests", "", NULL, commands, rows};

static struct parsed p;
static struct fault f;

static int parse(const struct usage *u, int argc, const char **argv)
{
    option_clear(&p);
    f = (struct fault){0};
    return option_parse(&p, u, argc, (char **)argv, &f);
}

#define PARSE(usage, ...)                                                                          \
    parse(&(usage), (int)(sizeof((const char *[]){"x", __VA_ARGS__}) / sizeof(char *)),            \
          (const char *[]){"x", __VA_ARGS__, NULL})

int main(void)
{
    const char *args[] = {"x",     "-s",     "A",       "in.ndjson", "--stage=B", "--amount-min",
                          "1.5e3", "--not",  "--count", "7",         "-f",        "md",
                          "--",    "--zone", NULL};
    CHECK(option_parse(&p, &plain, 14, (char **)args, &f) == 0);
    CHECK(stages.n == 2 && strcmp(stages.at[1], "B") == 0 && flag && n == 7 && !zone);
    CHECK(amount.given && amount.value == 1500 && strcmp(format, "md") == 0);
    CHECK(p.n == 2 && strcmp(p.operands[0], "in.ndjson") == 0 &&
          strcmp(p.operands[1], "--zone") == 0);
    option_clear(&p);
    CHECK(stages.n == 0 && !stages.at);

    CHECK(PARSE(plain, "--bogus") == -1 && f.status == STATUS_USAGE && strstr(f.text, "--help"));
    CHECK(PARSE(plain, "-q") == -1 && f.status == STATUS_USAGE);
    CHECK(PARSE(plain, "--zone") == -1 && strstr(f.text, "needs a value"));
    CHECK(PARSE(plain, "--format", "pdf") == -1 && strstr(f.text, "html|md"));
    CHECK(PARSE(plain, "--format", "htm") == -1 && PARSE(plain, "--format", "") == -1);
    CHECK(PARSE(plain, "--count", "-1") == -1 && PARSE(plain, "--count", "9x") == -1);
    CHECK(PARSE(plain, "--amount-min", "nan") == -1 && PARSE(plain, "--amount-min", "5k") == -1);
    CHECK(PARSE(plain, "--not=1") == -1);

    CHECK(PARSE(verbs, "list", "--not") == 0 && strcmp(p.command, "list") == 0 && p.n == 0);
    CHECK(PARSE(verbs, "--not", "add", "r1") == 0 && strcmp(p.command, "add") == 0 && p.n == 1);
    CHECK(PARSE(verbs, "--not") == -1 && PARSE(verbs, "remove") == -1);

    CHECK(PARSE(plain, "--help") == 0 && strstr(p.answer.at, "--amount-min AMOUNT") &&
          strstr(p.answer.at, "\nMore:\n") && strstr(p.answer.at, "usage: cm-x"));
    CHECK(PARSE(verbs, "-h") == 0 && strstr(p.answer.at, "cm-y add [OPTIONS] RUN..."));
    CHECK(PARSE(plain, "-V") == 0 && strstr(p.answer.at, "callmine"));
    CHECK(PARSE(plain, "--help-mdoc") == 0 && strstr(p.answer.at, "\n\\&.starts with a dot.\n"));
    CHECK(PARSE(plain, "--help-bash") == 0 && strstr(p.answer.at, "compgen -W 'html md'"));
    option_clear(&p);
    return check_end();
}
