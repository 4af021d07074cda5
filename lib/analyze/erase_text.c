/* Text that is no record: logs and settings line by line; and the exports of cm-export
 * (lib/report/export*.c), which have a section for each record, "12. Title" and lines below it. */

#include <string.h>
#include "lib/analyze/array.h"
#include "lib/analyze/erase.h"
#include "lib/analyze/layout.h"

enum { OTHERS = 256 };

static int count(struct erase *e, struct span text, bool near, int64_t *hits, struct fault *f)
{
    buf_clear(&e->other);
    return blot_names(&e->blot, text, near, &e->other, hits, f);
}

static bool is_call_of_list(const struct erase *e, struct span section)
{
    while (e->calls && section.len) {
        struct span line = layout_line(&section);
        size_t at = layout_value(line);
        if (!layout_is(line, "Call id"))
            continue;
        struct span id = {line.at + at, line.len - at};
        while (id.len && (id.at[id.len - 1] == '\n' || id.at[id.len - 1] == ' '))
            id.len--;
        return id.len && ids_find_text(e->calls, id) >= 0;
    }
    return false;
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
    size_t at = layout_turn(line, &name);
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

static int call_line(struct erase *e, struct span line, bool attends, struct buf *to,
                     struct fault *f)
{
    int64_t hits = 0;
    size_t at = layout_attendee(line);
    if (attends && count(e, (struct span){line.at + at, line.len - at}, false, &hits, f) != 0)
        return -1;
    return hits ? attendee(e, line, at, to, f)
                : blot_names(&e->blot, line, e->near, to, &e->n.mentions, f);
}

/* Whoever is of this section is they: all that it says of them goes. */
static int person_line(struct erase *e, struct span line, struct buf *to, struct fault *f)
{
    size_t at = layout_begins(line) ? (size_t)((char *)memchr(line.at, ' ', line.len) + 1 - line.at)
                                    : layout_value(line);
    size_t end = line.len && line.at[line.len - 1] == '\n' ? line.len - 1 : line.len;
    if (at >= end)
        return blot_names(&e->blot, line, false, to, &e->n.mentions, f);
    buf_add(to, line.at, at);
    buf_text(to, e->blot.mark);
    buf_add(to, line.at + end, line.len - end);
    e->n.mentions++;
    return 0;
}

/* A user or contact by its address or id: who only has them as a manager, or is only named so, is
 * somebody else. */
static int is_section_of_theirs(struct erase *e, struct span text, bool *yes, struct fault *f)
{
    struct roster named = {0};
    int rc = roster_section(&named, text, f);
    for (size_t i = 0; i < named.n; i++)
        *yes |= subject_is(e->person, &named.at[i]);
    roster_clear(&named);
    return rc;
}

/* The names of others who are in the section, in turns and among those who attend. */
static int others(struct erase *e, struct span text, size_t *n, struct fault *f)
{
    bool attends = false, theirs;
    *n = 0;
    if (array_room(&e->others, &e->room_others, OTHERS, sizeof *e->others, f) != 0)
        return -1;
    while (text.len && *n < OTHERS) {
        struct span line = layout_line(&text), name;
        if (layout_has_label(line))
            attends = layout_is(line, "Attendees");
        if (!layout_turn(line, &name)) {
            size_t at = layout_attendee(line);
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
        struct span line = layout_line(&text);
        bool labelled = layout_has_label(line);
        if (labelled) {
            calls = layout_is(line, "Calls");
            label.len = 0;
        }
        if (calls && names_call(e, line)) {
            if (labelled)
                label = (struct span){line.at, layout_value(line)};
            e->n.mentions++;
            continue;
        }
        size_t at = label.len && calls ? layout_attendee(line) : 0;
        if (at)
            buf_span(to, label);
        label.len = at ? 0 : label.len;
        buf_add(to, line.at + at, line.len - at);
    }
    return buf_check(to, "an export", f);
}

static int section(struct erase *e, enum layout is, struct span text, struct buf *to,
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
    if (!layout_begins(text)) {
        buf_span(to, text);
        return buf_check(to, "an export", f);
    }
    if (count(e, text, false, &hits, f) != 0 ||
        (is == LAYOUT_PEOPLE && is_section_of_theirs(e, text, &theirs, f) != 0) ||
        (hits > 0 && (is == LAYOUT_CALLS || is == LAYOUT_TURNS) && come_near(e, text, f) != 0))
        return -1;
    while (text.len) {
        struct span line = layout_line(&text);
        if (layout_has_label(line))
            attends = layout_is(line, "Attendees");
        int rc = theirs                                  ? person_line(e, line, to, f)
                 : is == LAYOUT_TURNS && *line.at == '[' ? turn(e, line, to, f)
                                                         : call_line(e, line, attends, to, f);
        if (rc != 0)
            return -1;
    }
    return buf_check(to, "an export", f);
}

int erase_text(struct erase *e, const char *file, struct span text, struct buf *to, struct fault *f)
{
    enum layout is = layout_of(file);
    e->near = false;
    if (is == LAYOUT_NONE && !e->person) {
        buf_span(to, text);
        return buf_check(to, "a text", f);
    }
    while (text.len) {
        struct span part = is == LAYOUT_NONE ? layout_line(&text) : layout_section(&text);
        int rc = is == LAYOUT_NONE ? blot_names(&e->blot, part, false, to, &e->n.mentions, f)
                                   : section(e, is, part, to, f);
        if (rc != 0)
            return -1;
    }
    return 0;
}
