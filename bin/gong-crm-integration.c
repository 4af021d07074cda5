/* gong-crm-integration: list a company's Generic CRM integration, delete it, and see how far the
 * deletion is.
 *
 * The only program that can change anything at Gong. It wants a connection made for it, and a
 * person who types the integration's name; it stands in no pipeline. */

#include "bin/program.h"
#include "bin/prompt.h"
#include "lib/gong/crm_integration.h"
#include "lib/state/connection.h"

static struct crm crm = {.settings = GONG_SETTINGS};

static const struct option_command commands[] = {
    {"list", "", "the integrations that Gong has: id, owner, name"},
    {"delete", "", "delete one, and all accounts, contacts, deals, leads and users of it"},
    {"status", "", "ask how far a deletion is"},
    {NULL, NULL, NULL},
};

static const struct option_row rows[] = {
    {"integration", 0, OPTION_TEXT, &crm.integration, "ID", "delete: which one", NULL},
    {"confirm", 0, OPTION_TEXT, &crm.confirm, "NAME",
     "delete: the integration's name, instead of typing it at the terminal", NULL},
    {"client-request-id", 0, OPTION_TEXT, &crm.client_request_id, "ID",
     "delete: the request's id, instead of one made up; status: of which request", NULL},
    {"wait", 0, OPTION_FLAG, &crm.wait, NULL,
     "status: ask again, every minute and then more seldom, until it is done or failed", NULL},
    {"json", 0, OPTION_FLAG, &crm.json, NULL, "a line of JSON for each", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(crm.settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-crm-integration",
    .summary = "list, delete and follow the deletion of a Generic CRM integration",
    .operands = "",
    .details = "gong-crm-integration list --profile crm\n"
               "gong-crm-integration delete --profile crm --integration 6174920038851177463\n"
               "gong-crm-integration status --profile crm --wait\n",
    .commands = commands,
    .rows = rows,
};

typedef int verb(const struct crm *c, struct out *out, struct fault *f);

static const struct {
    const char *name;
    verb *does;
} verbs[] = {{"list", crm_list}, {"delete", crm_delete}, {"status", crm_status}};

/* What belongs to another command would be passed over in silence. */
static int check(const char *command, const struct parsed *p, struct fault *f)
{
    bool deletes = strcmp(command, "delete") == 0, asks = strcmp(command, "status") == 0;
    if (p->n)
        return fault(f, STATUS_USAGE, "%s takes no operands", command);
    if (!deletes && (crm.integration || crm.confirm))
        return fault(f, STATUS_USAGE, "--integration and --confirm go with delete only");
    if (!deletes && !asks && crm.client_request_id)
        return fault(f, STATUS_USAGE, "--client-request-id goes with delete and status only");
    if (!asks && crm.wait)
        return fault(f, STATUS_USAGE, "--wait goes with status only");
    return 0;
}

static void run(const char *command, struct fault *f)
{
    struct fault unwritten = {0};
    struct out out;
    out_init(&out, STDOUT_FILENO, "stdout");
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
        if (strcmp(command, verbs[i].name) == 0)
            verbs[i].does(&crm, &out, f);
    if (out_clear(&out, &unwritten) != 0)
        *f = unwritten;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    connection_guard();
    argv = program_said(&argc, argv);
    crm.person = prompt_person();
    crm.listener = program_listener(usage.program);
    if (program_begin(&p, &usage, argc, argv, &f) && check(p.command, &p, &f) == 0)
        run(p.command, &f);
    return program_end(&p, &usage, &f);
}
