/* generate: invented calls in the shape of Gong's, as many as asked for, for the benchmark.
 *
 *   generate calls N [SEED]         metadata, parties, CRM context, content: about 5.2 KB a record
 *   generate transcripts N [SEED]   the same and what was said: about 100 KB a record
 *   generate users                  the people who host them, as gong-users writes them
 *
 * The same arguments give the same bytes, on every machine: whole numbers only, no clock, and a
 * record depends on the seed and its own number alone. Every twentieth record is escaped as other
 * producers do it. */

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "tests/bench/words.h"

#define COUNT(array) ((int64_t)(sizeof(array) / sizeof *(array)))

/* ---- chance ---- */

static uint64_t state;

static uint64_t draw(void)
{
    uint64_t x = state += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

static int64_t below(int64_t n)
{
    return (int64_t)(((unsigned __int128)draw() * (uint64_t)n) >> 64);
}

static int64_t between(int64_t low, int64_t high)
{
    return low + below(high - low);
}

static bool chance(int percent)
{
    return below(100) < percent;
}

#define ONE_OF(array) ((array)[below(COUNT(array))])

/* About normal: four dice, whose deviation is 37.5 % of their width. */
static int64_t around(int64_t middle, int64_t deviation)
{
    int64_t width = deviation * 8 / 3 + 1, sum = 0;
    for (int i = 0; i < 4; i++)
        sum += below(width);
    return middle + (sum - 2 * width) * 10 / 23 * 2;
}

/* From what the sixteenths of a log-normal distribution are. */
static int64_t spread(const int64_t sixteenth[17])
{
    int64_t i = below(16);
    return between(sixteenth[i], sixteenth[i + 1] + 1);
}

static const int64_t seconds[17] = {219,  531,  695,  836,  970,  1105, 1245, 1393, 1556,
                                    1737, 1945, 2191, 2495, 2895, 3481, 4554, 11047};
static const int64_t deal_cents[17] = {139409,  636809,   1009283,  1384146,  1786524,  2232513,
                                       2738177, 3323062,  4013483,  4847351,  5882764,  7215210,
                                       9016419, 11637533, 15959892, 25294937, 115544949};
static const int64_t headcount[17] = {3,   18,  34,  54,  77,   106,  142,  187,  244,
                                      319, 420, 561, 770, 1105, 1729, 3320, 28566};
static const int64_t revenue_cents[17] = {
    3285962,    41322970,   89028884,   150711363,   230598966,   334322737,
    469834685,  648744047,  888611052,  1217166623,  1680654123,  2361878250,
    3424254724, 5239350116, 8869364163, 19108732657, 240303894405};

/* ---- writing ---- */

enum { ROOM = 1 << 20, MARGIN = 64 << 10 };

static char out[ROOM];
static size_t len;
static bool foreign; /* this record is escaped as other producers do it */

static void drain(void)
{
    for (size_t done = 0; done < len;) {
        ssize_t n = write(STDOUT_FILENO, out + done, len - done);
        if (n < 0 && errno != EINTR) {
            fprintf(stderr, "generate: stdout: %s\n", strerror(errno));
            exit(74);
        }
        done += n > 0 ? (size_t)n : 0;
    }
    len = 0;
}

static void put(char c)
{
    out[len++] = c;
}

static void put_hex(unsigned code)
{
    memcpy(out + len, "\\u", 2);
    for (int i = 0; i < 4; i++)
        out[len + 2 + (size_t)i] = "0123456789abcdef"[code >> (12 - 4 * i) & 15];
    len += 6;
}

/* One character of UTF-8 as \u escapes; gives the bytes it took. */
static int put_escaped(const unsigned char *s)
{
    int more = s[0] >= 0xF0 ? 3 : s[0] >= 0xE0 ? 2 : 1;
    unsigned code = s[0] & (0x3Fu >> more);
    for (int i = 1; i <= more; i++)
        code = code << 6 | (s[i] & 0x3F);
    if (code < 0x10000) {
        put_hex(code);
    } else {
        put_hex(0xD800 + ((code - 0x10000) >> 10));
        put_hex(0xDC00 + ((code - 0x10000) & 0x3FF));
    }
    return more + 1;
}

static void put_text(const char *text)
{
    for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
        if (*s == '"' || *s == '\\') {
            put('\\');
            put((char)*s);
        } else if (*s == '\n' || *s == '\t') {
            put('\\');
            put(*s == '\n' ? 'n' : 't');
        } else if (*s < 0x20) {
            put_hex(*s);
        } else if (foreign && *s == '/') {
            put('\\');
            put('/');
        } else if (foreign && *s >= 0x80) {
            s += put_escaped(s) - 1;
        } else {
            put((char)*s);
        }
    }
}

