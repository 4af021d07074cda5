/* The language, over views (declared in reach_read.h). Where jq would look at more than the type of
 * a part, the part is marked whole; what is made of parts is made of whole ones. */

#include "lib/json/reach_read.h"

static bool scalar(const struct syntax *s)
{
    return s->kind == SYNTAX_LITERAL || (s->kind == SYNTAX_NEGATE && s->a->kind == SYNTAX_LITERAL);
}

/* ---- paths ---- */

static const struct view *index_of(struct follower *f, const struct syntax *s,
                                   const struct meaning *env, const struct view *in)
{
    const struct view *of = follow(f, s->a, env, in);
    if (s->b->kind == SYNTAX_LITERAL && s->b->literal == JSON_STRING)
        return view_member(f, of, s->b->text);
    if (scalar(s->b))
        return view_elements(f, of);
    view_whole(follow(f, s->b, env, in));
    return view_whole(of);
}

static const struct view *slice(struct follower *f, const struct syntax *s,
                                const struct meaning *env, const struct view *in)
{
    const struct view *of = follow(f, s->a, env, in);
    if (s->b)
        view_whole(follow(f, s->b, env, in));
    if (s->c)
        view_whole(follow(f, s->c, env, in));
    return view_whole(of);
}

/* ---- operators ---- */

/* Beside a scalar it is enough to know what type a part has. */
static const struct view *binary(struct follower *f, const struct syntax *s,
                                 const struct meaning *env, const struct view *in)
{
    const struct view *a = follow(f, s->a, env, in), *b = follow(f, s->b, env, in);
    if (s->op < OP_EQUAL || (!scalar(s->a) && !scalar(s->b))) {
        view_whole(a);
        view_whole(b);
    }
    return s->op < OP_EQUAL ? view_join(f, a, b) : NULL;
}

static const struct view *both(struct follower *f, const struct syntax *s,
                               const struct meaning *env, const struct view *in)
{
    const struct view *a = follow(f, s->a, env, in);
    return view_join(f, a, follow(f, s->b, env, in));
}

/* A handler would see what libjq says of the part that is at fault. */
static const struct view *attempt(struct follower *f, const struct syntax *s,
                                  const struct meaning *env, const struct view *in)
{
    const struct view *body = follow(f, s->a, env, in);
    if (s->b && s->b->kind != SYNTAX_LITERAL)
        f->lost = true;
    return body;
}

/* What is assigned to comes out again, changed. */
static const struct view *assign(struct follower *f, const struct syntax *s,
                                 const struct meaning *env, const struct view *in)
{
    view_whole(in);
    view_whole(follow(f, s->a, env, in));
    const struct view *to = view_whole(follow(f, s->b, env, in));
    return view_join(f, in, to);
}

/* ---- names ---- */

struct meaning *follow_name(struct follower *f, const struct meaning *up, enum meaning_kind kind,
                            struct span name)
{
    static struct meaning none;
    struct meaning *m = arena_take(f->arena, sizeof *m);
    if (!m) {
        f->lost = true;
        return &none;
    }
    *m = (struct meaning){.kind = kind, .name = name, .up = up};
    return m;
}

static const struct meaning *destructure(struct follower *f, const struct syntax *p,
                                         const struct view *v, const struct meaning *env)
{
    struct meaning *m;
    if (p->literal == JSON_NONE) {
        m = follow_name(f, env, MEANS_VARIABLE, p->text);
        m->view = v;
        return m;
    }
    for (const struct syntax *part = p->list; part; part = part->next) {
        if (p->literal == JSON_ARRAY) {
            env = destructure(f, part, view_elements(f, v), env);
            continue;
        }
        bool named = part->a->kind == SYNTAX_LITERAL && part->a->literal == JSON_STRING;
        if (!named)
            view_whole(follow(f, part->a, env, v));
        const struct view *of = named ? view_member(f, v, part->a->text) : view_whole(v);
        env = destructure(f, part->b, of, env);
        if (part->c)
            env = destructure(f, part->c, of, env);
    }
    return env;
}

