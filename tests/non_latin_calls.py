#!/usr/bin/python3
"""non_latin_calls.py: an analysed call for each of many scripts, with a quote, a name, a title and an account in it."""
import json
SAID = [("Arabic", "محمد الفاسي", "نحن نحتاج إلى سعر أفضل من 12,500 دولار قبل نهاية الربع."), ("Hebrew", "דוד כהן", "אנחנו משלמים היום 300 שקל לחודש, וזה יקר מדי עבורנו."),
 ("Hindi", "अनिता शर्मा", "हमें यह कीमत बहुत ज़्यादा लगती है, क्या छूट मिल सकती है?"), ("Thai", "สมชาย ใจดี", "ราคานี้แพงเกินไปสำหรับเรา เราต้องการส่วนลดก่อนสิ้นไตรมาส"),
 ("Chinese", "李伟", "这个价格对我们来说太贵了，能不能打折？"), ("Japanese", "山田 太郎", "この価格は私たちには高すぎます。割引はありますか。"), ("Korean", "김민수", "이 가격은 저희에게 너무 비쌉니다. 할인이 가능할까요?"),
 ("Emoji", "Zoë 😀", "We love it 🎉🚀 but the price 💰 made us 😬👍🏽 👩\u200d💻."), ("Combining", "Z\u030coe\u0308 Nguye\u0302\u0303n", "Te\u0301le\u0301phone, s\u030cpatne\u0301 c\u030ci\u0301slo, a\u0328 z\u0307."),
 ("Greek", "Ελένη Παππά", "Η τιμή είναι πολύ υψηλή για εμάς."), ("Russian", "Ольга Иванова", "Цена слишком высокая для нас."), ("Tamil", "கமலா", "இந்த விலை எங்களுக்கு அதிகம்."),
 ("Mixed", "שרה Smith", "The price is 500 שקלים per seat, said محمد, OK? עוד 20%."), ("Georgian", "ნინო", "ფასი ძალიან მაღალია."), ("Amharic", "ሰላም", "ዋጋው ለእኛ በጣም ከፍተኛ ነው።")]
SET = {"id": "words", "version": 1, "title": "Words", "questions": [
    {"id": "about", "text": "What was said?", "type": "short", "side": "customer", "silence": "", "values": []},
    {"id": "kind", "text": "Which kind?", "type": "multi_enum", "side": "any", "silence": "", "values": [{"id": "a", "label": "السعر"}, {"id": "b", "label": "价格 price"}]}]}
for i, (language, name, quote) in enumerate(SAID):
    cid = str(8100000000000000000 + i)
    link = "https://app.gong.io/call?id=" + cid
    said = {"quote": quote, "sentences": [0, 0], "speaker_id": "1", "speaker": name, "title": language + " buyer", "side": "customer", "start_ms": 0, "end_ms": 900, "link": link, "match": "exact", "value": None}
    print(json.dumps({"metaData": {"id": cid, "url": link, "title": quote[:24], "started": "2026-10-06T%02d:00:00Z" % i, "duration": 60, "language": language, "primaryUserId": "9"},
        "parties": [{"id": "1", "name": name, "title": language + " buyer", "emailAddress": "a@b.example", "affiliation": "External", "speakerId": "1", "userId": "9"}],
        "transcript": [{"speakerId": "1", "sentences": [{"start": 0, "end": 900, "text": quote}]}],
        "callmine": {"v": 1, "deal": {"id": str(i), "name": name + " deal", "stage": "s" + name, "amount": 1000 + i, "currency": "EUR", "owner": name},
            "company": {"id": str(i), "name": name + " GmbH", "size": 7}, "host": {"name": name, "email": "x@y.example"},
            "analysis": {"v": 1, "engine": "offline", "model": None, "sets": [SET], "transcript_sha256": "0", "metrics": {},
                "answers": [{"set": "words", "question": "about", "status": "answered", "value": quote, "confidence": "high", "evidence": [said]},
                            {"set": "words", "question": "kind", "status": "answered", "value": ["a", "b"][i % 2:], "confidence": "low", "evidence": []}]}}}, ensure_ascii=False))