static void put_number(int64_t n, int digits)
{
    char room[24], *at = room + sizeof room;
    bool minus = n < 0;
    for (uint64_t x = (uint64_t)(minus ? -n : n); x || digits > 0; x /= 10, digits--)
        *--at = (char)('0' + x % 10);
    if (minus)
        *--at = '-';
    size_t n_chars = (size_t)(room + sizeof room - at);
    memcpy(out + len, at, n_chars);
    len += n_chars;
}

/* Hundredths, as most producers print a double: 12.0, 12.3, 12.34. */
static void put_hundredths(int64_t n)
{
    put_number(n / 100, 1);
    put('.');
    if (n % 10)
        put_number(n % 100, 2);
    else
        put_number(n % 100 / 10, 1);
}

static void put_time(int64_t t)
{
    struct tm tm;
    time_t at = t;
    gmtime_r(&at, &tm);
    put_number(tm.tm_year + 1900, 4);
    const int parts[] = {tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec};
    for (int i = 0; i < 5; i++) {
        put("--T::"[i]);
        put_number(parts[i], 2);
    }
}

/* JSON with ' for ", and for what goes in: %s text, %d number, %i the text of an id, %c hundredths,
 * %t time, %b truth. */
static void say(const char *form, ...)
{
    va_list args;
    va_start(args, form);
    for (const char *s = form; *s; s++) {
        if (*s == '\'') {
            put('"');
        } else if (*s != '%') {
            if (foreign && *s == '/')
                put('\\');
            put(*s);
        } else if (*++s == 's') {
            put_text(va_arg(args, const char *));
        } else if (*s == 'b') {
            const char *word = va_arg(args, int) ? "true" : "false";
            put_text(word);
        } else {
            int64_t n = va_arg(args, int64_t);
            if (*s == 'c')
                put_hundredths(n);
            else if (*s == 't')
                put_time(n);
            else if (*s == 'i')
                put('"'), put_number(n, 1), put('"');
            else
                put_number(n, 1);
        }
    }
    va_end(args);
}

/* "member":"text", or null in one case of so many. */
static void say_or_null(const char *member, const char *text, int null_percent)
{
    if (chance(null_percent))
        say("'%s':null,", member);
    else
        say("'%s':'%s',", member, text);
}

/* ---- who and what there is ---- */

static const char *const first_names[] = {
    "Ava",    "Liam",  "Noah", "Emma",  "Olivia", "Zoë",   "José", "Søren", "Márta",
    "Yūki",   "王伟",  "Иван", "Chloé", "Björn",  "Priya", "Omar", "Lucía", "Jürgen",
    "Fatima", "Anaïs", "Kofi", "Mei",   "Tom",    "Sara",  "נועה", "محمد",  "D'Arcy"};
static const char *const last_names[] = {"Smith",    "Müller", "García", "O'Brien", "Nguyễn",
                                         "Kowalski", "Tanaka", "Ivanov", "Souza",   "Þórsson",
                                         "Rossi",    "López",  "Öztürk", "Singh",   "Chen",
                                         "Park",     "Dubois", "Silva",  "Cohen",   "Haddad"};
