#include "lib/sim/sim_objects.h"

#include <stdlib.h>
#include <string.h>

/* A text that is kept; where it begins. */
static size_t keep(struct sim_objects *o, struct span text)
{
    size_t at = o->words.len;
    json_text(&o->words, text);
    buf_byte(&o->words, '\0');
    return at;
}

/* What names an object: its name, or of a person the address, as either CRM spells it. */
static size_t keep_name(struct sim_objects *o, struct span object)
{
    static const char *const fields[] = {"Name", "name", "dealname", "Email", "email"};
    struct json_walk w;
    for (json_walk(&w, json_get(object, "fields")); json_next(&w);)
        for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
            if (json_text_is(json_get(w.value, "name"), fields[i]) &&
                json_kind(json_get(w.value, "value")) == JSON_STRING)
                return keep(o, json_get(w.value, "value"));
    return SIM_NAMELESS;
}

static struct sim_sighting *another(struct sim_objects *o)
{
    if (o->n == o->room) {
        int more = o->room ? o->room * 2 : 1024;
        struct sim_sighting *bigger = reallocarray(o->at, (size_t)more, sizeof *bigger);
        o->failed |= !bigger;
        if (!bigger)
            return NULL;
        o->at = bigger;
        o->room = more;
    }
    return &o->at[o->n++];
}

void sim_objects_see(struct sim_objects *o, struct span context, int call, bool secluded)
{
    struct json_walk systems, w;
    for (json_walk(&systems, context); json_next(&systems);)
        for (json_walk(&w, json_get(systems.value, "objects")); json_next(&w);) {
            if (!json_text_is(json_get(w.value, "objectType"), o->type))
                continue;
            struct sim_sighting *s = another(o);
            if (!s)
                return;
            s->system = keep(o, json_get(systems.value, "system"));
            s->id = keep(o, json_get(w.value, "objectId"));
            s->name = keep_name(o, w.value);
            s->call = call;
            s->secluded = secluded;
        }
}

static const char *word(const struct sim_objects *o, size_t at)
{
    return o->words.at + at;
}

static int same_object(const struct sim_objects *o, const struct sim_sighting *a,
                       const struct sim_sighting *b)
{
    int order = strcmp(word(o, a->system), word(o, b->system));
    return order ? order : strcmp(word(o, a->id), word(o, b->id));
}

static int by_object(const void *a, const void *b, void *objects)
{
    const struct sim_sighting *x = a, *y = b;
    int order = same_object(objects, x, y);
    return order ? order : (x->call > y->call) - (x->call < y->call);
}

void sim_objects_sort(struct sim_objects *o)
{
    if (o->n > 0 && o->words.state == BUF_SOUND)
        qsort_r(o->at, (size_t)o->n, sizeof *o->at, by_object, o);
}

int sim_objects_next(const struct sim_objects *o, int i, struct sim_object *object)
{
    const struct sim_sighting *first = &o->at[i];
    int last = -1;
    *object = (struct sim_object){.system = word(o, first->system), .id = word(o, first->id)};
    for (; i < o->n && same_object(o, first, &o->at[i]) == 0; i++) {
        const struct sim_sighting *s = &o->at[i];
        object->calls += s->call != last;
        object->secluded += s->call != last && s->secluded;
        last = s->call;
        if (!object->name && s->name != SIM_NAMELESS)
            object->name = word(o, s->name);
    }
    return i;
}

void sim_objects_clear(struct sim_objects *o)
{
    free(o->at);
    buf_free(&o->words);
    *o = (struct sim_objects){.type = NULL};
}
