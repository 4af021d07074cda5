#!/usr/bin/python3
"""world.py: analysed calls on stdin (tests/analysed.py 9 3), their people, companies and quotes in other scripts out."""
import json, sys
WORLD = [("شركة الأفق للتجارة", "ليلى حداد", "مديرة المشتريات", "السعر مرتفع جدا بالنسبة لنا، قالت Acmeware إنها ستخصم 15%."),
         ("חברת הדוגמה בע״מ", "נועה כהן", "סמנכ״לית כספים", "המחיר של Acmeware נמוך ב-20% מכם."),
         ("उदाहरण उद्योग", "प्रिया शर्मा", "खरीद प्रबंधक", "हमें लगता है कि कीमत बहुत ज़्यादा है।"),
         ("บริษัทตัวอย่าง จำกัด", "สมชาย ใจดี", "ผู้จัดการฝ่ายจัดซื้อ", "ราคานี้แพงเกินไปสำหรับเรา"),
         ("示例科技有限公司", "李伟", "采购经理", "我们觉得这个价格太高了，Acmeware 便宜百分之十。"),
         ("株式会社サンプル", "山田 花子", "購買部長", "この価格では社内の承認が難しいです。"),
         ("예시 주식회사", "김민수", "구매 담당", "가격이 예산보다 너무 높습니다."),
         ("Emoji 🚀 GmbH", "Zoë 👩‍💻 Müller", "Head of 🎉", "We love it 😀👍🏽 but the price… 💸"),
         ("Combining é́̂ Ltd", "Ngô Đình Phúc", "Trưởng phòng", "Z̷a̶l̵g̸ȯ and ṩ, that is 20 % more.")]
for i, (line, (company, name, title, quote)) in enumerate(zip(sys.stdin, WORLD)):
    r = json.loads(line)
    r["metaData"]["title"] = company + " – " + title
    r["callmine"]["company"] = {"id": str(i), "name": company, "size": 100}
    speaker = {"speaker_id": "w", "speaker": name, "title": title, "side": "customer"}
    r["parties"].append({"id": "w", "name": name, "title": title, "affiliation": "External", "speakerId": "w"})
    r["transcript"].append({"speakerId": "w", "sentences": [{"start": 999000, "end": 999900, "text": quote}]})
    n = sum(len(m["sentences"]) for m in r["transcript"]) - 1
    for a in r["callmine"]["analysis"]["answers"]:
        if a["question"] == "price_discussed":
            a.update(status="answered", value=True, confidence="high", evidence=[{**speaker, "quote": quote, "sentences": [n, n], "start_ms": 999000,
                     "end_ms": 999900, "link": "https://us-1.app.gong.io/call?id=%d" % i, "match": "exact", "value": None}])
        if a["question"] == "what_would_have_changed_it": a.update(status="answered", value=quote, confidence="low", evidence=[])
    print(json.dumps(r, ensure_ascii=False))
