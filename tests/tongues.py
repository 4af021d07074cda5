#!/usr/bin/python3
"""tongues.py: analysed calls whose names, titles and quotes are in the scripts of the world, one a line: from right to
left, of stacked and joined letters, without spaces, of marks that combine, and signs of more than one character."""
import json
SAID = [  # language, company, speaker, title, what was said
 ("ara", "شركة النور", "ليلى حداد", "مديرة المشتريات", "السعر أعلى مما ندفعه اليوم، ونحتاج إلى 20% أقل."),
 ("heb", "אורן מערכות", "דוד כהן", "סמנכ״ל תפעול", "אנחנו משלמים היום 35,000 ש״ח לשנה ל־Acmeware."),
 ("hin", "सूर्या उद्योग", "प्रिया शर्मा", "क्रय प्रबंधक", "कीमत हमारे बजट से बहुत अधिक है, क्या छूट मिल सकती है?"),
 ("tha", "บริษัทตัวอย่าง", "สมชาย ใจดี", "ผู้จัดการฝ่ายจัดซื้อ", "ราคานี้สูงกว่าที่เราจ่ายอยู่ตอนนี้มากเลยครับ"),
 ("zho", "样本科技有限公司", "李伟", "采购经理", "这个价格比我们现在付的高很多，能不能打折？"),
 ("jpn", "株式会社サンプル", "佐藤 花子", "購買部長", "今の契約より高いので、社内で説明が必要です。"),
 ("kor", "주식회사 샘플", "김민준", "구매 팀장", "지금 내는 것보다 훨씬 비싸서 내부 검토가 필요합니다."),
 ("eng", "Emoji & Söhne 🚀", "Zoë 👩‍💻 O’Neil", "Head of 🛒", "Honestly 👍🏽 it works for us 🇩🇪 — ship it 🎉!"),
 ("vie", "Công ty Mẫu", "Nguyễn Thị Ánh", "Trưởng phòng mua hàng", "Ge\u0301ne\u0301reux, me\u0302me tre\u0300s: a\u0308 o\u0308 u\u0308 and Việt đẹp, z\u0335a\u0335l\u0335g\u0335o\u0335."),
 ("ell", "Δείγμα ΑΕ", "Ελένη Παπαδοπούλου", "Διευθύντρια", "Η τιμή είναι υψηλότερη από αυτή που πληρώνουμε σήμερα."),
 ("rus", "ООО «Пример»", "Анна Иванова", "Директор по закупкам", "Цена выше, чем мы платим сегодня, нужна скидка."),
 ("eng", "Mixed مختلط Ltd", "Sam אבג 李", "VP", "They said السلام عليكم twice, then שלום (12,500 USD) and 你好 in one breath."),
]
SET = {"id": "tongues", "version": 1, "title": "Prices · 価格 · السعر", "questions": [
    {"id": "reaction", "text": "How did the customer react to the price?", "type": "enum", "side": "customer", "silence": "", "values": [
        {"id": "high", "label": "مرتفع · 高い · สูง"}, {"id": "fine", "label": "Fine 👍"}]},
    {"id": "words", "text": "客户怎么说？", "type": "short", "side": "customer", "silence": "", "values": []}]}
for i, (tongue, company, name, title, text) in enumerate(SAID):
    cid = str(7100000000000000000 + i)
    url = "https://us-12345.app.gong.io/call?id=" + cid
    found = [{"quote": text, "sentences": [0, 0], "speaker_id": "5", "speaker": name, "title": title, "side": "customer",
              "start_ms": 61000 * i, "end_ms": 61000 * i + 4000, "link": url, "match": "exact", "value": None}]
    one = {"set": "tongues", "confidence": "high", "status": "answered"}
    print(json.dumps({"metaData": {"id": cid, "url": url, "title": f"{company} – {title}", "started": f"2026-11-{i + 1:02d}T09:30:00Z", "duration": 1800, "language": tongue},
        "parties": [{"id": "1", "name": name, "title": title, "affiliation": "External", "speakerId": "5"}, {"id": "2", "name": "Ada Ferreira", "affiliation": "Internal", "speakerId": "4"}],
        "transcript": [{"speakerId": "5", "sentences": [{"start": 61000 * i, "end": 61000 * i + 4000, "text": text}]}],
        "callmine": {"v": 1, "deal": {"id": cid, "name": company, "stage": "谈判 تفاوض" if i % 2 else "Closed won", "amount": 12000, "currency": "EUR", "owner": name},
            "company": {"id": cid, "name": company, "size": 120}, "host": {"name": "Ada Ferreira"},
            "analysis": {"v": 1, "engine": "offline", "sets": [SET], "transcript_sha256": "0", "metrics": {}, "answers": [
                {**one, "question": "reaction", "value": "fine" if "👍" in text else "high", "evidence": found},
                {**one, "question": "words", "value": text, "evidence": found}]}}}, ensure_ascii=False))
