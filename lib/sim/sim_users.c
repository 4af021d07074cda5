/* GET /v2/users, /v2/users/{id}, /v2/users/{id}/settings-history, POST /v2/users/extensive. */

#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim_filter.h"
#include "lib/sim/sim_page.h"
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_route.h"

static int put_users(struct sim_request *q, struct sim_answer *a, const bool *in, uint64_t asked,
                     struct span cursor, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    struct sim_page page;
    if (!sim_page_begin(&page, "users", asked, cursor, q, a))
        return 0;
    int64_t total = 0, next = -1;
    int size = 0;
    for (int i = 0; i < s->users; i++) {
        total += in[i];
        if (!in[i] || i < page.from)
            continue;
        if (size < SIM_PAGE)
            size++;
        else if (next < 0)
            next = i;
    }
    if (size == 0 && asked != 0)
        return sim_error(a, 404, "No users found corresponding to the provided filters");
    struct json_writer w;
    sim_answer_open(a, &w);
    sim_page_put(&page, &w, q, size, total, next);
    json_open(&w, "users", '[');
    for (int i = (int)page.from, n = 0; i < s->users && n < size; i++) {
        if (!in[i])
            continue;
        if (n++ > 0)
            buf_byte(&a->body, ',');
        if (s->ops->user(s, i, &a->body, f) != 0)
            return -1;
    }
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = size;
    return 0;
}

static int no_memory(struct fault *f)
{
    return fault(f, STATUS_NO_MEMORY, "no memory for the users");
}

int sim_users_list(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    const char *avatars = sim_query(q, "includeAvatars");
    bool *in = calloc((size_t)s->users + 1, sizeof *in);
    if (!in)
        return no_memory(f);
    for (int i = 0; i < s->users; i++) {
        struct sim_person p;
        s->ops->person(s, i, &p);
        in[i] = !p.avatar || (avatars && strcmp(avatars, "true") == 0);
    }
    int status = put_users(q, a, in, 0, span_of(sim_query(q, "cursor")), f);
    free(in);
    return status;
}

static bool instant(struct span filter, const char *name, bool *has, when *t)
{
    struct span v = json_get(filter, name);
    struct buf b = BUF(100);
    struct fault f = {0};
    *has = json_kind(v) == JSON_STRING;
    json_text(&b, v);
    bool good = (json_kind(v) == JSON_NONE || json_kind(v) == JSON_NULL) ||
                (*has && b.len > 0 && when_parse(t, buf_view(&b), &f) == 0);
    buf_free(&b);
    return good;
}

static bool asked_for(struct span ids, const char *id)
{
    struct json_walk w;
    if (json_kind(ids) != JSON_ARRAY)
        return true;
    for (json_walk(&w, ids); json_next(&w);)
        if (json_text_is(w.value, id))
            return true;
    return false;
}

int sim_users_extensive(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    struct buf cursor = BUF(4000);
    bool *in = NULL, has_from, has_to;
    when from = 0, to = 0;
    int status = 0;
    if (sim_body(q, a, &cursor)) {
        struct span filter = json_get(q->json, "filter"), ids = json_get(filter, "userIds");
        if (!instant(filter, "createdFromDateTime", &has_from, &from) ||
            !instant(filter, "createdToDateTime", &has_to, &to))
            sim_error(a, 400, SIM_BAD_BODY);
        else if (sim_id_list(ids, "userIds", a) && !(in = calloc((size_t)s->users + 1, sizeof *in)))
            status = no_memory(f);
        for (int i = 0; in && i < s->users; i++) {
            struct sim_person p;
            s->ops->person(s, i, &p);
            in[i] = asked_for(ids, p.id) && (!has_from || p.created >= from) &&
                    (!has_to || p.created < to);
        }
        if (in)
            status = put_users(q, a, in, sim_hash_text(0, filter), buf_view(&cursor), f);
    }
    free(in);
    buf_free(&cursor);
    return status;
}

int sim_users_one(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    int n = sim_source_user(s, span_of(q->id));
    if (n < 0)
        return sim_error(a, 404, "User not found");
    struct json_writer w;
    sim_answer_open(a, &w);
    buf_text(&a->body, ",\"user\":");
    if (s->ops->user(s, n, &a->body, f) != 0)
        return -1;
    json_close(&w, '}');
    a->items = 1;
    return 0;
}

int sim_users_history(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    static const char *const settings[] = {"webConferencesRecorded", "callsImported",
                                           "emailsImported"};
    struct sim_source *s = q->sim->source;
    struct sim_person p;
    int n = sim_source_user(s, span_of(q->id));
    (void)f;
    if (n < 0)
        return sim_error(a, 404, "User not found");
    s->ops->person(s, n, &p);
    struct json_writer w;
    sim_answer_open(a, &w);
    json_open(&w, "userSettingsHistory", '[');
    for (int i = 0; i < 3; i++) {
        json_open(&w, NULL, '{');
        sim_put(&w, "setting", settings[i]);
        json_put_bool(&w, "value", i != 1);
        sim_put_time(&w, "time", p.created + i * WHEN_DAY);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = 3;
    return 0;
}