static const char *const abroad[] = {
    "café", "naïve", "Zürich",   "São Paulo", "日本語", "東京都", "Привет", "€",  "—",
    "…",    "😀",     "👍🏽", "‘quoted’",  "Łódź",   "한국어", "עברית",  "ﬁn", "ñandú"};
static const char *const awkward[] = {
    "say \"hello\"", "C:\\share\\deck", "line one\nline two",    "tab\there",
    "a/b/c",         "ctrl\001x",       "50% <b>off</b> & more", "null\u2028sep"};
static const char *const stages[] = {"appointmentscheduled",
                                     "qualifiedtobuy",
                                     "presentationscheduled",
                                     "decisionmakerboughtin",
                                     "contractsent",
                                     "closedwon",
                                     "closedlost",
                                     "negotiation"};
static const int stage_percent[] = {22, 18, 15, 10, 8, 12, 5, 10};
static const char *const industries[] = {"COMPUTER_SOFTWARE",    "FINANCIAL_SERVICES",
                                         "HOSPITAL_HEALTH_CARE", "RETAIL",
                                         "TELECOMMUNICATIONS",   "LOGISTICS_AND_SUPPLY_CHAIN"};
static const char *const trackers[] = {
    "Competitors", "Pricing",  "Next Steps", "Security Review", "Budget", "Decision Process",
    "Churn Risk",  "Champion", "Timeline",   "Discount",        "Legal",  "Feature Gap"};
static const char *const topics[] = {"Small Talk",   "Objections", "Call Setup",
                                     "Wrap-up",      "Pricing",    "Security & Compliance",
                                     "Product Demo", "Next Steps", "Customer Story"};
static const char *const occasions[] = {"Intro call", "Demo",     "QBR",         "Pricing review",
                                        "Kick-off",   "Security", "Weekly sync", "Renewal"};
static const char *const phrase = "data residency requirement";

enum { USERS = 60, COMPANIES = 3000, WORDS = 4096, WHEEL = 1 << 16 };

static struct user {
    int64_t id;
    const char *first, *last;
} users[USERS];

static struct company {
    char name[48], domain[48];
    int64_t size, revenue;
    const char *industry;
} companies[COMPANIES];

static struct word {
    char text[15];
    unsigned char len;
} lexicon[WORDS];
static uint16_t wheel[WHEEL]; /* a word has as many places as it is often said */
static int64_t nwords;

static int64_t an_id(void)
{
    return between(1000000000000000000, INT64_MAX);
}

static const char *a_word(void)
{
    return lexicon[between(nwords / 8, nwords)].text;
}

static void add_word(const char *text, size_t n, const char *ending)
{
    struct word *w = &lexicon[nwords++];
    if (nwords > WORDS || n + strlen(ending) >= sizeof w->text) {
        nwords--;
        return;
    }
    w->len = (unsigned char)snprintf(w->text, sizeof w->text, "%.*s%s", (int)n, text, ending);
}

/* The words by rank; then, said less, forms of them. */
static void learn_words(void)
{
    static const char *const endings[] = {"", "s", "ing", "ed", "er", "ly", "ness"};
    for (size_t e = 0; e < sizeof endings / sizeof *endings; e++) {
        int rank = 0;
        for (const char *s = words; *s; rank++) {
            size_t n = strcspn(s, " ");
            if (e == 0 || (rank >= 120 && n > 2 && s[n - 1] >= 'a' && s[n - 1] != ','))
                add_word(s, n, endings[e]);
            s += n + (s[n] == ' ');
        }
    }
    int64_t total = 0, at = 0;
    for (int64_t rank = 0; rank < nwords; rank++)
        total += 1000000 / (rank + 6);
    for (int64_t rank = 0; rank < nwords; rank++) {
        int64_t places = 1 + 1000000 / (rank + 6) * (WHEEL - nwords) / total;
        for (; places-- && at < WHEEL; at++)
            wheel[at] = (uint16_t)rank;
    }
    for (; at < WHEEL; at++)
        wheel[at] = (uint16_t)(at % nwords);
}

