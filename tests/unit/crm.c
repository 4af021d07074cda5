/* The CRM view: names, kinds of values, timing, configuration. */
#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/gong/crm.h"
#include "lib/json/json.h"

static struct call call;
static struct buf out;

static const char *view(const struct crm *c, const char *record, bool deals)
{
    struct fault f = {0};
    struct span value;
    buf_clear(&out);
    CHECK(json_check(span_of(record), &value, &f) == 0);
    CHECK(call_read(&call, value, &f) == 0);
    (deals ? crm_put_deals : crm_put_companies)(c, &call, &out);
    return out.at;
}

#define CONTEXT(system, objects)                                                                   \
    "{\"metaData\":{\"id\":\"1\"},\"context\":[{\"system\":\"" system "\",\"objects\":[" objects   \
    "]}]}"

static const char hubspot[] = CONTEXT(
    "HubSpot",
    "{\"objectType\":\"Company\",\"objectId\":\"20\",\"fields\":[{\"name\":\"name\",\"value\":"
    "\"Helio\"},"
    "{\"name\":\"domain\",\"value\":\"helio.example\"},{\"name\":\"numberofemployees\",\"value\":"
    "\"1,340\"}]},"
    "{\"objectType\":\"deal\",\"objectId\":15530288146,\"timing\":\"TimeOfCall\",\"fields\":["
    "{\"name\":\"dealstage\",\"value\":\"qualified\"},{\"name\":\"amount\",\"value\":\"36000\"}]},"
    "{\"objectType\":\"Deal\",\"objectId\":\"15\",\"timing\":\"Now\",\"fields\":["
    "{\"name\":\"dealname\",\"value\":\"Platf\\u006frm\"},{\"name\":\"DealStage\",\"value\":"
    "\"contractsent\"},"
    "{\"name\":\"amount\",\"value\":\"$48,000.50\"},{\"name\":\"closedate\",\"value\":\"2026-11-"
    "30\"},"
    "{\"name\":\"hubspot_owner_id\",\"value\":71120938},{\"name\":\"deal_currency_code\",\"value\":"
    "\"EUR\"}]}");

static const char salesforce[] = CONTEXT(
    "Salesforce",
    "{\"objectType\":\"Contact\",\"objectId\":\"9\",\"fields\":[{\"name\":\"StageName\",\"value\":"
    "\"x\"}]},"
    "{\"objectType\":\"Opportunity\",\"objectId\":null,\"fields\":[{\"name\":\"StageName\","
    "\"value\":null},"
    "{\"name\":\"stage\",\"value\":\"Discovery\"},{\"name\":\"Amount\",\"value\":9007199254740993},"
    "{\"name\":\"Name\",\"value\":[\"a\"]}]},"
    "{\"objectType\":\"Opportunity\",\"objectId\":\"2\",\"fields\":[{\"name\":\"Amount\",\"value\":"
    "\"n/a\"}]},7");

static void test_defaults(const struct crm *c)
{
    CHECK(strcmp(view(c, hubspot, false),
                 "[{\"id\":\"20\",\"name\":\"Helio\",\"size\":1340,\"industry\":null,"
                 "\"domain\":\"helio.example\",\"system\":\"HubSpot\"}]") == 0);
    CHECK(strcmp(view(c, hubspot, true),
                 "[{\"id\":\"15530288146\",\"name\":null,\"stage\":\"qualified\",\"amount\":36000,"
                 "\"currency\":null,\"owner\":null,\"close\":null,\"reason\":null,\"system\":"
                 "\"HubSpot\","
                 "\"timing\":\"TimeOfCall\"},"
                 "{\"id\":\"15\",\"name\":\"Platf\\u006frm\",\"stage\":\"contractsent\","
                 "\"amount\":48000.5,\"currency\":\"EUR\",\"owner\":\"71120938\","
                 "\"close\":\"2026-11-30\",\"reason\":null,\"system\":\"HubSpot\",\"timing\":"
                 "\"Now\"}]") == 0);
    CHECK(strcmp(view(c, salesforce, true),
                 "[{\"id\":null,\"name\":null,\"stage\":\"Discovery\",\"amount\":9007199254740993,"
                 "\"currency\":null,\"owner\":null,\"close\":null,\"reason\":null,\"system\":"
                 "\"Salesforce\","
                 "\"timing\":null},"
                 "{\"id\":\"2\",\"name\":null,\"stage\":null,\"amount\":null,\"currency\":null,"
                 "\"owner\":null,\"close\":null,\"reason\":null,\"system\":\"Salesforce\","
                 "\"timing\":null}]") == 0);
    CHECK(strcmp(view(c, "{\"metaData\":{\"id\":\"1\"}}", true), "[]") == 0);
    CHECK(strcmp(view(c, "{\"metaData\":{\"id\":\"1\"},\"context\":{\"a\":[1]}}", true), "[]") ==
          0);
}

