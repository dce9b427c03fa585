"""Units of measure: name → dimension and how many of the dimension's base unit."""

# Dimension, factor, and the folded lemmas, abbreviations and signs that mean it.
_TABLE = """
rub 1 рубль руб р ₽ rub
usd 1 доллар долл $ usd
eur 1 евро € eur
gbp 1 фунт £
jpy 1 иена ¥
cny 1 юань
uah 1 гривна гривен грн
kzt 1 тенге
percent 1 процент проц %
permille 1 промилле ‰
points 1 пункт п
length 0.001 миллиметр мм
length 0.01 сантиметр см
length 1 метр м
length 1000 километр км
mile 1 миля
area 1 кв.м м²
area 10000 гектар га
area 1000000 кв.км км²
volume 1 куб.м м³
liter 1 литр л
mass 0.001 грамм гр
mass 1 килограмм кг
mass 1000 тонна т
time 1 секунда сек с
time 60 минута мин
time 3600 час ч
time 86400 день дней дня сутки сут
time 604800 неделя
years 1 месяц мес
years 12 год лет г
years 1200 век столетие
years 120 десятилетие
degree 1 градус °
power 1 ватт вт
power 1000 киловатт квт
power 1000000 мегаватт мвт
power 1000000000 гигаватт гвт
energy 1 квт·ч квтч киловатт-час
speed 1 км/ч
speed 3.6 м/с
barrel 1 баррель
score 1 балл
times 1 раз
persons 1 человек чел
"""


def _read(table: str) -> dict[str, tuple[str, float]]:
    units: dict[str, tuple[str, float]] = {}
    for line in table.strip().splitlines():
        dimension, factor, *names = line.split()
        units.update(dict.fromkeys(names, (dimension, float(factor))))
    return units


UNITS = _read(_TABLE)

# Behind «квадратный» and «кубический», «кв.» and «куб.».
SQUARE = {"метр": "кв.м", "м": "кв.м", "километр": "кв.км", "км": "кв.км"}
CUBIC = {"метр": "куб.м", "м": "куб.м"}

# Metres of a length, «в», a time → speed: «15 километров в час», «3 метра в секунду».
RATES: dict[tuple[float | str, ...], tuple[str, float]] = {
    (1000.0, "в", "час"): ("speed", 1.0),
    (1.0, "в", "секунду"): ("speed", 3.6),
}

# «41-летний», «двухкилометровый»: the rest of an adjective → its unit.
ADJECTIVES = {
    "летн": "год",
    "лети": "год",
    "годовал": "год",
    "годичн": "год",
    "месячн": "месяц",
    "недельн": "неделя",
    "дневн": "день",
    "суточн": "сутки",
    "часов": "час",
    "минутн": "минута",
    "секундн": "секунда",
    "процентн": "процент",
    "километров": "километр",
    "метров": "метр",
    "сантиметров": "сантиметр",
    "миллиметров": "миллиметр",
    "тонн": "тонна",
    "килограммов": "килограмм",
    "литров": "литр",
    "гектарн": "гектар",
    "балльн": "балл",
    "градусн": "градус",
    "кратн": "раз",
    "рублев": "рубль",
    "долларов": "доллар",
    "вековы": "век",
    "этажн": "",
    "комнатн": "",
    "местн": "",
    "сторонн": "",
    "дверн": "",
    "тысячн": "",
    "миллионн": "",
    "миллиардн": "",
    "разов": "",
    "значн": "",
    "томн": "",
    "серийн": "",
    "полосн": "",
    "уровнев": "",
    "ступенчат": "",
    "ствольн": "",
    "мерн": "",
    "кратк": "",
}
ADJECTIVE_MAGNITUDES = {"тысячн": 1e3, "миллионн": 1e6, "миллиардн": 1e9}

# Words in front of a number that bound it.
ABOVE = frozenset(
    "более больше свыше выше минимум превысить превышать превышает превысил превысила превысило превысили".split()
)
BELOW = frozenset("менее меньше ниже максимум".split())
ABOUT = frozenset("около почти примерно порядка приблизительно практически чуть".split())
