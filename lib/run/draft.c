#include "lib/run/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/state/settings.h"

/* ---- one line ---- */

static bool is_comment_of(struct span line, const char *key)
{
    while (line.len && strchr(" \t#", *line.at))
        line = (struct span){line.at + 1, line.len - 1};
    size_t n = strlen(key);
    if (line.len < n || memcmp(line.at, key, n) != 0)
        return false;
    while (n < line.len && strchr(" \t", line.at[n]))
        n++;
    return n < line.len && line.at[n] == '=';
}

static struct span line_of(const struct buf *text, int number)
{
    const char *at = text->at, *end = at + text->len;
    while (--number)
        at = (const char *)memchr(at, '\n', (size_t)(end - at)) + 1;
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return (struct span){at, (size_t)((newline ? newline : end) - at)};
}

/* The line that says it, or else one that is its comment; SPAN_NONE: there is neither. */
static struct span find(const struct buf *text, const char *key)
{
    int number = settings_line(buf_view(text), key);
    if (number)
        return line_of(text, number);
    for (const char *at = text->at, *end = at + text->len; at && at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        struct span line = {at, (size_t)((newline ? newline : end) - at)};
        if (is_comment_of(line, key))
            return line;
        at = newline ? newline + 1 : end;
    }
    return SPAN_NONE;
}

void draft_set(struct buf *text, const char *key, const char *value)
{
    struct buf before = {.limit = text->limit}, line = {.limit = text->limit};
    bool says = value && *value;
    buf_span(&before, buf_view(text));
    struct span old = find(&before, key);
    if (says)
        buf_format(&line, "%s = %s", key, value);
    else if (old.at && settings_line(buf_view(&before), key))
        buf_format(&line, "#%.*s", (int)old.len, old.at);
    if (line.len && old.at) {
        size_t at = (size_t)(old.at - before.at);
        buf_clear(text);
        buf_add(text, before.at, at);
        buf_span(text, buf_view(&line));
        buf_add(text, before.at + at + old.len, before.len - at - old.len);
    } else if (line.len) {
        if (text->len && text->at[text->len - 1] != '\n')
            buf_byte(text, '\n');
        buf_span(text, buf_view(&line));
        buf_byte(text, '\n');
    }
    if (before.state != BUF_SOUND || line.state != BUF_SOUND)
        text->state = BUF_FULL;
    buf_free(&before);
    buf_free(&line);
}

static enum schedule_key key_of(const char *name, size_t n)
{
    int i = 0;
    while (i < SCHEDULE_KEYS && !span_is((struct span){name, n}, schedule_rows[i].name))
        i++;
    return (enum schedule_key)i;
}

/* ---- KEY=VALUE, and what is usual ---- */

int draft_pair(struct buf *text, const char *pair, struct fault *f)
{
    const char *equals = strchr(pair, '=');
    size_t n = equals ? (size_t)(equals - pair) : strlen(pair);
    enum schedule_key key = key_of(pair, n);
    if (!equals)
        return fault(f, STATUS_USAGE, "%s: write KEY=VALUE", pair);
    if (key == SCHEDULE_KEYS)
        return fault(f, STATUS_USAGE,
                     "a schedule has no \"%.*s\"; callmine-schedule(5) says what it has", (int)n,
                     pair);
    if (key == SCHEDULE_STATE || key == SCHEDULE_SINCE)
        return fault(f, STATUS_USAGE, "%s is set by activate, pause and resume",
                     schedule_rows[key].name);
    for (const char *c = equals + 1; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            return fault(f, STATUS_USAGE, "%s: there is a control character in it",
                         schedule_rows[key].name);
    draft_set(text, schedule_rows[key].name, equals + 1 + strspn(equals + 1, " "));
    return 0;
}

static const char *said(char *const *pairs, int n, const char *key)
{
    size_t len = strlen(key);
    const char *value = NULL;
    for (int i = 0; i < n; i++)
        if (strncmp(pairs[i], key, len) == 0 && pairs[i][len] == '=')
            value = pairs[i] + len + 1;
    return value;
}

/* The name of the machine's zone, "UTC" where it has none. */
static void machine_zone(char *zone, size_t size)
{
    char path[4096];
    struct cadence c;
    struct fault ignored = {0};
    static const char root[] = "zoneinfo/";
    const char *tz = getenv("TZ");
    ssize_t n = tz && *tz ? -1 : readlink("/etc/localtime", path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    const char *behind = strstr(path, root), *name = tz && *tz ? tz + (*tz == ':')
                                                     : behind  ? behind + sizeof root - 1
                                                               : "UTC";
    bool good = cadence_read(&c, "daily 00:00", name, &ignored) == 0;
    snprintf(zone, size, "%s", good ? name : "UTC");
}

/* What fits to the cadence, without a gap and without a day twice. */
static const char *usual_window(const char *cadence)
{
    return strncmp(cadence, "weekly", 6) == 0     ? "last-week"
           : strncmp(cadence, "weekdays", 8) == 0 ? "last-1-weekdays"
                                                  : "1d";
}

static void add_template(struct buf *text, const char *name, enum schedule_kind kind)
{
    buf_format(text,
               "# The schedule %s of callmine. callmine-schedule(5) says more of each line.\n"
               "# After a change by hand: cm-schedule review %s, then cm-schedule activate %s.\n",
               name, name, name);
    for (int i = 0; i < SCHEDULE_KEYS; i++) {
        const struct schedule_row *row = &schedule_rows[i];
        if (!(row->kinds & (int)kind))
            continue;
        if (row->about[0])
            buf_format(text, "\n# %s\n", row->about);
        buf_format(text, "%s%s = %s\n", row->fallback ? "" : "#", row->name,
                   row->fallback ? row->fallback : row->example);
    }
}

int draft_new(struct buf *text, const char *name, char *const *pairs, int n, struct fault *f)
{
    char zone[256];
    const char *kind = said(pairs, n, "kind"), *cadence = said(pairs, n, "cadence");
    bool sync = kind && strcmp(kind, "sync") == 0;
    add_template(text, name, sync ? SCHEDULE_SYNC : SCHEDULE_ANALYZE);
    machine_zone(zone, sizeof zone);
    draft_set(text, "zone", zone);
    if (cadence)
        draft_set(text, "window", usual_window(cadence));
    for (int i = 0; i < n; i++)
        if (draft_pair(text, pairs[i], f) != 0)
            return -1;
    return 0;
}

void draft_digest(const struct schedule *s, char text[static DIGEST_TEXT])
{
    struct digest d;
    digest_begin(&d);
    for (int i = 0; i < SCHEDULE_KEYS; i++) {
        if (i == SCHEDULE_STATE || i == SCHEDULE_SINCE || !s->value[i])
            continue;
        digest_add(&d, schedule_rows[i].name, strlen(schedule_rows[i].name) + 1);
        digest_add(&d, s->value[i], strlen(s->value[i]) + 1);
    }
    digest_end(&d, text);
}
