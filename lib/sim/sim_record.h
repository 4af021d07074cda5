#ifndef SIM_RECORD_H
#define SIM_RECORD_H

/* An invented call as Gong's JSON. */

#include "lib/base/buf.h"
#include "lib/json/json.h"
#include "lib/sim/sim_talk.h"

void sim_put_meta(struct json_writer *w, const char *key, const struct sim_company *c,
                  const struct sim_call *call);
void sim_put_parties(struct json_writer *w, const struct sim_company *c,
                     const struct sim_call *call);
/* The whole record but the transcript, every block in it, as it looks at `now`. */
void sim_put_record(struct json_writer *w, const struct sim_company *c, const struct sim_call *call,
                    const struct sim_talk *t, when now);
void sim_put_transcript(struct json_writer *w, const char *key, const struct sim_call *call,
                        const struct sim_talk *t);
void sim_put_user(struct json_writer *w, const char *key, const struct sim_user *u,
                  const struct sim_company *c);

/* CRM context: of the call, of a party (sim_context.c). */
void sim_put_context(struct json_writer *w, const struct sim_company *c,
                     const struct sim_call *call, when now);
void sim_put_party_context(struct json_writer *w, const struct sim_company *c,
                           const struct sim_call *call, const struct sim_party *p);

/* content, interaction, collaboration, media (sim_content.c). */
void sim_put_content(struct json_writer *w, const struct sim_company *c,
                     const struct sim_call *call, const struct sim_talk *t);
void sim_put_interaction(struct json_writer *w, const struct sim_company *c,
                         const struct sim_call *call, const struct sim_talk *t);
void sim_put_collaboration(struct json_writer *w, const struct sim_company *c,
                           const struct sim_call *call);
void sim_put_media(struct json_writer *w, const struct sim_call *call, when now);

/* Helpers that fit the writer. */
void sim_put(struct json_writer *w, const char *key, const char *text);      /* NULL = null */
void sim_put_some(struct json_writer *w, const char *key, const char *text); /* "" = leave it out */
void sim_put_time(struct json_writer *w, const char *key, when t);

#endif
