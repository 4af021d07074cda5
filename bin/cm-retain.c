/* cm-retain: the archive of runs. A run directory becomes one .tar.zst bundle that any tar reads,
 * with a list of contents behind it: a single report is read out, and checked, without unpacking
 * the rest. Retention is by class; what is pruned is deleted, not hidden. */

#include "bin/forget.h"
#include "bin/program.h"
#include "bin/prompt.h"
#include "bin/remake.h"
#include "lib/archive/class.h"
#include "lib/archive/retain.h"
#include "lib/archive/trash.h"
#include "lib/base/when.h"

enum { LEVEL = 3, LEVEL_MOST = 19 };

static struct retain retain = {.level = LEVEL, .grace = TRASH_DAYS};
static const char *now;
static bool rerender;

/* What each takes: at least and at most so many operands; -1: any number. */
static const struct verb {
    struct option_command command;
    int least, most;
    retain_verb *run;
} verbs[] = {
    {{"add", "RUN...", "archive run directories; print the id of each bundle"}, 1, -1, retain_add},
    {{"list", "", "the bundles, their classes, when they expire"}, 0, 0, retain_list},
    {{"show", "ID", "what is in a bundle"}, 1, 1, retain_show},
    {{"cat", "ID MEMBER...", "write files of a bundle to stdout, checked"}, 2, -1, retain_cat},
    {{"search", "TEXT [ID...]",
      "the calls in which somebody says TEXT, in these bundles or in all"},
     1,
     -1,
     retain_search},
    {{"verify", "[ID...]", "prove that every byte is as it was archived"}, 0, -1, retain_verify},
    {{"hold", "ID...", "keep bundles, whatever their class, until they are released"},
     1,
     -1,
     retain_hold},
    {{"release", "ID...", "let them go again"}, 1, -1, retain_release},
    {{"remove", "ID...", "bundles into the trash, which prune empties"}, 1, -1, retain_remove},
    {{"restore", "ID", "a bundle out of the trash"}, 1, 1, retain_restore},
    {{"prune", "", "delete what is over: bundles, trash, run directories"}, 0, 0, retain_prune},
    {{"forget", "[PERSON]", "take a person, or calls, out of everything"}, 0, 1, retain_forget},
    {{"purge", "", "delete all that came from calls, and prove it"}, 0, 0, retain_purge},
    {{"reindex", "", "build the index anew from the bundles"}, 0, 0, retain_reindex},
};

enum { VERBS = sizeof verbs / sizeof verbs[0] };
static struct option_command commands[VERBS + 1];

static const struct option_row rows[] = {
    {"archive", 'a', OPTION_FILE, &retain.dir, "DIR", "the archive's directory (STATE/archive)",
     NULL},
    {"class", 'c', OPTION_CHOICE, &retain.class, "CLASS",
     "add: how long it is kept (what the run's manifest says, else " CLASS_DEFAULT ")",
     CLASS_CHOICES},
    {"id", 0, OPTION_TEXT, &retain.id, "ID",
     "add: the bundle's id (what the run's manifest says, else the directory's name)", NULL},
    {"replace", 0, OPTION_FLAG, &retain.replace, NULL, "add: in place of a bundle of that id",
     NULL},
    {"level", 0, OPTION_COUNT, &retain.level, "N", "add: how hard zstd compresses, 1 to 19 (3)",
     NULL},
    {"json", 0, OPTION_FLAG, &retain.json, NULL, "list, show, search, prune: lines of JSON", NULL},
    {"trash", 0, OPTION_FLAG, &retain.trash, NULL, "list: what is in the trash", NULL},
    {"read-data", 0, OPTION_FLAG, &retain.read_data, NULL,
     "verify: every byte, which is what it does unless told --quick", NULL},
    {"quick", 0, OPTION_FLAG, &retain.quick, NULL,
     "verify: the lists of contents only, not the data", NULL},
    {"rerender", 0, OPTION_FLAG, &rerender, NULL,
     "verify: make the reports again too, and compare them byte for byte", NULL},
    {"dry-run", 'n', OPTION_FLAG, &retain.dry_run, NULL,
     "prune, purge, forget: print what would go, delete nothing", NULL},
    {"force-clock", 0, OPTION_FLAG, &retain.force_clock, NULL,
     "add, prune: the clock is right, however it looks", NULL},
    {"allow-empty", 0, OPTION_FLAG, &retain.allow_empty, NULL, "prune: even if every bundle goes",
     NULL},
    {"why", 0, OPTION_TEXT, &retain.why, "TEXT", "hold: why they are kept", NULL},
    {"grace", 0, OPTION_COUNT, &retain.grace, "DAYS", "remove: how long in the trash (7)", NULL},
    {"held-too", 0, OPTION_FLAG, &retain.held_too, NULL, "purge: also what is on hold", NULL},
    {"confirm", 0, OPTION_TEXT, &retain.confirm, "WORD",
     "purge: the word that it would have typed at the terminal", NULL},
    FORGET_ROWS(&retain.forget),
    ROW_THREADS(&retain.threads),
    ROW_NOW(&now),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-retain",
    .summary = "keep the runs: bundles, retention, proof",
    .details = "examples:\n"
               "  cm-retain add runs/2026-10-06 --class 1y\n"
               "  cm-retain cat 2026-10-06 report.html >report.html\n"
               "  cm-retain search 'too expensive'\n"
               "  cm-retain verify --rerender 2026-10-06\n"
               "  cm-retain prune --dry-run\n",
    .commands = commands,
    .rows = rows,
};

static const struct verb *verb_of(const struct parsed *p, struct fault *f)
{
    const struct verb *v = verbs;
    while (strcmp(v->command.name, p->command) != 0)
        v++;
    if (p->n >= v->least && (v->most < 0 || p->n <= v->most))
        return v;
    fault(f, STATUS_USAGE, "%s takes %s; see cm-retain --help", p->command,
          v->most == 0          ? "no operands"
          : v->least == v->most ? "one bundle's id"
          : p->n < v->least     ? "more operands"
                                : "one operand at most");
    return NULL;
}

static int run(const struct parsed *p, struct fault *f)
{
    retain.now = when_now();
    if (now && when_argument(&retain.now, now, "UTC", retain.now, f) != 0)
        return fault_at(f, "--now");
    retain.has_now = now != NULL;
    if (retain.level < 1 || retain.level > LEVEL_MOST)
        return fault(f, STATUS_USAGE, "--level is from 1 to %d", LEVEL_MOST);
    retain.make = rerender ? remake : NULL;
    retain.ask = prompt_person().ask;
    const struct verb *v = verb_of(p, f);
    return v ? forget_with(&retain, v->run, p->operands, p->n, f) : -1;
}

int main(int argc, char **argv)
{
    struct parsed p;
    struct fault f = {0};
    struct out out;
    struct listener listener = program_listener("cm-retain");
    for (size_t i = 0; i < VERBS; i++)
        commands[i] = verbs[i].command;
    if (!program_begin(&p, &usage, argc, argv, &f))
        return program_end(&p, &usage, &f);
    out_init(&out, STDOUT_FILENO, "stdout");
    retain.out = &out;
    retain.listener = &listener;
    run(&p, &f);
    out_clear(&out, f.status == STATUS_OK ? &f : &(struct fault){0});
    return program_end(&p, &usage, &f);
}
