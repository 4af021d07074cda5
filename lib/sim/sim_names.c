#include "lib/sim/sim_names.h"

static const struct sim_name english_first[] = {
    {"Dana", "dana"},     {"Priya", "priya"},   {"Marcus", "marcus"}, {"Zoë", "zoe"},
    {"Liam", "liam"},     {"Amara", "amara"},   {"Tomasz", "tomasz"}, {"Grace", "grace"},
    {"Hassan", "hassan"}, {"Ingrid", "ingrid"}, {"Noah", "noah"},     {"Leila", "leila"},
    {"Owen", "owen"},     {"Chloé", "chloe"},   {"Victor", "victor"}, {"Mei", "mei"},
    {"Samuel", "samuel"}, {"Ruth", "ruth"},     {"Andre", "andre"},   {"Fiona", "fiona"},
    {"Kwame", "kwame"},   {"Bianca", "bianca"}, {"Jonas", "jonas"},   {"Tessa", "tessa"},
    {"Rafael", "rafael"}, {"Nadia", "nadia"},   {"Ethan", "ethan"},   {"Siobhán", "siobhan"},
    {"ليلى", "layla"},    {"Derek", "derek"},   {"Yara", "yara"},     {"Colin", "colin"},
    {"Mónica", "monica"}, {"Arjun", "arjun"},   {"Helen", "helen"},   {"Björn", "bjorn"},
    {"美咲", "misaki"},   {"Peter", "peter"},   {"Aisha", "aisha"},   {"Gwen", "gwen"},
};
static const struct sim_name english_last[] = {
    {"Ruiz", "ruiz"},
    {"Okafor", "okafor"},
    {"Novak", "novak"},
    {"Haddad", "haddad"},
    {"Lindqvist", "lindqvist"},
    {"O'Brien", "obrien"},
    {"Núñez", "nunez"},
    {"Whitaker", "whitaker"},
    {"Castellano", "castellano"},
    {"Ferreira", "ferreira"},
    {"Kowalczyk", "kowalczyk"},
    {"Brandt", "brandt"},
    {"Sørensen", "sorensen"},
    {"Achebe", "achebe"},
    {"Mercer", "mercer"},
    {"Delacroix", "delacroix"},
    {"Patel", "patel"},
    {"Hughes", "hughes"},
    {"Yılmaz", "yilmaz"},
    {"Bergström", "bergstrom"},
    {"Tran", "tran"},
    {"Fitzgerald", "fitzgerald"},
    {"Marchetti", "marchetti"},
    {"Osei", "osei"},
    {"Stone", "stone"},
    {"Rahman", "rahman"},
    {"Winters", "winters"},
    {"Čapek", "capek"},
    {"Jensen", "jensen"},
    {"Al-Farsi", "alfarsi"},
    {"Moreau", "moreau"},
    {"Grant", "grant"},
    {"Ishikawa", "ishikawa"},
    {"Walsh", "walsh"},
    {"Reyes", "reyes"},
    {"Duarte", "duarte"},
};
static const struct sim_name french_first[] = {
    {"Hélène", "helene"}, {"François", "francois"}, {"Aurélie", "aurelie"}, {"Mathieu", "mathieu"},
    {"Noémie", "noemie"}, {"Benoît", "benoit"},     {"Clara", "clara"},     {"Yannick", "yannick"},
};
static const struct sim_name french_last[] = {
    {"Lefèvre", "lefevre"},   {"Dubois", "dubois"},     {"Garçon", "garcon"},     {"Roux", "roux"},
    {"Béranger", "beranger"}, {"Marchand", "marchand"}, {"Thévenot", "thevenot"},
};
static const struct sim_name german_first[] = {
    {"Jürgen", "juergen"}, {"Anke", "anke"},   {"Sören", "soeren"},      {"Katharina", "katharina"},
    {"Uwe", "uwe"},        {"Lotte", "lotte"}, {"Matthias", "matthias"}, {"Käthe", "kaethe"},
};
static const struct sim_name german_last[] = {
    {"Müller", "mueller"}, {"Weiß", "weiss"},     {"Schröder", "schroeder"}, {"Hofmann", "hofmann"},
    {"Kühn", "kuehn"},     {"Bäcker", "baecker"}, {"Vogel", "vogel"},
};
static const struct sim_name spanish_first[] = {
    {"Íñigo", "inigo"},     {"Lucía", "lucia"},     {"Andrés", "andres"}, {"Begoña", "begona"},
    {"Joaquín", "joaquin"}, {"Marisol", "marisol"}, {"Tomás", "tomas"},
};
static const struct sim_name spanish_last[] = {
    {"García", "garcia"},   {"Peña", "pena"},   {"Ibáñez", "ibanez"},
    {"Quiroga", "quiroga"}, {"Muñoz", "munoz"}, {"Velázquez", "velazquez"},
};
static const struct sim_name japanese_first[] = {
    {"健太", "kenta"},    {"由美子", "yumiko"}, {"大輔", "daisuke"},
    {"さくら", "sakura"}, {"直樹", "naoki"},    {"恵", "megumi"},
};
static const struct sim_name japanese_last[] = {
    {"佐藤", "sato"},      {"高橋", "takahashi"}, {"渡辺", "watanabe"},
    {"小林", "kobayashi"}, {"山本", "yamamoto"},
};