static void test_record(const struct crm *c)
{
    struct fault f = {0};
    struct span value;
    view(c, hubspot, true);
    buf_clear(&out);
    crm_record(c, &call, &out);
    CHECK(json_check(buf_view(&out), &value, &f) == 0);
    CHECK(strncmp(out.at, hubspot, sizeof hubspot - 2) == 0); /* Gong's bytes stay */
    CHECK(json_text_is(json_get(value, "callmine.deal.stage"), "contractsent"));
    CHECK(json_text_is(json_get(value, "callmine.company.name"), "Helio"));
    CHECK(json_count(json_get(value, "callmine.deals")) == 2);
    CHECK(span_is(json_get(value, "callmine.v"), "1"));
    view(c, "{\"metaData\":{\"id\":\"1\"}}", true);
    buf_clear(&out);
    crm_record(c, &call, &out);
    CHECK(span_is(buf_view(&out),
                  "{\"metaData\":{\"id\":\"1\"},\"callmine\":{\"v\":1,\"deal\":null,"
                  "\"deals\":[],\"company\":null,\"companies\":[]}}"));
}

static void test_owner(const struct crm *c)
{
    static const char record[] = "{\"metaData\":{\"id\":\"1\"},\"parties\":[{\"name\":\"Ana\"},{"
                                 "\"name\":\"Bo\",\"context\":[{"
                                 "\"objects\":[{\"objectType\":\"user\",\"objectId\":\"x\"},"
                                 "{\"objectType\":\"User\",\"objectId\":\"0055e00000SYNTH\"}]}]}]}";
    view(c, record, true);
    struct crm_owner o = crm_owner(c, &call, span_of("\"0055e00000SYNTHOAA\""));
    CHECK(o.party && json_text_is(o.party->name, "Bo") && !o.name);
    CHECK(!crm_owner(c, &call, span_of("\"0055e00000SYNTHOAAAA\"")).party);
    CHECK(!crm_owner(c, &call, span_of("null")).party);
}

static struct crm *configured(const char *json, struct fault *f)
{
    char path[] = "/tmp/crm-unit-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0 && write(fd, json, strlen(json)) == (ssize_t)strlen(json));
    close(fd);
    struct crm *c = crm_new(path, f);
    unlink(path);
    return c;
}

static void test_configuration(void)
{
    struct fault f = {0};
    struct crm *c = configured("{\"deal\":{\"objects\":[\"Vertrag\"],\"stage\":[\"Phase\"]},"
                               "\"owners\":{\"7\":\"Dana Ruiz\"}}",
                               &f);
    CHECK(c);
    view(c,
         CONTEXT("Own",
                 "{\"objectType\":\"Opportunity\"},{\"objectType\":\"VERTRAG\",\"fields\":["
                 "{\"name\":\"phase\",\"value\":\"zwei\"},{\"name\":\"Amount\",\"value\":5}]}"),
         true);
    struct span value = {0};
    CHECK(json_check(buf_view(&out), &value, &f) == 0 && json_count(value) == 1);
    CHECK(strstr(out.at, "\"stage\":\"zwei\",\"amount\":5"));
    CHECK(strcmp(crm_owner(c, &call, span_of("\"7\"")).name, "Dana Ruiz") == 0);
    crm_free(c);
    static const char *const wrong[] = {"[]",
                                        "{\"deal\":[]}",
                                        "{\"deal\":{\"stage\":\"x\"}}",
                                        "{\"deal\":{\"stage\":[1]}}",
                                        "{\"deal\":{\"stag\":[]}}",
                                        "{\"deals\":{}}",
                                        "{\"owners\":{\"a\":1}}",
                                        "{",
                                        ""};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(!configured(wrong[i], &f));
        CHECK(f.status == STATUS_CONFIG);
    }
    CHECK(!crm_new("/nonexistent/crm.json", &f) && f.status == STATUS_NO_INPUT);
}

int main(void)
{
    struct fault f = {0};
    char dir[] = "/tmp/crm-config-XXXXXX";
    CHECK(mkdtemp(dir) != NULL);
    setenv("CONFIGURATION_DIRECTORY", dir, 1);
    struct crm *c = crm_new(NULL, &f);
    CHECK(c);
    test_defaults(c);
    test_record(c);
    test_owner(c);
    crm_free(c);
    test_configuration();
    call_clear(&call);
    buf_free(&out);
    rmdir(dir);
    return check_end();
}
