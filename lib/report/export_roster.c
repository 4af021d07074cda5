#include "lib/report/export_roster.h"

#include <stdlib.h>
#include "lib/json/json.h"

/* The id as it reads: a string's inside; Gong's ids are digits and need no unescaping. */
static struct span bare(struct span id)
{
    if (json_kind(id) == JSON_STRING)
        return (struct span){id.at + 1, id.len - 2};
    return json_kind(id) == JSON_NUMBER ? id : SPAN_NONE;
}

static int room_for(struct export_roster *r, size_t n, struct fault *f)
{
    if (n <= r->room)
        return 0;
    size_t room = r->room ? 2 * r->room : 256;
    struct export_roster_name *names = reallocarray(r->names, room, sizeof *names);
    if (!names)
        return fault(f, STATUS_NO_MEMORY, "no memory for names");
    r->names = names;
    r->room = room;
    return 0;
}

/* The name is what stands in r->text from `at` on; of an id that comes twice the first counts. */
static int enter(struct export_roster *r, struct span id, size_t at, struct fault *f)
{
    bool fresh;
    size_t number, len = r->text.len - at;
    if (r->text.state == BUF_NO_MEMORY)
        return buf_check(&r->text, "names", f);
    if (!id.len || !len) {
        r->text.len = at;
        return 0;
    }
    if (r->ids.n >= ROSTER_MOST || r->text.len > ROSTER_TEXT) {
        r->text.len = at;
        r->full = true;
        return 0;
    }
    if (room_for(r, r->ids.n + 1, f) != 0 || ids_add_text(&r->ids, id, &number, &fresh, f) != 0)
        return -1;
    if (fresh)
        r->names[number] = (struct export_roster_name){at, len};
    else
        r->text.len = at;
    return 0;
}

void export_roster_user(struct buf *b, struct span user)
{
    size_t from = b->len;
    json_text(b, json_get(user, "firstName"));
    size_t first = b->len;
    if (first > from)
        buf_byte(b, ' ');
    json_text(b, json_get(user, "lastName"));
    if (b->len == first + 1 && first > from)
        b->len--;
    if (b->len == from)
        json_text(b, json_get(user, "emailAddress"));
}

int export_roster_add(struct export_roster *r, struct span record, struct fault *f)
{
    struct span questions = json_get(record, "questions"), meta = json_get(record, "metaData");
    size_t at = r->text.len;
    struct json_walk w;
    if (r->full)
        return 0;
    if (json_kind(meta) == JSON_OBJECT) {
        json_text(&r->text, json_get(meta, "title"));
        return enter(r, bare(json_get(meta, "id")), at, f);
    }
    if (json_kind(questions) == JSON_ARRAY) {
        for (json_walk(&w, questions); json_next(&w); at = r->text.len) {
            json_text(&r->text, json_get(w.value, "questionText"));
            if (enter(r, bare(json_get(w.value, "questionId")), at, f) != 0)
                return -1;
        }
        return 0;
    }
    export_roster_user(&r->text, record);
    return enter(r, bare(json_get(record, "id")), at, f);
}

struct span export_roster_find_text(const struct export_roster *r, struct span id)
{
    /* ids_find takes a JSON token; ids have nothing in them to escape. */
    struct buf token = BUF(0);
    json_quote(&token, id);
    long n = r->ids.n ? ids_find(&r->ids, buf_view(&token)) : -1;
    buf_free(&token);
    return n < 0 ? SPAN_NONE : (struct span){r->text.at + r->names[n].at, r->names[n].len};
}

struct span export_roster_find(const struct export_roster *r, struct span id)
{
    return r->ids.n && bare(id).len ? export_roster_find_text(r, bare(id)) : SPAN_NONE;
}

void export_roster_clear(struct export_roster *r)
{
    ids_clear(&r->ids);
    buf_free(&r->text);
    free(r->names);
    *r = (struct export_roster){0};
}
