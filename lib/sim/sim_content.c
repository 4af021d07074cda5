/* What Gong's analysis says of a call: topics, trackers, brief, talk times. Counted from what is
 * said, and worded so that it says nothing that was not. */

#include "lib/sim/sim_record.h"

#include <stdio.h>
#include <string.h>
#include "lib/sim/sim_beat.h"

static const char *const topics[] = {"Small Talk", "Discovery",   "Product",    "Pricing",
                                     "Objections", "Competition", "Next Steps", "Wrap-Up"};

static double seconds(int ms)
{
    return ms / 1000.0;
}

static void put_topics(struct json_writer *w, const struct sim_talk *t)
{
    json_open(w, "topics", '[');
    for (int i = 0; i < SIM_COUNT(topics); i++) {
        int ms = 0;
        for (int k = 0; k < t->n; k++)
            if (t->sentences[k].topic && strcmp(t->sentences[k].topic, topics[i]) == 0)
                ms += t->sentences[k].end - t->sentences[k].start;
        json_open(w, NULL, '{');
        sim_put(w, "name", topics[i]);
        json_put_int(w, "duration", ms / 1000);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static bool says(const struct sim_talk *t, int sentence, const char *word)
{
    struct span s = sim_talk_text(t, sentence);
    return memmem(s.at, s.len, word, strlen(word)) != NULL;
}

static int mentions(const struct sim_talk *t, const char *word)
{
    int n = 0;
    for (int i = 0; i < t->n; i++)
        n += says(t, i, word);
    return n;
}

static void put_occurrences(struct json_writer *w, const struct sim_call *call,
                            const struct sim_talk *t, const char *word, int most)
{
    json_open(w, "occurrences", '[');
    for (int i = 0; i < t->n && most > 0; i++)
        if (says(t, i, word)) {
            json_open(w, NULL, '{');
            json_put_real(w, "startTime", seconds(t->sentences[i].start));
            sim_put(w, "speakerId", sim_voice(call, t->sentences[i].voice));
            json_close(w, '}');
            most--;
        }
    json_close(w, ']');
}

static void put_tracker(struct json_writer *w, const struct sim_company *c,
                        const struct sim_call *call, const struct sim_talk *t)
{
    char id[SIM_ID];
    int total = 0;
    for (int k = 0; k < sim_ncompetitors; k++)
        total += mentions(t, sim_competitors[k].shown);
    sim_id(id, c->seed, SIM_TRACKER, 0, 0);
    json_open(w, NULL, '{');
    sim_put(w, "id", id);
    sim_put(w, "name", "Competitors");
    json_put_int(w, "count", total);
    sim_put(w, "type", "KEYWORD");
    json_open(w, "occurrences", '[');
    json_close(w, ']');
    json_open(w, "phrases", '[');
    for (int k = 0; k < sim_ncompetitors; k++) {
        int n = mentions(t, sim_competitors[k].shown);
        if (n == 0)
            continue;
        json_open(w, NULL, '{');
        json_put_int(w, "count", n);
        put_occurrences(w, call, t, sim_competitors[k].shown, n);
        sim_put(w, "phrase", sim_competitors[k].shown);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
    sim_id(id, c->seed, SIM_TRACKER, 1, 0);
    json_open(w, NULL, '{');
    sim_put(w, "id", id);
    sim_put(w, "name", "Spreadsheets");
    json_put_int(w, "count", mentions(t, "spreadsheet"));
    sim_put(w, "type", "KEYWORD");
    put_occurrences(w, call, t, "spreadsheet", 100);
    json_open(w, "phrases", '[');
    json_close(w, ']');
    json_close(w, '}');
}

static void put_outline(struct json_writer *w, const struct sim_talk *t)
{
    json_open(w, "outline", '[');
    for (int i = 0; i < t->n;) {
        const char *topic = t->sentences[i].topic;
        int last = i;
        while (last + 1 < t->n && t->sentences[last + 1].topic == topic)
            last++;
        if (topic) {
            json_open(w, NULL, '{');
            sim_put(w, "section", topic);
            json_put_real(w, "startTime", (double)(float)seconds(t->sentences[i].start));
            json_put_real(w, "duration", seconds(t->sentences[last].end - t->sentences[i].start));
            json_open(w, "items", '[');
            json_open(w, NULL, '{');
            sim_put(w, "text", "The participants spoke about it.");
            json_put_real(w, "startTime", (double)(float)seconds(t->sentences[i].start));
            json_close(w, '}');
            json_close(w, ']');
            json_close(w, '}');
        }
        i = last + 1;
    }
    json_close(w, ']');
}

void sim_put_content(struct json_writer *w, const struct sim_company *c,
                     const struct sim_call *call, const struct sim_talk *t)
{
    char text[400];
    json_open(w, "content", '{');
    json_open(w, "structure", '[');
    if (t->n > 0) {
        json_open(w, NULL, '{');
        sim_put(w, "name", "Meeting Setup");
        json_put_int(w, "duration", 60 + (int)(call->key % 90));
        json_close(w, '}');
    }
    json_close(w, ']');
    json_open(w, "trackers", '[');
    put_tracker(w, c, call, t);
    json_close(w, ']');
    put_topics(w, t);
    snprintf(text, sizeof text, "%s spoke with %s for %d minutes.", call->parties[call->host].name,
             call->naccounts ? call->accounts[0].name : "the team", (call->duration + 59) / 60);
    sim_put(w, "brief", text);
    put_outline(w, t);
    json_open(w, "highlights", '[');
    json_close(w, ']');
    if (call->kind == SIM_DIALER) {
        json_open(w, "callOutcome", '{');
        sim_put(w, "id", "LEFT_VOICEMAIL");
        sim_put(w, "category", "Not answered");
        sim_put(w, "name", "Left voicemail");
        json_close(w, '}');
    }
    json_open(w, "keyPoints", '[');
    json_open(w, NULL, '{');
    sim_put(w, "text", text);
    json_close(w, '}');
    json_close(w, ']');
    json_close(w, '}');
}

static void put_stat(struct json_writer *w, const char *name, double value)
{
    json_open(w, NULL, '{');
    sim_put(w, "name", name);
    json_put_real(w, "value", (double)(int64_t)(value * 100) / 100);
    json_close(w, '}');
}

void sim_put_interaction(struct json_writer *w, const struct sim_company *c,
                         const struct sim_call *call, const struct sim_talk *t)
{
    int talk[SIM_PARTIES] = {0}, total = 1, ours = 0, longest = 0, story = 0, run = 0,
        asked[2] = {0, 0}, turns = 0;
    for (int i = 0; i < t->n; i++) {
        const struct sim_sentence *s = &t->sentences[i];
        int ms = s->end - s->start;
        bool mine = s->voice >= 0 && call->parties[s->voice].affiliation == SIM_OURS;
        total += ms;
        ours += mine ? ms : 0;
        if (s->voice >= 0)
            talk[s->voice] += ms;
        run = s->opens ? ms : run + ms;
        turns += s->opens;
        int *best = mine ? &longest : &story;
        *best = run > *best ? run : *best;
        if (s->len > 0 && t->text.at[s->at + s->len - 1] == '?')
            asked[mine ? 0 : 1]++;
    }
    json_open(w, "interaction", '{');
    json_open(w, "speakers", '[');
    for (int i = 0; i < call->nparties; i++)
        if (talk[i] > 0) {
            json_open(w, NULL, '{');
            sim_put(w, "id", call->parties[i].id);
            struct sim_user u;
            if (call->parties[i].user >= 0)
                sim_user(c, call->parties[i].user, &u);
            sim_put(w, "userId", call->parties[i].user >= 0 ? u.id : NULL);
            json_put_real(w, "talkTime", seconds(talk[i]));
            json_close(w, '}');
        }
    json_close(w, ']');
    json_open(w, "interactionStats", '[');
    put_stat(w, "Talk Ratio", (double)ours / total);
    put_stat(w, "Longest Monologue", longest / 1000);
    put_stat(w, "Longest Customer Story", story / 1000);
    put_stat(w, "Interactivity", turns * 60000.0 / total);
    put_stat(w, "Patience", 0.8);
    json_close(w, ']');
    json_open(w, "video", '[');
    json_close(w, ']');
    json_open(w, "questions", '{');
    json_put_int(w, "companyCount", asked[0]);
    json_put_int(w, "nonCompanyCount", asked[1]);
    json_close(w, '}');
    json_close(w, '}');
}

void sim_put_collaboration(struct json_writer *w, const struct sim_company *c,
                           const struct sim_call *call)
{
    json_open(w, "collaboration", '{');
    if (call->key % 12 == 3) {
        char id[SIM_ID];
        struct sim_user u;
        sim_id(id, c->seed, SIM_COMMENT, (uint64_t)call->key, 0);
        sim_user(c, 0, &u);
        json_open(w, "publicComments", '[');
        json_open(w, NULL, '{');
        sim_put(w, "id", id);
        json_put_real(w, "audioStartTime", 61.5);
        json_put_real(w, "audioEndTime", 61.5);
        sim_put(w, "commenterUserId", u.id);
        sim_put(w, "comment", "Listen to this part 👂");
        sim_put_time(w, "posted", call->shown);
        sim_put(w, "inReplyTo", NULL);
        json_put_bool(w, "duringCall", false);
        json_close(w, '}');
        json_close(w, ']');
    }
    json_close(w, '}');
}

/* Signed anew at every request, as Gong's are: two answers never compare equal. */
void sim_put_media(struct json_writer *w, const struct sim_call *call, when now)
{
    char url[160];
    json_open(w, "media", '{');
    snprintf(url, sizeof url, "https://media.example/%s.mp3?X-Amz-Expires=28799&X-Amz-Date=%lld",
             call->id, (long long)now);
    sim_put(w, "audioUrl", url);
    if (strcmp(call->media, "Video") == 0) {
        snprintf(url, sizeof url,
                 "https://media.example/%s.mp4?X-Amz-Expires=28799&X-Amz-Date=%lld", call->id,
                 (long long)now);
        sim_put(w, "videoUrl", url);
    }
    json_close(w, '}');
}
