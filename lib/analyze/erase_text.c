/* Text that is no record: logs and settings line by line; and the exports of cm-export
 * (lib/report/export*.c), which have a section for each record, "12. Title" and lines below it. */

#include <string.h>
#include "lib/analyze/array.h"
#include "lib/analyze/erase.h"

enum { INDENT = 3, OTHERS = 256 };

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

/* A label stands three columns in; what goes on below it further. */
static bool has_label(struct span line)
{
    return line.len > INDENT && line.at[0] == ' ' && line.at[INDENT] != ' ';
}

static bool is_labelled(struct span line, const char *label)
{
    size_t n = strlen(label);
    return has_label(line) && line.len > INDENT + n && line.at[INDENT + n] == ':' &&
           memcmp(line.at + INDENT, label, n) == 0;
}

static bool is_call_of_list(const struct erase *e, struct span section)
{
    while (e->calls && section.len) {
        struct span line = next_line(&section);
        size_t at = value_at(line);
        if (!is_labelled(line, "Call id"))
            continue;
        struct span id = {line.at + at, line.len - at};
        while (id.len && (id.at[id.len - 1] == '\n' || id.at[id.len - 1] == ' '))
            id.len--;
        return id.len && ids_find_text(e->calls, id) >= 0;
    }
    return false;
}

/* "[00:01:02] Name (customer): what is said": the name, and where what is said begins; 0: no such
 * line. */
static size_t turn_of(struct span line, struct span *name)
{
    const char *open = line.len && *line.at == '[' ? memmem(line.at, line.len, "] ", 2) : NULL;
    const char *from = open ? open + 2 : NULL;
    size_t rest = from ? line.len - (size_t)(from - line.at) : 0;
    const char *end = from ? memmem(from, rest, ": ", 2) : NULL;
    if (!end)
        return 0;
    const char *side = memmem(from, (size_t)(end - from), " (", 2);
    *name = (struct span){from, (size_t)((side ? side : end) - from)};
    return (size_t)(end + 2 - line.at);
}

/* Whether a name is all theirs, or somebody else's that has one like it in it. */
static int is_theirs(struct erase *e, struct span name, bool near, bool *yes, struct fault *f)
{
    int64_t hits = 0;
    int rc = count(e, name, near, &hits, f);
    *yes = hits > 0 && span_is(buf_view(&e->other), e->blot.mark);
    return rc;
}

