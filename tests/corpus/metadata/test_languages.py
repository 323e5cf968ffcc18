from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.metadata.languages import identify, language_code

TEXTS = {
    "en": "The ferry between Osthaven and the outer islands came back on Monday after eleven "
    "weeks, the port said. Passengers cheered when the ship left the quay, and many of "
    "them had waited since the morning to be there.",
    "de": "Die Fähre zwischen Osthaven und den äußeren Inseln ist am Montag nach elf Wochen "
    "zurückgekehrt, teilte der Hafen mit. Viele Fahrgäste hatten seit dem Morgen gewartet "
    "und jubelten, als das Schiff endlich ablegte.",
    "fr": "Le bac entre Osthaven et les îles du large est revenu lundi après onze semaines, a "
    "annoncé le port. Les passagers ont applaudi quand le navire a quitté le quai, et "
    "beaucoup attendaient depuis le matin.",
    "es": "El transbordador entre Osthaven y las islas exteriores volvió el lunes después de "
    "once semanas, dijo el puerto. Los pasajeros aplaudieron cuando el barco salió del "
    "muelle, y muchos esperaban desde la mañana.",
    "it": "Il traghetto tra Osthaven e le isole esterne è tornato lunedì dopo undici settimane, "
    "ha detto il porto. I passeggeri hanno applaudito quando la nave ha lasciato il molo, "
    "e molti aspettavano dalla mattina.",
    "pt": "A balsa entre Osthaven e as ilhas exteriores voltou na segunda-feira depois de onze "
    "semanas, disse o porto. Os passageiros aplaudiram quando o navio deixou o cais, e "
    "muitos esperavam desde a manhã.",
    "nl": "De veerboot tussen Osthaven en de buitenste eilanden is maandag na elf weken "
    "teruggekeerd, zei de haven. De passagiers juichten toen het schip de kade verliet, "
    "en velen hadden sinds de ochtend gewacht.",
    "pl": "Prom między Osthaven a zewnętrznymi wyspami wrócił w poniedziałek po jedenastu "
    "tygodniach, podał port. Pasażerowie cieszyli się, gdy statek opuścił nabrzeże, a "
    "wielu z nich czekało od rana.",
    "ru": "Паром между Остхавеном и внешними островами вернулся в понедельник после одиннадцати "
    "недель, сообщил порт. Пассажиры радовались, когда судно отошло от причала, и многие "
    "ждали с самого утра.",
    "uk": "Пором між Остгавеном і зовнішніми островами повернувся в понеділок після одинадцяти "
    "тижнів, повідомив порт. Пасажири раділи, коли судно відійшло від причалу, і багато "
    "хто чекав із самого ранку.",
    "tr": "Osthaven ile dış adalar arasındaki feribot on bir hafta sonra pazartesi günü geri "
    "döndü, dedi liman. Yolcular gemi rıhtımdan ayrılırken sevindi ve birçoğu sabahtan "
    "beri bekliyordu.",
    "ar": "عادت العبارة بين أوستهافن والجزر الخارجية يوم الاثنين بعد أحد عشر أسبوعا، حسبما قال "
    "الميناء. وهتف الركاب عندما غادرت السفينة الرصيف، وكان كثيرون منهم ينتظرون منذ "
    "الصباح.",
    "sv": "Färjan mellan Osthaven och de yttre öarna kom tillbaka på måndagen efter elva veckor, "
    "sade hamnen. Passagerarna jublade när fartyget lämnade kajen, och många hade väntat sedan "
    "morgonen.",
    "da": "Færgen mellem Osthaven og de ydre øer kom tilbage mandag efter elleve uger, oplyste havnen. "
    "Passagererne jublede, da skibet forlod kajen, og mange af dem havde ventet siden om morgenen.",
    "af": "Die veerboot tussen Osthaven en die buite-eilande het Maandag ná elf weke teruggekeer, het die "
    "hawe gesê. Passasiers het gejuig toe die skip die kaai verlaat, en baie het van die oggend af gewag.",
    "ro": "Feribotul dintre Osthaven și insulele exterioare a revenit luni după unsprezece săptămâni, a "
    "anunțat portul. Pasagerii au aplaudat când nava a părăsit cheiul, iar mulți așteptau de dimineață.",
    "id": "Kapal penyeberangan antara Osthaven dan pulau-pulau terluar akhirnya beroperasi lagi pada hari "
    "Senin setelah sebelas pekan, kata juru bicara pelabuhan. Para penumpang bersorak ketika kapal itu "
    "berangkat karena mereka sudah menunggu sejak pagi.",
    "zh": "港口表示，奥斯特港与外岛之间的渡轮在停航十一周后于星期一恢复运营。船离开码头时乘"
    "客们欢呼起来，其中许多人从早上就开始等候。",
    "ja": "オストハーフェンと離島を結ぶフェリーが十一週間ぶりに月曜日に戻ったと港が発表した"
    "。船が岸壁を離れると乗客は歓声を上げ、多くの人が朝から待っていた。",
    "ko": "오스트하펜과 바깥 섬들을 잇는 여객선이 열한 주 만에 월요일에 돌아왔다고 항구가 "
    "밝혔다. 배가 부두를 떠나자 승객들은 환호했고 많은 사람이 아침부터 기다리고 있었다.",
    "el": "Το πλοίο ανάμεσα στο Όστχαβεν και τα εξωτερικά νησιά επέστρεψε τη Δευτέρα μετά από "
    "έντεκα εβδομάδες, είπε το λιμάνι. Οι επιβάτες χειροκρότησαν όταν το πλοίο έφυγε από "
    "την προβλήτα.",
    "hy": "Օստհավենի և արտաքին կղզիների միջև լաստանավը վերադարձավ երկուշաբթի՝ տասնմեկ շաբաթ "
    "անց, հայտնեց նավահանգիստը։",
    "ka": "ბორანი ოსტჰავენსა და გარე კუნძულებს შორის ორშაბათს თერთმეტი კვირის შემდეგ დაბრუნდა, "
    "განაცხადა პორტმა.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages_of_news(language: str) -> None:
    assert identify(TEXTS[language]) == language


@pytest.mark.parametrize("other", ["de", "fr", "ru", "ar", "ja"])
@pytest.mark.parametrize("times", [1, 6])
def test_the_larger_part_of_a_text_in_two_languages_counts(other: str, times: int) -> None:
    english, foreign = TEXTS["en"] + "\n\n", TEXTS[other] + "\n\n"
    assert identify((english * 2 + foreign) * times) == "en"
    assert identify((foreign * 3 + english) * times) == other
    assert identify(foreign * 3 * times + english * times) == other


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Goal!",
        "12 4 1987 – 33.5 %",
        "19 cts vs 19 cts\nPay 31\nRecord 12",
        "a" * 15,
        "x" * 5000,
        "\ud800" * 50,
        "\0" * 300,
    ],
)
def test_too_little_text_is_undetermined(text: str) -> None:
    assert identify(text) == "und"