#define PEOPLE(code, locale, first, last, suffix)                                                  \
    {                                                                                              \
        code, locale, first, last, SIM_COUNT(first), SIM_COUNT(last), suffix                       \
    }

const struct sim_people sim_people[SIM_TONGUES] = {
    [SIM_ENG] = PEOPLE("eng", "en-US", english_first, english_last, ""),
    [SIM_FRE] = PEOPLE("fre", "fr-FR", french_first, french_last, " SAS"),
    [SIM_GER] = PEOPLE("ger", "de-DE", german_first, german_last, " GmbH"),
    [SIM_SPA] = PEOPLE("spa", "es-ES", spanish_first, spanish_last, " S.L."),
    [SIM_JPN] = PEOPLE("jpn", "ja-JP", japanese_first, japanese_last, " KK"),
};

const struct sim_name sim_company_first[] = {
    {"Alder", "alder"},           {"Hollis", "hollis"},
    {"Kestrel", "kestrel"},       {"Marlowe", "marlowe"},
    {"Sunder", "sunder"},         {"Ostrava", "ostrava"},
    {"Pinewood", "pinewood"},     {"Quillon", "quillon"},
    {"Redfern", "redfern"},       {"Saltmarsh", "saltmarsh"},
    {"Tamsin", "tamsin"},         {"Umber", "umber"},
    {"Verity", "verity"},         {"Wexcombe", "wexcombe"},
    {"Yarrow", "yarrow"},         {"Zephyr", "zephyr"},
    {"Åkerlund", "akerlund"},     {"Brûlé", "brule"},
    {"Señorío", "senorio"},       {"Łódź", "lodz"},
    {"Corriedale", "corriedale"}, {"Dunmore", "dunmore"},
    {"Eastvale", "eastvale"},     {"Farrow", "farrow"},
    {"Glenhaven", "glenhaven"},   {"Harrowgate", "harrowgate"},
    {"Ironbridge", "ironbridge"}, {"Juniper", "juniper"},
    {"Kinsale", "kinsale"},       {"Lowell", "lowell"},
    {"Meridian", "meridian"},     {"Northam", "northam"},
    {"Orchard", "orchard"},       {"Pemberton", "pemberton"},
    {"Rookwood", "rookwood"},     {"Stellan", "stellan"},
};
const int sim_company_nfirst = SIM_COUNT(sim_company_first);

const char *const sim_company_second[] = {
    "Freight", "Dental",    "Foods", "Robotics",   "Insurance", "Textiles", "Energy",
    "Health",  "Logistics", "Media", "Outfitters", "Analytics", "Brewing",  "Hotels",
    "Optics",  "Marine",    "Books", "Software",   "Paper",     "Mutual",
};
const int sim_company_nsecond = SIM_COUNT(sim_company_second);

const struct sim_name sim_company_whole[] = {
    {"Müller & Söhne Spedition", "muellersoehne"},
    {"Brûlerie Générale", "bruleriegenerale"},
    {"日本橋精密", "nihonbashi"},
    {"\"Quote\" Studios, Inc.", "quotestudios"},
    {"شركة النخيل", "alnakheel"},
    {"Crème & Co <Bakery>", "cremeco"},
    {"O'Hara, Sons & Daughters", "ohara"},
    {"Ünal Tekstil", "unaltekstil"},
};
const int sim_company_nwhole = SIM_COUNT(sim_company_whole);

const struct sim_industry sim_industries[] = {
    {"Transportation", "LOGISTICS_AND_SUPPLY_CHAIN"},
    {"Healthcare", "HOSPITAL_HEALTH_CARE"},
    {"Food & Beverage", "FOOD_BEVERAGES"},
    {"Technology", "COMPUTER_SOFTWARE"},
    {"Insurance", "INSURANCE"},
    {"Manufacturing", "MACHINERY"},
    {"Retail", "RETAIL"},
    {"Energy", "OIL_ENERGY"},
    {"Hospitality", "HOSPITALITY"},
    {"Media", "ONLINE_MEDIA"},
};
const int sim_nindustries = SIM_COUNT(sim_industries);

const char *const sim_buyer_titles[] = {
    "VP Operations",           "Director of Analytics", "Head of Finance", "IT Manager",
    "Chief Financial Officer", "Operations Manager",    "Data Lead",       "Head of Procurement",
    "Director, Supply Chain",  "Systems Administrator", "VP Revenue",      "Controller",
};
const int sim_nbuyer_titles = SIM_COUNT(sim_buyer_titles);
