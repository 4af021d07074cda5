/* cm-audit: what was done, by whom and when; and the proof that nobody has changed the log of it
 * since. The log is only ever added to, by the programs themselves. */

#include <string.h>
#include "bin/program.h"
#include "lib/state/audit.h"
#include "lib/state/audit_put.h"

static struct audit_wanted wanted;
static const char *since, *until, *head, *now_text;

static const struct option_command commands[] = {
    {"list", "", "what was done: time, who, program, what, detail"},
    {"verify", "", "prove that no entry was changed, dropped, moved or cut off; print the head"},
    {NULL, NULL, NULL},
};

static const struct option_row rows[] = {
    {"since", 0, OPTION_TEXT, &since, "TIME", "list: from this time on (RFC 3339, or a day in UTC)",
     NULL},
    {"until", 0, OPTION_TEXT, &until, "TIME", "list: before this time", NULL},
    {"type", 't', OPTION_LIST, &wanted.whats, "WHAT",
     "list: only this; may be given more than once", AUDIT_WHATS},
    {"actor", 0, OPTION_TEXT, &wanted.actor, "WHO", "list: by this user, a name or number", NULL},
    {"profile", 'p', OPTION_TEXT, &wanted.profile, "NAME", "list: of this connection", NULL},
    {"json", 0, OPTION_FLAG, &wanted.json, NULL, "list: the entries as they are in the log", NULL},
    {"head", 0, OPTION_TEXT, &head, "HASH",
     "verify: the head that was printed once is still among the entries", NULL},
    ROW_NOW(&now_text),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-audit",
    .summary = "what was done, by whom; and proof of it",
    .operands = "",
    .details = "cm-audit list --since 2026-11-01 --type connect --type disconnect\n"
               "cm-audit verify --head HASH\n",
    .commands = commands,
    .rows = rows,
};

static int read_times(struct fault *f)
{
    when now = when_now();
    wanted.since = INT64_MIN;
    wanted.until = INT64_MAX;
    if (now_text && when_argument(&now, now_text, "UTC", now, f) != 0)
        return fault_at(f, "--now");
    if (since && when_argument(&wanted.since, since, "UTC", now, f) != 0)
        return fault_at(f, "--since");
    if (until && when_argument(&wanted.until, until, "UTC", now, f) != 0)
        return fault_at(f, "--until");
    return 0;
}

static int list(struct out *out, struct fault *f)
{
    if (head)
        return fault(f, STATUS_USAGE, "--head goes with verify");
    if (read_times(f) != 0)
        return -1;
    for (size_t i = 0; i < wanted.whats.n; i++)
        if (audit_what(wanted.whats.at[i], f) != 0)
            return fault_at(f, "--type");
    return audit_put_list(&wanted, out, f);
}

static int verify(struct out *out, struct fault *f)
{
    if (since || until || wanted.whats.n || wanted.actor || wanted.profile || wanted.json)
        return fault(f, STATUS_USAGE, "verify takes the whole log: nothing but --head");
    if (head && (strlen(head) != 64 || strspn(head, "0123456789abcdef") != 64))
        return fault(f, STATUS_USAGE, "--head is the 64 hex digits that verify printed once");
    return audit_put_proof(head, out, f);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct out out;
    argv = program_said(&argc, argv);
    if (!program_begin(&p, &usage, argc, argv, &f))
        return program_end(&p, &usage, &f);
    out_init(&out, STDOUT_FILENO, "stdout");
    if (p.n)
        fault(&f, STATUS_USAGE, "%s takes no operands", p.command);
    else
        (strcmp(p.command, "list") == 0 ? list : verify)(&out, &f);
    out_clear(&out, f.status == STATUS_OK ? &f : &(struct fault){0});
    return program_end(&p, &usage, &f);
}
