#include "lib/state/settings.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/state/place.h"

static struct span trimmed(struct span s)
{
    while (s.len && strchr(" \t\r", s.at[0]))
        s = (struct span){s.at + 1, s.len - 1};
    while (s.len && strchr(" \t\r", s.at[s.len - 1]))
        s.len--;
    return s;
}

/* The next line, without the blanks around it; false at the end. */
static bool next_line(struct span *text, struct span *line)
{
    if (!text->len)
        return false;
    const char *newline = memchr(text->at, '\n', text->len);
    size_t n = newline ? (size_t)(newline - text->at) : text->len;
    *line = trimmed((struct span){text->at, n});
    n += newline != NULL;
    *text = (struct span){text->at + n, text->len - n};
    return true;
}

static bool says_nothing(struct span line)
{
    return line.len == 0 || *line.at == '#';
}

static struct span name_of(struct span line)
{
    const char *equals = memchr(line.at, '=', line.len);
    return equals ? trimmed((struct span){line.at, (size_t)(equals - line.at)}) : SPAN_NONE;
}

static int read_line(struct arena *a, struct span line, const struct setting *rows, uint64_t *said,
                     struct fault *f)
{
    struct span name = name_of(line);
    if (!name.at || memchr(line.at, '\0', line.len))
        return fault(f, STATUS_CONFIG, "not a setting: write name = value");
    const char *equals = memchr(line.at, '=', line.len);
    struct span value =
        trimmed((struct span){equals + 1, line.len - (size_t)(equals - line.at) - 1});
    const struct setting *row = rows;
    while (row->name && !span_is(name, row->name))
        row++;
    if (!row->name || value.len == 0)
        return fault(f, STATUS_CONFIG, "%s",
                     row->name ? "a setting without a value" : "no setting is called so");
    if (*said >> (row - rows) & 1)
        return fault(f, STATUS_CONFIG, "%s is said a second time", row->name);
    *said |= UINT64_C(1) << (row - rows);
    if (!*row->value)
        *row->value = arena_text(a, value);
    return arena_check(a, "settings", f);
}

int settings_take(struct arena *a, struct span text, const char *path, const struct setting *rows,
                  struct fault *f)
{
    uint64_t said = 0;
    struct span line;
    for (int n = 1; next_line(&text, &line); n++)
        if (!says_nothing(line) && read_line(a, line, rows, &said, f) != 0)
            return fault_at(f, "%s:%d", path, n);
    return 0;
}

int settings_line(struct span text, const char *name)
{
    struct span line;
    for (int n = 1; next_line(&text, &line); n++)
        if (!says_nothing(line) && span_is(name_of(line), name))
            return n;
    return 0;
}

int settings_read(struct arena *a, const char *file, const struct setting *rows, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(1 << 20);
    int rc = place_find(&path, PLACE_CONFIG, file, f);
    if (rc == 0 && access(path.at, F_OK) == 0)
        rc = file_read(&text, path.at, f);
    if (rc == 0)
        rc = settings_take(a, buf_view(&text), path.at, rows, f);
    buf_free(&path);
    buf_free(&text);
    return rc;
}
