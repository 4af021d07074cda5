/* gong-sim: a Gong on loopback. Serves an invented company, or records from files, with the manners
 * of the real one: its limits, its cursors, its errors, its nulls. What is planted in the invented
 * calls is known (--truth). */

#include <signal.h>
#include <string.h>
#include "bin/program.h"
#include "lib/sim/sim.h"

static struct sim_options o = SIM_OPTIONS;
static const char *now_text = SIM_NOW, *from_text, *to_text, *clock_kind = "run";
static bool from_files, truth, dump, no_limit;

static const struct option_row rows[] = {
    {NULL, 0, OPTION_HEADING, NULL, NULL, "What is served", NULL},
    {"seed", 0, OPTION_COUNT, &o.company.seed, "N", "which invented company (1)", NULL},
    {"users", 0, OPTION_COUNT, &o.company.users, "N", "how many users it has (40)", NULL},
    {"calls-per-year", 0, OPTION_COUNT, &o.company.per_year, "N",
     "how many calls a year, by the calendar (1600)", NULL},
    {"count", 0, OPTION_COUNT, &o.company.count, "N",
     "instead exactly N calls, evenly over the --days before --now", NULL},
    {"days", 0, OPTION_COUNT, &o.company.days, "N", "for --count (30)", NULL},
    {"workspaces", 0, OPTION_COUNT, &o.company.workspaces, "N", "how many workspaces it has (1)",
     NULL},
    {"phrasings", 0, OPTION_CHOICE, &o.company.phrasings, "WHICH",
     "in which of three collections of phrasings it speaks, in two or in all (ours)",
     "ours|known|apart|both|all"},
    {"late-calls", 0, OPTION_COUNT, &o.company.late_calls, "P",
     "P percent of the calls surface 1 to 72 hours late, the others within minutes", NULL},
    {"late-transcripts", 0, OPTION_COUNT, &o.company.late_transcripts, "P",
     "P percent of the transcripts come 1 to 144 hours behind the call, the others within one",
     NULL},
    {"crm-integration", 0, OPTION_TEXT, &o.integration, "NAME",
     "what its Generic CRM integration is called (" SIM_INTEGRATION ")", NULL},
    {"no-crm-integration", 0, OPTION_FLAG, &o.no_integration, NULL, "it has none", NULL},
    {"calls", 0, OPTION_FLAG, &from_files, NULL,
     "serve the records in the files and folders named as operands: NDJSON, or Gong's response "
     "pages",
     NULL},
    {"now", 0, OPTION_TEXT, &now_text, "TIME", "what time it is when it starts (" SIM_NOW ")",
     NULL},
    {"clock", 0, OPTION_CHOICE, &clock_kind, "KIND",
     "run on from there with the real clock, or stand still (run)", "run|fixed"},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "How", NULL},
    {"port", 0, OPTION_COUNT, &o.port, "P", "listen on this port of 127.0.0.1 (8402); 0 finds one",
     NULL},
    {"port-file", 0, OPTION_ASIDE, &o.port_file, "FILE", "write the port to FILE once it listens",
     NULL},
    {"log", 0, OPTION_ASIDE, &o.log, "FILE", "write a line for each request to FILE", NULL},
    {"key-file", 0, OPTION_FILE, &o.key_file, "FILE",
     "accept the access key \"id:secret\" in FILE instead of sim-key:sim-secret", NULL},
    {"client-file", 0, OPTION_FILE, &o.client_file, "FILE",
     "accept the OAuth client \"id:secret\" in FILE instead of sim-client:sim-client-secret", NULL},
    {"scopes", 0, OPTION_TEXT, &o.scopes, "SCOPES", "grant only these, separated by blanks (all)",
     NULL},
    {"token-life", 0, OPTION_COUNT, &o.token_life, "SECONDS",
     "how long an access token lives (86400)", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Trouble", NULL},
    {"per-second", 0, OPTION_COUNT, &o.per_second, "N", "requests allowed in any one second (3)",
     NULL},
    {"per-day", 0, OPTION_COUNT, &o.per_day, "N", "requests allowed a day (10000)", NULL},
    {"no-limit", 0, OPTION_FLAG, &no_limit, NULL, "no limit on requests", NULL},
    {"revoke-after", 0, OPTION_COUNT, &o.revoke_after, "N",
     "revoke every credential after N requests", NULL},
    {"delete-takes", 0, OPTION_COUNT, &o.delete_takes, "SECONDS",
     "how long the deletion of the integration takes (300)", NULL},
    {"delete-fails", 0, OPTION_FLAG, &o.delete_fails, NULL, "and that it fails in the end", NULL},
    {"fault", 0, OPTION_LIST, &o.faults, "FAULT", "KIND[=VALUE][:WHEN][@PATH]; see the man page",
     NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Instead of serving", NULL},
    {"truth", 0, OPTION_FLAG, &truth, NULL, "print the right answers to the shipped question sets",
     NULL},
    {"type", 0, OPTION_CHOICE, &o.type, "TYPE",
     "with --truth: instead a line for each record of this type that can be had", SIM_TYPES},
    {"from", 0, OPTION_TEXT, &from_text, "TIME", "for --type: only what took place from then on",
     NULL},
    {"to", 0, OPTION_TEXT, &to_text, "TIME", "for --type: and before then", NULL},
    {"dump", 0, OPTION_FLAG, &dump, NULL, "print every call as a record with its transcript", NULL},
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-sim",
    .summary = "a Gong that runs on loopback",
    .operands = "[--calls FILE...]",
    .details = "gong-sim --port 0 --port-file port --log requests.ndjson\n"
               "gong-sim --calls calls.ndjson transcripts.json\n"
               "gong-sim --truth --seed 7\n",
    .rows = rows,
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static int check(const struct parsed *p, struct fault *f)
{
    if ((p->n > 0) != from_files)
        return fault(f, STATUS_USAGE,
                     from_files ? "--calls: name files or folders"
                                : "%s: files to serve need --calls",
                     p->n ? p->operands[0] : "");
    if (truth && from_files)
        return fault(f, STATUS_USAGE, "--truth is of the invented company: leave out --calls");
    if ((o.type && !truth) || (!o.type && (from_text || to_text)))
        return fault(f, STATUS_USAGE, "--type goes with --truth, --from and --to with --type");
    o.calls = p->operands;
    o.ncalls = p->n;
    o.fixed = strcmp(clock_kind, "fixed") == 0;
    if (no_limit)
        o.per_second = o.per_day = 0;
    if (when_argument(&o.now, now_text, "UTC", when_now(), f) != 0 ||
        (from_text && when_argument(&o.from, from_text, "UTC", o.now, f) != 0) ||
        (to_text && when_argument(&o.to, to_text, "UTC", o.now, f) != 0))
        return -1;
    return sim_check(&o, f);
}

static void print(struct fault *f)
{
    struct out out;
    out_init(&out, STDOUT_FILENO, "stdout");
    int status = truth ? sim_truth(&o, &out, f) : sim_dump(&o, &out, f);
    struct fault late = {0};
    if (out_clear(&out, &late) != 0 && status == 0)
        *f = late;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    if (!program_begin(&p, &usage, argc, argv, &f))
        return program_end(&p, &usage, &f);
    if (check(&p, &f) != 0)
        return program_end(&p, &usage, &f);
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    struct listener l = program_listener(usage.program);
    if (truth || dump)
        print(&f);
    else
        sim_serve(&o, &stop, &l, &f);
    return program_end(&p, &usage, &f);
}
