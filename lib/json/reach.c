#include "lib/json/reach.h"

#include "lib/json/reach_read.h"
#include "lib/json/scan.h"

/* ---- views ---- */

static const struct view *add_part(struct follower *f, struct reach *part, const struct view *rest)
{
    int n = 0;
    for (const struct view *v = rest; v; v = v->next, n++)
        if (v->part == part)
            return rest;
    struct view *v = part && n < FOLLOW_PARTS ? arena_take(f->arena, sizeof *v) : NULL;
    if (!v) {
        f->lost = true;
        return rest;
    }
    *v = (struct view){part, rest};
    return v;
}

const struct view *view_join(struct follower *f, const struct view *a, const struct view *b)
{
    for (; a && a != b; a = a->next)
        b = add_part(f, a->part, b);
    return b;
}

static struct reach *member(struct follower *f, struct reach *of, struct span name)
{
    struct reach **at = &of->members;
    for (; *at; at = &(*at)->next)
        if (span_equal((*at)->name, name))
            return *at;
    if ((*at = arena_take(f->arena, sizeof **at)))
        (*at)->name = name;
    return *at;
}

const struct view *view_member(struct follower *f, const struct view *of, struct span name)
{
    const struct view *out = NULL;
    for (; of; of = of->next)
        out = add_part(f, of->part->whole ? of->part : member(f, of->part, name), out);
    return out;
}

const struct view *view_elements(struct follower *f, const struct view *of)
{
    const struct view *out = NULL;
    for (; of; of = of->next) {
        if (!of->part->whole && !of->part->elements)
            of->part->elements = arena_take(f->arena, sizeof *of->part->elements);
        out = add_part(f, of->part->whole ? of->part : of->part->elements, out);
    }
    return out;
}

const struct view *view_whole(const struct view *v)
{
    for (const struct view *at = v; at; at = at->next)
        at->part->whole = true;
    return v;
}

/* ---- reading ---- */

const struct reach *reach_read(struct arena *a, const struct syntax *s)
{
    struct follower f = {.arena = a};
    struct reach *root = arena_take(a, sizeof *root);
    struct view all = {root, NULL};
    if (!s || !root)
        return NULL;
    follow(&f, s, NULL, &all);
    return f.lost || root->whole ? NULL : root;
}

/* ---- projecting ---- */

static void project(const struct reach *r, const struct reach *also, struct span value,
                    struct buf *out);

static const struct reach *named(const struct reach *r, struct span key)
{
    for (const struct reach *m = r ? r->members : NULL; m; m = m->next)
        if (json_string_is(key, m->name))
            return m;
    return NULL;
}

/* A part may be reached in two ways at once, by name and among all; either may be NULL. */
static void project_members(const struct reach *r, const struct reach *also, struct span value,
                            struct buf *out)
{
    struct json_walk w;
    const char *comma = "";
    const struct reach *all = r->elements ? r->elements : also ? also->elements : NULL;
    buf_byte(out, '{');
    for (json_walk(&w, value); json_next(&w);) {
        const struct reach *m = named(r, w.key), *other = named(also, w.key);
        if (all && m && other) { /* three ways: more than is kept apart */
            buf_text(out, comma);
            buf_span(out, w.key);
            buf_byte(out, ':');
            buf_span(out, w.value);
            comma = ",";
            continue;
        }
        if (!m) {
            m = other;
            other = NULL;
        }
        if (!m && !all)
            continue;
        buf_text(out, comma);
        buf_span(out, w.key);
        buf_byte(out, ':');
        project(m ? m : all, m ? other ? other : all : NULL, w.value, out);
        comma = ",";
    }
    buf_byte(out, '}');
}

static void project_elements(const struct reach *r, const struct reach *also, struct span value,
                             struct buf *out)
{
    struct json_walk w;
    const char *comma = "";
    buf_byte(out, '[');
    if (r || also)
        for (json_walk(&w, value); json_next(&w); comma = ",") {
            buf_text(out, comma);
            project(r ? r : also, r ? also : NULL, w.value, out);
        }
    buf_byte(out, ']');
}

static void project(const struct reach *r, const struct reach *also, struct span value,
                    struct buf *out)
{
    bool two = also && also->elements && r->elements;
    if (r->whole || (also && also->whole) || two)
        buf_span(out, value);
    else if (json_kind(value) == JSON_OBJECT)
        project_members(r, also, value, out);
    else if (json_kind(value) == JSON_ARRAY)
        project_elements(r->elements, also ? also->elements : NULL, value, out);
    else
        buf_span(out, value);
}

void reach_project(const struct reach *r, struct span record, struct buf *out)
{
    project(r, NULL, record, out);
}

/* ---- for people ---- */

static bool plain(struct span name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !(i > 0 && c >= '0' && c <= '9'))
            return false;
    }
    return name.len > 0;
}

static void list(const struct reach *r, struct span way, struct buf *out)
{
    if (r->whole || (!r->members && !r->elements)) {
        buf_text(out, out->len ? ", " : "");
        buf_span(out, way);
        buf_text(out, way.len ? "" : ".");
        return;
    }
    struct buf b = BUF(0);
    for (const struct reach *m = r->members; m; m = m->next) {
        buf_clear(&b);
        buf_span(&b, way);
        buf_byte(&b, '.');
        if (plain(m->name))
            buf_span(&b, m->name);
        else
            json_quote(&b, m->name);
        list(m, buf_view(&b), out);
    }
    if (r->elements) {
        buf_clear(&b);
        buf_span(&b, way);
        buf_text(&b, way.len ? "[]" : ".[]");
        list(r->elements, buf_view(&b), out);
    }
    buf_free(&b);
}

void reach_list(const struct reach *r, struct buf *out)
{
    struct buf b = BUF(0);
    list(r, span_of(""), &b);
    buf_span(out, buf_view(&b));
    buf_free(&b);
}
