#include "lib/gong/crm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/gong/crm_view.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

enum { CONFIGURATION_LIMIT = 1 << 20 };

/* Where the configuration is: NULL when it is nowhere. What is there but cannot be read is a fault
 * later. */
static const char *place(struct buf *room)
{
    struct fault unused = {0};
    if (place_find(room, PLACE_CONFIG, "crm.json", &unused) != 0)
        return NULL;
    return access(room->at, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR) ? room->at : NULL;
}

static int read_names(struct crm *c, const char *path, struct fault *f)
{
    struct buf text = BUF(CONFIGURATION_LIMIT);
    struct span json;
    int r = file_read(&text, path, f);
    if (r == 0 &&
        (json_check(buf_view(&text), &json, f) != 0 || names_read(&c->names, json, f) != 0)) {
        r = fault_at(f, "%s", path);
        f->status = f->status == STATUS_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_CONFIG;
    }
    buf_free(&text);
    return r;
}

static int configure(struct crm *c, const char *path, struct fault *f)
{
    struct buf room = BUF(4096);
    if (!path)
        path = place(&room);
    int r = path ? read_names(c, path, f) : 0;
    buf_free(&room);
    return r;
}

struct crm *crm_new(const char *path, struct fault *f)
{
    struct crm *c = calloc(1, sizeof *c);
    if (!c) {
        fault(f, STATUS_NO_MEMORY, "no memory for the CRM names");
        return NULL;
    }
    names_init(&c->names);
    if (names_defaults(&c->names, f) != 0 || configure(c, path, f) != 0) {
        crm_free(c);
        return NULL;
    }
    return c;
}

void crm_free(struct crm *c)
{
    if (!c)
        return;
    names_clear(&c->names);
    free(c);
}

/* ---- owners ---- */

/* Salesforce ids have 15 significant characters; the longer form adds 3 that check them. */
enum { SHORT_ID = 15, LONG_ID = 18 };

static bool same_id(struct span a, struct span b)
{
    bool both = (a.len == SHORT_ID && b.len == LONG_ID) || (a.len == LONG_ID && b.len == SHORT_ID);
    if (!a.at || !b.at || (!both && a.len != b.len))
        return false;
    return memcmp(a.at, b.at, both ? SHORT_ID : a.len) == 0;
}

static bool is_user(const struct crm_object *o, struct span id)
{
    struct buf room = BUF(4096);
    bool yes = json_kind(o->id) == JSON_STRING && json_text_is(o->type, "User") &&
               same_id(crm_text(o->id, &room), id);
    buf_free(&room);
    return yes;
}

static bool party_is_user(const struct party *p, struct span id)
{
    struct json_walk systems, objects;
    struct crm_system system;
    struct crm_object o;
    for (json_walk(&systems, p->context); json_next(&systems);) {
        crm_system_at(systems.value, &system);
        for (json_walk(&objects, system.objects); json_next(&objects);) {
            crm_read_object(objects.value, &o);
            if (is_user(&o, id))
                return true;
        }
    }
    return false;
}

struct crm_owner crm_owner(const struct crm *c, const struct call *call, struct span owner)
{
    struct crm_owner found = {NULL, NULL};
    struct buf room = BUF(4096);
    struct span id = crm_text(owner, &room);
    for (size_t i = 0; id.at && i < c->names.nowners && !found.name; i++)
        if (same_id(span_of(c->names.owners[i].id.text), id))
            found.name = c->names.owners[i].name.text;
    for (size_t i = 0; id.at && i < call->nparties && !found.party; i++)
        if (party_is_user(&call->parties[i], id))
            found.party = &call->parties[i];
    buf_free(&room);
    return found;
}

/* Is there an object of that type? An uppercase letter is soon looked for. */
static bool mentions_users(struct span in)
{
    static const char user[] = "User\"";
    const char *end = in.at + in.len;
    for (const char *at = in.at; (at = memchr(at, *user, (size_t)(end - at))); at++)
        if ((size_t)(end - at) >= sizeof user - 1 && memcmp(at, user, sizeof user - 1) == 0)
            return true;
    return false;
}

/* Where nothing is escaped, types and ids stand as they are. */
bool crm_may_be_party(const struct call *call, struct span owner)
{
    struct span in = call->people;
    if (!owner.at || !in.at)
        return false;
    struct buf room = BUF(4096);
    struct span id = crm_text(owner, &room);
    size_t n = id.len == LONG_ID ? SHORT_ID : id.len;
    bool may =
        memchr(in.at, '\\', in.len) || (mentions_users(in) && memmem(in.at, in.len, id.at, n));
    buf_free(&room);
    return may;
}

bool crm_names_owners(const struct crm *c)
{
    return c->names.nowners > 0;
}

/* ---- what is used as what ---- */

static void meaning(const struct view *v, struct span object_type, struct span field,
                    struct buf *to)
{
    if (!names_have(&v->objects, object_type))
        return;
    for (size_t i = 0; i < v->n; i++)
        if (names_have(&v->fields[i].from, field)) {
            buf_format(to, "%s.%s", v->group, v->fields[i].member);
            return;
        }
}

void crm_meaning(const struct crm *c, struct span object_type, struct span field, struct buf *to)
{
    meaning(&c->names.deal, object_type, field, to);
    meaning(&c->names.company, object_type, field, to);
    meaning(&c->names.contact, object_type, field, to);
}
