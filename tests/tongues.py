#!/usr/bin/python3
"""tongues.py [NAME...]: analysed calls whose names, titles, companies and quotes are in the scripts of the world, one a
line, those named or all: from right to left, of stacked and joined letters, without spaces, of marks that combine, and
signs of more than one character. What is not of one call alone is in letters of fonts-noto-core."""
import json, sys
SAID = {  # name: language, company, speaker, title, what was said
 "Arabic": ("ara", "شركة النور", "ليلى حداد", "مديرة المشتريات", "السعر أعلى مما ندفعه اليوم، ونحتاج إلى 20% أقل من 12,500 دولار."),
 "Hebrew": ("heb", "אורן מערכות בע״מ", "דוד כהן", "סמנכ״ל תפעול", "המחיר של Acmeware נמוך ב-20%, ואנחנו משלמים היום 35,000 ש״ח לשנה."),
 "Hindi": ("hin", "सूर्या उद्योग", "प्रिया शर्मा", "क्रय प्रबंधक", "कीमत हमारे बजट से बहुत ज़्यादा है, क्या छूट मिल सकती है?"),
 "Tamil": ("tam", "மாதிரி நிறுவனம்", "கமலா", "கொள்முதல் மேலாளர்", "இந்த விலை எங்களுக்கு அதிகம்."),
 "Thai": ("tha", "บริษัทตัวอย่าง จำกัด", "สมชาย ใจดี", "ผู้จัดการฝ่ายจัดซื้อ", "ราคานี้สูงกว่าที่เราจ่ายอยู่ตอนนี้มากเลยครับ"),
 "Chinese": ("zho", "样本科技有限公司", "李伟", "采购经理", "这个价格比我们现在付的高很多，能不能打折？"),
 "Japanese": ("jpn", "株式会社サンプル", "佐藤 花子", "購買部長", "今の契約より高いので、社内で説明が必要です。"),
 "Korean": ("kor", "주식회사 샘플", "김민준", "구매 팀장", "지금 내는 것보다 훨씬 비싸서 내부 검토가 필요합니다."),
 "Emoji": ("eng", "Emoji & Söhne 🚀", "Zoë 👩‍💻 O’Neil", "Head of 🛒", "Honestly 👍🏽 it works for us 🎉🚀 but the price 💰 made us 😬, then 😀 again."),
 "Flag": ("deu", "Fahnen 🇩🇪 GmbH", "Jörg Weiß", "Einkäufer", "Das passt für uns in 🇩🇪 und 🇦🇹, also los!"),
 "Combining": ("vie", "Công ty Mẫu e\u0301\u0302", "Z\u030coe\u0308 Nguye\u0302\u0303n", "Trưởng phòng mua hàng", "Ge\u0301ne\u0301reux, me\u0302me tre\u0300s: s\u030cpatne\u0301 a\u0328 z\u0307 and Việt đẹp, z\u0335a\u0335l\u0335g\u0335o\u0335."),
 "Greek": ("ell", "Δείγμα ΑΕ", "Ελένη Παπαδοπούλου", "Διευθύντρια", "Η τιμή είναι υψηλότερη από αυτή που πληρώνουμε σήμερα."),
 "Russian": ("rus", "ООО «Пример»", "Анна Иванова", "Директор по закупкам", "Цена выше, чем мы платим сегодня, нужна скидка."),
 "Georgian": ("kat", "შპს ნიმუში", "ნინო", "შესყიდვების მენეჯერი", "ფასი ძალიან მაღალია."),
 "Amharic": ("amh", "ናሙና ኩባንያ", "ሰላም", "የግዢ ኃላፊ", "ዋጋው ለእኛ በጣም ከፍተኛ ነው።"),
 "Mixed": ("eng", "Mixed مختلط Ltd", "Sam אבג Smith", "VP", "They said السلام عليكم twice, then שלום (12,500 USD), 20% and Привет in one breath."),
}
SET = {"id": "tongues", "version": 1, "title": "Prices · Τιμές · السعر", "questions": [
    {"id": "reaction", "text": "How did the customer react to the price?", "type": "enum", "side": "customer", "silence": "", "values": [
        {"id": "high", "label": "مرتفع · υψηλή · สูง"}, {"id": "fine", "label": "Fine · прекрасно"}]},
    {"id": "words", "text": "ग्राहक ने क्या कहा?", "type": "short", "side": "customer", "silence": "", "values": []}]}
for i, (tongue, company, name, title, text) in enumerate(SAID[n] for n in sys.argv[1:] or SAID):
    cid = str(7100000000000000000 + i)
    url = "https://us-12345.app.gong.io/call?id=" + cid
    found = [{"quote": text, "sentences": [0, 0], "speaker_id": "5", "speaker": name, "title": title, "side": "customer",
              "start_ms": 61000 * i, "end_ms": 61000 * i + 4000, "link": url, "match": "exact", "value": None}]
    one = {"set": "tongues", "confidence": "high", "status": "answered"}
    print(json.dumps({"metaData": {"id": cid, "url": url, "title": f"{company} – {title}", "started": f"2026-11-{i + 1:02d}T09:30:00Z", "duration": 1800, "language": tongue},
        "parties": [{"id": "1", "name": name, "title": title, "affiliation": "External", "speakerId": "5"}, {"id": "2", "name": "Ada Ferreira", "affiliation": "Internal", "speakerId": "4"}],
        "transcript": [{"speakerId": "5", "sentences": [{"start": 61000 * i, "end": 61000 * i + 4000, "text": text}]}],
        "callmine": {"v": 1, "deal": {"id": cid, "name": company, "stage": "Переговоры تفاوض" if i % 2 else "Closed won", "amount": 12000, "currency": "EUR", "owner": name},
            "company": {"id": cid, "name": company, "size": 120}, "host": {"name": "Ada Ferreira"},
            "analysis": {"v": 1, "engine": "offline", "sets": [SET], "transcript_sha256": "0", "metrics": {}, "answers": [
                {**one, "question": "reaction", "value": "high" if i % 3 else "fine", "evidence": found},
                {**one, "question": "words", "value": text, "evidence": found}]}}}, ensure_ascii=False))
