#include "lib/run/schedule_check.h"

#include <string.h>
#include "lib/base/plain.h"
#include "lib/base/window.h"
#include "lib/run/argument_words.h"
#include "lib/run/notify.h"
#include "lib/state/place.h"

enum { CATCH_UP_MOST = 366 };

/* Words with blanks between, each one of `choices`, "a|b|c". */
static bool is_choice(struct span word, const char *choices)
{
    for (const char *c = choices; *c; c += *c == '|') {
        size_t n = strcspn(c, "|");
        if (n == word.len && memcmp(c, word.at, n) == 0)
            return true;
        c += n;
    }
    return false;
}

static bool next_word(const char **at, struct span *word)
{
    *at += strspn(*at, " \t");
    *word = (struct span){*at, strcspn(*at, " \t")};
    *at += word->len;
    return word->len > 0;
}

static int choose(const char *value, const char *choices, struct fault *f)
{
    return is_choice(span_of(value), choices)
               ? 0
               : fault(f, STATUS_CONFIG, "\"%s\" is none of %s", value, choices);
}

static int choose_some(const char *value, const char *choices, struct fault *f)
{
    struct span word;
    while (next_word(&value, &word))
        if (!is_choice(word, choices))
            return fault(f, STATUS_CONFIG, "\"%.*s\" is none of %s", (int)word.len, word.at,
                         choices);
    return 0;
}

static int check_number(const char *value, long most, int *n, struct fault *f)
{
    long long got = 0;
    size_t len = strspn(value, "0123456789");
    for (size_t i = 0; i < len && got <= most; i++)
        got = got * 10 + value[i] - '0';
    if (!len || value[len] || got > most)
        return fault(f, STATUS_CONFIG, "a whole number from 0 to %ld is wanted", most);
    *n = (int)got;
    return 0;
}

/* What becomes a word of make's and of the shell's. */
static int check_plain(const char *value, const char *odd, struct fault *f)
{
    return value[strcspn(value, odd)] || value[0] == '-'
               ? fault(f, STATUS_CONFIG,
                       "a name without blanks, quotes and signs of the shell is "
                       "wanted")
               : 0;
}

static const char odd[] = "\t'\"\\$`;&|<>()*?[]#%:{}!=";

/* A unit is started from wherever. */
int schedule_check_path(const char *value, struct fault *f)
{
    if (value[0] != '/')
        return fault(f, STATUS_CONFIG, "the whole path is wanted, from / on");
    return value[strcspn(value, " ")] ? check_plain(" ", " ", f) : check_plain(value, odd, f);
}

/* It stands in a unit's file too, which is UTF-8, and what systemd would make of .. is not what the
 * shell makes of it. */
static int check_folder(const char *value, struct fault *f)
{
    struct span left = span_of(value);
    if (schedule_check_path(value, f) != 0)
        return -1;
    while (left.len)
        if (plain_next(&left) < 0)
            return fault(f, STATUS_CONFIG, "it is not UTF-8");
    for (const char *at = value; at; at = strchr(at + 1, '/')) {
        size_t n = strcspn(at + 1, "/");
        if ((n == 1 && at[1] == '.') || (n == 2 && at[1] == '.' && at[2] == '.'))
            return fault(f, STATUS_CONFIG, "a path without . and .. is wanted");
    }
    return value[strspn(value, "/")]
               ? 0
               : fault(f, STATUS_CONFIG, "a folder is wanted, not all there is");
}

static int check_questions(const char *value, struct fault *f)
{
    const char *at = value;
    struct span word;
    while (next_word(&at, &word))
        if (word.at[0] == '-' || (memchr(word.at, '/', word.len) && word.at[0] != '/'))
            return fault(f, STATUS_CONFIG, "names of question sets are wanted, or whole paths");
    return check_plain(value, odd, f);
}

static int check_attach(const char *value, struct fault *f)
{
    struct span word;
    while (next_word(&value, &word))
        for (size_t i = 0; i < word.len; i++)
            if (word.at[0] == '.' || word.at[i] == '/')
                return fault(f, STATUS_CONFIG, "names of files of the run are wanted: report.pdf");
    return 0;
}

static int check_deliver(const char *value, struct fault *f)
{
    return choose_some(value, "slack|mail", f);
}

/* "http://..." or "https://..." */
static int check_link(const char *value, struct fault *f)
{
    size_t n = strncmp(value, "https://", 8) == 0 ? 8 : strncmp(value, "http://", 7) == 0 ? 7 : 0;
    return n == 0 || !value[n] || value[strcspn(value, " \"<>")]
               ? fault(f, STATUS_CONFIG, "an address is wanted: %s",
                       schedule_rows[SCHEDULE_LINK].example)
               : 0;
}

/* ---- state and times ---- */

