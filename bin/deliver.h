#ifndef BIN_DELIVER_H
#define BIN_DELIVER_H

/* A notice handed over, to Slack or by mail, or written to a file: lib/http and lib/state do not
 * see each other, and lib/report sees no network; a program sees them all.
 *
 * A message is put down as begun before it goes out, and then as what came of it. So neither the
 * same command given again nor a service that is restarted sends a second copy of what may have
 * arrived. */

#include "lib/base/file.h"
#include "lib/http/hook.h"
#include "lib/http/mail.h"
#include "lib/report/letter.h"
#include "lib/report/notice.h"
#include "lib/state/sent.h"
#include "lib/state/store.h"

/* What can be said about it, and what is made of it. */
struct deliver {
    const char *run, *to_file, *webhook_file, *password_file, *from, *to, *failures_to;
    bool again;
    struct texts files;
    struct courier courier;
    struct mail_server server;
    when now;
    /* made: */
    struct buf message, secret; /* the webhook's URL, or the password */
    struct letter letter;
};

/* What makes it another message: what is in it, and for whom; and its run, or where a run says
 * nothing of its own and has no name, the day. */
static inline struct sent deliver_known(const struct deliver *d, const struct notice *n,
                                        const char *kind, const char *content, const char *whom)
{
    struct sent s = {.kind = kind, .now = d->now};
    struct buf b = {.secret = true};
    buf_format(&b, "%s\n%s\n%s\n%s\n", kind, content, whom, d->run ? d->run : "");
    if (!d->run && n->kind != NOTICE_REPORT)
        buf_int(&b, d->now / WHEN_DAY);
    digest_of(buf_view(&b), s.key);
    buf_free(&b);
    return s;
}

/* It was there before: sent is well, and said; begun is for a person to look at. */
static inline int deliver_told(const struct deliver *d, enum sent_state was, when since,
                               struct fault *f)
{
    struct buf time = BUF(64);
    int rc = 0;
    when_format(&time, since);
    if (was == SENT_DONE)
        notice(d->courier.listener, "it was sent at %s; --again sends it once more", time.at);
    else
        rc = fault(f, STATUS_PARTIAL,
                   "it was begun at %s, and whether it arrived is not known: look there, then "
                   "--again sends it once more",
                   time.at);
    buf_free(&time);
    return rc;
}

typedef enum delivery deliver_hand(const struct deliver *d, struct fault *f);

static inline int deliver_once(const struct deliver *d, const struct sent *s, deliver_hand *hand,
                               struct fault *f)
{
    enum sent_state was;
    struct fault why;
    when since;
    if (sent_begin(s, d->again, &was, &since, f) != 0)
        return -1;
    if (was != SENT_NOT && !d->again)
        return deliver_told(d, was, since, f);
    switch (hand(d, f)) {
    case DELIVERY_DONE: return sent_end(s, SENT_DONE, f) == 0 ? 0 : fault_at(f, "it is sent; but");
    case DELIVERY_UNSURE:
        why = *f;
        return fault(f, STATUS_PARTIAL,
                     "%.200s: whether it arrived is not known, and it is not sent again: look "
                     "there, then --again sends it once more",
                     why.text);
    case DELIVERY_REFUSED: break;
    }
    sent_end(s, was, &why); /* as it was; what f says matters more */
    return -1;
}

/* A secret of one word; STATUS_CONFIG says where it belongs when it is not there. */
static inline int deliver_secret(struct deliver *d, const char *file, const char *name,
                                 const char *option, struct fault *f)
{
    bool missing;
    if (store_text_read(&d->secret, file, name, &missing, f) != 0)
        return -1;
    if (missing && file)
        return fault(f, STATUS_CONFIG, "there is no file %s", file);
    if (missing)
        return fault(f, STATUS_CONFIG,
                     "there is no %s: put it, alone, into a file of mode 0600 and name it with "
                     "%s, or keep it as %s in the configuration directory",
                     name, option, name);
    return buf_check(&d->secret, "a secret", f);
}