static int turn(struct erase *e, struct span line, struct buf *to, struct fault *f)
{
    bool theirs = false;
    struct span name;
    size_t at = turn_of(line, &name);
    if (at && is_theirs(e, name, e->near, &theirs, f) != 0)
        return -1;
    if (!theirs)
        return blot_names(&e->blot, line, e->near, to, &e->n.mentions, f);
    struct span said = {line.at + at, line.len - at};
    if (said.len && said.at[said.len - 1] == '\n')
        said.len--;
    if (e->mind && blot_mind(&e->blot, said, f) != 0)
        return -1;
    buf_add(to, line.at, (size_t)(name.at - line.at));
    buf_text(to, e->blot.mark);
    buf_add(to, name.at + name.len, (size_t)(said.at - name.at) - name.len);
    blot_said(&e->blot, said, to);
    buf_add(to, said.at + said.len, line.len - at - said.len);
    e->n.sentences++;
    return buf_check(to, "an export", f);
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

/* Where the name begins, behind the label or where there is none. */
static size_t attendee_at(struct span line)
{
    size_t i = 0;
    if (has_label(line))
        return value_at(line);
    while (i < line.len && line.at[i] == ' ')
        i++;
    return i;
}

static int call_line(struct erase *e, struct span line, bool attends, struct buf *to,
                     struct fault *f)
{
    int64_t hits = 0;
    size_t at = attendee_at(line);
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

/* A user or contact by its address or id: who only has them as a manager is somebody else. */
static int is_section_of_theirs(struct erase *e, struct span text, bool *yes, struct fault *f)
{
    static const char *const labels[] = {"Email", "Aliases", "User id", "Contact id"};
    int64_t hits = 0;
    while (text.len) {
        struct span line = next_line(&text);
        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
            if (is_labelled(line, labels[i]) && count(e, line, false, &hits, f) != 0)
                return -1;
    }
    *yes = hits > 0;
    return 0;
}

/* The names of others who are in the section, in turns and among those who attend. */
static int others(struct erase *e, struct span text, size_t *n, struct fault *f)
{
    bool attends = false, theirs;
    *n = 0;
    if (array_room(&e->others, &e->room_others, OTHERS, sizeof *e->others, f) != 0)
        return -1;
    while (text.len && *n < OTHERS) {
        struct span line = next_line(&text), name;
        if (has_label(line))
            attends = is_labelled(line, "Attendees");
        if (!turn_of(line, &name)) {
            size_t at = attendee_at(line);
            const char *end = memmem(line.at + at, line.len - at, ", ", 2);
            const char *side = memmem(line.at + at, line.len - at, " (", 2);
            end = end && (!side || end < side) ? end : side;
            if (!attends || !end)
                continue;
            name = (struct span){line.at + at, (size_t)(end - line.at) - at};
        }
        bool known = false;
        for (size_t i = 0; i < *n && !known; i++)
            known = span_equal(e->others[i], name);
        if (known)
            continue;
        if (is_theirs(e, name, true, &theirs, f) != 0)
            return -1;
        if (!theirs)
            e->others[(*n)++] = name;
    }
    return 0;
}

/* In the section of a call of theirs a given name is theirs, too. */
static int come_near(struct erase *e, struct span text, struct fault *f)
{
    size_t n;
    e->near = true;
    if (blot_near(&e->blot, NULL, 0, f) != 0 || others(e, text, &n, f) != 0)
        return -1;
    return blot_near(&e->blot, e->others, n, f);
}

/* "Title, call 123" */
static bool names_call(const struct erase *e, struct span line)
{
    static const char word[] = "call ";
    while (line.len && (line.at[line.len - 1] == '\n' || line.at[line.len - 1] == ' '))
        line.len--;
    const char *blank = line.len ? memrchr(line.at, ' ', line.len) : NULL;
    size_t before = blank ? (size_t)(blank + 1 - line.at) : 0, n = sizeof word - 1;
    struct span id = {line.at + before, line.len - before};
    return before > n && memcmp(id.at - n, word, n) == 0 && id.len && e->calls &&
           ids_find_text(e->calls, id) >= 0;
}

/* The calls of something in the CRM, a line each, the label before the first that stays. */
static int references(struct erase *e, struct span text, struct buf *to, struct fault *f)
{
    bool calls = false;
    struct span label = {"", 0};
    while (text.len) {
        struct span line = next_line(&text);
        bool labelled = has_label(line);
        if (labelled) {
            calls = is_labelled(line, "Calls");
            label.len = 0;
        }
        if (calls && names_call(e, line)) {
            if (labelled)
                label = (struct span){line.at, value_at(line)};
            e->n.mentions++;
            continue;
        }
        size_t at = label.len && calls ? attendee_at(line) : 0;
        if (at)
            buf_span(to, label);
        label.len = at ? 0 : label.len;
        buf_add(to, line.at + at, line.len - at);
    }
    return buf_check(to, "an export", f);
}

static int section(struct erase *e, enum export is, struct span text, struct buf *to,
                   struct fault *f)
{
    int64_t hits = 0;
    bool attends = false, theirs = false;
    e->near = false;
    if (is_call_of_list(e, text)) {
        e->n.calls++;
        return 0;
    }
    if (!e->person)
        return references(e, text, to, f);
    if (!begins_section(text)) {
        buf_span(to, text);
        return buf_check(to, "an export", f);
    }
    if (count(e, text, false, &hits, f) != 0 ||
        (is == EXPORT_PEOPLE && is_section_of_theirs(e, text, &theirs, f) != 0) ||
        (hits > 0 && (is == EXPORT_CALLS || is == EXPORT_TURNS) && come_near(e, text, f) != 0))
        return -1;
    while (text.len) {
        struct span line = next_line(&text);
        if (has_label(line))
            attends = is_labelled(line, "Attendees");
        int rc = theirs                                  ? person_line(e, line, to, f)
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
