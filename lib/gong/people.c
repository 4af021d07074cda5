#include "lib/gong/people.h"

#include <stdlib.h>
#include "lib/json/json.h"

/* What a record says of a user: the members of its object, in text, without braces. */
struct people_user {
    size_t at, len;
    enum { ACTIVE_UNKNOWN, ACTIVE_NO, ACTIVE_YES } active;
};

static struct span text_or_null(struct span value)
{
    return json_kind(value) == JSON_STRING ? value : span_of("null");
}

static void write_user(struct buf *b, struct span id, struct span name, struct span email,
                       struct span title)
{
    buf_text(b, "\"id\":");
    buf_span(b, text_or_null(id));
    buf_text(b, ",\"name\":");
    buf_span(b, text_or_null(name));
    buf_text(b, ",\"email\":");
    buf_span(b, text_or_null(email));
    buf_text(b, ",\"title\":");
    buf_span(b, text_or_null(title));
}

/* First and last name as one JSON string; nothing when there is neither. */
static void join_name(struct buf *quoted, struct span user)
{
    struct buf name = {0};
    json_text(&name, json_member(user, span_of("firstName")));
    if (name.len)
        buf_byte(&name, ' ');
    json_text(&name, json_member(user, span_of("lastName")));
    while (name.len && name.at[name.len - 1] == ' ')
        name.len--;
    if (name.len)
        json_quote(quoted, buf_view(&name));
    buf_free(&name);
}

int people_add(struct people *p, struct span user, struct fault *f)
{
    size_t number;
    bool fresh;
    struct span id = json_member(user, span_of("id"));
    if (json_kind(id) != JSON_STRING || id.len < 3)
        return fault(f, STATUS_BAD_RECORD, "no user id: id must be a string that is not empty");
    if (ids_add(&p->ids, id, &number, &fresh, f) != 0)
        return -1;
    if (!fresh)
        return 0;
    if (number == p->room) {
        size_t room = p->room ? 2 * p->room : 256;
        struct people_user *more = realloc(p->user, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for %zu users", room);
        p->user = more;
        p->room = room;
    }
    struct buf name = {0};
    size_t at = p->text.len;
    join_name(&name, user);
    write_user(&p->text, id, name.len ? buf_view(&name) : SPAN_NONE,
               json_member(user, span_of("emailAddress")), json_member(user, span_of("title")));
    buf_free(&name);
    enum json_kind active = json_kind(json_member(user, span_of("active")));
    p->user[number] = (struct people_user){at, p->text.len - at,
                                           active == JSON_TRUE    ? ACTIVE_YES
                                           : active == JSON_FALSE ? ACTIVE_NO
                                                                  : ACTIVE_UNKNOWN};
    return buf_check(&p->text, "the users", f);
}

void people_describe(const struct people *p, struct span id, const struct party *party, bool active,
                     struct buf *b)
{
    static const char *const words[] = {"null", "false", "true"};
    long number = ids_find(&p->ids, id);
    buf_byte(b, '{');
    if (number >= 0)
        buf_span(b, (struct span){p->text.at + p->user[number].at, p->user[number].len});
    else
        write_user(b, id, party ? party->name : SPAN_NONE, party ? party->email : SPAN_NONE,
                   party ? party->title : SPAN_NONE);
    if (active) {
        buf_text(b, ",\"active\":");
        buf_text(b, words[number >= 0 ? p->user[number].active : ACTIVE_UNKNOWN]);
    }
    buf_byte(b, '}');
}

void people_clear(struct people *p)
{
    ids_clear(&p->ids);
    free(p->user);
    buf_free(&p->text);
    *p = (struct people){0};
}
