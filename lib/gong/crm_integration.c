#include "lib/gong/crm_integration.h"

#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/state/audit.h"

enum { CRM_TEXT = 1 << 16 };

static struct crm_integration crm_texts(void)
{
    return (struct crm_integration){BUF(CRM_TEXT), BUF(CRM_TEXT), BUF(CRM_TEXT)};
}

void crm_integration_clear(struct crm_integration *i)
{
    buf_free(&i->id);
    buf_free(&i->name);
    buf_free(&i->owner);
}

/* An id is a number of 64 bits, or text: its digits either way. */
static void crm_id(struct buf *b, struct span token)
{
    if (json_kind(token) == JSON_NUMBER)
        buf_span(b, token);
    else
        json_text(b, token);
}

static int crm_read(struct crm_integration *i, struct span item, struct fault *f)
{
    buf_clear(&i->id);
    buf_clear(&i->name);
    buf_clear(&i->owner);
    crm_id(&i->id, json_get(item, "integrationId"));
    json_text(&i->name, json_get(item, "name"));
    json_text(&i->owner, json_get(item, "ownerEmail"));
    return buf_check(&i->id, "an integration", f) != 0 ||
                   buf_check(&i->name, "an integration", f) != 0 ||
                   buf_check(&i->owner, "an integration", f) != 0
               ? -1
               : 0;
}

struct crm_search {
    const char *id;
    struct crm_integration *found;
};

static int crm_search_page(void *self, const struct gong_page *page, struct fault *f)
{
    struct crm_search *s = self;
    struct crm_integration one = crm_texts();
    struct json_walk w;
    int ok = 0;
    for (json_walk(&w, page->items); ok == 0 && json_next(&w);) {
        ok = crm_read(&one, w.value, f);
        if (ok == 0 && span_is(buf_view(&one.id), s->id))
            ok = crm_read(s->found, w.value, f);
    }
    crm_integration_clear(&one);
    return ok;
}

int crm_find(struct gong *g, const char *id, struct crm_integration *found, struct fault *f)
{
    *found = crm_texts();
    return gong_ask(g, &(struct gong_query){.what = GONG_CRM_INTEGRATIONS}, crm_search_page,
                    &(struct crm_search){id, found}, f);
}

/* ---- list ---- */

enum { CRM_COLUMNS = 3 };

struct crm_table {
    bool json;
    struct out *out;
    struct buf text; /* the cells, each plain and with a NUL behind it */
    size_t wide[CRM_COLUMNS];
};

static void crm_cell(struct crm_table *t, size_t column, struct span text)
{
    size_t before = t->text.len;
    plain_add(&t->text, text);
    size_t wide =
        plain_width((struct span){t->text.at ? t->text.at + before : "", t->text.len - before});
    if (wide > t->wide[column])
        t->wide[column] = wide;
    buf_byte(&t->text, '\0');
}

static int crm_list_page(void *self, const struct gong_page *page, struct fault *f)
{
    struct crm_table *t = self;
    struct crm_integration one = crm_texts();
    struct json_walk w;
    int ok = 0;
    for (json_walk(&w, page->items); ok == 0 && json_next(&w);) {
        if (t->json) {
            out_line(t->out, w.value);
            continue;
        }
        ok = crm_read(&one, w.value, f);
        crm_cell(t, 0, buf_view(&one.id));
        crm_cell(t, 1, buf_view(&one.owner));
        crm_cell(t, 2, buf_view(&one.name));
    }
    crm_integration_clear(&one);
    return ok;
}

static int crm_rows(struct crm_table *t, struct fault *f)
{
    struct buf line = BUF(0);
    if (buf_check(&t->text, "the list", f) != 0)
        return -1;
    size_t column = 0;
    for (size_t at = 0; at < t->text.len; column++) {
        struct span cell = span_of(t->text.at + at);
        bool last = column % CRM_COLUMNS == CRM_COLUMNS - 1;
        buf_span(&line, cell);
        for (size_t n = plain_width(cell); !last && n < t->wide[column % CRM_COLUMNS] + 2; n++)
            buf_byte(&line, ' ');
        if (last) {
            out_line(t->out, buf_view(&line));
            buf_clear(&line);
        }
        at += cell.len + 1;
    }
    buf_free(&line);
    return 0;
}

int crm_list(const struct crm *c, struct out *out, struct fault *f)
{
    struct crm_table t = {.json = c->json, .out = out, .text = BUF(0)};
    struct gong *g = gong_new(&c->settings, &c->listener, f);
    int ok = -1;
    if (g)
        ok = gong_ask(g, &(struct gong_query){.what = GONG_CRM_INTEGRATIONS}, crm_list_page, &t, f);
    if (ok == 0)
        ok = crm_rows(&t, f);
    buf_free(&t.text);
    gong_free(g);
    return ok;
}

/* ---- what delete and status share ---- */

int crm_audit(const struct crm *c, const struct crm_request *r, const char *what, int status,
              struct fault *f)
{
    struct buf detail = BUF(1024);
    struct json_writer w = {.b = &detail};
    struct audit_entry e = {.program = "gong-crm-integration",
                            .profile = c->settings.profile ? c->settings.profile : "default",
                            .what = what};
    json_open(&w, NULL, '{');
    json_put_text(&w, "integration_id", span_of(r->integration));
    json_put_text(&w, "client_request_id", span_of(r->id));
    json_put_int(&w, "status", status);
    json_close(&w, '}');
    e.detail = buf_view(&detail);
    int ok = buf_check(&detail, "the audit log's line", f);
    if (ok == 0)
        ok = gong_now(&e.time, &c->settings, f);
    if (ok == 0)
        ok = audit_add(&e, f);
    buf_free(&detail);
    return ok;
}

void crm_print(const struct crm *c, const struct crm_request *r, struct out *out)
{
    struct buf line = BUF(0);
    if (c->json)
        crm_request_line(&line, r);
    else if (r->answer.len && (r->state == CRM_ASKED || r->state == CRM_REGISTERED)) {
        buf_format(&line, "%s  integration %s  ", r->id, r->integration);
        plain_add(&line, buf_view(&r->answer));
    } else {
        buf_format(&line, "%s  integration %s  %s", r->id, r->integration,
                   crm_state_name(r->state));
    }
    out_line(out, buf_view(&line));
    buf_free(&line);
}
