#include "lib/gong/resume.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/base/file.h"
#include "lib/json/json.h"

/* How large FILE is; -1: it is not there. One that lost pages is not gone on with. */
static int64_t size_of(const struct resume *r)
{
    struct stat st;
    char file[sizeof r->path];
    snprintf(file, sizeof file, "%.*s", (int)(strlen(r->path) - strlen(".cursor")), r->path);
    return stat(file, &st) == 0 ? (int64_t)st.st_size : -1;
}

/* Take over what the file says. One that is damaged, or of another listing, is no loss: the listing
 * starts at its first page, and FILE knows which calls it has. */
static void take_over(struct resume *r, struct span text)
{
    struct fault ignored = {0};
    struct span root, cursor, left;
    struct buf asked = {0};
    struct resume was = {0};
    int64_t size;
    if (json_check(text, &root, &ignored) != 0)
        return;
    json_text(&asked, json_get(root, "asked"));
    cursor = json_get(root, "cursor");
    left = json_get(root, "left");
    bool same = span_equal(buf_view(&asked), buf_view(&r->asked)) &&
                json_time(json_get(root, "from"), &was.window.from) &&
                json_time(json_get(root, "to"), &was.window.to) &&
                json_time(json_get(root, "began"), &was.began) && json_kind(left) == JSON_ARRAY &&
                (json_kind(cursor) == JSON_STRING || json_kind(cursor) == JSON_NULL) &&
                json_integer(json_get(root, "size"), &size) && size_of(r) >= size;
    buf_free(&asked);
    if (!same)
        return;
    r->window = was.window;
    r->began = was.began;
    r->drained = json_kind(cursor) == JSON_NULL;
    if (!r->drained)
        buf_span(&r->cursor, cursor);
    buf_add(&r->left, left.at + 1, left.len - 2);
    r->going_on = true;
}

int resume_open(struct resume *r, const char *file, struct span asked, const struct window *window,
                when now, struct fault *f)
{
    *r = (struct resume){.window = *window, .began = now};
    if (!file)
        return 0;
    if ((size_t)snprintf(r->path, sizeof r->path, "%s.cursor", file) >= sizeof r->path)
        return fault(f, STATUS_CANT_CREATE, "%s: the name is too long", file);
    buf_span(&r->asked, asked);
    struct buf text = {0};
    struct fault ignored = {0};
    if (file_read(&text, r->path, &ignored) == 0)
        take_over(r, buf_view(&text));
    buf_free(&text);
    /* What is not gone on with must not be found by a later run. */
    if (!r->going_on && file_remove(r->path, f) != 0)
        return -1;
    return buf_check(&r->asked, "what was asked for", f);
}

void resume_leave(struct resume *r, struct span id, const char *reason)
{
    if (!r->path[0])
        return;
    struct json_writer w = {.b = &r->left};
    if (r->left.len)
        buf_byte(&r->left, ',');
    json_open(&w, NULL, '{');
    json_put(&w, "id", id);
    json_put_text(&w, "reason", span_of(reason));
    json_close(&w, '}');
}

int resume_page(struct resume *r, struct span cursor, struct fault *f)
{
    if (!r->path[0])
        return 0;
    struct buf text = {0};
    struct json_writer w = {.b = &text};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "asked", buf_view(&r->asked));
    json_put_time(&w, "from", r->window.from);
    json_put_time(&w, "to", r->window.to);
    json_put_time(&w, "began", r->began);
    json_put_int(&w, "size", size_of(r));
    json_put(&w, "cursor", cursor);
    json_open(&w, "left", '[');
    buf_span(&text, buf_view(&r->left));
    json_close(&w, ']');
    json_close(&w, '}');
    buf_byte(&text, '\n');
    int done = buf_check(&r->left, "the calls that left", f) == 0 &&
                       buf_check(&text, "the place in the list", f) == 0
                   ? file_replace(r->path, 0600, buf_view(&text), f)
                   : -1;
    buf_free(&text);
    return done;
}

int resume_done(struct resume *r, struct fault *f)
{
    return r->path[0] ? file_remove(r->path, f) : 0;
}

void resume_clear(struct resume *r)
{
    buf_free(&r->asked);
    buf_free(&r->cursor);
    buf_free(&r->left);
}
