/* cm-schedule: what happens by itself, and when. A schedule is a file that a person writes, reviews
 * and sets going; systemd's timers do the rest. Of the system's schedules the units are root's and
 * everything else is the user's that the units run as; a person's own are all that person's. */

#include "bin/editor.h"
#include "bin/program.h"
#include "lib/run/child.h"
#include "lib/run/review.h"
#include "lib/run/roster.h"
#include "lib/run/table.h"
#include "lib/run/timetable.h"
#include "lib/run/whose.h"

static struct host host;
static struct timetable t = {.host = &host};
static struct whose whose;
static const char *now;
static bool offline, json;
static int64_t last;

static const struct option_command commands[] = {
    {"create", "NAME [KEY=VALUE...]", "a new one, a draft: nothing fires yet"},
    {"edit", "NAME [KEY=VALUE...]", "change it; without KEY=VALUE, in $EDITOR"},
    {"review", "NAME", "show what a run would do now, and what it would cost"},
    {"activate", "NAME", "from here on it fires"},
    {"pause", "NAME", "it does not fire"},
    {"resume", "NAME", "it fires again; what was missed meanwhile is not caught up"},
    {"remove", "NAME", "take it away; runs and reports stay"},
    {"list", "", "the schedules, when they fire next, and what is not as it should be"},
    {"history", "NAME", "its runs and what became of them"},
    {NULL, NULL, NULL},
};

static const struct option_row rows[] = {
    {"yes", 'y', OPTION_FLAG, &t.yes, NULL, "activate, resume: also if it was not reviewed", NULL},
    {"offline", 0, OPTION_FLAG, &offline, NULL, "review: ask nothing of Gong", NULL},
    {"last", 0, OPTION_COUNT, &last, "N", "history: the last N runs (0: all)", NULL},
    {"json", 0, OPTION_FLAG, &json, NULL, "list, history: lines of JSON", NULL},
    ROW_NOW(&now),
    {"clock", 0, OPTION_CHOICE, &host.clock, "KIND",
     "simulated: the fetchers' waits pass at once; for gong-sim", "real|simulated"},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Whose", NULL},
    {"system", 0, OPTION_FLAG, &whose.system, NULL,
     "the system's: units in /etc/systemd/system, as it is for root", NULL},
    {"user", 0, OPTION_FLAG, &whose.user, NULL,
     "a person's own: units in ~/.config/systemd/user, as it is for anybody else", NULL},
    {"units", 0, OPTION_FILE, &whose.units, "DIR",
     "write the units' drop-ins to DIR, and tell nobody", NULL},
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-schedule",
    .summary = "schedules: made, reviewed, set going",
    .details = "callmine-schedule(5) says what KEYs there are.\n"
               "\n"
               "  cm-schedule create weekly cadence='weekly Mon 08:00' zone=Europe/Paris \\\n"
               "    filter='--stage Negotiation' questions='competitors pricing' deliver=slack\n"
               "  cm-schedule review weekly\n"
               "  cm-schedule activate weekly\n"
               "  cm-schedule edit weekly filter='--amount-min 50000'\n"
               "  cm-schedule history weekly --last 5\n",
    .commands = commands,
    .rows = rows,
};

static int begin(const char *command, char **argv, struct fault *f)
{
    if (host_begin(&host, f) != 0 || whose_begin(&t.manager, &whose, f) != 0)
        return -1;
    if (strcmp(command, "review") == 0)
        whose_become(&t.manager, argv); /* which has the connection's key */
    return 0;
}

static int run(struct parsed *p, struct out *out, struct fault *f)
{
    const char *c = p->command, *name = p->n ? p->operands[0] : NULL;
    char **pairs = p->operands + 1;
    if (strcmp(c, "list") == 0)
        return roster_list(&t, json, out, f);
    if (strcmp(c, "create") == 0)
        return timetable_create(&t, name, pairs, p->n - 1, f);
    if (strcmp(c, "edit") == 0)
        return p->n > 1 ? timetable_edit(&t, name, pairs, p->n - 1, f) : editor_edit(&t, name, f);
    if (strcmp(c, "review") == 0)
        return review(&host, &t.manager, name, offline, out, f);
    if (strcmp(c, "activate") == 0)
        return timetable_activate(&t, name, f);
    if (strcmp(c, "pause") == 0)
        return timetable_pause(&t, name, f);
    if (strcmp(c, "resume") == 0)
        return timetable_resume(&t, name, f);
    if (strcmp(c, "remove") == 0)
        return timetable_remove(&t, name, f);
    return schedule_name(name, f) == 0 ? table_list(name, last, json, out, f) : -1;
}

static int check(struct parsed *p, struct fault *f)
{
    bool more = strcmp(p->command, "create") == 0 || strcmp(p->command, "edit") == 0;
    bool none = strcmp(p->command, "list") == 0;
    if (none ? p->n != 0 : p->n < 1 || (p->n > 1 && !more))
        return fault(f, STATUS_USAGE, "%s takes %s; see cm-schedule --help", p->command,
                     none   ? "no operands"
                     : more ? "a NAME, and KEY=VALUE"
                            : "a NAME");
    if (now && when_argument(&host.now, now, "UTC", when_now(), f) != 0)
        return fault_at(f, "--now");
    host.has_now = now != NULL;
    return 0;
}

int main(int argc, char **argv)
{
    struct parsed p;
    struct fault f = {0};
    struct out out;
    struct listener listener = program_listener("cm-schedule");
    if (!program_begin(&p, &usage, argc, argv, &f))
        return program_end(&p, &usage, &f);
    host.listener = t.manager.listener = &listener;
    child_guard();
    out_init(&out, STDOUT_FILENO, "stdout");
    if (check(&p, &f) == 0 && begin(p.command, argv, &f) == 0)
        run(&p, &out, &f);
    out_clear(&out, f.status == STATUS_OK ? &f : &(struct fault){0});
    host_end(&host);
    return program_end(&p, &usage, &f);
}
