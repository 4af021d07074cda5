/* The filter, its preview and the CRM view on any record that is one JSON object. */

#include <math.h>
#include "lib/gong/criteria.h"
#include "lib/gong/fields.h"
#include "lib/gong/preview.h"
#include "lib/json/index.h"
#include "lib/json/json.h"
#include "lib/json/sieve.h"
#include "tests/fuzz/fuzz.h"

static struct criteria *all, *some, *none, *one;
static struct criteria *quick; /* `all`, for whom any reason will do */
static struct index line_index;

static void make(void)
{
    static const char *words[] = {"a", "Negotiation", "Müller"};
    static const struct texts three = {words, 3};
    struct fault f = {0};
    struct criteria_args args = {.zone = "UTC", .now = "2026-11-16T08:00:00Z"};
    none = criteria_new(&args, &f);
    args.stage = args.owner = args.company = args.host = args.participant = args.title = three;
    args.phrase = args.language = three;
    args.amount_min = (struct number){.value = 1, .given = true, .text = "1"};
    args.size_max = (struct number){.value = 900, .given = true, .text = "900"};
    args.duration_min = "1s";
    args.from = "1970-01-01";
    all = criteria_new(&args, &f);
    args.any_reason = true;
    quick = criteria_new(&args, &f);
    args = (struct criteria_args){.title = {words, 1}, .zone = "UTC"};
    one = criteria_new(&args, &f);
    args = (struct criteria_args){.invert = true, .phrase = three, .zone = "UTC"};
    some = criteria_new(&args, &f);
    MUST(all && some && none && one && quick);
}

static void json(struct buf *b)
{
    struct span v;
    struct fault f = {0};
    MUST(buf_check(b, "it", &f) == 0);
    MUST(json_check(buf_view(b), &v, &f) == 0);
    buf_clear(b);
}

static void crm(struct criteria *c, const struct call *call)
{
    struct buf b = BUF(0);
    const struct crm *names = criteria_crm(c);
    crm_put_deals(names, call, &b);
    json(&b);
    crm_put_companies(names, call, &b);
    json(&b);
    crm_record(names, call, &b);
    json(&b);
    buf_free(&b);
}

static void look(struct criteria *c, struct span record)
{
    struct fault f = {0};
    struct preview p = {0}, part = {0};
    struct fields fields = {0};
    struct criteria_view v;
    struct buf b = BUF(0);
    const char *reason = "";
    if (criteria_test(c, record, &reason, &f) != 0) {
        MUST(f.status == STATUS_BAD_RECORD);
    } else if (criteria_view(c, &v, &f) == 0) {
        MUST(!reason || strncmp(reason, "filtered:", 9) == 0 ||
             strcmp(reason, "no_transcript_yet") == 0);
        crm(c, v.call);
        MUST(preview_add(&part, c, reason, &b, &f) == 0 && fields_add(&fields, v.call, &f) == 0);
        MUST(preview_join(&p, &part, &f) == 0 && preview_note(&p, buf_view(&b), &f) == 0);
        buf_clear(&b);
        preview_text(&p, &b);
        for (size_t i = 0; i < b.len; i++)
            MUST((unsigned char)b.at[i] >= 0x20 || b.at[i] == '\n');
        buf_clear(&b);
        preview_json(&p, &b);
        json(&b);
        fields_text(&fields, criteria_crm(c), &b);
        buf_clear(&b);
        fields_json(&fields, criteria_crm(c), &b);
        for (struct span rest = buf_view(&b), value; rest.len;)
            MUST(json_check(fuzz_part(&rest), &value, &f) == 0);
    }
    preview_clear(&p);
    preview_clear(&part);
    fields_clear(&fields);
    buf_free(&b);
}

static const char *test(struct criteria *c, struct span record, int *done)
{
    struct fault f = {0};
    const char *reason = NULL;
    *done = criteria_test(c, record, &reason, &f);
    return *done == 0 ? reason : NULL;
}

/* However it is tested, it comes to the same; and what passes has what the sieve wants. */
static void ways(struct criteria *c, struct span line, struct span record)
{
    struct fault f = {0};
    struct span value;
    int done, again;
    const char *reason = test(c, record, &done);
    struct criteria *fork = criteria_fork(c, &f);
    MUST(fork && test(fork, record, &again) == reason && again == done);
    criteria_free(fork);
    MUST(index_read(&line_index, line, &value, &f) == 0);
    json_enter(&line_index);
    MUST(test(c, value, &again) == reason && again == done);
    json_leave();
    const struct sieve *s = criteria_sieve(c);
    MUST(!s || reason || done != 0 || sieve_find(s, line));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    struct span record;
    if (!all)
        make();
    if (json_check(fuzz_span(data, size), &record, &f) != 0 || json_kind(record) != JSON_OBJECT)
        return 0;
    look(all, record);
    look(some, record);
    look(none, record);
    struct span line = fuzz_span(data, size);
    int done, again;
    ways(all, line, record);
    ways(some, line, record);
    ways(one, line, record);
    MUST(!test(all, record, &done) == !test(quick, record, &again) && done == again);
    return 0;
}
