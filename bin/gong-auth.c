/* gong-auth: connect this machine to Gong, see how the connection stands, and disconnect.
 *
 * The secrets never come from the command line: anybody on the machine could read them there. */

#include "bin/program.h"
#include "bin/prompt.h"
#include "lib/state/connection.h"

static struct auth auth = {.port = AUTH_PORT};
static const char *now;

static const struct option_command commands[] = {
    {"connect", "",
     "ask Gong with a key (--key) or in the browser (--oauth), and keep what it grants"},
    {"status", "", "say how the connection stands, without asking Gong"},
    {"test", "", "ask Gong once"},
    {"scopes", "",
     "what was asked for, granted and missing, and which types of data can be had; for a key, each "
     "endpoint is asked once"},
    {"types", "", "the types of data, and the scopes that each needs"},
    {"rotate", "", "put a new key, or a new secret of the OAuth app, over the old one"},
    {"refresh", "", "renew an OAuth token of whose life 80 % is over, for a timer"},
    {"disconnect", "", "delete the credential from this machine"},
    {NULL, NULL, NULL},
};

static const struct option_row rows[] = {
    ROW_PROFILE(&auth.profile),
    ROW_KEY_FILE(&auth.key_file),
    {"json", 0, OPTION_FLAG, &auth.json, NULL, "status as JSON", NULL},
    {"yes", 'y', OPTION_FLAG, &auth.yes, NULL, "disconnect without asking", NULL},
    ROW_NOW(&now),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connect with an access key, or rotate it", NULL},
    {"key", 0, OPTION_FLAG, &auth.key, NULL, "with an access key and its secret", NULL},
    {"base-url", 0, OPTION_TEXT, &auth.base_url, "URL",
     "the company's API, https://us-12345.api.gong.io; asked for if not given", NULL},
    {"key-from", 0, OPTION_FILE, &auth.key_from, "FILE",
     "read key and secret from FILE (- is stdin) instead of asking for them", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connect with OAuth, or rotate the secret", NULL},
    {"oauth", 0, OPTION_FLAG, &auth.oauth, NULL, "with an app of your own in Gong", NULL},
    {"types", 0, OPTION_TEXT, &auth.types, "TYPES",
     "connect, scopes: the scopes of these types of data and no more: names with blanks between, "
     "or "
     "all (calls transcripts users)",
     NULL},
    {"client-id-from", 0, OPTION_FILE, &auth.client_from, "FILE",
     "read client id and secret from FILE (- is stdin) instead of asking for them", NULL},
    {"port", 0, OPTION_COUNT, &auth.port, "PORT",
     "where the browser comes back to on this machine (8765)", NULL},
    {"manual", 0, OPTION_FLAG, &auth.manual, NULL,
     "the browser is elsewhere: paste the address that it ends at", NULL},
    {"redirect-uri", 0, OPTION_TEXT, &auth.redirect_uri, "URL",
     "the app's redirect URI, if it is not http://127.0.0.1:PORT/callback", NULL},
    {"form", 0, OPTION_FLAG, &auth.form, NULL,
     "send the token request's parameters as a form, not in its URL", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connect to delete a CRM integration", NULL},
    {"crm-delete", 0, OPTION_FLAG, &auth.crm_delete, NULL,
     "for gong-crm-integration and nothing else; with a --profile of its own", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "For a simulator or a proxy", NULL},
    {"any-host", 0, OPTION_FLAG, &auth.any_host, NULL,
     "allow hosts that are not Gong's, and http to this machine", NULL},
    {"authorize-url", 0, OPTION_TEXT, &auth.authorize_url, "URL", "instead of Gong's", NULL},
    {"token-url", 0, OPTION_TEXT, &auth.token_url, "URL", "instead of Gong's", NULL},
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-auth",
    .summary = "connect to Gong, and disconnect",
    .operands = "",
    .details = "gong-auth connect --key --base-url https://us-12345.api.gong.io\n"
               "gong-auth status\n",
    .commands = commands,
    .rows = rows,
};

typedef int verb(const struct auth *a, struct buf *out, struct fault *f);

static const struct {
    const char *name;
    verb *does;
} verbs[] = {
    {"connect", auth_connect}, {"status", auth_status},         {"test", auth_test},
    {"scopes", auth_scopes},   {"disconnect", auth_disconnect}, {"types", auth_types},
    {"rotate", auth_rotate},   {"refresh", auth_refresh},
};

static void print(const struct buf *text, struct fault *f)
{
    struct fault unwritten = {0};
    struct out out;
    out_init(&out, STDOUT_FILENO, "stdout");
    out_span(&out, buf_view(text));
    if (out_clear(&out, &unwritten) != 0)
        *f = unwritten;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    connection_guard();
    argv = program_said(&argc, argv);
    auth.person = prompt_person();
    auth.listener = program_listener(usage.program);
    if (program_begin(&p, &usage, argc, argv, &f)) {
        struct buf text = BUF(1 << 20);
        int done = p.n ? fault(&f, STATUS_USAGE, "%s takes no operands", p.command) : 0;
        if (done == 0 && now && when_argument(&auth.now, now, "UTC", when_now(), &f) != 0)
            done = fault_at(&f, "--now");
        for (size_t i = 0; done == 0 && i < sizeof(verbs) / sizeof(verbs[0]); i++)
            if (strcmp(p.command, verbs[i].name) == 0) {
                done = verbs[i].does(&auth, &text, &f);
                break;
            }
        if (text.len > 0)
            print(&text, &f);
        if (done != 0 && f.status == STATUS_OK)
            f.status = STATUS_BUG;
        buf_free(&text);
    }
    return program_end(&p, &usage, &f);
}