static void invent(void)
{
    static const char *const kinds[] = {"soft",     "ware",  "ly",    "Corp",         " GmbH",
                                        " & Söhne", " S.A.", " Labs", " \"Next\" Inc"};
    static const char *const ends[] = {"com", "io", "de", "co.jp"};
    learn_words();
    for (int i = 0; i < USERS; i++) {
        users[i].id = an_id();
        users[i].first = ONE_OF(first_names);
        users[i].last = ONE_OF(last_names);
    }
    for (int i = 0; i < COMPANIES; i++) {
        struct company *c = &companies[i];
        const char *word = a_word();
        snprintf(c->name, sizeof c->name, "%s%s", word, ONE_OF(kinds));
        c->name[0] = (char)(c->name[0] & ~0x20);
        snprintf(c->domain, sizeof c->domain, "%.12s%d.%s", word, i, ONE_OF(ends));
        c->size = spread(headcount);
        c->revenue = spread(revenue_cents);
        c->industry = ONE_OF(industries);
    }
}

/* ---- a call ---- */

static struct call {
    int64_t id, length, started;
    const struct company *company;
    const struct user *host;
    int64_t speakers[8]; /* ids; what is said, is said by one of them */
    int nspeakers;
} call;

static int64_t a_speaker(void)
{
    return call.speakers[below(call.nspeakers)];
}

/* Words to a full stop; gives the bytes. With `rare`, somebody says the phrase. */
static int64_t sentence(bool rare)
{
    size_t from = len;
    int64_t n = around(13, 6), odd = chance(6) ? below(n < 1 ? 1 : n) : -1;
    for (int64_t i = 0; i < n || i < 2; i++) {
        if (i > 0)
            put(' ');
        if (i == odd) {
            put_text(chance(67) ? ONE_OF(abroad) : ONE_OF(awkward));
            continue;
        }
        const struct word *w = &lexicon[wheel[below(WHEEL)]];
        memcpy(out + len, w->text, sizeof w->text);
        if (i == 0 && out[len] >= 'a')
            out[len] = (char)(out[len] & ~0x20);
        len += w->len;
    }
    if (rare)
        say(" %s in the EU", phrase);
    put("...?!,"[below(6)]);
    return (int64_t)(len - from);
}

static void say_metadata(void)
{
    static const char *const zones[] = {"Z", "-08:00", "+01:00", ".123Z"};
    static const char *const joints[] = {"–", "|", "/", "with"};
    static const char *const directions[] = {"Conference", "Inbound", "Outbound"};
    static const char *const systems[] = {"Zoom", "Outreach", "Google Meet", "Microsoft Teams"};
    static const char *const languages[] = {"eng", "eng", "eng", "deu", "fra", "spa", "jpn"};
    const char *zone = ONE_OF(zones), *occasion = ONE_OF(occasions), *joint = ONE_OF(joints);
    say("'metaData':{'id':%i,'url':'https://us-14321.app.gong.io/call?id=%d','title':'%s %s %s",
        call.id, call.id, occasion, joint, call.company->name);
    if (chance(10))
        say(" %s", ONE_OF(abroad));
    if (chance(3))
        say(" %s", ONE_OF(awkward));
    say("','scheduled':'%t%s','started':'%t%s','duration':%d,'primaryUserId':%i,'direction':'%s',",
        call.started, zone, call.started, zone, call.length, call.host->id, ONE_OF(directions));
    say("'system':'%s',", ONE_OF(systems));
    say("'scope':'%s',", chance(82) ? "External" : "Internal");
    say("'media':'%s',", chance(67) ? "Video" : "Audio");
    say("'language':'%s',", ONE_OF(languages));
    say("'workspaceId':'623457276584334%d','sdrDisposition':null,", below(4));
    say_or_null("clientUniqueId", "0f8fad5b-d9cb-469f-a165-70867728950e", 70);
    say("'customData':null,");
    say_or_null("purpose", "Demo Call", 80);
    say("'meetingUrl':'https://acme.zoom.us/j/%d?pwd=", between(10000000000, 100000000000));
    put_number(an_id(), 1);
    say("%d','isPrivate':", below(1000000000));
    say("%b,'calendarEventId':'", (int)chance(5));
    put_number(an_id(), 1);
    say("%d_%t'},", below(100000000000), call.started);
}

