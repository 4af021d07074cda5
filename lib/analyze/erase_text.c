/* Text that is no record: logs and settings line by line; and the exports of cm-export
 * (lib/report/export*.c), which have a section for each record, "12. Title" and lines below it. */

#include <string.h>
#include "lib/analyze/erase.h"

enum export { EXPORT_NONE, EXPORT_OTHER, EXPORT_CALLS, EXPORT_TURNS, EXPORT_PEOPLE };

static enum export export_of(const char *file)
{
    static const struct {
        const char *begins;
        enum export is;
    } rows[] = {{"gong_calls_", EXPORT_CALLS},
                {"gong_transcripts_", EXPORT_TURNS},
                {"gong_users_", EXPORT_PEOPLE},
                {"gong_crm-contacts_", EXPORT_PEOPLE},
                {"gong_", EXPORT_OTHER}};
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strncmp(name, rows[i].begins, strlen(rows[i].begins)) == 0 && len > 4 &&
            strcmp(name + len - 4, ".txt") == 0)
            return rows[i].is;
    return EXPORT_NONE;
}

/* The line at the front of *rest, with its newline. */
static struct span next_line(struct span *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    struct span line = {rest->at, end ? (size_t)(end + 1 - rest->at) : rest->len};
    rest->at += line.len;
    rest->len -= line.len;
    return line;
}

static bool begins_section(struct span line)
{
    size_t i = 0;
    while (i < line.len && line.at[i] >= '0' && line.at[i] <= '9')
        i++;
    return i > 0 && i + 1 < line.len && line.at[i] == '.' && line.at[i + 1] == ' ';
}

/* Up to the next title. */
static struct span next_section(struct span *rest)
{
    struct span all = *rest, section = {rest->at, 0};
    while (rest->len && (section.len == 0 || !begins_section(*rest)))
        section.len += next_line(rest).len;
    section.len = (size_t)(rest->at - all.at);
    return section;
}

static int count(struct erase *e, struct span text, bool near, int64_t *hits, struct fault *f)
{
    buf_clear(&e->other);
    return blot_names(&e->blot, text, near, &e->other, hits, f);
}

/* Of a label's line: where its value begins. */
static size_t value_at(struct span line)
{
    const char *colon = line.len ? memchr(line.at, ':', line.len) : NULL;
    size_t i = colon ? (size_t)(colon + 1 - line.at) : 0;
    while (i < line.len && line.at[i] == ' ')
        i++;
    return i;
}

static bool is_call_of_list(const struct erase *e, struct span section)
{
    while (e->calls && section.len) {
        struct span line = next_line(&section);
        size_t at = value_at(line);
        if (!memmem(line.at, at, "Call id:", 8))
            continue;
        struct span id = {line.at + at, line.len - at};
        while (id.len && (id.at[id.len - 1] == '\n' || id.at[id.len - 1] == ' '))
            id.len--;
        return id.len && ids_find_text(e->calls, id) >= 0;
    }
    return false;
}

/* "[00:01:02] Name (customer): what is said" */
static int turn(struct erase *e, struct span line, struct buf *to, struct fault *f)
{
    int64_t hits = 0;
    const char *name = memchr(line.at, ']', line.len);
    const char *end = name ? memmem(name, line.len - (size_t)(name - line.at), ": ", 2) : NULL;
    struct span before = {line.at, end ? (size_t)(end + 2 - line.at) : 0};
    if (end && count(e, before, true, &hits, f) != 0)
        return -1;
    if (!hits)
        return blot_names(&e->blot, line, e->near, to, &e->n.mentions, f);
    struct span said = {line.at + before.len, line.len - before.len};
    if (said.len && said.at[said.len - 1] == '\n')
        said.len--;
    if (e->mind && blot_mind(&e->blot, said, f) != 0)
        return -1;
    if (blot_names(&e->blot, before, true, to, &e->n.mentions, f) != 0)
        return -1;
    blot_said(&e->blot, said, to);
    buf_add(to, said.at + said.len, line.len - before.len - said.len);
    e->n.sentences++;
    return 0;
}