/* The state goes round, so that what it is of is reached at any depth. */
static const struct view *loop(struct follower *f, const struct syntax *s,
                               const struct meaning *env, const struct view *in)
{
    const struct meaning *inner = destructure(f, s->list, follow(f, s->a, env, in), env);
    const struct view *state = view_whole(follow(f, s->b, env, in));
    for (int i = 0; i < 2; i++)
        state = view_join(f, view_whole(follow(f, s->c, inner, state)), state);
    return s->d ? follow(f, s->d, inner, state) : state;
}

static const struct view *variable(struct follower *f, const struct syntax *s,
                                   const struct meaning *env)
{
    for (; env; env = env->up)
        if (env->kind == MEANS_VARIABLE && span_equal(env->name, s->text))
            return env->view;
    f->lost = true; /* jq will refuse it */
    return NULL;
}

static const struct view *definition(struct follower *f, const struct syntax *s,
                                     const struct meaning *env, const struct view *in)
{
    struct meaning *m = follow_name(f, env, MEANS_FUNCTION, s->text);
    m->syntax = s;
    return follow(f, s->b, m, in);
}

static void object(struct follower *f, const struct syntax *s, const struct meaning *env,
                   const struct view *in)
{
    for (const struct syntax *e = s->list; e; e = e->next) {
        view_whole(follow(f, e->a, env, in));
        if (e->b)
            view_whole(follow(f, e->b, env, in));
        else if (e->a->kind == SYNTAX_LITERAL)
            view_whole(view_member(f, in, e->a->text));
        else
            view_whole(in);
    }
}

/* ---- all of it ---- */

static const struct view *by_kind(struct follower *f, const struct syntax *s,
                                  const struct meaning *env, const struct view *in)
{
    switch (s->kind) {
    case SYNTAX_IDENTITY: return in;
    case SYNTAX_RECURSE: return view_whole(in);
    case SYNTAX_INDEX: return index_of(f, s, env, in);
    case SYNTAX_SLICE: return slice(f, s, env, in);
    case SYNTAX_EACH: return view_elements(f, follow(f, s->a, env, in));
    case SYNTAX_PIPE: return follow(f, s->b, env, follow(f, s->a, env, in));
    case SYNTAX_COMMA:
    case SYNTAX_ALTERNATIVE: return both(f, s, env, in);
    case SYNTAX_AND:
    case SYNTAX_OR: both(f, s, env, in); return NULL;
    case SYNTAX_BINARY: return binary(f, s, env, in);
    case SYNTAX_NEGATE: follow(f, s->a, env, in); return NULL;
    case SYNTAX_TRY: return attempt(f, s, env, in);
    case SYNTAX_ASSIGN: return assign(f, s, env, in);
    case SYNTAX_IF: {
        follow(f, s->a, env, in);
        const struct view *yes = follow(f, s->b, env, in);
        return view_join(f, yes, follow(f, s->c, env, in));
    }
    case SYNTAX_REDUCE:
    case SYNTAX_FOREACH: return loop(f, s, env, in);
    case SYNTAX_AS:
        return follow(f, s->b, destructure(f, s->list, follow(f, s->a, env, in), env), in);
    case SYNTAX_LABEL: return follow(f, s->a, env, in);
    case SYNTAX_DEF: return definition(f, s, env, in);
    case SYNTAX_CALL: return follow_call(f, s, env, in);
    case SYNTAX_VARIABLE: return variable(f, s, env);
    case SYNTAX_FORMAT: view_whole(follow(f, s->a, env, in)); return NULL;
    case SYNTAX_ARRAY: return s->a ? view_whole(follow(f, s->a, env, in)) : NULL;
    case SYNTAX_OBJECT: object(f, s, env, in); return NULL;
    default: return NULL; /* literals, break, $__loc__ */
    }
}

const struct view *follow(struct follower *f, const struct syntax *s, const struct meaning *env,
                          const struct view *in)
{
    if (f->lost || f->steps++ > FOLLOW_STEPS || f->depth > FOLLOW_DEPTH) {
        f->lost = true;
        return NULL;
    }
    f->depth++;
    const struct view *out = by_kind(f, s, env, in);
    f->depth--;
    return out;
}
