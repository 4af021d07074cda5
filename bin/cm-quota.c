/* cm-quota: how many calls may be analysed in a month, and how many were. Nobody sells them: the
 * numbers are the operator's own. cm-analyze takes a unit for each call that it has analysed, and
 * refuses to begin with another when there is none left. */

#include <string.h>
#include "bin/program.h"
#include "lib/base/when.h"
#include "lib/state/quota_change.h"
#include "lib/state/quota_put.h"

static const char *plan, *calls, *zone, *addon, *now_text;
static int64_t anchor;
static bool json;

static const struct option_command commands[] = {
    {"show", "", "the plan, what was used and what is left"},
    {"set", "", "change the plan's name, its calls, the day on which they come back, the add-on"},
    {"grant", "N", "N calls more: an add-on, used after the plan's and kept until used"},
    {NULL, NULL, NULL},
};

static const struct option_row rows[] = {
    {"plan", 0, OPTION_CHOICE, &plan, "PLAN", "set: the plan, which says how long reports are kept",
     QUOTA_PLANS "|none"},
    {"calls", 0, OPTION_TEXT, &calls, "N", "set: the plan's calls in a month, or unlimited",
     "unlimited"},
    {"anchor", 0, OPTION_COUNT, &anchor, "DAY",
     "set: the day of the month on which a period begins, 1 to 31 (1)", NULL},
    {"zone", 0, OPTION_TEXT, &zone, "ZONE", "set: the zone in which that day begins (UTC)", NULL},
    {"add-on", 0, OPTION_TEXT, &addon, "N", "set: so many calls of the add-on are left", NULL},
    {"json", 0, OPTION_FLAG, &json, NULL, "show, set, grant: as JSON", NULL},
    ROW_NOW(&now_text),
    OPTION_END,
};

static const struct usage usage = {
    .program = "cm-quota",
    .summary = "how many calls may be analysed in a month",
    .details = "cm-quota set --plan Growth --calls 500 --anchor 15\n"
               "cm-quota grant 100\n",
    .commands = commands,
    .rows = rows,
};

static int number(int64_t *n, const char *text, const char *what, struct fault *f)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 10 || text[digits] != '\0')
        return fault(f, STATUS_USAGE, "%s is a whole number, not \"%.20s\"", what, text);
    *n = strtoll(text, NULL, 10);
    return *n <= QUOTA_MOST ? 0 : fault(f, STATUS_USAGE, "%s is at most %d", what, (int)QUOTA_MOST);
}

static int read_set(struct quota_change *c, struct fault *f)
{
    if (!plan && !calls && !anchor && !zone && !addon)
        return fault(f, STATUS_USAGE,
                     "set what? --plan, --calls, --anchor, --zone or --add-on; see --help");
    if (anchor > 31)
        return fault(f, STATUS_USAGE, "--anchor is a day of the month, 1 to 31");
    c->plan = plan && strcmp(plan, "none") == 0 ? "" : plan;
    c->anchor = (int)anchor;
    c->zone = zone;
    c->has_limit = calls != NULL;
    c->has_addon = addon != NULL;
    c->limit = -1;
    if (calls && strcmp(calls, "unlimited") != 0 && number(&c->limit, calls, "--calls", f) != 0)
        return -1;
    return addon ? number(&c->addon, addon, "--add-on", f) : 0;
}

static int read_change(struct quota_change *c, const struct parsed *p, struct fault *f)
{
    bool set = strcmp(p->command, "set") == 0;
    if (p->n != (set ? 0 : 1))
        return fault(f, STATUS_USAGE, "%s",
                     set ? "set takes no operands; see --help"
                         : "grant takes one number: how many calls");
    if (!set && (plan || calls || anchor || zone || addon))
        return fault(f, STATUS_USAGE, "grant takes a number and nothing to set");
    if (set)
        return read_set(c, f);
    if (number(&c->grant, p->operands[0], "what is granted", f) != 0)
        return -1;
    return c->grant ? 0 : fault(f, STATUS_USAGE, "grant at least 1");
}

static int run(const struct parsed *p, struct fault *f)
{
    struct quota_change c = {0};
    struct quota q;
    struct out out;
    when now = when_now();
    bool change = strcmp(p->command, "show") != 0;
    if (now_text && when_argument(&now, now_text, "UTC", now, f) != 0)
        return fault_at(f, "--now");
    if (!change && (p->n || plan || calls || anchor || zone || addon))
        return fault(f, STATUS_USAGE, "show takes nothing but --json");
    if (change && (read_change(&c, p, f) != 0 || quota_change(&c, &q, now, f) != 0))
        return -1;
    out_init(&out, STDOUT_FILENO, "stdout");
    int rc = quota_put(json, now, &out, f);
    return out_clear(&out, rc == 0 ? f : &(struct fault){0}) != 0 ? -1 : rc;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    argv = program_said(&argc, argv);
    if (program_begin(&p, &usage, argc, argv, &f))
        run(&p, &f);
    return program_end(&p, &usage, &f);
}
