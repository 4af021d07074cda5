#include "lib/sim/sim_fault.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim_rng.h"

static const char *const names[] = {
    [SIM_FINE] = "",
    [SIM_STATUS] = "status",
    [SIM_RESET] = "reset",
    [SIM_STALL] = "stall",
    [SIM_TRUNCATE] = "truncate",
    [SIM_CUT] = "cut",
    [SIM_BOMB] = "bomb",
    [SIM_BAD_JSON] = "badjson",
    [SIM_HTML] = "html",
    [SIM_STORM] = "limit",
    [SIM_HEADERS] = "headers",
    [SIM_ENDLESS] = "endless",
    [SIM_REDIRECT] = "redirect",
    [SIM_REPEAT] = "repeat-cursor",
    [SIM_EXPIRED] = "expired-cursor",
    [SIM_EMPTY] = "empty",
    [SIM_DRIP] = "drip",
};
enum { NAMES = sizeof names / sizeof names[0] };

const char *sim_trouble_name(enum sim_trouble kind)
{
    return names[kind];
}

static bool read_when(struct sim_rule *rule, const char *text)
{
    char *end;
    if (strcmp(text, "*") == 0) {
        rule->to = INT64_MAX;
        return true;
    }
    rule->from = strtoll(text, &end, 10);
    rule->to = rule->from;
    if (end == text || rule->from < 0)
        return false;
    if (strcmp(end, "%") == 0) {
        rule->percent = (int)rule->from;
        return rule->from > 0 && rule->from <= 100;
    }
    if (strcmp(end, "+") == 0)
        rule->to = INT64_MAX;
    else if (*end == '-' && end[1])
        rule->to = strtoll(end + 1, &end, 10);
    else if (*end)
        return false;
    return rule->from > 0 && rule->to >= rule->from && (*end == '\0' || *end == '+');
}

int sim_rule_add(struct sim_rules *r, const char *text, struct fault *f)
{
    char copy[400];
    if (r->n == SIM_RULES)
        return fault(f, STATUS_USAGE, "more than %d faults: clear some first", SIM_RULES);
    if (snprintf(copy, sizeof copy, "%s", text) >= (int)sizeof copy)
        return fault(f, STATUS_USAGE, "a fault is too long");
    struct sim_rule rule = {.from = 1, .to = 1, .path = "/v2"};
    char *path = strrchr(copy, '@');
    if (path) {
        *path++ = '\0';
        snprintf(rule.path, sizeof rule.path, "%s", path);
    }
    char *value = strchr(copy, '='), *moment = strrchr(value ? value : copy, ':');
    if (moment && !(value && strncmp(moment, "://", 3) == 0)) {
        *moment++ = '\0';
        if (!read_when(&rule, moment))
            return fault(f, STATUS_USAGE, "fault %s: say when as N, N+, N-M, * or P%%", text);
    }
    if (value) {
        *value++ = '\0';
        snprintf(rule.value, sizeof rule.value, "%s", value);
    }
    for (int i = 1; i < NAMES; i++)
        if (strcmp(names[i], copy) == 0)
            rule.kind = (enum sim_trouble)i;
    if (rule.kind == SIM_FINE)
        return fault(f, STATUS_USAGE, "no fault is called %s: see gong-sim(1)", copy);
    r->at[r->n++] = rule;
    return 0;
}

static bool strikes(const struct sim_rules *r, const struct sim_rule *rule, int number)
{
    if (rule->percent)
        return (int)(sim_hash(r->seed, SIM_FAULT, (uint64_t)number, (uint64_t)rule->seen) % 100) <
               rule->percent;
    return rule->seen >= rule->from && rule->seen <= rule->to;
}

const struct sim_rule *sim_rule_strike(struct sim_rules *r, const char *path)
{
    const struct sim_rule *struck = NULL;
    for (int i = 0; i < r->n; i++) {
        struct sim_rule *rule = &r->at[i];
        if (strncmp(path, rule->path, strlen(rule->path)) != 0)
            continue;
        rule->seen++;
        if (!struck && strikes(r, rule, i))
            struck = rule;
    }
    return struck;
}

int64_t sim_rule_number(const struct sim_rule *r, int64_t otherwise)
{
    char *end;
    int64_t n = strtoll(r->value, &end, 10);
    return end == r->value || *end ? otherwise : n;
}