/* A line of somebody who is there: the name, or whatever they go by, comes first. Of theirs only
 * the side stays. */
static int attendee(struct erase *e, struct span line, size_t at, struct buf *to, struct fault *f)
{
    const char *side = memrchr(line.at, '(', line.len);
    size_t tail = side && (size_t)(side - line.at) > at ? (size_t)(side - line.at) - 1 : line.len;
    if (tail == line.len && line.len && line.at[line.len - 1] == '\n')
        tail--;
    buf_add(to, line.at, at);
    buf_text(to, e->blot.mark);
    buf_add(to, line.at + tail, line.len - tail);
    e->n.mentions++;
    return buf_check(to, "an export", f);
}

static int call_line(struct erase *e, struct span line, bool attends, struct buf *to,
                     struct fault *f)
{
    int64_t hits = 0;
    size_t at =
        memchr(line.at, ':', line.len) && line.at[3] != ' ' ? value_at(line) : strspn(line.at, " ");
    if (attends && count(e, (struct span){line.at + at, line.len - at}, false, &hits, f) != 0)
        return -1;
    return hits ? attendee(e, line, at, to, f)
                : blot_names(&e->blot, line, e->near, to, &e->n.mentions, f);
}

/* Whoever is of this section is they: all that it says of them goes. */
static int person_line(struct erase *e, struct span line, struct buf *to, struct fault *f)
{
    size_t at = begins_section(line)
                    ? (size_t)((char *)memchr(line.at, ' ', line.len) + 1 - line.at)
                    : value_at(line);
    size_t end = line.len && line.at[line.len - 1] == '\n' ? line.len - 1 : line.len;
    if (at >= end)
        return blot_names(&e->blot, line, false, to, &e->n.mentions, f);
    buf_add(to, line.at, at);
    buf_text(to, e->blot.mark);
    buf_add(to, line.at + end, line.len - end);
    e->n.mentions++;
    return 0;
}

static int section(struct erase *e, enum export is, struct span text, struct buf *to,
                   struct fault *f)
{
    int64_t hits = 0;
    bool attends = false;
    if (is_call_of_list(e, text)) {
        e->n.calls++;
        return 0;
    }
    if (!e->person || !begins_section(text)) {
        buf_span(to, text);
        return buf_check(to, "an export", f);
    }
    if (count(e, text, false, &hits, f) != 0)
        return -1;
    e->near = hits > 0 && is != EXPORT_OTHER;
    if (e->near && blot_near(&e->blot, NULL, 0, f) != 0)
        return -1;
    bool person = is == EXPORT_PEOPLE && hits > 0;
    while (text.len) {
        struct span line = next_line(&text);
        if (line.len > 3 && line.at[3] != ' ' && line.at[0] == ' ')
            attends = memmem(line.at, line.len, "Attendees:", 10) != NULL;
        int rc = person                                  ? person_line(e, line, to, f)
                 : is == EXPORT_TURNS && *line.at == '[' ? turn(e, line, to, f)
                                                         : call_line(e, line, attends, to, f);
        if (rc != 0)
            return -1;
    }
    return buf_check(to, "an export", f);
}

int erase_text(struct erase *e, const char *file, struct span text, struct buf *to, struct fault *f)
{
    enum export is = export_of(file);
    e->near = false;
    if (is == EXPORT_NONE && !e->person) {
        buf_span(to, text);
        return buf_check(to, "a text", f);
    }
    while (text.len) {
        struct span part = is == EXPORT_NONE ? next_line(&text) : next_section(&text);
        int rc = is == EXPORT_NONE ? blot_names(&e->blot, part, false, to, &e->n.mentions, f)
                                   : section(e, is, part, to, f);
        if (rc != 0)
            return -1;
    }
    return 0;
}
