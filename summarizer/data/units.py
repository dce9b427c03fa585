"""Units of measure: name → dimension and how many of the dimension's base unit."""

# Dimension, factor, and the folded lemmas, abbreviations and signs that mean it.
_TABLE = """
rub 1 рубль руб р ₽ rub
usd 1 доллар долл $ usd
eur 1 евро € eur
gbp 1 фунт £
jpy 1 иена ¥
cny 1 юань
uah 1 гривна гривен грн ₴
kzt 1 тенге ₸
try 1 лира ₺
inr 1 рупия ₹
percent 1 процент проц %
permille 1 промилле ‰
points 1 пункт п
length 0.001 миллиметр мм
length 0.01 сантиметр см
length 1 метр м
length 1000 километр км
mile 1 миля
area 1 кв.м
area 10000 гектар га
area 1000000 кв.км
area 0.0001 кв.см
volume 1 куб.м
volume 0.000001 куб.см
liter 1 литр л
liter 0.001 миллилитр мл
mass 0.000000000001 нанограмм нг
mass 0.000000001 микрограмм мкг
mass 0.000001 миллиграмм мг
mass 0.001 грамм гр
mass 1 килограмм кг
mass 100 центнер ц
mass 1000 тонна т
amount 0.001 ммоль
amount 1 моль
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
energy 0.001 вт·ч ватт-час
energy 1 квт·ч квтч киловатт-час
energy 1000 мвт·ч мегаватт-час
energy 1000000 гвт·ч гигаватт-час
charge 0.001 ма·ч миллиампер-час
charge 1 а·ч ампер-час
torque 1 н·м
frequency 1 герц гц
frequency 1000 килогерц кгц
frequency 1000000 мегагерц мгц
frequency 1000000000 гигагерц ггц
bytes 1000000 мегабайт мб
bytes 1000000000 гигабайт гб
bytes 1000000000000 терабайт тб
barrel 1 баррель барр
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

# Behind «квадратный» and «кубический», «кв.» and «куб.», and in front of «²» and «³».
SQUARE = {
    "метр": "кв.м", "м": "кв.м", "километр": "кв.км", "км": "кв.км", "сантиметр": "кв.см",
    "см": "кв.см",
}  # fmt: skip
CUBIC = {"метр": "куб.м", "м": "куб.м", "сантиметр": "куб.см", "см": "куб.см"}

# What a letter means beside the stroke of a rate, where no preposition can stand: «г/см³».
IN_RATES = {"г": "грамм", "м": "м", "с": "с", "ч": "ч", "л": "л", "т": "т", "мин": "мин"}

CURRENCIES = frozenset("rub usd eur gbp jpy cny uah kzt try inr".split())
PRICED = frozenset("mass liter volume area barrel energy".split())
"""What money is asked for: «рублей за килограмм» is a rate, «рублей за неделю» is none."""

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
    "более больше свыше сверх выше минимум превысить превышать превышает превысил превысила "
    "превысило превысили превышающий превышающая превышающие превышающих превышающей "
    "превышающую перевалил перевалила перевалило перевалили".split()
)
BELOW = frozenset("менее меньше ниже максимум".split())
ABOUT = frozenset("около примерно порядка приблизительно чуть".split())
ALMOST = frozenset("почти практически".split())
