/* Everybody whom the exports of cm-export name: who attends a call, and users and contacts. */

#include <string.h>
#include "lib/analyze/layout.h"
#include "lib/analyze/roster.h"
#include "lib/analyze/subject.h"

static struct span behind_last(struct span text, char c)
{
    const char *at = text.len ? memrchr(text.at, c, text.len) : NULL;
    return at ? (struct span){at + 1, (size_t)(text.at + text.len - at) - 1} : text;
}

static void cut_tail(struct span *text, const char *tail)
{
    size_t n = strlen(tail);
    if (text->len >= n && memcmp(text->at + text->len - n, tail, n) == 0)
        text->len -= n;
}

/* "Name, Title, address (side), invited only": what there is of it, or a number alone. */
static int attends(struct roster *r, struct span line, struct fault *f)
{
    struct named n = {0};
    struct span all = layout_bare(line, layout_attendee(line));
    cut_tail(&all, ", invited only");
    const char *side = all.len && all.at[all.len - 1] == ')' ? memrchr(all.at, '(', all.len) : NULL;
    if (side)
        all.len = (size_t)(side - all.at);
    cut_tail(&all, " ");
    struct span last = behind_last(all, ' ');
    if (subject_guess(last) == SUBJECT_MAIL)
        n.mail = last;
    const char *comma = all.len ? memmem(all.at, all.len, ", ", 2) : NULL;
    struct span first = {all.at, comma ? (size_t)(comma - all.at) : all.len};
    if (subject_guess(first) == SUBJECT_PHONE)
        n.phone = first;
    else if (first.at != n.mail.at)
        n.name = first;
    return roster_enter(r, &n, f);
}

/* "Aliases: one, another" */
static int aliases(struct roster *r, struct named *n, struct span all, struct fault *f)
{
    while (all.len) {
        const char *comma = memmem(all.at, all.len, ", ", 2);
        n->mail = (struct span){all.at, comma ? (size_t)(comma - all.at) : all.len};
        if (roster_enter(r, n, f) != 0)
            return -1;
        size_t past = n->mail.len + (comma ? 2 : 0);
        all = (struct span){all.at + past, all.len - past};
    }
    return 0;
}

int roster_section(struct roster *r, struct span text, struct fault *f)
{
    struct named n = {0};
    struct span more = SPAN_NONE, title = layout_line(&text);
    const struct {
        const char *label;
        struct span *to;
    } rows[] = {{"Email", &n.mail},    {"email", &n.mail}, {"Phone", &n.phone},
                {"User id", &n.id[0]}, {"Aliases", &more}, {"Object id", &n.id[1]}};
    while (text.len) {
        struct span line = layout_line(&text);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (layout_is(line, rows[i].label))
                *rows[i].to = layout_bare(line, layout_value(line));
    }
    n.name = layout_bare(title, (size_t)((char *)memchr(title.at, ' ', title.len) + 1 - title.at));
    if (!(n.mail.at || n.id[0].at || n.id[1].at))
        return 0;
    if (span_equal(n.name, n.id[1]) || subject_guess(n.name) == SUBJECT_MAIL)
        n.name = SPAN_NONE;
    return roster_enter(r, &n, f) == 0 ? aliases(r, &n, more, f) : -1;
}

static int of_call(struct roster *r, struct span text, struct fault *f)
{
    bool here = false;
    while (text.len) {
        struct span line = layout_line(&text);
        if (layout_has_label(line))
            here = layout_is(line, "Attendees");
        if (here && attends(r, line, f) != 0)
            return -1;
    }
    return 0;
}

int roster_text(struct roster *r, const char *file, struct span text, struct fault *f)
{
    enum layout is = layout_of(file);
    bool calls = is == LAYOUT_CALLS, people = is == LAYOUT_PEOPLE || is == LAYOUT_DEEDS;
    while (text.len && (people || calls)) {
        struct span part = layout_section(&text);
        if (layout_begins(part) && (people ? roster_section(r, part, f) : of_call(r, part, f)) != 0)
            return -1;
    }
    return 0;
}
