/* cm-retain: the archive of runs. A run directory becomes one .tar.zst bundle that any tar reads,
 * with a list of contents behind it: a single report is read out, and checked, without unpacking
 * the rest. Retention is by class; what is pruned is deleted, not hidden. */

#include "bin/program.h"
#include "lib/archive/class.h"
#include "lib/archive/retain.h"
#include "lib/base/when.h"
#include "lib/report/again.h"

enum { LEVEL = 3, LEVEL_MOST = 19 };

static struct retain retain = {.level = LEVEL};
static const char *now;
static bool rerender;

static const struct option_command commands[] = {
    {"add", "RUN...", "archive run directories; print the id of each bundle"},
    {"list", "", "the bundles, their classes, when they expire"},
    {"show", "ID", "what is in a bundle"},
    {"cat", "ID MEMBER...", "write files of a bundle to stdout, checked"},
    {"search", "TEXT [ID...]", "the calls in which somebody says TEXT, in these bundles or in all"},
    {"verify", "[ID...]", "prove that every byte is as it was archived"},
    {"prune", "", "delete the bundles whose time is over"},
    {"reindex", "", "build the index anew from the bundles"},
    {NULL, NULL, NULL},
};

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
    {"quick", 0, OPTION_FLAG, &retain.quick, NULL,
     "verify: the lists of contents only, not the data", NULL},
    {"rerender", 0, OPTION_FLAG, &rerender, NULL,
     "verify: make the reports again too, and compare them byte for byte", NULL},
    {"dry-run", 'n', OPTION_FLAG, &retain.dry_run, NULL,
     "prune: print what would go, delete nothing", NULL},
    {"force-clock", 0, OPTION_FLAG, &retain.force_clock, NULL,
     "prune: the clock is right, however it looks", NULL},
    {"allow-empty", 0, OPTION_FLAG, &retain.allow_empty, NULL, "prune: even if every bundle goes",
     NULL},
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

static int operands(const struct parsed *p, int least, int most, struct fault *f)
{
    if (p->n >= least && (most < 0 || p->n <= most))
        return 0;
    return fault(f, STATUS_USAGE, "%s takes %s; see cm-retain --help", p->command,
                 most == 0       ? "no operands"
                 : least == most ? "one bundle's id"
                                 : "more operands");
}

/* The archive knows no reports. */
static int make(const struct recipe *r, recipe_made *made, void *who, struct fault *f)
{
    return again_render(&(struct again){.formats = r->formats,
                                        .title = r->title,
                                        .zone = r->zone,
                                        .enough = r->min_calls,
                                        .answers = r->answers,
                                        .rollup = r->rollup,
                                        .about = r->about,
                                        .ledgers = r->ledgers,
                                        .against = r->against,
                                        .amends = r->amends},
                        made, who, f);
}

static int run(const struct parsed *p, struct fault *f)
{
    if (now) {
        if (when_argument(&retain.now, now, "UTC", when_now(), f) != 0)
            return fault_at(f, "--now");
        retain.has_now = true;
    }
    if (retain.level < 1 || retain.level > LEVEL_MOST)
        return fault(f, STATUS_USAGE, "--level is from 1 to %d", LEVEL_MOST);
    switch (p->command[0]) {
    case 'a': return operands(p, 1, -1, f) == 0 ? retain_add(&retain, p->operands, p->n, f) : -1;
    case 'l': return operands(p, 0, 0, f) == 0 ? retain_list(&retain, f) : -1;
    case 's':
        if (p->command[1] == 'e')
            return operands(p, 1, -1, f) == 0
                       ? retain_search(&retain, p->operands[0], p->operands + 1, p->n - 1, f)
                       : -1;
        return operands(p, 1, 1, f) == 0 ? retain_show(&retain, p->operands[0], f) : -1;
    case 'c':
        return operands(p, 2, -1, f) == 0
                   ? retain_cat(&retain, p->operands[0], p->operands + 1, p->n - 1, f)
                   : -1;
    case 'v': return retain_verify(&retain, p->operands, p->n, f);
    case 'p': return operands(p, 0, 0, f) == 0 ? retain_prune(&retain, f) : -1;
    default: return operands(p, 0, 0, f) == 0 ? retain_reindex(&retain, f) : -1;
    }
}

int main(int argc, char **argv)
{
    struct parsed p;
    struct fault f = {0};
    struct out out;
    struct listener listener = program_listener("cm-retain");
    if (!program_begin(&p, &usage, argc, argv, &f))
        return program_end(&p, &usage, &f);
    out_init(&out, STDOUT_FILENO, "stdout");
    retain.out = &out;
    retain.listener = &listener;
    retain.make = rerender ? make : NULL;
    run(&p, &f);
    out_clear(&out, f.status == STATUS_OK ? &f : &(struct fault){0});
    return program_end(&p, &usage, &f);
}
