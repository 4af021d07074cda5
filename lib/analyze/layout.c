#include "lib/analyze/layout.h"

#include <string.h>

enum { INDENT = 3 };

enum layout layout_of(const char *file)
{
    static const struct {
        const char *begins;
        enum layout is;
    } rows[] = {{"gong_calls_", LAYOUT_CALLS},      {"gong_transcripts_", LAYOUT_TURNS},
                {"gong_users_", LAYOUT_PEOPLE},     {"gong_crm-contacts_", LAYOUT_PEOPLE},
                {"gong_user-stats_", LAYOUT_DEEDS}, {"gong_", LAYOUT_OTHER}};
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strncmp(name, rows[i].begins, strlen(rows[i].begins)) == 0 && len > 4 &&
            strcmp(name + len - 4, ".txt") == 0)
            return rows[i].is;
    return LAYOUT_NONE;
}

struct span layout_line(struct span *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    struct span line = {rest->at, end ? (size_t)(end + 1 - rest->at) : rest->len};
    rest->at += line.len;
    rest->len -= line.len;
    return line;
}

struct span layout_bare(struct span line, size_t from)
{
    size_t end = line.len && line.at[line.len - 1] == '\n' ? line.len - 1 : line.len;
    return from < end ? (struct span){line.at + from, end - from} : SPAN_NONE;
}

bool layout_begins(struct span line)
{
    size_t i = 0;
    while (i < line.len && line.at[i] >= '0' && line.at[i] <= '9')
        i++;
    return i > 0 && i + 1 < line.len && line.at[i] == '.' && line.at[i + 1] == ' ';
}

struct span layout_section(struct span *rest)
{
    struct span all = *rest, section = {rest->at, 0};
    while (rest->len && (section.len == 0 || !layout_begins(*rest)))
        section.len += layout_line(rest).len;
    section.len = (size_t)(rest->at - all.at);
    return section;
}

size_t layout_value(struct span line)
{
    const char *colon = line.len ? memchr(line.at, ':', line.len) : NULL;
    size_t i = colon ? (size_t)(colon + 1 - line.at) : 0;
    while (i < line.len && line.at[i] == ' ')
        i++;
    return i;
}

bool layout_has_label(struct span line)
{
    return line.len > INDENT && line.at[0] == ' ' && line.at[INDENT] != ' ';
}

bool layout_is(struct span line, const char *label)
{
    size_t n = strlen(label);
    return layout_has_label(line) && line.len > INDENT + n && line.at[INDENT + n] == ':' &&
           memcmp(line.at + INDENT, label, n) == 0;
}

size_t layout_turn(struct span line, struct span *name)
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

size_t layout_attendee(struct span line)
{
    size_t i = 0;
    if (layout_has_label(line))
        return layout_value(line);
    while (i < line.len && line.at[i] == ' ')
        i++;
    return i;
}
