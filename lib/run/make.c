#include "lib/run/make.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/run/child.h"
#include "lib/run/schedule_check.h"
#include "lib/state/place.h"
#include "lib/state/quota.h"

enum { WORDS = 64, WORDS_BYTES = 1 << 20, TAIL = 16 << 10, SAID = 260 };

const struct make_variable make_variables[] = {
    {"WINDOW", true, true},       {"PROFILE", true, true},    {"ZONE", true, true},
    {"FILTER", true, false},      {"QUESTIONS", true, false}, {"ENGINE", true, false},
    {"FORMATS", true, false},     {"TITLE", true, false},     {"CLASS", true, false},
    {"MIN_CALLS", true, false},   {"AGAINST", true, false},   {"AMENDS", true, false},
    {"CORRECTIONS", true, false}, {"DELIVER", true, false},   {"LINK", true, false},
    {"ATTACH", true, false},      {"SCHEDULE", true, false},  {"OUT", false, true},
    {"TYPES", false, true},       {"LIMIT", false, true},     {"KEEP", false, true},
    {"FRESH", false, true},       {NULL, false, false},
};

/* Not make's, though a run has them. */
static bool is_ours(const char *name)
{
    return strcmp(name, "DELIVER") == 0 || strcmp(name, "LINK") == 0 || strcmp(name, "ATTACH") == 0;
}

/* ---- settings ---- */

static const struct make_variable *find(struct span name, bool sync)
{
    const struct make_variable *v = make_variables;
    while (v->name && !(span_is(name, v->name) && (sync ? v->sync : v->analyze)))
        v++;
    return v->name ? v : NULL;
}

static int check_operand(const char *operand, bool sync, struct fault *f)
{
    size_t n = strcspn(operand, "=");
    const char *value = operand[n] ? operand + n + 1 : "";
    if (span_is((struct span){operand, n}, "WINDOW") && *value && *value != '-')
        return fault(f, STATUS_USAGE,
                     "WINDOW is options of gong-list-calls: say WINDOW='--last %.40s'", value);
    if (operand[n] == '=' && find((struct span){operand, n}, sync))
        return schedule_check_variable((struct span){operand, n}, operand + n + 1, f);
    if (operand[n] != '=')
        return fault(f, STATUS_USAGE, "%.40s: not VARIABLE=VALUE: see cm-run(1)", operand);
    return fault(f, STATUS_USAGE, "%.*s is no variable of %s.mk that a run can be told",
                 n < 40 ? (int)n : 40, operand, sync ? "sync" : "analyze");
}

int make_settings(struct buf *b, struct span settings, char *const *operands, int n, bool sync,
                  struct fault *f)
{
    struct json_writer w = {.b = b};
    for (int i = 0; i < n; i++)
        if (check_operand(operands[i], sync, f) != 0)
            return -1;
    json_open(&w, NULL, '{');
    for (const struct make_variable *v = make_variables; v->name; v++) {
        struct span value = json_member(settings, span_of(v->name)), said = SPAN_NONE;
        size_t len = strlen(v->name);
        for (int i = 0; i < n; i++)
            if (strncmp(operands[i], v->name, len) == 0 && operands[i][len] == '=')
                said = span_of(operands[i] + len + 1);
        if (said.at)
            json_put_text(&w, v->name, said);
        else if (value.at)
            json_put(&w, v->name, value);
    }
    json_close(&w, '}');
    return buf_check(b, "the settings of a run", f);
}

/* ---- the command ---- */

/* Words, one behind the other with a NUL after each. */
struct command {
    struct buf text;
    size_t at[WORDS];
    size_t n;
};

static void word(struct command *c, const char *name, const char *value)
{
    if (c->n == WORDS - 1) {
        c->text.state = BUF_FULL;
        return;
    }
    c->at[c->n++] = c->text.len;
    buf_format(&c->text, "%s%s%s", name, value ? "=" : "", value ? value : "");
    buf_byte(&c->text, '\0');
}

