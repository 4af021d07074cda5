/* gong-auth refresh: for a timer, so that the refresh token of a connection that nobody uses for
 * long does not grow old. */

#include "lib/gong/auth_parts.h"
#include "lib/gong/oauth.h"

static int redeem(const struct auth *a, struct connection *c, struct buf *out, struct fault *f)
{
    struct http *h = auth_http(c->any_host, f);
    if (!h)
        return -1;
    c->expires = 0; /* not to be taken for fresh by another clock */
    int ok = oauth_refresh(h, c, a->key_file, f);
    http_free(h);
    if (ok == 0) {
        buf_format(out, "refreshed: profile %s, good until ", c->profile);
        when_format(out, c->expires / WHEN_SECOND * WHEN_SECOND);
        buf_byte(out, '\n');
    }
    return ok;
}

int auth_refresh(const struct auth *a, struct buf *out, struct fault *f)
{
    struct connection c;
    int ok = connection_load(&c, a->profile, a->key_file, f);
    if (ok == 0 && c.kind == CONNECTION_KEY)
        buf_format(out, "nothing to refresh: profile %s has an access key\n", c.profile);
    else if (ok == 0 && oauth_fresh(&c, auth_now(a)))
        buf_format(out, "fresh: less than 80 %% of the life of profile %s's token is over\n",
                   c.profile);
    else if (ok == 0)
        ok = redeem(a, &c, out, f);
    connection_clear(&c);
    return ok;
}
