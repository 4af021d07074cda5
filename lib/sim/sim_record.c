#include "lib/sim/sim_record.h"

#include <stdio.h>
#include "lib/sim/sim_clock.h"

void sim_put(struct json_writer *w, const char *key, const char *text)
{
    json_put_text(w, key, text ? span_of(text) : SPAN_NONE);
}

void sim_put_some(struct json_writer *w, const char *key, const char *text)
{
    if (text && text[0])
        json_put_text(w, key, span_of(text));
}

void sim_put_time(struct json_writer *w, const char *key, when t)
{
    char room[40];
    struct buf b = BUF(sizeof room);
    sim_time(&b, t);
    json_put_text(w, key, buf_view(&b));
    buf_free(&b);
}

void sim_put_meta(struct json_writer *w, const char *key, const struct sim_company *c,
                  const struct sim_call *call)
{
    char url[96], workspace[SIM_ID];
    struct sim_user host;
    snprintf(url, sizeof url, "https://us-99999.app.gong.io/call?id=%s", call->id);
    sim_workspace_id(c, call->workspace, workspace);
    sim_user(c, call->host_user, &host);
    json_open(w, key, '{');
    sim_put(w, "id", call->id);
    sim_put(w, "url", url);
    sim_put(w, "title", call->untitled ? NULL : call->title);
    sim_put_time(w, "scheduled", call->scheduled);
    sim_put_time(w, "started", call->started);
    json_put_int(w, "duration", call->duration);
    sim_put(w, "primaryUserId", host.id);
    sim_put(w, "direction", call->direction);
    sim_put(w, "system", call->system);
    sim_put(w, "scope", call->scope);
    sim_put(w, "media", call->media);
    sim_put(w, "language", sim_people[call->tongue].language);
    sim_put(w, "workspaceId", workspace);
    sim_put(w, "sdrDisposition", call->disposition);
    sim_put(w, "clientUniqueId", call->client_id[0] ? call->client_id : NULL);
    sim_put(w, "customData", call->client_id[0] ? "queue=smb" : NULL);
    sim_put(w, "purpose", NULL);
    sim_put(w, "meetingUrl", call->meeting_url[0] ? call->meeting_url : NULL);
    json_put_bool(w, "isPrivate", call->private_);
    sim_put(w, "calendarEventId", call->event[0] ? call->event : NULL);
    json_close(w, '}');
}

static void put_party(struct json_writer *w, const struct sim_company *c,
                      const struct sim_call *call, const struct sim_party *p)
{
    static const char *const sides[] = {"Internal", "External", "Unknown"};
    json_open(w, NULL, '{');
    sim_put(w, "id", p->id);
    sim_put_some(w, "emailAddress", p->email);
    sim_put_some(w, "name", p->name);
    sim_put_some(w, "title", p->title);
    if (p->user >= 0) {
        struct sim_user u;
        sim_user(c, p->user, &u);
        sim_put(w, "userId", u.id);
    }
    sim_put(w, "speakerId", p->speaker[0] ? p->speaker : NULL);
    sim_put_party_context(w, c, call, p);
    sim_put(w, "affiliation", sides[p->affiliation]);
    sim_put_some(w, "phoneNumber", p->phone);
    json_open(w, "methods", '[');
    if (p->invited)
        sim_put(w, NULL, "Invitee");
    if (p->attended)
        sim_put(w, NULL, "Attendee");
    json_close(w, ']');
    json_close(w, '}');
}

void sim_put_parties(struct json_writer *w, const struct sim_company *c,
                     const struct sim_call *call)
{
    json_open(w, "parties", '[');
    for (int i = 0; i < call->nparties; i++)
        put_party(w, c, call, &call->parties[i]);
    json_close(w, ']');
}

void sim_put_record(struct json_writer *w, const struct sim_company *c, const struct sim_call *call,
                    const struct sim_talk *t, when now)
{
    json_open(w, NULL, '{');
    sim_put_meta(w, "metaData", c, call);
    sim_put_context(w, c, call, now);
    if (!call->no_parties)
        sim_put_parties(w, c, call);
    if (now >= call->spoken && call->key % 33 != 5)
        sim_put_content(w, c, call, t);
    sim_put_interaction(w, c, call, t);
    sim_put_collaboration(w, c, call);
    sim_put_media(w, call, now);
    json_close(w, '}');
}