static void say_deal(void)
{
    static const char *const kinds[] = {"New", "Expansion", "Renewal 2025"};
    int64_t roll = below(100), stage = 0;
    for (; stage < COUNT(stages) - 1 && roll >= stage_percent[stage]; stage++)
        roll -= stage_percent[stage];
    say("{'objectType':'Deal','objectId':%i,'fields':[", between(1000000000, 100000000000));
    say("{'name':'dealname','value':'%s - %s'},", call.company->name, ONE_OF(kinds));
    say("{'name':'dealstage','value':'%s'},{'name':'amount','value':", stages[stage]);
    int64_t cents = spread(deal_cents), kind = below(100);
    if (kind < 5)
        say("null},");
    else if (kind < 62)
        say("%d},", cents / 100);
    else
        say("%c},", cents);
    say("{'name':'hubspot_owner_id','value':'%d'},", 100000000 + (call.host - users) * 7654321);
    say("{'name':'closedate','value':'%t", (call.started / 86400 + below(120)) * 86400);
    say("Z'},{'name':'pipeline','value':'default'},");
    say("{'name':'hs_deal_stage_probability','value':%c},", below(101));
    say("{'name':'dealtype','value':'%s'}],'timing':'Now'},",
        chance(50) ? "newbusiness" : "existingbusiness");
}

static void say_context(void)
{
    static const char *const countries[] = {"US", "DE", "FR", "JP", "BR"};
    say("'context':[{'system':'HubSpot','objects':[");
    if (chance(93))
        say_deal();
    say("{'objectType':'Account','objectId':%i,'fields':[{'name':'name','value':'%s'},",
        between(1000000000, 100000000000), call.company->name);
    say("{'name':'domain','value':'www.%s'},{'name':'numberofemployees','value':%d},",
        call.company->domain, call.company->size);
    say("{'name':'industry','value':'%s'},{'name':'annualrevenue','value':%c},",
        call.company->industry, call.company->revenue);
    say("{'name':'country','value':'%s'}],'timing':'Now'}", ONE_OF(countries));
    if (chance(40)) {
        say(",{'objectType':'Contact','objectId':%i,", between(1000000000, 100000000000));
        say("'fields':[{'name':'jobtitle','value':'VP %s'},", a_word());
        say("{'name':'lifecyclestage','value':'opportunity'}],'timing':'Now'}");
    }
    say("]}],");
}

static int64_t parties[8];
static int64_t party_users[8];
static int nparties;

static int64_t begin_party(bool speaks)
{
    int64_t id = an_id();
    parties[nparties] = id;
    party_users[nparties++] = 0;
    if (nparties > 1)
        put(',');
    if (speaks)
        call.speakers[call.nspeakers++] = an_id();
    return id;
}

static void say_host(const struct user *u)
{
    int64_t id = begin_party(true);
    party_users[nparties - 1] = u->id;
    say("{'id':%i,'emailAddress':'user%d@acme.example','name':'%s %s',", id, u->id % 100000,
        u->first, u->last);
    say("'title':'Account Executive','userId':%i,'speakerId':%i,'context':[],", u->id,
        call.speakers[call.nspeakers - 1]);
    say("'affiliation':'Internal','phoneNumber':null,'methods':['Invitee','Attendee']}");
}

