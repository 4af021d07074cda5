/* gong-crm-objects: the CRM's deals, contacts or accounts, one record each.
 *
 * Gong has no list of the CRM's objects. What it shows of a Salesforce, HubSpot or Dynamics is what
 * its calls carry, so they are gathered from call records, without the network; those of a Generic
 * CRM integration can be asked for, by whoever knows their ids. */

#include "bin/program.h"
#include "lib/gong/crm_entities.h"
#include "lib/gong/crm_objects.h"

static struct gong_settings settings = GONG_SETTINGS;
static const char *type, *crm_path, *reject, *integration, *ids_path, *missing_path;

static const struct option_row rows[] = {
    {"type", 't', OPTION_CHOICE, &type, "TYPE", "which objects", "deals|contacts|accounts"},
    {"crm", 0, OPTION_FILE, &crm_path, "FILE", "which CRM objects and fields mean what", NULL},
    ROW_REJECT(&reject),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Of a Generic CRM integration", NULL},
    {"integration", 0, OPTION_TEXT, &integration, "ID",
     "ask Gong for the objects of this integration; auto: of the one there is", NULL},
    {"ids", 0, OPTION_FILE, &ids_path, "FILE", "the ids to ask for, one a line", NULL},
    {"missing", 0, OPTION_ASIDE, &missing_path, "FILE",
     "write the ids that the integration does not know to FILE", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-crm-objects",
    .summary = "collect the CRM's deals, contacts or accounts",
    .operands = "[FILE...]",
    .details = "Gong cannot list CRM objects: it shows those of a CRM such as Salesforce or\n"
               "HubSpot with the calls that concern them, and those of a Generic CRM integration\n"
               "to who knows their ids. So they are collected from calls, or asked for by id.\n\n"
               "gong-list-calls --last 90d | gong-extensive | gong-crm-objects --type deals\n"
               "gong-crm-objects --type accounts --integration auto --ids accounts.txt\n",
    .rows = rows,
};

static int check_options(const struct parsed *p, struct fault *f)
{
    if (!type)
        return fault(f, STATUS_USAGE, "say which objects: --type deals, contacts or accounts");
    if (!integration != !ids_path)
        return fault(f, STATUS_USAGE,
                     "--integration and --ids go together: Gong has no list of CRM objects, and "
                     "shows those of a Generic CRM integration by their ids only");
    if (!integration && missing_path)
        return fault(f, STATUS_USAGE, "--missing goes with --integration and --ids");
    if (integration && (p->n || reject))
        return fault(f, STATUS_USAGE, "with --integration no calls are read: leave out %s",
                     p->n ? "the files" : "--reject");
    if (integration && !crm_entities_integration(integration))
        return fault(f, STATUS_USAGE,
                     "--integration wants a number as Gong shows it, or auto: see "
                     "gong-crm-integration list");
    return 0;
}

struct gathering {
    struct crm_objects objects;
    struct call call;
};

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct gathering *g = self;
    (void)out;
    return call_read(&g->call, record, f) != 0 ? -1 : crm_objects_add(&g->objects, &g->call, f);
}

static int finish(void *self, struct out *out, struct fault *f)
{
    struct gathering *g = self;
    return crm_objects_write(&g->objects, out, f);
}

static int from_calls(struct crm *crm, const struct parsed *p, struct listener *l, struct fault *f)
{
    struct gathering g = {.objects = {.crm = crm, .kind = crm_kind_of(type)}};
    struct stream s = {.files = p->operands, .n = p->n, .reject = reject};
    struct stage stage = {.step = step, .finish = finish, .self = &g};
    int done = program_stream(&usage, &s, &stage, f);
    if (done == 0 && g.objects.nameless)
        notice(l, "left out %lld mention%s of %s without an id", (long long)g.objects.nameless,
               g.objects.nameless == 1 ? "" : "s", type);
    if (done == 0 && g.objects.shapeless)
        notice(l, "%lld call%s whose CRM context is no list: what it mentions is not here",
               (long long)g.objects.shapeless, g.objects.shapeless == 1 ? "" : "s");
    crm_objects_clear(&g.objects);
    call_clear(&g.call);
    return done;
}

static int tell_missing(const struct crm_entities *e, struct listener *l, struct fault *f)
{
    if (e->nmissing)
        notice(l, "the integration does not know %lld of %zu %s%s%s", (long long)e->nmissing,
               e->ids.n, type, missing_path ? ": their ids are in " : "; --missing FILE names them",
               missing_path ? missing_path : "");
    if (!missing_path)
        return 0;
    return file_put(missing_path, 0600,
                    e->missing.len ? buf_view(&e->missing) : (struct span){"", 0}, f);
}

static int from_gong(struct crm *crm, struct listener *l, struct fault *f)
{
    struct harvest harvest;
    struct crm_entities e = {
        .crm = crm, .kind = crm_kind_of(type), .integration = integration, .harvest = &harvest};
    if (harvest_open(&harvest, NULL, f) != 0)
        return -1;
    int done = crm_entities_ids(&e, ids_path, f);
    if (done == 0 && !(e.gong = gong_new(&settings, l, f)))
        done = -1;
    if (done == 0 && (done = crm_entities_ask(&e, f)) == 0)
        done = tell_missing(&e, l, f);
    gong_free(e.gong);
    crm_entities_clear(&e);
    harvest_close(&harvest);
    return done;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    struct crm *crm = NULL;
    if (program_begin(&p, &usage, argc, argv, &f) && check_options(&p, &f) == 0 &&
        (crm = crm_new(crm_path, &f))) {
        if (integration)
            from_gong(crm, &listener, &f);
        else
            from_calls(crm, &p, &listener, &f);
    }
    crm_free(crm);
    return program_end(&p, &usage, &f);
}
