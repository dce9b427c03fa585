import pytest

from summarizer.errors import EmptyTextError, LanguageError
from summarizer.language import require_russian
from tests.texts import ARTICLE, BULGARIAN, ENGLISH, SIXTY_WORDS, UKRAINIAN

SERBIAN = (
    "Први трамвај до језера кренуо је у недељу ујутру, а његова кола била су пуна већ пре подне. "
    "Градоначелник се нада да ће мештани оставити своје аутомобиле код куће. Следећа линија биће "
    "готова на пролеће."
)
BELARUSIAN = (
    "Першы трамвай да возера выйшаў на лінію ў нядзелю раніцай, і яго вагоны былі поўныя ўжо "
    "апоўдні. Мэр горада спадзяецца, што жыхары пакінуць свае аўтамабілі дома. Наступную галінку "
    "пабудуюць увесну."
)
KAZAKH = (
    "Көлге баратын алғашқы трамвай жексенбі күні таңертең жолға шықты, ал оның вагондары түске "
    "дейін толып қалды. Қала әкімі тұрғындар көліктерін үйде қалдырады деп үміттенеді. Келесі "
    "желіні көктемде салады."
)


@pytest.mark.parametrize("text", [ARTICLE, SIXTY_WORDS, "Мост открыт.", "ЁЖ", "я"])
def test_russian_passes(text):
    assert require_russian(text) is None


@pytest.mark.parametrize("text", ["", "   ", "123 !!!", "1 + 1 = 2", "№ 5 — 3:1", "🙂🙂🙂", "_ _"])
def test_a_text_without_letters_is_empty(text):
    with pytest.raises(EmptyTextError):
        require_russian(text)


@pytest.mark.parametrize("text", [ENGLISH, "Hello", "湖边的有轨电车", "Η γραμμή άνοιξε"])
def test_a_language_in_other_letters_is_refused(text):
    with pytest.raises(LanguageError, match="not Cyrillic"):
        require_russian(text)


@pytest.mark.parametrize(
    "text",
    [UKRAINIAN, BULGARIAN, SERBIAN, BELARUSIAN, KAZAKH],
    ids=["Ukrainian", "Bulgarian", "Serbian", "Belarusian", "Kazakh"],
)
def test_another_language_in_cyrillic_is_refused(text):
    with pytest.raises(LanguageError, match="letters are not those of Russian"):
        require_russian(text)


def test_russian_with_foreign_brands_passes():
    text = "Компания Northern Light Systems открыла в Каменке завод Blue River и набирает слесарей."
    assert require_russian(text) is None


def test_a_russian_article_that_quotes_one_ukrainian_sentence_passes():
    assert require_russian(f"{ARTICLE}\n\n«Перший трамвай вийшов на лінію», — сказал он.") is None


def test_a_russian_text_without_yery_and_with_some_hard_signs_passes():
    text = (
        "Комиссия проверит подъезд дома и составит акт. Объект сдадут в июле, когда подрядчик "
        "закончит кровлю. Жители надеются, что лифт заработает раньше, чем наступит осень."
    )
    assert "ы" not in text
    assert require_russian(text) is None


def test_an_english_page_is_seen_behind_a_russian_headline():
    with pytest.raises(LanguageError):
        require_russian(f"Новости\n{ENGLISH * 5}")


def test_a_long_english_text_with_a_russian_beginning_is_refused():
    with pytest.raises(LanguageError):
        require_russian(SIXTY_WORDS + ENGLISH * 100)