static void say_guest(void)
{
    static const char *const titles[] = {"CTO", "VP Engineering", "Head of IT",
                                         "Procurement Manager"};
    bool speaks = chance(80);
    int64_t id = begin_party(speaks);
    const char *first = ONE_OF(first_names), *last = ONE_OF(last_names);
    say("{'id':%i,'emailAddress':'p%d@%s','name':'%s %s',", id, below(1000000),
        call.company->domain, first, last);
    say_or_null("title", ONE_OF(titles), 20);
    say("'userId':null,'speakerId':");
    if (speaks)
        say("%i,", call.speakers[call.nspeakers - 1]);
    else
        say("null,");
    say("'context':[");
    if (chance(50))
        say("{'system':'HubSpot','objects':[{'objectType':'Contact','objectId':%i,'fields':[],"
            "'timing':'Now'}]}",
            between(1000000000, 100000000000));
    say("],'affiliation':'External','phoneNumber':'+1 %d", between(200, 900));
    say("-555-%d','methods':['Attendee']}", between(1000, 10000));
}

static void say_parties(void)
{
    static const int hosts[] = {1, 1, 1, 2, 2, 3}, guests[] = {1, 1, 2, 2, 3, 4};
    call.nspeakers = nparties = 0;
    say("'parties':[");
    int n = ONE_OF(hosts);
    for (int i = 0; i < n; i++)
        say_host(&users[(call.host - users + i * 7) % USERS]);
    n = ONE_OF(guests);
    for (int i = 0; i < n; i++)
        say_guest();
    say("],");
}

static void say_tracker(const char *name)
{
    int64_t count = around(1, 2), shown = count < 3 ? count : 3;
    say("{'id':%i,'name':'%s','count':%d,'type':'", an_id(), name, count < 0 ? 0 : count);
    say("%s','occurrences':[", chance(50) ? "KEYWORD" : "SMART");
    for (int64_t i = 0; i < shown; i++) {
        say("%s{'startTime':%c,", i ? "," : "", below(call.length * 100));
        say("'speakerId':%i}", a_speaker());
    }
    say("],'phrases':[");
    if (count > 0)
        say("{'count':%d,'occurrences':[],'phrase':'%s'}", count, a_word());
    say("]}");
}

static void say_content(void)
{
    say("'content':{'structure':[{'name':'Meeting Setup','duration':%d},", between(20, 900));
    say("{'name':'Discussion','duration':%d}],'trackers':[", between(20, 900));
    int64_t n = between(4, 8), start = below(COUNT(trackers));
    for (int64_t i = 0; i < n; i++) {
        if (i)
            put(',');
        say_tracker(trackers[(start + i * 5) % COUNT(trackers)]);
    }
    say("],'topics':[");
    start = below(COUNT(topics));
    for (int64_t i = 0; i < 4; i++)
        say("%s{'name':'%s','duration':%d}", i ? "," : "", topics[(start + i * 2) % COUNT(topics)],
            between(10, 1200));
    say("],'pointsOfInterest':{'actionItems':[");
    n = below(3);
    for (int64_t i = 0; i < n; i++) {
        int64_t at = below(call.length);
        say("%s{'snippetStartTime':%d,'snippetEndTime':%d,", i ? "," : "", at, at + below(60));
        say("'speakerID':%i,'snippet':'", a_speaker());
        sentence(false);
        say("'}");
    }
    say("]},'brief':'");
    for (int i = 0; i < 3; i++) {
        sentence(false);
        put(' ');
    }
    say("','keyPoints':[");
    for (int i = 0; i < 3; i++) {
        say("%s{'text':'", i ? "," : "");
        sentence(false);
        say("'}");
    }
    say("]},");
}

