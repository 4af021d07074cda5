/* cm-run: runs of a pipeline, by hand or by a timer. GNU Make does the work; here is what a run
 * needs around it: a record that survives, whose turn it is, what became of it. Each phase can be a
 * process of its own, so that a unit has the network and the secrets of that phase and no more. */

#include "bin/program.h"
#include "lib/base/when.h"
#include "lib/run/alert.h"
#include "lib/run/cancel.h"
#include "lib/run/child.h"
#include "lib/run/follow.h"
#include "lib/run/table.h"
#include "lib/run/verbs.h"
#include "lib/state/purging.h"

static struct host host;
static struct out out;
static const char *schedule, *pipeline, *now;
static int64_t last;
static bool json;

static const struct option_command commands[] = {
    {"start", "[VARIABLE=VALUE...]", "run a pipeline now, all of it; print the run's id"},
    {"list", "", "the runs and what became of them"},
    {"show", "ID", "a run: its settings and its history"},
    {"follow", "ID", "watch a run until its end"},
    {"cancel", "ID", "stop a run; it makes no report"},
    {"resume", "ID [VARIABLE=VALUE...]", "go on with a run that failed or was cancelled"},
    {"fetch", "SCHEDULE", "bring in the calls of each run that is due or open"},
    {"analyze", "SCHEDULE", "ask the questions of each run that has its calls"},
    {"report", "SCHEDULE", "report and archive each run that has its answers"},
    {"deliver", "SCHEDULE", "send the notice of each run that has its report"},
    {"sync", "SCHEDULE", "the same as fetch, of a schedule that syncs"},
    {"alert", "UNIT", "tell people that a unit failed, and which run it was"},
    {NULL, NULL, NULL},
};

static const struct option_row rows[] = {
    {"schedule", 's', OPTION_TEXT, &schedule, "NAME",
     "start: a run of that schedule, at once; list: its runs only", NULL},
    {"pipeline", 0, OPTION_CHOICE, &pipeline, "NAME", "start: which pipeline (analyze)",
     "analyze|sync"},
    {"last", 0, OPTION_COUNT, &last, "N", "list: the last N only", NULL},
    {"json", 0, OPTION_FLAG, &json, NULL, "list, show: lines of JSON", NULL},
    ROW_NOW(&now),
    {"clock", 0, OPTION_CHOICE, &host.clock, "KIND",
     "simulated: the fetchers' waits pass at once; for gong-sim", "real|simulated"},
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-run",
    .summary = "runs of a pipeline: their states, turns, and ends",
    .details = "Variables are those of the pipeline: WINDOW, FILTER, QUESTIONS, ENGINE, ...\n"
               "\n"
               "  cm-run start WINDOW='--last last-week' QUESTIONS='competitors pricing'\n"
               "  cm-run start --schedule weekly\n"
               "  cm-run list --schedule weekly --last 5\n"
               "  cm-run resume weekly-20261116T080000Z\n",
    .commands = commands,
    .rows = rows,
};

static bool is(const struct parsed *p, const char *command)
{
    return strcmp(p->command, command) == 0;
}

static int check(const struct parsed *p, struct fault *f)
{
    bool many = is(p, "start") || is(p, "resume");
    int least = is(p, "start") || is(p, "list") ? 0 : 1;
    if (p->n < least || (!many && p->n > least))
        return fault(f, STATUS_USAGE, "%s takes %s; see cm-run --help", p->command,
                     least ? "one name" : "no names");
    if (schedule && pipeline)
        return fault(f, STATUS_USAGE, "--pipeline is said by the schedule");
    if (host.clock && strcmp(host.clock, "real") == 0)
        host.clock = NULL;
    host.has_now = now != NULL;
    return now ? when_argument(&host.now, now, "UTC", when_now(), f) : 0;
}

static int phase(const struct parsed *p, struct fault *f)
{
    static const char *const names[] = {"fetch", "analyze", "report", "deliver"};
    for (int i = 0; i < 4; i++)
        if (is(p, names[i]))
            return verbs_phase(&host, (enum runs_phase)(RUNS_FETCH + i), p->operands[0], false, f);
    return verbs_phase(&host, RUNS_FETCH, p->operands[0], true, f);
}

static int run(const struct parsed *p, struct fault *f)
{
    char *const *name = p->operands;
    purging_tell(host.listener);
    if (is(p, "list"))
        return table_list(schedule, last, json, &out, f);
    if (is(p, "show"))
        return table_show(name[0], json, &out, f);
    child_guard();
    if (is(p, "cancel"))
        return cancel_run(&host, name[0], f);
    if (is(p, "follow"))
        return follow_run(&host, name[0], f);
    if (host_begin(&host, f) != 0)
        return -1;
    if (is(p, "start"))
        return verbs_start(&host, schedule, pipeline && strcmp(pipeline, "sync") == 0, name, p->n,
                           &out, f);
    if (is(p, "resume"))
        return verbs_resume(&host, name[0], name + 1, p->n - 1, f);
    return is(p, "alert") ? alert_unit(&host, name[0], f) : phase(p, f);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener("cm-run");
    argv = program_said(&argc, argv);
    host.listener = &listener;
    out_init(&out, STDOUT_FILENO, "stdout");
    if (program_begin(&p, &usage, argc, argv, &f) && check(&p, &f) == 0)
        run(&p, &f);
    out_clear(&out, f.status == STATUS_OK ? &f : &(struct fault){0});
    host_end(&host);
    return program_end(&p, &usage, &f);
}
