#include "lib/sim/sim_lines.h"
static const struct sim_line opening[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_opening = SIM_LINES(SIM_OPENING, opening);
static const struct sim_line small_talk[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_small_talk = SIM_LINES(SIM_SMALL_TALK, small_talk);
static const struct sim_line decoy[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_decoy = SIM_LINES(SIM_DECOY, decoy);
static const struct sim_line closing[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_closing = SIM_LINES(SIM_CLOSING, closing);
static const struct sim_line filler_talk[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_filler_talk = SIM_LINES(SIM_FILLER, filler_talk);
static const struct sim_line filler_demo[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_filler_demo = SIM_LINES(SIM_FILLER, filler_demo);
static const struct sim_line filler_more[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_filler_more = SIM_LINES(SIM_FILLER, filler_more);
static const struct sim_line inside[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_inside = SIM_LINES(SIM_INSIDE, inside);
static const struct sim_line voicemail[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_voicemail = SIM_LINES(SIM_VOICEMAIL, voicemail);
static const struct sim_line dialled[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_dialled = SIM_LINES(SIM_DIALLED, dialled);
static const struct sim_line french[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_french = SIM_LINES(SIM_FRENCH, french);
static const struct sim_line german[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_german = SIM_LINES(SIM_GERMAN, german);
static const struct sim_line spanish[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_spanish = SIM_LINES(SIM_SPANISH, spanish);
static const struct sim_line japanese[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_japanese = SIM_LINES(SIM_JAPANESE, japanese);
static const struct sim_line pain[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_pain = SIM_LINES(SIM_ON_PAIN, pain);
static const struct sim_line coaching[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_coaching = SIM_LINES(SIM_ON_COACHING, coaching);
static const struct sim_line qualifying[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_qualifying = SIM_LINES(SIM_ON_QUALIFYING, qualifying);
static const struct sim_line competitors[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_competitors = SIM_LINES(SIM_ON_COMPETITORS, competitors);
static const struct sim_line features[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_features = SIM_LINES(SIM_ON_FEATURES, features);
static const struct sim_line praise[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_praise = SIM_LINES(SIM_ON_PRAISE, praise);
static const struct sim_line churn[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_churn = SIM_LINES(SIM_ON_CHURN, churn);
static const struct sim_line decision[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_decision = SIM_LINES(SIM_ON_DECISION, decision);
static const struct sim_line pricing[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_pricing = SIM_LINES(SIM_ON_PRICING, pricing);
static const struct sim_line objections[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_objections = SIM_LINES(SIM_ON_OBJECTIONS, objections);
static const struct sim_line next_steps[] = {
    {'#', "", ""}, {'r', "We keep {it|this} simple here.", ""}, {'c', "Okay, I follow.", ""}};
const struct sim_lines talk_next_steps = SIM_LINES(SIM_ON_NEXT_STEPS, next_steps);
