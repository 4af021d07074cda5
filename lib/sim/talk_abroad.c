/* Calls in other languages: ordinary talk, nothing planted. */

#include "lib/sim/sim_lines.h"

static const struct sim_line french[] = {
    {'#', "", ""},
    {'r', "{Bonjour|Bonjour à tous}, {vous m'entendez bien|est-ce que le son passe}\u00a0?", ""},
    {'c', "{Oui, très bien|Parfaitement, merci}.", ""},
    {'#', "", ""},
    {'c',
     "Nous sommes {environ deux cents|près de trois cents} personnes, {surtout à Lyon|réparties "
     "sur deux étages}.",
     ""},
    {'r', "{D'accord|Je vois}, {et vous êtes à Lyon|vous-même}\u00a0?", ""},
    {'c', "{Oui, près de la gare|Non, à Nantes}.", ""},
    {'#', "", ""},
    {'r',
     "À gauche, {vous avez les tableaux|la liste des dossiers}, {au milieu celui qui est ouvert|à "
     "droite le détail}.",
     ""},
    {'c', "{Très bien, je vois|Oui, je suis}.", ""},
    {'#', "", ""},
    {'c',
     "{Le fichier arrive|Les chiffres arrivent} {vers six heures|chaque matin}, {avant la première "
     "équipe|dans un dossier partagé}.",
     ""},
    {'r', "{C'est noté|Entendu}.", ""},
    {'#', "", ""},
    {'c', "{Ma collègue est en congé|Mon collègue est à l'étranger} {cette semaine|jusqu'à lundi}.",
     ""},
    {'r', "{Aucun souci|Pas de problème}.", ""},
    {'#', "", ""},
    {'r',
     "{Je clique ici|Si je clique ici}, {les lignes s'affichent|on voit le détail en dessous}.",
     ""},
    {'c', "{Ah oui|D'accord}.", ""},
    {'#', "", ""},
    {'c',
     "{Il neige chez nous|Il pleut depuis ce matin}, {les trains sont à l'arrêt|quelle journée}.",
     ""},
    {'r', "{Ici il fait beau|Courage}.", ""},
};
const struct sim_lines talk_french = SIM_LINES(SIM_FRENCH, french);

static const struct sim_line german[] = {
    {'#', "", ""},
    {'r', "{Guten Tag|Hallo zusammen}, {hören Sie mich gut|kommt der Ton an}?", ""},
    {'c', "{Ja, einwandfrei|Ja, bestens}.", ""},
    {'#', "", ""},
    {'c',
     "Wir sind {rund zweihundert|etwa dreihundert} Leute, {die meisten im Lager|verteilt auf zwei "
     "Häuser}.",
     ""},
    {'r', "{Verstehe|Alles klar}, {und Sie sitzen in Kassel|und Sie selbst}?", ""},
    {'c', "{In Köln, direkt am Fluss|In Kassel, ja}.", ""},
    {'#', "", ""},
    {'r',
     "Links {sehen Sie die Übersichten|ist die Liste}, {in der Mitte die geöffnete|rechts die "
     "Einzelheiten}.",
     ""},
    {'c', "{Ja, sehe ich|Gut, ich sehe sie}.", ""},
    {'#', "", ""},
    {'c',
     "{Die Datei kommt|Die Zahlen kommen} {gegen sechs|jeden Morgen}, {vor der Frühschicht|in "
     "einen Ordner}.",
     ""},
    {'r', "{Ist notiert|Gut}.", ""},
    {'#', "", ""},
    {'c', "{Meine Kollegin ist im Urlaub|Der Kollege ist unterwegs}, {bis Montag|diese Woche}.",
     ""},
    {'r', "{Kein Problem|Macht nichts}.", ""},
    {'#', "", ""},
    {'r',
     "{Wenn ich hier klicke|Ein Klick hier}, {öffnen sich die Zeilen|und darunter stehen die "
     "Zeilen}.",
     ""},
    {'c', "{Aha|Ja, gut zu erkennen}.", ""},
    {'#', "", ""},
    {'c', "{Bei uns schneit es|Draußen stürmt es}, {die Züge stehen|es ist grau}.", ""},
    {'r', "{Hier scheint die Sonne|Oje}.", ""},
};
const struct sim_lines talk_german = SIM_LINES(SIM_GERMAN, german);

static const struct sim_line spanish[] = {
    {'#', "", ""},
    {'r', "{Buenos días|Hola a todos}, {¿me oyen bien?|¿se escucha?}", ""},
    {'c', "{Sí, perfectamente|Sí, muy bien}.", ""},
    {'#', "", ""},
    {'c',
     "Somos {unas doscientas|casi trescientas} personas, {la mayoría en el almacén|en dos "
     "plantas}.",
     ""},
    {'r', "{Entiendo|De acuerdo}, {¿y usted está en Bilbao?|¿y usted?}", ""},
    {'c', "{En Bilbao, sí|En Cádiz, junto al puerto}.", ""},
    {'#', "", ""},
    {'r',
     "A la izquierda {están los tableros|tienen la lista}, {en el centro el que está abierto|y a "
     "la derecha el detalle}.",
     ""},
    {'c', "{Sí, lo veo|Ya lo veo}.", ""},
    {'#', "", ""},
    {'c',
     "{El archivo llega|Los datos llegan} {a las seis|cada mañana}, {antes del primer turno|a una "
     "carpeta}.",
     ""},
    {'r', "{Apuntado|Bien}.", ""},
    {'#', "", ""},
    {'r', "{Si pulso aquí|Al pulsar aquí}, {se abren las filas|aparece lo de abajo}.", ""},
    {'c', "{Ah, sí|Vale}.", ""},
    {'#', "", ""},
    {'c', "{Hoy llueve mucho|Hace un viento terrible}, {como siempre en otoño|qué mañana}.", ""},
    {'r', "{Aquí hace sol|Ánimo}.", ""},
};
const struct sim_lines talk_spanish = SIM_LINES(SIM_SPANISH, spanish);

static const struct sim_line japanese[] = {
    {'#', "", ""},
    {'r', "{お世話になっております|こんにちは}、{聞こえますでしょうか|音声は大丈夫ですか}。", ""},
    {'c', "{はい、聞こえています|はい、大丈夫です}。", ""},
    {'#', "", ""},
    {'c', "弊社は{約二百名|三百名ほど}で、{多くは倉庫におります|二つの拠点に分かれています}。", ""},
    {'r', "{承知しました|なるほど}。", ""},
    {'#', "", ""},
    {'r', "左側に{一覧があります|ボードが並んでいます}、{中央が開いているものです|右が詳細です}。",
     ""},
    {'c', "{はい、見えます|見えております}。", ""},
    {'#', "", ""},
    {'c', "{ファイルは毎朝六時に届きます|数字は毎朝入ってきます}。", ""},
    {'r', "{メモしました|ありがとうございます}。", ""},
    {'#', "", ""},
    {'r', "{ここを押しますと|こちらをクリックすると}、{明細が開きます|下に行が出ます}。", ""},
    {'c', "{なるほど|はい}。", ""},
    {'#', "", ""},
    {'c', "{今日は雨です|こちらは雪が降っています}、{電車が遅れています|寒いですね}。", ""},
    {'r', "{こちらは晴れています|お気をつけください}。", ""},
};
const struct sim_lines talk_japanese = SIM_LINES(SIM_JAPANESE, japanese);
