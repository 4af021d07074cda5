#include "lib/run/ways.h"

#include <sys/stat.h>
#include "lib/base/file.h"
#include "lib/run/actor.h"
#include "lib/state/place.h"
#include "lib/state/settings.h"
#include "lib/state/store.h"

/* Where units of the system have it from; only root can look there. */
static const char sealed_webhook[] = "/etc/credstore.encrypted/slack.webhook";

static int is_sealed(bool *yes, struct fault *f)
{
    struct stat st;
    *yes = false;
    if (!actor_is_root())
        return 0;
    if (actor_root(f) != 0)
        return -1;
    *yes = stat(sealed_webhook, &st) == 0;
    return actor_owner(f);
}

static int check_slack(struct fault *f)
{
    struct buf secret = BUF(STORE_TEXT);
    bool missing, sealed = false;
    int rc = store_text_read(&secret, NULL, "slack.webhook", &missing, f);
    if (rc == 0 && missing)
        rc = is_sealed(&sealed, f);
    buf_free(&secret);
    if (rc == 0 && missing && !sealed)
        rc = fault(f, STATUS_CONFIG,
                   "there is no slack.webhook: keep its URL, alone, in a file of that name and of "
                   "mode 0600 in the configuration directory, or sealed, see callmine(7)");
    return rc;
}

static int read_conf(struct buf *text, struct fault *f)
{
    struct buf path = BUF(4095);
    struct fault why = {0};
    int rc = place_find(&path, PLACE_CONFIG, "notify.conf", f);
    if (rc == 0 && file_read(text, path.at, &why) != 0 && why.status != STATUS_NO_INPUT) {
        *f = why;
        rc = -1;
    }
    buf_free(&path);
    return rc;
}

static int check_mail(struct fault *f)
{
    static const char *const names[] = {"smtp", "from", "to"};
    struct buf text = BUF(SCHEDULE_LIMIT), missing = BUF(64);
    int rc = read_conf(&text, f);
    for (size_t i = 0; rc == 0 && i < sizeof names / sizeof names[0]; i++)
        if (!settings_line(buf_view(&text), names[i]))
            buf_format(&missing, "%s%s", missing.len ? ", " : "", names[i]);
    if (rc == 0 && missing.len)
        rc = fault(f, STATUS_CONFIG,
                   "notify.conf in the configuration directory does not say %s, see cm-notify(1)",
                   missing.at);
    buf_free(&text);
    buf_free(&missing);
    return rc;
}

void ways_say(const struct host *h, const struct schedule *s)
{
    struct fault why = {0};
    if (s->slack && check_slack(&why) != 0)
        notice(h->listener, "deliver: slack: %s; until then nobody is told there", why.text);
    why = (struct fault){0};
    if (s->mail && check_mail(&why) != 0)
        notice(h->listener, "deliver: mail: %s; until then nobody is told by it", why.text);
}