/* Where there is a plan, a run that says nothing is kept as the plan says. */
static void class_word(struct command *c, const struct runs_entry *e)
{
    struct buf said = BUF(64);
    struct fault ignored = {0};
    char plan[QUOTA_PLAN] = "";
    runs_setting(&said, e, "CLASS");
    if (!e->sync && said.len == 0 && quota_plan(plan, &ignored) == 0 && plan[0])
        word(c, "CLASS", "plan");
    buf_free(&said);
}

static void settings_words(struct command *c, const struct make_order *o)
{
    struct buf value = BUF(64 << 10);
    for (const struct make_variable *v = make_variables; v->name; v++) {
        buf_clear(&value);
        if (is_ours(v->name) || !runs_setting(&value, o->run, v->name))
            continue;
        const char *text = value.at ? value.at : "";
        if (strcmp(v->name, "AGAINST") == 0 && strcmp(text, "last-run") == 0)
            text = o->against ? o->against : "";
        word(c, v->name, text);
    }
    class_word(c, o->run);
    if (value.state != BUF_SOUND)
        c->text.state = value.state;
    buf_free(&value);
}

static int command_of(struct command *c, const struct make_order *o, const char *dir,
                      struct fault *f)
{
    const struct runs_entry *e = o->run;
    struct buf text = BUF(8192);
    *c = (struct command){.text = BUF(WORDS_BYTES)};
    word(c, "make", NULL);
    word(c, "-s", NULL);
    word(c, "-f", NULL);
    buf_format(&text, "%s/%s.mk", o->host->pipelines, e->sync ? "sync" : "analyze");
    word(c, text.at, NULL);
    word(c, e->sync ? "RESULT" : "RUN", dir);
    buf_clear(&text);
    host_seconds(&text, e->slot);
    word(c, "NOW", text.at);
    if (!e->sync) {
        word(c, "ID", e->id);
        word(c, "PHASE", o->phase);
        word(c, "TRIGGERED_BY", e->by_schedule ? "schedule" : "by hand");
    }
    if (o->host->clock)
        word(c, "CLOCK", o->host->clock);
    settings_words(c, o);
    word(c, o->goal, NULL);
    int rc = buf_check(&text, "a path", f);
    buf_free(&text);
    return rc == 0 ? buf_check(&c->text, "what make is told", f) : -1;
}

static int run_command(const struct make_order *o, struct command *c, int *status, struct fault *f)
{
    static char makes[][16] = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEFILES", "GNUMAKEFLAGS",
                               "HELD",      "RUN",    "KEEP",      "AMENDS",    "CLOCK",
                               "PHASE",     "RESULT", "FRESH"};
    char *argv[WORDS], *without[WORDS];
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        argv[i] = c->text.at + c->at[i];
    argv[c->n] = NULL;
    for (size_t i = 0; i < sizeof makes / sizeof makes[0]; i++)
        without[n++] = makes[i];
    for (const struct make_variable *v = make_variables; v->name; v++)
        without[n++] = (char *)(size_t)v->name;
    without[n] = NULL;
    return child_run(&(struct child){.argv = argv,
                                     .without = without,
                                     .out = o->log,
                                     .log = o->log,
                                     .look = o->look,
                                     .who = o->who},
                     status, f);
}

/* ---- what came of it ---- */

/* What the log says behind that place, no more than the last TAIL bytes. */
static void read_tail(struct buf *b, int log, off_t from)
{
    off_t end = lseek(log, 0, SEEK_END);
    if (end - from > TAIL)
        from = end - TAIL;
    char *room = buf_room(b, TAIL);
    ssize_t n = room ? pread(log, room, TAIL, from) : 0;
    b->len += n > 0 ? (size_t)n : 0;
}

static bool has(struct span line, const char *text)
{
    return memmem(line.at, line.len, text, strlen(text)) != NULL;
}