static void say_interaction(void)
{
    static const char *const stats[] = {"Talk Ratio", "Longest Monologue", "Interactivity",
                                        "Patience", "Longest Customer Story"};
    say("'interaction':{'speakers':[");
    for (int i = 0; i < nparties; i++) {
        say("%s{'id':%i,'userId':", i ? "," : "", parties[i]);
        if (party_users[i])
            say("%i", party_users[i]);
        else
            say("null");
        say(",'talkTime':%c}", below(call.length * 10) * 10);
    }
    say("],'interactionStats':[");
    for (int i = 0; i < COUNT(stats); i++)
        say("%s{'name':'%s','value':%c}", i ? "," : "", stats[i], below(10000));
    say("],'video':[],'questions':{'companyCount':%d,", below(30));
    say("'nonCompanyCount':%d}},", below(30));
    say("'collaboration':{'publicComments':[]}");
}

static void say_transcript(void)
{
    static const int lengths[] = {1, 1, 2, 3, 4, 6, 9};
    int64_t target = around(96000, 25000), size = 0, at = 0;
    int64_t rare = chance(2) ? below(target < 20000 ? 20000 : target) : INT64_MAX;
    say(",'transcript':[");
    while (size < target || size < 20000) {
        say("%s{'speakerId':%i,'topic':", size ? "," : "", a_speaker());
        if (chance(70))
            say("'%s'", ONE_OF(topics));
        else
            say("null");
        say(",'sentences':[");
        int n = ONE_OF(lengths);
        for (int i = 0; i < n; i++) {
            int64_t took = between(400, 9000);
            say("%s{'start':%d,'end':%d,'text':'", i ? "," : "", at, at + took);
            int64_t said = sentence(size >= rare);
            say("'}");
            rare = size >= rare ? INT64_MAX : rare;
            at += took + between(50, 900);
            size += said + 45;
        }
        say("]}");
        size += 80;
        if (len > ROOM - MARGIN)
            drain();
    }
    if (rare != INT64_MAX)
        say(",{'speakerId':%i,'topic':null,'sentences':[{'start':%d,'end':%d,'text':'Our %s.'}]}",
            a_speaker(), at, at + 900, phrase);
    say("]");
}

static void say_call(uint64_t seed, int64_t number, bool talk)
{
    state = (seed * 2 + talk) * 0xD1B54A32D192ED03 + (uint64_t)number * 0x2545F4914F6CDD1D;
    foreign = number % 20 == 0;
    call.id = an_id();
    call.company = &companies[below(COMPANIES)];
    call.host = &users[below(USERS)];
    call.length = spread(seconds);
    call.started = 1704067200 + below(86400 * 500); /* from 2024-01-01 on */
    put('{');
    say_metadata();
    say_context();
    say_parties();
    say_content();
    say_interaction();
    if (talk)
        say_transcript();
    put('}');
    put('\n');
    if (len > ROOM - MARGIN)
        drain();
}

static void say_users(void)
{
    for (int i = 0; i < USERS; i++) {
        say("{'id':%i,'emailAddress':'user%d@acme.example','created':'2021-05-04T09:00:00Z',",
            users[i].id, users[i].id % 100000);
        say("'active':true,'firstName':'%s','lastName':'%s','title':'Account Executive',",
            users[i].first, users[i].last);
        say("'phoneNumber':null,'managerId':%i}\n", users[i / 10 * 10].id);
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    int64_t n = argc > 2 ? strtoll(argv[2], NULL, 10) : 0;
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    bool talk = strcmp(what, "transcripts") == 0;
    if (!talk && strcmp(what, "calls") != 0 && strcmp(what, "users") != 0) {
        fprintf(stderr, "usage: generate calls|transcripts N [SEED]\n       generate users\n");
        return 64;
    }
    state = 42;
    invent();
    if (strcmp(what, "users") == 0)
        say_users();
    for (int64_t i = 0; i < n; i++)
        say_call(seed, i, talk);
    drain();
    return 0;
}