def test_english_names_in_other_languages_do_not_make_english() -> None:
    text = (
        "Wie die Washington Post und The New York Times am Freitag meldeten, hat das Team von The Wall Street "
        "Journal mit Black Lives Matter und den Republicans for the Rule of Law gesprochen, so die Zeitung weiter."
    )
    assert identify(text) == "de"


@given(st.text(max_size=400))
def test_always_a_code(text: str) -> None:
    assert len(identify(text)) in (2, 3)


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("English", "en"), ("ENGLISH", "en"), ("en", "en"), ("en-GB", "en"), ("en_US", "en"), ("eng", "en"),
        ("English (United Kingdom)", "en"), ("Englisch", "en"), ("anglais", "en"), ("inglés; francés", "en"),
        ("английский", "en"), ("الإنجليزية", "en"), ("英语", "en"), ("İngilizce", "en"),
        ("German", "de"), ("ger", "de"), ("Deutsch", "de"), ("zh-Hans", "zh"), ("iw", "he"), ("Norwegian Bokmål", "no"),
        ("nn", "no"), ("fil", "tl"),
        ("", ""), ("x-default", "x-default"), ("Runes", "Runes"), ("qq", "qq"),
    ],
)  # fmt: skip
def test_stated_languages(stated: str, code: str) -> None:
    assert language_code(stated) == code


@given(st.text(max_size=80))
def test_a_stated_language_is_a_code_or_stays(text: str) -> None:
    code = language_code(text)
    assert code == text.strip() or len(code) in (2, 3)
    assert language_code(code) == code or code == text.strip()