/* The last sentence that is not of make, nor about how a stage ended; or, where make itself found
 * something wrong, its own. A sync goes on behind a stage that failed: there it is the last before
 * the first that ended so. *broke: a rule of make's failed that is no stage. */
static struct span last_words(struct span tail, const char *ended, bool *broke)
{
    struct span last = {"", 0}, stop = {"", 0}, told = {"", 0};
    for (const char *at = tail.at, *end = at + tail.len; at && at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        struct span line = {at, (size_t)((newline ? newline : end) - at)};
        at = newline ? newline + 1 : end;
        const char *stars = memmem(line.at, line.len, "*** ", 4);
        if (stars && has(line, "*** [")) {
            *broke = true;
        } else if (stars && has(line, "Stop.")) {
            stop = (struct span){stars + 4, (size_t)(line.at + line.len - stars) - 4};
            const char *tell = memmem(stop.at, stop.len, ".  Stop.", 8);
            stop.len = tell ? (size_t)(tell - stop.at) : stop.len;
        } else if (line.len && !stars && !has(line, ": ended with ")) {
            last = line;
        } else if (ended && told.len == 0 && has(line, ended)) {
            told = last;
        }
    }
    *broke = *broke && stop.len == 0;
    return stop.len ? stop : told.len ? told : last;
}

static int blame(const struct make_order *o, const struct stages *s, off_t from, struct fault *f)
{
    struct buf tail = BUF(TAIL + 1), said = BUF(8192);
    bool broke = false;
    char ended[40];
    snprintf(ended, sizeof ended, ": ended with %d", s->raw);
    read_tail(&tail, o->log, from);
    struct span words = last_words(buf_view(&tail), o->run->sync ? ended : NULL, &broke);
    plain_add(&said, (struct span){words.at, words.len < SAID ? words.len : SAID});
    const char *why = said.at ? said.at : "", *colon = *why ? ": " : "";
    if (!s->failed[0])
        fault(f, broke ? STATUS_IO : STATUS_USAGE, "%s", *why ? why : "make failed");
    else if (s->raw > 128)
        fault(f, s->status, "%s was killed by signal %d", s->failed, s->raw - 128);
    else
        fault(f, s->status, "%s ended with %d%s%s", s->failed, s->raw, colon, why);
    buf_free(&tail);
    buf_free(&said);
    return -1;
}

/* It becomes names of targets and words of the shell. */
static int check_state(struct fault *f)
{
    struct buf dir = BUF(4095);
    int rc = place_find(&dir, PLACE_STATE, "", f);
    if (rc == 0 && (rc = schedule_check_path(dir.at, f)) != 0)
        fault_at(f, "the state directory %.200s (STATE_DIRECTORY, XDG_STATE_HOME)", dir.at);
    buf_free(&dir);
    return rc;
}

int make_run(const struct make_order *o, struct stages *s, struct fault *f)
{
    struct buf dir = BUF(4095);
    struct command c = {0};
    int status = 0;
    *s = (struct stages){0};
    off_t from = lseek(o->log, 0, SEEK_END);
    int rc = check_state(f);
    if (rc == 0)
        rc = runs_path(&dir, o->run->id, "", f);
    if (rc == 0 && (rc = file_make_dirs(dir.at, 0700, f)) == 0)
        rc = stages_forget(dir.at, f);
    if (rc == 0 && (rc = command_of(&c, o, dir.at, f)) == 0)
        rc = run_command(o, &c, &status, f);
    if (rc == 0)
        rc = stages_read(s, dir.at, o->run->sync, f);
    bool in_part = rc == 0 && s->failed[0] == '\0' && s->in_part;
    if (rc == 0 && child_told(0))
        rc = fault(f, STATUS_TRY_LATER, "it was stopped by signal %d", child_told(0));
    else if (rc == 0 && status != 0 && !in_part)
        rc = blame(o, s, from, f);
    buf_free(&c.text);
    buf_free(&dir);
    return rc;
}