static int check_state(struct schedule *s, struct fault *f)
{
    static const char *const names[] = {"draft", "active", "paused"};
    const char *state = s->value[SCHEDULE_STATE], *since = s->value[SCHEDULE_SINCE];
    if (choose(state, "draft|active|paused", f) != 0)
        return schedule_at(s, SCHEDULE_STATE, f);
    while (strcmp(state, names[s->state]) != 0)
        s->state++;
    if (since && when_parse(&s->since, span_of(since), f) != 0)
        return schedule_at(s, SCHEDULE_SINCE, f);
    if (s->state == SCHEDULE_ACTIVE && !since) {
        fault(f, STATUS_CONFIG, "it does not say since when: cm-schedule activate %s", s->name);
        return schedule_at(s, SCHEDULE_STATE, f);
    }
    return 0;
}

static int missing(const struct schedule *s, enum schedule_key key, struct fault *f)
{
    return fault(f, STATUS_CONFIG, "%s: it does not say its %s: %s = %s",
                 s->path ? s->path : s->name, schedule_rows[key].name, schedule_rows[key].name,
                 schedule_rows[key].example);
}

static int check_cadence(struct schedule *s, struct fault *f)
{
    struct fault zone = {0};
    if (!s->value[SCHEDULE_CADENCE])
        return missing(s, SCHEDULE_CADENCE, f);
    if (cadence_read(&s->cadence, s->value[SCHEDULE_CADENCE], "UTC", f) != 0)
        return schedule_at(s, SCHEDULE_CADENCE, f);
    if (cadence_read(&s->cadence, s->value[SCHEDULE_CADENCE], s->value[SCHEDULE_ZONE], &zone) !=
        0) {
        *f = zone;
        return schedule_at(s, SCHEDULE_ZONE, f);
    }
    return 0;
}

/* A window with dates in it would ask for the same calls each time. */
static int check_window(struct schedule *s, struct fault *f)
{
    struct window any;
    struct buf b = BUF(1024);
    const char *value = s->value[SCHEDULE_WINDOW];
    if (!value)
        return missing(s, SCHEDULE_WINDOW, f);
    if (window_last(&any, value, s->cadence.zone, 0, f) != 0) {
        fault(f, STATUS_CONFIG,
              "\"%s\" is no window that moves with the firings; write 1d (any number of days), "
              "last-week, last-month or last-5-weekdays: dates would ask for the same calls each "
              "time",
              value);
        return schedule_at(s, SCHEDULE_WINDOW, f);
    }
    buf_format(&b, "--last %s --zone %s", value, s->cadence.zone);
    s->window_asked = arena_text(&s->arena, buf_view(&b));
    buf_free(&b);
    return arena_check(&s->arena, "a window", f);
}

/* ---- options of other programs ---- */

/* What would make of a stage something else than the stage it is. */
static const char *const not_options[] = {
    "--output",    "--ledger", "--reject",  "--preview", "--fields",         "--explain",
    "--say",       "--json",   "--plan",    "--batch",   "--check",          "--ask",
    "--trusted",   "--now",    "--from",    "--to",      "--list-questions", "--engine-debug",
    "--questions", "--help",   "--version",
};

/* getopt takes a name that is cut short; only whole names are allowed here, so that none of these
 * slips through. */
static bool is_not_option(const char *word)
{
    size_t n = strcspn(word, "=");
    if (strncmp(word, "--", 2) != 0)
        return word[0] == '-' && word[1] && strchr("ohVq", word[1]);
    if (strcmp(word, "--engine") == 0 || strncmp(word, "--engine=", n + 1) == 0)
        return false;
    for (size_t i = 0; n > 2 && i < sizeof not_options / sizeof *not_options; i++)
        if (strncmp(not_options[i], word, n) == 0)
            return true;
    return n == 2;
}

static int check_options(struct schedule *s, enum schedule_key key, struct argument_words *w,
                         struct fault *f)
{
    *w = (struct argument_words){0};
    if (!s->value[key])
        return 0;
    int rc = argument_words_read(w, &s->arena, s->value[key], f);
    if (rc == 0 && w->at[0][0] != '-')
        rc = fault(f, STATUS_CONFIG, "options are wanted: %s", schedule_rows[key].example);
    for (size_t i = 0; rc == 0 && i < w->n; i++)
        if (is_not_option(w->at[i]))
            rc = fault(f, STATUS_CONFIG,
                       strcmp(w->at[i], "--from") == 0 || strcmp(w->at[i], "--to") == 0
                           ? "%s is of one date: which calls is for the window, which moves"
                           : "%s is not for a schedule, or a name cut short",
                       w->at[i]);
    return rc == 0 ? 0 : schedule_at(s, key, f);
}

static int check_engine(struct schedule *s, struct fault *f)
{
    struct argument_words w;
    if (check_options(s, SCHEDULE_ENGINE, &w, f) != 0)
        return -1;
    for (size_t i = 0; i < w.n; i++) {
        const char *engine = strncmp(w.at[i], "--engine=", 9) == 0             ? w.at[i] + 9
                             : strcmp(w.at[i], "--engine") == 0 && w.at[i + 1] ? w.at[i + 1]
                                                                               : NULL;
        if (engine)
            s->hosted = strcmp(engine, "offline") != 0;
    }
    return 0;
}

