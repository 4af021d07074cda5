/* cm-notify: a roll-up in, a message to Slack or by mail out; or that a run failed.
 *
 * The webhook's URL and the mail password are secrets: they come from files of mode 0600, never
 * from the command line. Everything else that is said of a way to go may stand in notify.conf. */

#include "bin/deliver.h"
#include "bin/program.h"
#include "lib/state/connection.h"
#include "lib/state/settings.h"

enum { FAILED_NOT = -1, PATIENCE_MS = 5 * 60 * 1000 };

static struct notice_options options;
static struct notice_failure failure = {.status = FAILED_NOT};
static struct deliver d = {.courier = {.retries = 3, .patience_ms = PATIENCE_MS}};
static const char *now_text;

static const struct setting settings[] = {
    {"smtp", &d.server.url},
    {"user", &d.server.user},
    {"from", &d.from},
    {"to", &d.to},
    {"failures-to", &d.failures_to},
    {"ca", &d.courier.ca_file},
    {"zone", &options.zone},
    {NULL, NULL},
};

static const struct option_command commands[] = {
    {"slack", "[FILE]", "to an incoming webhook of Slack's"},
    {"mail", "[FILE]", "by mail, as text and as HTML"},
    {NULL, NULL, NULL},
};

static const struct option_row rows[] = {
    {"title", 0, OPTION_TEXT, &options.title, "TEXT", "what it is about (\"Call analysis\")", NULL},
    {"link", 0, OPTION_TEXT, &options.link, "URL", "where the report is; or its name", NULL},
    {"zone", 0, OPTION_TEXT, &options.zone, "ZONE", "the time zone that dates are given in (UTC)",
     NULL},
    {"run", 0, OPTION_TEXT, &d.run, "ID", "which run it is: the same of one run is sent once",
     NULL},
    {"to-file", 0, OPTION_OUTPUT, &d.to_file, "FILE", "send nothing: write what would be sent",
     NULL},
    {"again", 0, OPTION_FLAG, &d.again, NULL, "also if it was sent, or may have been", NULL},
    {"retries", 0, OPTION_COUNT, &d.courier.retries, "N",
     "try again so often where nothing can have arrived (3)", NULL},
    {"ca", 0, OPTION_FILE, &d.courier.ca_file, "FILE",
     "go by these certificates, and not by the system's", NULL},
    ROW_NOW(&now_text),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Instead of a roll-up", NULL},
    {"failed", 0, OPTION_COUNT, &failure.status, "STATUS", "tell of a run that ended with STATUS",
     NULL},
    {"stage", 0, OPTION_TEXT, &failure.stage, "NAME", "the stage in which it did", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Slack", NULL},
    {"webhook", 0, OPTION_FILE, &d.webhook_file, "FILE",
     "its URL, alone in a file of mode 0600 (the credential slack.webhook)", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Mail", NULL},
    {"smtp", 0, OPTION_TEXT, &d.server.url, "URL",
     "smtps://mail.example.com; smtp:// is with STARTTLS", NULL},
    {"user", 0, OPTION_TEXT, &d.server.user, "NAME", "who logs in there", NULL},
    {"password", 0, OPTION_FILE, &d.password_file, "FILE",
     "the password, alone in a file of mode 0600 (the credential smtp.password)", NULL},
    {"from", 0, OPTION_TEXT, &d.from, "ADDRESS", "who sends it", NULL},
    {"to", 0, OPTION_TEXT, &d.to, "ADDRESSES", "who gets it; several with commas between", NULL},
    {"attach", 0, OPTION_FILES, &d.files, "FILE", "a file to go with it", NULL},
    {"plain", 0, OPTION_FLAG, &d.server.plain, NULL, "without TLS, to a server on this machine",
     NULL},
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-notify",
    .summary = "tell people of a run",
    .operands = "[FILE]",
    .details = "Example:\n"
               "  cm-notify slack --link https://reports.example.com/week runs/week/rollup.json\n"
               "  cm-notify mail --attach runs/week/report.html runs/week/rollup.json\n"
               "  cm-notify mail --failed 75 --stage list --run week-42\n",
    .commands = commands,
    .rows = rows,
};

static int check(const struct parsed *p, struct fault *f)
{
    bool failed = failure.status != FAILED_NOT, mail = strcmp(p->command, "mail") == 0;
    d.now = when_now();
    if (now_text && when_parse(&d.now, span_of(now_text), f) != 0)
        return fault(f, STATUS_USAGE, "--now wants a time as 2026-10-06T09:00:00Z");
    if (p->n > 1 || (failed && p->n))
        return fault(f, STATUS_USAGE,
                     failed ? "--failed takes no roll-up" : "one roll-up at a time");
    if (failure.stage && !failed)
        return fault(f, STATUS_USAGE, "--stage goes with --failed");
    if (!mail && (d.server.url || d.server.user || d.password_file || d.from || d.to || d.files.n ||
                  d.server.plain))
        return fault(f, STATUS_USAGE, "a mail's options do not go with slack");
    if (mail && d.webhook_file)
        return fault(f, STATUS_USAGE, "--webhook goes with slack");
    return 0;
}

static int run(const struct parsed *p, struct fault *f)
{
    struct arena arena = {0};
    struct notice n = {0};
    struct buf rollup = BUF(64 << 20);
    const char *path = p->n ? p->operands[0] : "-";
    failure.run = d.run;
    int rc = settings_read(&arena, "notify.conf", settings, f);
    if (rc == 0 && failure.status != FAILED_NOT) {
        rc = notice_failed(&n, &failure, &options, f);
    } else if (rc == 0 && (rc = file_read(&rollup, path, f)) == 0) {
        rc = notice_read(&n, buf_view(&rollup), &options, f);
        if (rc != 0)
            fault_at(f, "%s", p->n ? path : "stdin");
    }
    if (rc == 0)
        rc = strcmp(p->command, "mail") == 0 ? deliver_mail(&d, &n, f) : deliver_slack(&d, &n, f);
    deliver_clear(&d);
    notice_free(&n);
    buf_free(&rollup);
    arena_free(&arena);
    return rc;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener l = program_listener(usage.program);
    d.courier.listener = &l;
    argv = program_said(&argc, argv);
    if (program_begin(&p, &usage, argc, argv, &f) && check(&p, &f) == 0) {
        if (!d.to_file)
            connection_guard();
        run(&p, &f);
    }
    return program_end(&p, &usage, &f);
}
