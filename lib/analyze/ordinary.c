#include "lib/analyze/ordinary.h"

/* Of each list: the words by their first letter. Names that are words too, the roles and rooms that
 * stand for names in lists of participants, and words that companies are called by. */
static const char *const frame[26] = {"a al am an and as at",
                                      "bin by",
                                      "",
                                      "d da das de dei del della den der des di do dos dr du",
                                      "el en et",
                                      "for from",
                                      "",
                                      "h he her his hon honourable",
                                      "i if in is it",
                                      "",
                                      "",
                                      "l la le lo",
                                      "madam me miss mr mrs ms mx my",
                                      "no not",
                                      "of on or our",
                                      "phd prof",
                                      "",
                                      "right",
                                      "she sir so st",
                                      "t te ter that the they this to",
                                      "u und us",
                                      "van vom von",
                                      "we with",
                                      "",
                                      "y you",
                                      "z zu zum zur"};
static const char *const word[26] = {
    "able account advanced agent air all alpha amber american amp analyst angel apple april archer "
    "art ash associates august autumn",
    "baker ball banks baron bass bay beach bean bear bell berry best big bill bird bishop black "
    "blue "
    "bond book boss bow box brand brave bright brook brooks brown buck bush business butler",
    "call caller camp can card care carpenter carter case cash chair chance chairman chase chief "
    "child "
    "church city client clay clear cliff close cloud coach coast cole college conference connect "
    "cook "
    "cool cooper corn corporate cost council court cox crane cross crystal customer",
    "dale dan data dawn day days dean deep delivery dell deputy design designer developer digital "
    "director don door double drew dry duke",
    "early earth east easy editor electric end energy engineer english enterprise european even "
    "ever express expert",
    "fair faith farmer fast field fields finance first fish fisher flowers focus food force ford "
    "forest foster fox frank free freeman french friend frost future",
    "gay gates gem gene general german gift glass global gold golden good grace grad grand grant "
    "gray "
    "great green grey group grove guest guide guy",
    "hale hall ham hand hardy harm hart hay hazel head health heart hill hills history holiday "
    "holly home hood hope host hour house hunt hunter",
    "industrial industries innovation insurance integrated interface international interviewer "
    "iris "
    "ivy",
    "jack jade jay jet joy judge july june just justice",
    "key keen kid kind king kit knight know",
    "lab labs lake lamb lance land lane law lay lead leader lee legal life light like lily little "
    "live "
    "local logistics london long look lord love low",
    "mac main major male man management manager march mark market marketing marks mars marsh mason "
    "master mat max may media medical meeting member mercy mike miles mill miller minister mobile "
    "modern monday moderator money moon moore more moss mother",
    "national network new next nice nick night noble noel north northern note nova now nurse",
    "oak office olive one open operations operator orange order organizer owner",
    "pace pacific page palm paper park parks parliament part participant partner partners pat "
    "patience "
    "pearl penny person phone pike pine plan point police pool pope porter post postdoc potter "
    "power "
    "premier presenter president price priest prime prince pro product professor project prosper "
    "public purchasing",
    "quality queen quick quest",
    "rain ray red reed rep representative research rice rich ring rise river rivers road rob rock "
    "rose "
    "ruby run rush russian rust",
    "sage sales salt sam sand sandy scientist sea search secretary see senior service services "
    "sharp "
    "shaw short signal silver simple singer skip sky small smart smith snow social software solar "
    "solution solutions son south spark speaker spring square staff star state steel sterling "
    "stone "
    "store storm stream street strong student studio studios sue summer summers sun sunday support "
    "swan "
    "swift system systems",
    "table tanner target taylor teacher team tech technologies technology test tim time times "
    "today "
    "tom tool top total tower town trade training travel tree true trust turner twin",
    "undergrad union united universal university unknown usa user",
    "val valley value van victor victory view violet vision voice",
    "wade walker wall ward warehouse water waters watson way weaver web week wells west western "
    "white "
    "wild will win wind winner winter winters wise wolf wood woods word work works world worth "
    "wright "
    "writer",
    "",
    "yard yes young your",
    "zero zone zoom"};
static const char *const legal[26] = {"ab ag aps as asa",
                                      "bv",
                                      "co company corp corporation cv",
                                      "",
                                      "ev",
                                      "",
                                      "gbr gmbh group",
                                      "hf holding holdings",
                                      "inc incorporated",
                                      "",
                                      "kft kg kgaa kk",
                                      "limited llc llp lp ltd",
                                      "mbh",
                                      "nv",
                                      "ohg oy oyj",
                                      "plc pte pty pvt",
                                      "",
                                      "",
                                      "sa sarl sas sasu se sl slu spa sro srl",
                                      "",
                                      "ug",
                                      "",
                                      "",
                                      "",
                                      "",
                                      "zoo"};
static const char *const mailbox[26] = {"accounts admin all",
                                        "billing booking",
                                        "contact careers calendar",
                                        "demo",
                                        "events email",
                                        "finance",
                                        "",
                                        "hello help hr",
                                        "info invoice invoices it",
                                        "jobs",
                                        "",
                                        "legal",
                                        "mail marketing me",
                                        "news noreply",
                                        "office orders",
                                        "press partners",
                                        "",
                                        "reply recruiting",
                                        "sales security service support",
                                        "team test",
                                        "",
                                        "",
                                        "webmaster welcome",
                                        "",
                                        "you",
                                        ""};
static const char *const host[26] = {"aol",
                                     "bluewin",
                                     "comcast",
                                     "duck",
                                     "example",
                                     "fastmail free",
                                     "gmail gmx googlemail",
                                     "hey hotmail",
                                     "icloud invalid",
                                     "",
                                     "",
                                     "laposte libero live localhost",
                                     "mac mail me msn",
                                     "naver",
                                     "orange outlook",
                                     "pm posteo proton protonmail",
                                     "qq",
                                     "rocketmail",
                                     "sbcglobal seznam",
                                     "test tutanota tuta tonline",
                                     "",
                                     "verizon",
                                     "wanadoo web",
                                     "",
                                     "yahoo yandex ymail",
                                     "zoho"};
static const char *const ending[26] = {"ai app at au",
                                       "be biz br",
                                       "ca ch cn co com cz",
                                       "de dev dk",
                                       "edu es eu example",
                                       "fi fr",
                                       "gov",
                                       "",
                                       "ie in info invalid io it",
                                       "jp",
                                       "kr",
                                       "lu",
                                       "me mx",
                                       "net nl no nz",
                                       "org",
                                       "pl pt",
                                       "",
                                       "ro ru",
                                       "se sg",
                                       "tech",
                                       "uk us",
                                       "",
                                       "",
                                       "xyz",
                                       "",
                                       "za"};

static const char *const *const lists[] = {
    [ORDINARY_FRAME] = frame,     [ORDINARY_WORD] = word, [ORDINARY_LEGAL] = legal,
    [ORDINARY_MAILBOX] = mailbox, [ORDINARY_HOST] = host, [ORDINARY_ENDING] = ending,
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same(const char *listed, struct span w)
{
    for (size_t i = 0; i < w.len; i++)
        if (listed[i] != lower(w.at[i]))
            return false;
    return true;
}

bool ordinary_is(enum ordinary which, struct span w)
{
    char first = w.len ? lower(*w.at) : 0;
    if (first < 'a' || first > 'z')
        return false;
    for (const char *at = lists[which][first - 'a']; *at; at += *at == ' ') {
        size_t len = strcspn(at, " ");
        if (len == w.len && same(at, w))
            return true;
        at += len;
    }
    return false;
}