/* ---- one value, and all ---- */

static int check_line(const char *value, struct fault *f)
{
    for (const char *c = value; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            return fault(f, STATUS_CONFIG, "there is a control character in it");
    return 0;
}

static int check_value(struct schedule *s, enum schedule_key key, struct fault *f)
{
    const char *value = s->value[key];
    int any;
    if (check_line(value, f) != 0)
        return -1;
    switch (key) {
    case SCHEDULE_KIND: return choose(value, "analyze|sync", f);
    case SCHEDULE_CATCH_UP: return check_number(value, CATCH_UP_MOST, &s->catch_up, f);
    case SCHEDULE_PROFILE: return place_profile(&value, f);
    case SCHEDULE_QUESTIONS: return check_questions(value, f);
    case SCHEDULE_CORRECTIONS: return schedule_check_path(value, f);
    case SCHEDULE_OUT: return check_folder(value, f);
    case SCHEDULE_FORMATS:
        return choose_some(value, "html|md|csv|evidence|txt|json|xlsx|docx|pdf", f);
    case SCHEDULE_MIN_CALLS: return check_number(value, 999999999, &any, f);
    case SCHEDULE_AGAINST: return choose(value, "last-run|none", f);
    case SCHEDULE_CLASS: return choose(value, "plan|30d|90d|1y|unlimited", f);
    case SCHEDULE_DELIVER: return check_deliver(value, f);
    case SCHEDULE_LINK: return check_link(value, f);
    case SCHEDULE_ATTACH: return check_attach(value, f);
    case SCHEDULE_TYPES:
        return choose_some(value,
                           "all|calls|transcripts|users|user-stats|scorecards|"
                           "answered-scorecards|libraries|trackers|crm-deals|crm-contacts|"
                           "crm-accounts",
                           f);
    default: return 0;
    }
}

/* The kind first: it says which keys there may be. A fallback is of no kind. */
static int check_keys(struct schedule *s, struct fault *f)
{
    const char *kind = s->value[SCHEDULE_KIND] ? s->value[SCHEDULE_KIND] : "analyze";
    s->kind = strcmp(kind, "sync") == 0 ? SCHEDULE_SYNC : SCHEDULE_ANALYZE;
    for (int i = 0; i < SCHEDULE_KEYS; i++) {
        const struct schedule_row *row = &schedule_rows[i];
        if (s->value[i] && !(row->kinds & s->kind)) {
            fault(f, STATUS_CONFIG, "a schedule of the kind %s has none", kind);
            return schedule_at(s, (enum schedule_key)i, f);
        }
        if (!s->value[i] && row->kinds & s->kind)
            s->value[i] = row->fallback;
        if (s->value[i] && check_value(s, (enum schedule_key)i, f) != 0)
            return schedule_at(s, (enum schedule_key)i, f);
    }
    return 0;
}

int schedule_check(struct schedule *s, struct fault *f)
{
    struct argument_words ignored;
    if (check_keys(s, f) != 0 || check_state(s, f) != 0 || check_cadence(s, f) != 0 ||
        check_window(s, f) != 0 || check_options(s, SCHEDULE_FILTER, &ignored, f) != 0 ||
        check_engine(s, f) != 0)
        return -1;
    if (s->kind == SCHEDULE_SYNC && !s->value[SCHEDULE_OUT])
        return missing(s, SCHEDULE_OUT, f);
    s->slack = notify_wants(s->value[SCHEDULE_DELIVER], "slack");
    s->mail = notify_wants(s->value[SCHEDULE_DELIVER], "mail");
    s->last_run = s->value[SCHEDULE_AGAINST] && strcmp(s->value[SCHEDULE_AGAINST], "last-run") == 0;
    return 0;
}

static int check_words(const char *value, struct fault *f)
{
    struct arena a = {0};
    struct argument_words w;
    int rc = check_line(value, f) != 0 ? -1 : argument_words_read(&w, &a, value, f);
    arena_free(&a);
    return rc;
}

int schedule_check_variable(struct span variable, const char *value, struct fault *f)
{
    static const struct {
        const char *name;
        int (*check)(const char *value, struct fault *f);
    } checked[] = {{"WINDOW", check_words}, {"FILTER", check_words},  {"ENGINE", check_words},
                   {"LINK", check_link},    {"ATTACH", check_attach}, {"DELIVER", check_deliver}};
    for (size_t i = 0; *value && i < sizeof checked / sizeof *checked; i++) {
        if (!span_is(variable, checked[i].name) || checked[i].check(value, f) == 0)
            continue;
        if (f->status == STATUS_CONFIG)
            f->status = STATUS_USAGE;
        return fault_at(f, "%s", checked[i].name);
    }
    return 0;
}
