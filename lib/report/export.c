#include "lib/report/export.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/report/export_spool.h"
#include "lib/report/export_types.h"
#include "lib/report/words.h"

static const struct export_type types[] = {
    {"calls", "Gong calls", "call", "calls", NULL, export_call},
    {"transcripts", "Gong call transcripts", "call", "calls", NULL, export_transcript},
    {"users", "Gong users", "user", "users", "id", export_user},
    {"user-stats", "Gong user statistics", "entry", "entries", "userId", export_user_stats},
    {"scorecards", "Gong scorecards", "scorecard", "scorecards", "scorecardId", export_scorecard},
    {"answered-scorecards", "Gong answered scorecards", "answered scorecard", "answered scorecards",
     "answeredScorecardId", export_answered},
    {"libraries", "Gong library folders", "folder", "folders", "id", export_library},
    {"trackers", "Gong keyword trackers", "tracker", "trackers", "trackerId", export_tracker},
    {"crm-deals", "CRM deals in Gong", "deal", "deals", "objectType", export_deal},
    {"crm-contacts", "CRM contacts in Gong", "contact", "contacts", "objectType", export_contact},
    {"crm-accounts", "CRM accounts in Gong", "account", "accounts", "objectType", export_account},
};

struct export
{
    struct export_options options;
    const struct export_type *type;
    when from, to;
    int64_t records;   /* that came */
    struct buf origin; /* of the first call's link: https://us-99999.app.gong.io */
    struct export_roster names;
    struct spool spool;
    struct sheet sheet;
};

/* ---- records ---- */

/* Where the calls are to be seen. */
static void see_origin(struct export *e)
{
    struct sheet *s = &e->sheet;
    if (e->origin.len || !s->call.id.at)
        return;
    struct span url = sheet_text(s, s->call.url);
    const char *host = url.len > 8 && memcmp(url.at, "https://", 8) == 0 ? url.at + 8 : NULL;
    const char *slash = host ? memchr(host, '/', (size_t)(url.at + url.len - host)) : NULL;
    if (slash)
        buf_add(&e->origin, url.at, (size_t)(slash - url.at));
}

static int check_key(const struct export_type *t, struct span record, struct fault *f)
{
    struct span key = t->key ? json_get(record, t->key) : SPAN_NONE;
    if (!t->key || json_kind(key) == JSON_NUMBER || (json_kind(key) == JSON_STRING && key.len > 2))
        return 0;
    return fault(f, STATUS_BAD_RECORD, "no %s: this is no record of %s", t->key, t->name);
}

/* Those beyond the limit are read too: the header says how many there are. */
static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct export *e = self;
    (void)out;
    if (check_key(e->type, record, f) != 0)
        return -1;
    buf_clear(&e->sheet.b);
    e->sheet.indent = 3;
    bool wanted = e->options.limit == 0 || e->records < e->options.limit;
    if (wanted &&
        (e->type->write(&e->sheet, e->records + 1, record, f) != 0 || sheet_put(&e->sheet, f) != 0))
        return -1;
    e->records++;
    see_origin(e);
    return e->sheet.names_later ? export_roster_add(&e->names, record, f) : 0;
}

static int know(void *self, struct span record, struct out *out, struct fault *f)
{
    struct export *e = self;
    (void)out;
    return export_roster_add(&e->names, record, f);
}

/* ---- the header ---- */

static void title(struct buf *b, const char *text)
{
    buf_format(b, "%s\n", text);
    for (size_t i = 0; i < strlen(text); i++)
        buf_byte(b, '=');
    buf_text(b, "\n\n");
}

static void source(struct export *e, struct buf *b)
{
    struct sheet *s = &e->sheet;
    buf_text(b, "Source:   ");
    if (e->options.source) {
        struct buf token = BUF(0);
        json_quote(&token, span_of(e->options.source));
        buf_span(b, sheet_text(s, buf_view(&token)));
        buf_free(&token);
    } else {
        buf_text(b, e->origin.len ? "Gong, " : "Gong");
        buf_span(b, buf_view(&e->origin));
    }
    buf_byte(b, '\n');
}

static void window(const struct export *e, struct buf *b)
{
    const struct export_options *o = &e->options;
    if (!o->from && !o->to)
        return;
    buf_text(b, "Window:   ");
    if (o->from) {
        buf_text(b, "from ");
        sheet_add_when(b, e->from, o->zone);
    }
    if (o->to) {
        buf_text(b, o->from ? " until " : "until ");
        sheet_add_when(b, e->to, o->zone);
    }
    buf_format(b, " (%s)\n", o->zone);
}

static void how_many(const struct export *e, struct buf *b)
{
    int64_t limit = e->options.limit;
    buf_text(b, "Records:  ");
    if (limit && e->records > limit) {
        buf_text(b, "the first ");
        words_number(b, limit);
        buf_text(b, " of ");
    }
    words_count(b, e->records, e->type->one, e->type->many);
    buf_byte(b, '\n');
    if (e->names.full) {
        buf_text(b, "Names:    the first ");
        words_number(b, ROSTER_MOST);
        buf_text(b, " are known here; others are ids\n");
    }
}

static int finish(void *self, struct out *out, struct fault *f)
{
    struct export *e = self;
    struct buf b = BUF(0);
    title(&b, e->type->title);
    source(e, &b);
    window(e, &b);
    how_many(e, &b);
    buf_text(&b, "Made:     ");
    sheet_add_when(&b, e->options.now, e->options.zone);
    buf_format(&b, " (%s), as all times here, by callmine " VERSION "\n", e->options.zone);
    out_span(out, buf_view(&b));
    int done = buf_check(&b, "the header", f);
    buf_free(&b);
    return done == 0 ? spool_copy(&e->spool, &e->names, out, f) : -1;
}

/* ---- all of it ---- */

struct stage export_names(struct export *e)
{
    return (struct stage){.step = know, .self = e};
}

struct stage export_stage(struct export *e)
{
    return (struct stage){.step = step, .finish = finish, .self = e};
}

static int check(struct export *e, struct fault *f)
{
    struct export_options *o = &e->options;
    struct civil c;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (o->type && strcmp(o->type, types[i].name) == 0)
            e->type = &types[i];
    if (!e->type)
        return fault(f, STATUS_USAGE, "say which records these are: --type " EXPORT_TYPES);
    o->zone = o->zone ? o->zone : "UTC";
    if (when_civil(&c, o->now, o->zone, f) != 0 ||
        (o->from && when_argument(&e->from, o->from, o->zone, o->now, f) != 0) ||
        (o->to && when_argument(&e->to, o->to, o->zone, o->now, f) != 0))
        return -1;
    if (o->from && o->to && e->from >= e->to)
        return fault(f, STATUS_USAGE, "--from is not before --to");
    return 0;
}

struct export *export_new(const struct export_options *o, struct fault *f)
{
    struct export *e = calloc(1, sizeof *e);
    if (!e) {
        fault(f, STATUS_NO_MEMORY, "no memory for an export");
        return NULL;
    }
    e->options = *o;
    e->spool.fd = -1;
    if (check(e, f) != 0 || spool_open(&e->spool, o->beside, f) != 0) {
        export_free(e);
        return NULL;
    }
    e->sheet.out = &e->spool.out;
    e->sheet.zone = e->options.zone;
    e->sheet.width = 13;
    e->sheet.names = &e->names;
    e->sheet.names_later = e->type->write == export_user;
    return e;
}

void export_free(struct export *e)
{
    if (!e)
        return;
    spool_close(&e->spool);
    sheet_clear(&e->sheet);
    export_roster_clear(&e->names);
    buf_free(&e->origin);
    free(e);
}
