/* cm-held: which calls a pipeline holds already, by name. gong-list-calls --held NAME asks it what
 * is new; whoever has put calls to where they stay says so here, and only then they are held.
 *
 * All that is said in one go takes effect at once or not at all. */

#include "bin/program.h"
#include "lib/state/held.h"
#include "lib/state/held_add.h"
#include "lib/state/held_put.h"

static const char *profile, *now_text, *final, *state;
static bool whole, yes;

static const struct option_command commands[] = {
    {"add", "NAME [FILE...]",
     "the calls in the files (or on stdin) are held, those without a transcript wait for it"},
    {"list", "NAME", "a line of JSON for each call"},
    {"new", "NAME [FILE...]", "the calls of a listing that are not held, as they came"},
    {"diff", "NAME [FILE...]", "how a listing differs from what is held"},
    {"status", "NAME", "how many there are, and how far calls were listed"},
    {"forget", "NAME", "forget the name and all its calls"},
    {NULL, NULL, NULL},
};

static const struct option_row rows[] = {
    {"final", 0, OPTION_FILE, &final, "FILE",
     "add: the calls in FILE are held without a transcript: they need none", NULL},
    {"whole", 0, OPTION_FLAG, &whole, NULL, "add: no other calls are held any more", NULL},
    {"state", 0, OPTION_CHOICE, &state, "STATE", "list: only these",
     "seen|waiting|held|given_up|late|private|gone"},
    {"yes", 'y', OPTION_FLAG, &yes, NULL, "forget: it is meant", NULL},
    ROW_PROFILE(&profile),
    ROW_NOW(&now_text),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-held",
    .summary = "which calls are held already",
    .operands = "",
    .details = "cm-held add crm new.ndjson calls.ndjson\n",
    .commands = commands,
    .rows = rows,
};

static int run(struct parsed *p, const char *name, when now, struct fault *f)
{
    struct held held;
    struct stream s = {.files = p->operands + 1, .n = p->n - 1};
    struct out out;
    int done;
    if (held_open(&held, profile, name, now, true, f) != 0)
        return -1;
    if (p->command[0] != 'a' && (p->command[0] != 'f' || yes) && !held.from && !held.ids.n) {
        held_close(&held);
        return fault(f, STATUS_NO_INPUT, "no calls are held for %s over this connection", name);
    }
    out_init(&out, STDOUT_FILENO, "stdout");
    switch (p->command[0]) {
    case 'a': done = held_add(&held, &s, final, whole, f); break;
    case 'n': done = held_new(&held, &s, f); break;
    case 'd': done = held_diff(&held, &s, f); break;
    case 'l': done = held_put_list(&held, state, &out, f); break;
    case 's': done = held_put_status(&held, &out, f); break;
    default:
        done =
            yes ? held_forget(&held, f)
                : fault(f, STATUS_USAGE, "every call would be new again: say --yes if it is meant");
    }
    if (out_clear(&out, done == 0 ? f : &(struct fault){0}) != 0)
        done = -1;
    held_close(&held);
    return done;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    when now = when_now();
    if (program_begin(&p, &usage, argc, argv, &f)) {
        bool files = strchr("and", p.command[0]) != NULL;
        if (p.n < 1 || (p.n > 1 && !files))
            fault(&f, STATUS_USAGE, "%s takes a NAME: see --help", p.command);
        else if (now_text && when_parse(&now, span_of(now_text), &f) != 0)
            fault(&f, STATUS_USAGE, "--now wants a time as 2026-10-06T09:00:00Z");
        else
            run(&p, p.operands[0], now, &f);
    }
    return program_end(&p, &usage, &f);
}
