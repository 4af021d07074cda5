#include "lib/analyze/lexicon_words.h"
#include "lib/analyze/lexicon.h"

static const char stop_words[] =
    "a about above after again against all also am an and any are as at be because been "
    "before being below between both but by can cannot could did do does doing down during "
    "each few for from further had has have having he her here hers herself him himself "
    "his how i if in into is it its itself let me more most must my myself no nor not of "
    "off on once only or other ought our ours ourselves out over own same she should so "
    "some such than that the their theirs them themselves then there these they this those "
    "through to too under until up very was we were what when where which while who whom "
    "why will with would you your yours yourself yourselves mm hmm yeah okay ok oh like "
    "just know think well right mean got get going go gonna really kind sort thing things "
    "actually say said see us shall";
static const char frame_words[] =
    "summarize summarise discussion discuss discussed discussing meeting group team "
    "opinion opinions thought thoughts talk talked topic topics whole describe explain "
    "mention mentioned";
static const char manner_words[] =
    "propose recommend suggest introduce consider agree disagree conclusion decision decide reason "
    "benefit advantage problem issue concern question answer respond feature present aspect idea "
    "believe attitude view comment state said recommend main point import part plan possible "
    "differ relation solution give talk make use come need want ask explain elaborate argue oppose "
    "support current during particular member";
static const char negating_words[] =
    "not no never without nor neither none nobody nothing hardly cannot";
static const char filler_words[] = "um uh uhm umm uhh er erm mhm";
static const char home_words[] =
    "weekend weekends weather rain rained raining rainy snow snowed snowing sunny sunshine "
    "sun storm heatwave dinner breakfast coffee tea cake pizza sandwich beer wine barbecue "
    "bbq cooking baking baked recipe football soccer basketball baseball hockey tennis "
    "golf ski skiing sailing hike hiking bike cycling swim swimming marathon tournament "
    "goalkeeper stadium gym yoga movie film cinema concert festival guitar piano theatre "
    "museum novel podcast radio television tv flight flights airport plane trains traffic "
    "commute parking bus tram taxi car cars hotel beach mountains trip passport school "
    "kindergarten nursery teacher exam university graduation garden kitchen roof basement "
    "bathroom bedroom apartment mortgage landlord sofa painter plumber dog dogs cat cats "
    "puppy vet horse birthday wedding doctor hospital flu sneeze cough migraine knee "
    "shoulder headset microphone mic mute muted unmute camera webcam headphones wifi laggy "
    "buffering echo airline airlines luggage suitcase elevator canteen painters "
    "receptionist intern barber haircut pharmacy plumbing heating supermarket groceries "
    "stroller bouncy hobby hobbies neighbourhood neighborhood lawn pool jetlag allergies "
    "vaccination sunscreen umbrella boat mountain pub restaurant steak curry croissant "
    "bakery champions championship trophy celebrating celebration teammates penalty";
static const char kin_words[] =
    "wife husband daughter daughters son sons kids kid child children toddler baby babies "
    "brother brothers sister sisters mum mom mother dad father parents grandma grandpa "
    "grandmother grandfather granddaughter grandson uncle aunt cousin nephew niece "
    "neighbour neighbours neighbor neighbors girlfriend boyfriend dentist vacation "
    "vacations holidays honeymoon camping babysitter nanny daycare playground homework "
    "landlady choir sourdough";
static const char trade_words[] =
    "price prices pricing priced cost costs quote quotation quoted fee fees discount "
    "discounts rebate contract contracts subscription renewal renewals renew license "
    "licenses licence licences seat seats user users vendor vendors supplier suppliers "
    "competitor competitors provider tool tools product products platform software system "
    "systems demo demos proposal proposals pilot trial rollout implementation integration "
    "integrations integrate connector api export import dashboard dashboards report "
    "reports reporting data figures numbers analytics forecast spreadsheet spreadsheets "
    "excel procurement purchasing legal compliance security gdpr audit budget budgets "
    "funding invoice finance cfo ceo cto cio coo board director committee stakeholders "
    "approve approval criteria requirements roadmap feature features support ticket "
    "tickets onboarding customer customers revenue pipeline quarter margin savings roi kpi "
    "kpis deal purchase";
static const char show_words[] =
    "click clicks clicked button buttons column columns row rows tab tabs drag scroll "
    "screen screens menu dropdown checkbox icon icons corner hover zoom widget widgets "
    "tooltip arrow axis slider toggle sidebar"
    " pane popup cursor page pages box tile tiles";

const struct lexicon_list lexicon_lists[] = {
    {stop_words, WORD_STOP},        {frame_words, WORD_FRAME},   {manner_words, WORD_MANNER},
    {negating_words, WORD_NEGATES}, {filler_words, WORD_FILLER}, {home_words, WORD_HOME},
    {kin_words, WORD_KIN},          {trade_words, WORD_TRADE},   {show_words, WORD_SHOW},
};
const size_t nlexicon_lists = sizeof lexicon_lists / sizeof *lexicon_lists;
