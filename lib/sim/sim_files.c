/* --calls: Gong-shaped records from files and folders. What is served is byte for byte what a file
 * says. */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/sim/sim_filed.h"

#define FILE_LIMIT ((size_t)1 << 30)

/* A response page of Gong's, or a record. */
static int take_value(struct sim_filed *v, struct span object, struct fault *f)
{
    static const char *const lists[] = {"calls", "callTranscripts", "users"};
    bool page = false;
    for (int i = 0; i < SIM_COUNT(lists); i++) {
        struct json_walk w;
        struct span list = json_get(object, lists[i]);
        page |= json_kind(list) == JSON_ARRAY;
        if (json_kind(list) != JSON_ARRAY)
            continue;
        int item = 0;
        for (json_walk(&w, list); json_next(&w);) {
            item++;
            if (json_kind(w.value) != JSON_OBJECT || sim_filed_take(v, w.value, f) != 0) {
                if (f->status == STATUS_OK)
                    fault(f, STATUS_BAD_RECORD, "not a JSON object");
                return fault_at(f, "%s, item %d", lists[i], item);
            }
        }
    }
    return page ? 0 : sim_filed_take(v, object, f);
}

static int take_lines(struct sim_filed *v, struct span text, const char *path, struct fault *f)
{
    const char *at = text.at, *end = text.at + text.len;
    for (int line = 1; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        struct span one = {at, (size_t)((stop ? stop : end) - at)}, object;
        at = stop ? stop + 1 : end;
        if (strspn(one.at, " \t\r\n") >= one.len)
            continue;
        if (json_check(one, &object, f) != 0)
            return fault_at(f, "%s:%d", path, line);
        if (json_kind(object) != JSON_OBJECT)
            return fault(f, STATUS_BAD_RECORD, "%s:%d: not one JSON object", path, line);
        if (take_value(v, object, f) != 0)
            return fault_at(f, "%s:%d", path, line);
    }
    return 0;
}

static int read_file(struct sim_filed *v, const char *path, struct fault *f)
{
    struct buf *bigger = reallocarray(v->files, (size_t)v->nfiles + 1, sizeof *bigger);
    if (!bigger)
        return fault(f, STATUS_NO_MEMORY, "no memory for %s", path);
    v->files = bigger;
    struct buf *b = &v->files[v->nfiles++];
    *b = BUF(FILE_LIMIT);
    if (file_read(b, path, f) != 0)
        return -1;
    struct fault whole = {0};
    struct span object;
    if (json_check(buf_view(b), &object, &whole) == 0 && json_kind(object) == JSON_OBJECT)
        return take_value(v, object, f) == 0 ? 0 : fault_at(f, "%s", path);
    return take_lines(v, buf_view(b), path, f);
}

static int keep(const struct dirent *e)
{
    const char *dot = strrchr(e->d_name, '.');
    return e->d_name[0] != '.' && dot && (strcmp(dot, ".json") == 0 || strcmp(dot, ".ndjson") == 0);
}

static int read_path(struct sim_filed *v, const char *path, struct fault *f)
{
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        return read_file(v, path, f);
    struct dirent **list;
    int n = scandir(path, &list, keep, alphasort), status = 0;
    if (n < 0)
        return fault_errno(f, STATUS_NO_INPUT, "cannot read %s", path);
    for (int i = 0; i < n; i++) {
        char full[4096];
        if (status == 0 &&
            snprintf(full, sizeof full, "%s/%s", path, list[i]->d_name) < (int)sizeof full)
            status = read_file(v, full, f);
        free(list[i]);
    }
    free(list);
    return status;
}

struct sim_source *sim_files(char *const *paths, int n, struct fault *f)
{
    struct sim_filed *v = sim_filed_new(f);
    int status = v ? 0 : -1;
    for (int i = 0; i < n && status == 0; i++)
        status = read_path(v, paths[i], f);
    if (status == 0)
        status = sim_filed_index(v, f);
    if (status == 0)
        return &v->source;
    if (v)
        sim_source_free(&v->source);
    return NULL;
}
