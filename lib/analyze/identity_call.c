/* What a call's record says about who is there (declared in identity.h): its parties, what the CRM
 * has of them and of the companies, and what callmine has added. */

#include <string.h>
#include "lib/analyze/identity_learn.h"
#include "lib/json/json.h"

/* A JSON string's or number's text, kept as long as the call is. */
static struct span text_of(struct identities *d, struct span value)
{
    enum json_kind kind = json_kind(value);
    if (kind == JSON_NUMBER)
        return value;
    buf_clear(&d->text);
    json_text(&d->text, value);
    return kind == JSON_STRING ? identity_kept(d) : SPAN_NONE;
}

/* ---- where they stand ---- */

static bool is_among(struct span token, const char *list)
{
    struct buf name = BUF(256);
    json_text(&name, token);
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] != '_' && name.at[i] != ' ')
            name.at[n++] =
                name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] | 0x20) : name.at[i];
    bool yes = false;
    for (const char *at = list; n && !yes && *at; at += strcspn(at, " "), at += *at == ' ')
        yes = strcspn(at, " ") == n && memcmp(at, name.at, n) == 0;
    buf_free(&name);
    return yes;
}

static int learn_field(struct identities *d, bool person, bool company, struct span name,
                       struct span value, struct fault *f)
{
    struct span text = text_of(d, value);
    if (text.len == 0)
        return 0;
    if (is_among(name, "name fullname firstname lastname"))
        return person    ? identity_learn_person(d, text, SPAN_NONE, SPAN_NONE, f)
               : company ? identity_learn_company(d, text, f)
                         : 0;
    if (is_among(name, "email emailaddress"))
        return identity_learn_person(d, SPAN_NONE, text, SPAN_NONE, f);
    if (is_among(name, "phone phonenumber mobile mobilephone homephone fax"))
        return identity_learn_phone(d, text, f);
    if (is_among(name, "website domain"))
        return identity_learn_domain(d, text, f);
    return is_among(name, "company companyname accountname") ? identity_learn_company(d, text, f)
                                                             : 0;
}

static int learn_object(struct identities *d, struct span object, struct fault *f)
{
    struct json_walk w;
    struct span type = json_get(object, "objectType");
    bool person = is_among(type, "contact lead user person");
    bool company = is_among(type, "account company organization");
    for (json_walk(&w, json_get(object, "fields")); json_next(&w);)
        if (learn_field(d, person, company, json_get(w.value, "name"), json_get(w.value, "value"),
                        f) != 0)
            return -1;
    return 0;
}

static int learn_context(struct identities *d, struct span context, struct fault *f)
{
    struct json_walk systems, objects;
    for (json_walk(&systems, context); json_next(&systems);)
        for (json_walk(&objects, json_get(systems.value, "objects")); json_next(&objects);)
            if (learn_object(d, objects.value, f) != 0)
                return -1;
    return 0;
}

/* Companies and people that callmine has added. */
static int learn_added(struct identities *d, struct span object, bool person, struct fault *f)
{
    struct span name = text_of(d, json_get(object, "name"));
    struct span domain = text_of(d, json_get(object, "domain"));
    if (person)
        return identity_learn_person(d, name, text_of(d, json_get(object, "email")), SPAN_NONE, f);
    if (name.len && identity_learn_company(d, name, f) != 0)
        return -1;
    return domain.len ? identity_learn_domain(d, domain, f) : 0;
}

int identities_learn(struct identities *d, const struct call *c, struct fault *f)
{
    struct json_walk w;
    for (size_t i = 0; i < c->nparties; i++) {
        const struct party *p = &c->parties[i];
        if (identity_learn_person(d, text_of(d, p->name), text_of(d, p->email),
                                  text_of(d, p->phone), f) != 0 ||
            learn_context(d, p->context, f) != 0)
            return -1;
    }
    if (learn_context(d, c->context, f) != 0 ||
        learn_added(d, json_get(c->callmine, "company"), false, f) != 0 ||
        learn_added(d, json_get(c->callmine, "host"), true, f) != 0)
        return -1;
    for (json_walk(&w, json_get(c->callmine, "companies")); json_next(&w);)
        if (learn_added(d, w.value, false, f) != 0)
            return -1;
    for (json_walk(&w, json_get(c->callmine, "users")); json_next(&w);)
        if (learn_added(d, w.value, true, f) != 0)
            return -1;
    return 0;
}
