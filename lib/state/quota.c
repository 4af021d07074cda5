#include "lib/state/quota.h"

#include <stdio.h>
#include <string.h>
#include "lib/state/quota_counter.h"
#include "lib/state/quota_state.h"

static const struct {
    const char *plan, *class;
} plans[] = {{"Trial", "30d"},
             {"Free", "30d"},
             {"Starter", "90d"},
             {"Growth", "1y"},
             {"Scale", "unlimited"}};

const char *quota_plan_class(const char *plan)
{
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++)
        if (strcmp(plans[i].plan, plan) == 0)
            return plans[i].class;
    return NULL;
}

int quota_plan(char plan[static QUOTA_PLAN], struct fault *f)
{
    struct quota_state s;
    plan[0] = '\0';
    if (quota_state_read(&s, f) != 0)
        return -1;
    snprintf(plan, QUOTA_PLAN, "%s", s.plan);
    return 0;
}

int quota_read(struct quota *q, when now, struct fault *f)
{
    struct quota_counter c = QUOTA_COUNTER;
    int rc = quota_counter_peek(&c, f);
    if (rc == 0)
        quota_counter_say(&c, q);
    if (rc == 0 && q->set && now >= q->to) { /* as it will be when somebody takes of it */
        q->used = q->used_addon = 0;
        rc = quota_period(&q->from, &q->to, q->anchor, q->zone, now, f);
    }
    quota_counter_clear(&c);
    return rc;
}

int64_t quota_has_left(const struct quota *q)
{
    int64_t of_plan = q->limit - (q->used - q->used_addon);
    if (q->limit < 0)
        return INT64_MAX;
    return (of_plan > 0 ? of_plan : 0) + q->addon;
}

int quota_left(int64_t *left, when now, struct fault *f)
{
    struct quota q;
    if (quota_read(&q, now, f) != 0)
        return -1;
    *left = quota_has_left(&q);
    return 0;
}

int quota_exceeded(const struct quota *q, struct fault *f)
{
    struct buf end = BUF(64);
    when_format(&end, q->to);
    fault(f, STATUS_TRY_LATER,
          "quota_exceeded: the %lld call%s of %s%s are used until %s, and no add-on is left: "
          "cm-quota grant N gives N more; or run again then",
          (long long)q->limit, q->limit == 1 ? "" : "s", q->plan[0] ? "plan " : "the quota",
          q->plan, end.at ? end.at : "the period ends");
    buf_free(&end);
    return -1;
}

int quota_take(const char key[static DIGEST_TEXT], when now, struct fault *f)
{
    struct quota_counter c = QUOTA_COUNTER;
    int rc = quota_counter_take(&c, key, now, f);
    quota_counter_clear(&c);
    return rc;
}
