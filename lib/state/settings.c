#include "lib/state/settings.h"

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

static int read_line(struct arena *a, struct span line, const struct setting *rows, struct fault *f)
{
    const char *equals = memchr(line.at, '=', line.len);
    if (!equals || memchr(line.at, '\0', line.len))
        return fault(f, STATUS_CONFIG, "not a setting: write name = value");
    struct span name = trimmed((struct span){line.at, (size_t)(equals - line.at)});
    struct span value =
        trimmed((struct span){equals + 1, line.len - (size_t)(equals - line.at) - 1});
    const struct setting *row = rows;
    while (row->name && !span_is(name, row->name))
        row++;
    if (!row->name || value.len == 0)
        return fault(f, STATUS_CONFIG, "%s",
                     row->name ? "a setting without a value" : "no setting is called so");
    if (!*row->value)
        *row->value = arena_text(a, value);
    return arena_check(a, "settings", f);
}

int settings_read(struct arena *a, const char *file, const struct setting *rows, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(1 << 20);
    int rc = place_find(&path, PLACE_CONFIG, file, f);
    if (rc == 0 && access(path.at, F_OK) == 0)
        rc = file_read(&text, path.at, f);
    const char *at = text.at ? text.at : "", *end = at + text.len;
    for (int n = 1; rc == 0 && at < end; n++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        struct span line = {at, (size_t)((newline ? newline : end) - at)};
        at = newline ? newline + 1 : end;
        line = trimmed(line);
        if (line.len == 0 || *line.at == '#' || read_line(a, line, rows, f) == 0)
            continue;
        rc = fault_at(f, "%s:%d", path.at, n);
    }
    buf_free(&path);
    buf_free(&text);
    return rc;
}
