/* gong-sim: a Gong on loopback. Serves an invented company, or records from files, with the manners
 * of the real one: its limits, its cursors, its errors, its nulls. What is planted in the invented
 * calls is known (--truth). */

#include <signal.h>
#include <string.h>
#include "bin/program.h"
#include "lib/sim/sim.h"

static int64_t seed = 1, users = 40, per_year = 1600, count, days = 30, workspaces = 1;
static int64_t port = 8402, per_second = 3, per_day = 10000, revoke_after, token_life = 86400;
static const char *now_text = SIM_NOW, *clock_kind = "run", *port_file, *log_file, *key_file,
                  *client_file, *scopes;
static bool from_files, truth, dump, no_limit;
static struct texts faults;

static const struct option_row rows[] = {
    {NULL, 0, OPTION_HEADING, NULL, NULL, "What is served", NULL},
    {"seed", 0, OPTION_COUNT, &seed, "N", "which invented company (1)", NULL},
    {"users", 0, OPTION_COUNT, &users, "N", "how many users it has (40)", NULL},
    {"calls-per-year", 0, OPTION_COUNT, &per_year, "N",
     "how many calls a year, by the calendar (1600)", NULL},
    {"count", 0, OPTION_COUNT, &count, "N",
     "instead exactly N calls, evenly over the --days before --now", NULL},
    {"days", 0, OPTION_COUNT, &days, "N", "for --count (30)", NULL},
    {"workspaces", 0, OPTION_COUNT, &workspaces, "N", "how many workspaces it has (1)", NULL},
    {"calls", 0, OPTION_FLAG, &from_files, NULL,
     "serve the records in the files and folders named as operands: NDJSON, or Gong's response "
     "pages",
     NULL},
    {"now", 0, OPTION_TEXT, &now_text, "TIME", "what time it is when it starts (" SIM_NOW ")",
     NULL},
    {"clock", 0, OPTION_CHOICE, &clock_kind, "KIND",
     "run on from there with the real clock, or stand still (run)", "run|fixed"},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "How", NULL},
    {"port", 0, OPTION_COUNT, &port, "P", "listen on this port of 127.0.0.1 (8402); 0 finds one",
     NULL},
    {"port-file", 0, OPTION_FILE, &port_file, "FILE", "write the port to FILE once it listens",
     NULL},
    {"log", 0, OPTION_FILE, &log_file, "FILE", "write a line for each request to FILE", NULL},
    {"key-file", 0, OPTION_FILE, &key_file, "FILE",
     "accept the access key \"id:secret\" in FILE instead of sim-key:sim-secret", NULL},
    {"client-file", 0, OPTION_FILE, &client_file, "FILE",
     "accept the OAuth client \"id:secret\" in FILE instead of sim-client:sim-client-secret", NULL},
    {"scopes", 0, OPTION_TEXT, &scopes, "SCOPES", "grant only these, separated by blanks (all)",
     NULL},
    {"token-life", 0, OPTION_COUNT, &token_life, "SECONDS",
     "how long an access token lives (86400)", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Trouble", NULL},
    {"per-second", 0, OPTION_COUNT, &per_second, "N", "requests allowed in any one second (3)",
     NULL},
    {"per-day", 0, OPTION_COUNT, &per_day, "N", "requests allowed a day (10000)", NULL},
    {"no-limit", 0, OPTION_FLAG, &no_limit, NULL, "no limit on requests", NULL},
    {"revoke-after", 0, OPTION_COUNT, &revoke_after, "N",
     "revoke every credential after N requests", NULL},
    {"fault", 0, OPTION_LIST, &faults, "FAULT", "KIND[=VALUE][:WHEN][@PATH]; see the man page",
     NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Instead of serving", NULL},
    {"truth", 0, OPTION_FLAG, &truth, NULL, "print the right answers to the shipped question sets",
     NULL},
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

static int check(const struct parsed *p, struct sim_options *o, struct fault *f)
{
    if ((p->n > 0) != from_files)
        return fault(f, STATUS_USAGE,
                     from_files ? "--calls: name files or folders"
                                : "%s: files to serve need --calls",
                     p->n ? p->operands[0] : "");
    if (truth && from_files)
        return fault(f, STATUS_USAGE, "--truth is of the invented company: leave out --calls");
    if (port > 65535)
        return fault(f, STATUS_USAGE, "--port: at most 65535");
    if (users < 1 || users > 100000 || workspaces < 1 || workspaces > 100 || days < 1 ||
        days > 3650 || count > 1000000 || per_year > 200000)
        return fault(
            f, STATUS_USAGE,
            "--users 1-100000, --workspaces 1-100, --days 1-3650, --count at most 1000000, "
            "--calls-per-year at most 200000");
    *o = (struct sim_options){
        .company = {(uint64_t)seed, (int)users, (int)per_year, (int)workspaces, count, days},
        .calls = p->operands,
        .ncalls = p->n,
        .fixed = strcmp(clock_kind, "fixed") == 0,
        .port = (int)port,
        .port_file = port_file,
        .log = log_file,
        .key_file = key_file,
        .client_file = client_file,
        .scopes = scopes,
        .per_second = no_limit ? 0 : (int)per_second,
        .per_day = no_limit ? 0 : (int)per_day,
        .revoke_after = revoke_after,
        .token_life = token_life,
        .faults = faults,
    };
    return when_argument(&o->now, now_text, "UTC", when_now(), f);
}

static int print(const struct sim_options *o, struct fault *f)
{
    struct out out;
    out_init(&out, STDOUT_FILENO, "stdout");
    int status = truth ? sim_truth(o, &out, f) : sim_dump(o, &out, f);
    struct fault late = {0};
    if (out_clear(&out, &late) != 0 && status == 0)
        *f = late;
    return f->status == STATUS_OK ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct sim_options o;
    if (!program_begin(&p, &usage, argc, argv, &f))
        return program_end(&p, &usage, &f);
    if (check(&p, &o, &f) != 0)
        return program_end(&p, &usage, &f);
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    struct listener l = program_listener(usage.program);
    if (truth || dump)
        print(&o, &f);
    else
        sim_serve(&o, &stop, &l, &f);
    return program_end(&p, &usage, &f);
}