static inline int deliver_file(const struct deliver *d, struct fault *f)
{
    return file_put(d->to_file, 0644, buf_view(&d->message), f);
}

/* ---- to Slack ---- */

static inline enum delivery deliver_to_hook(const struct deliver *d, struct fault *f)
{
    return hook_post(&d->courier, d->secret.at, buf_view(&d->message), f);
}

static inline int deliver_webhook(struct deliver *d, const struct notice *n, struct fault *f)
{
    bool missing = true;
    if (n->kind == NOTICE_FAILED && !d->webhook_file &&
        store_text_read(&d->secret, NULL, "slack-failures.webhook", &missing, f) != 0)
        return -1;
    return missing ? deliver_secret(d, d->webhook_file, "slack.webhook", "--webhook", f)
                   : buf_check(&d->secret, "a secret", f);
}

static inline int deliver_slack(struct deliver *d, const struct notice *n, struct fault *f)
{
    char content[DIGEST_TEXT];
    notice_slack(n, &d->message);
    if (buf_check(&d->message, "a message", f) != 0)
        return -1;
    if (d->to_file)
        return deliver_file(d, f);
    if (deliver_webhook(d, n, f) != 0)
        return -1;
    digest_of(buf_view(&d->message), content);
    const struct sent s = deliver_known(d, n, "slack", content, d->secret.at);
    return deliver_once(d, &s, deliver_to_hook, f);
}

/* ---- by mail ---- */

static inline enum delivery deliver_to_server(const struct deliver *d, struct fault *f)
{
    struct mail_envelope e = {.from = d->letter.from.address};
    while (e.nto < d->letter.nto) {
        e.to[e.nto] = d->letter.to[e.nto].address;
        e.nto++;
    }
    return mail_send(&d->courier, &d->server, &e, buf_view(&d->message), f);
}

static inline int deliver_letter(struct deliver *d, const struct notice *n, struct fault *f)
{
    struct letter *l = &d->letter;
    bool aside = n->kind == NOTICE_FAILED && d->failures_to;
    if (!d->from || !(aside || d->to))
        return fault(f, STATUS_CONFIG,
                     "who sends it, and who gets it? give --from and --to, or keep \"from = \" and "
                     "\"to = \" in notify.conf in the configuration directory");
    if (letter_from(l, d->from, "from", f) != 0 ||
        letter_to(l, aside ? d->failures_to : d->to, aside ? "failures-to" : "to", f) != 0 ||
        letter_attach(l, &d->files, f) != 0)
        return -1;
    l->date = d->now;
    notice_subject(n, &l->subject);
    notice_plain(n, &l->plain);
    notice_html(n, &l->html);
    return letter_write(l, &d->message, f);
}

static inline int deliver_mail(struct deliver *d, const struct notice *n, struct fault *f)
{
    char content[DIGEST_TEXT];
    if (deliver_letter(d, n, f) != 0)
        return -1;
    if (d->to_file)
        return deliver_file(d, f);
    if (!d->server.url)
        return fault(f, STATUS_CONFIG,
                     "which server takes mail? give --smtp smtps://mail.example.com, or keep "
                     "\"smtp = \" in notify.conf in the configuration directory");
    if (d->server.user) {
        if (deliver_secret(d, d->password_file, "smtp.password", "--password", f) != 0)
            return -1;
        d->server.password = d->secret.at;
    }
    letter_digest(&d->letter, content);
    /* Whom it is for is in the letter; by which server it goes makes it no other. */
    const struct sent s = deliver_known(d, n, "mail", content, "");
    return deliver_once(d, &s, deliver_to_server, f);
}

static inline void deliver_clear(struct deliver *d)
{
    letter_clear(&d->letter);
    buf_free(&d->message);
    buf_free(&d->secret);
}

#endif