void sim_put_transcript(struct json_writer *w, const char *key, const struct sim_call *call,
                        const struct sim_talk *t)
{
    json_open(w, key, '[');
    for (int i = 0; i < t->n; i++) {
        const struct sim_sentence *s = &t->sentences[i];
        if (s->opens) {
            json_open(w, NULL, '{');
            sim_put(w, "speakerId", sim_voice(call, s->voice));
            sim_put(w, "topic", s->topic);
            json_open(w, "sentences", '[');
        }
        json_open(w, NULL, '{');
        json_put_int(w, "start", s->start);
        json_put_int(w, "end", s->end);
        json_put_text(w, "text", sim_talk_text(t, i));
        json_close(w, '}');
        if (i + 1 == t->n || t->sentences[i + 1].opens) {
            json_close(w, ']');
            json_close(w, '}');
        }
    }
    json_close(w, ']');
}

void sim_put_user(struct json_writer *w, const char *key, const struct sim_user *u,
                  const struct sim_company *c)
{
    static const struct {
        const char *name;
        int permille;
    } settings[] = {{"webConferencesRecorded", 950}, {"preventWebConferenceRecording", 20},
                    {"telephonyCallsImported", 800}, {"emailsImported", 900},
                    {"preventEmailImport", 30},      {"nonRecordedMeetingsImported", 700},
                    {"gongConnectEnabled", 300}};
    struct sim_rng r = sim_rng(c->seed, SIM_USER, (uint64_t)u->number, 3);
    char text[96];
    json_open(w, key, '{');
    sim_put(w, "id", u->id);
    sim_put(w, "emailAddress", u->email);
    sim_put_time(w, "created", u->created);
    json_put_bool(w, "active", u->active);
    json_open(w, "emailAliases", '[');
    if (sim_chance(&r, 250)) {
        snprintf(text, sizeof text, "%c%s@%s", u->first->plain[0], u->last->plain,
                 SIM_COMPANY_DOMAIN);
        sim_put(w, NULL, text);
    }
    json_close(w, ']');
    sim_put(w, "trustedEmailAddress", NULL);
    sim_put(w, "firstName", u->first->shown);
    sim_put(w, "lastName", u->last->shown);
    sim_put(w, "title", u->title);
    sim_put(w, "phoneNumber", sim_chance(&r, 400) ? u->phone : NULL);
    sim_put(w, "extension", NULL);
    json_open(w, "personalMeetingUrls", '[');
    if (sim_chance(&r, 500)) {
        snprintf(text, sizeof text, "https://zoom.example/j/%d", sim_between(&r, 1000000, 9999999));
        sim_put(w, NULL, text);
    }
    json_close(w, ']');
    json_open(w, "settings", '{');
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        json_put_bool(w, settings[i].name, sim_chance(&r, settings[i].permille));
    json_close(w, '}');
    struct sim_user manager;
    if (u->manager >= 0)
        sim_user(c, u->manager, &manager);
    sim_put(w, "managerId", u->manager >= 0 ? manager.id : NULL);
    sim_put(w, "meetingConsentPageUrl", NULL);
    if (sim_chance(&r, 300)) {
        json_open(w, "conferencingProviders", '[');
        json_open(w, NULL, '{');
        sim_put(w, "provider", "zoom");
        json_put_bool(w, "isDefault", true);
        json_close(w, '}');
        json_close(w, ']');
    } else {
        sim_put(w, "conferencingProviders", NULL);
    }
    json_open(w, "spokenLanguages", '[');
    for (int i = 0; i < (u->tongue == SIM_ENG ? 1 : 2); i++) {
        json_open(w, NULL, '{');
        sim_put(w, "language", sim_people[i == 0 ? SIM_ENG : u->tongue].locale);
        json_put_bool(w, "primary", i == 0);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
}
