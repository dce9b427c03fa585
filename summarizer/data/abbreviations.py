"""Abbreviations and sentence openers that razdel's lists lack or treat otherwise."""

# A number or a name follows: «табл. 2», «1 янв. 2024 г.», «St. Louis». Never the end before one.
BEFORE_NUMBER = frozenset(
    "табл рис гл прил прим илл ил черт схем фиг разд параграф вып кн журн "
    "янв февр фев мар апр авг сент сен окт нояб ноя дек".split()
)
BEFORE_NAME = frozenset("st mt ft гг-н г-н г-жа д-р проф акад".split())

# Measures: after a number and one of these, a capital letter opens a new sentence: «195 см. Он …».
MEASURES = frozenset(
    "мм см дм м км га л мл кг т ц стр с сек мин ч час сут мес шт экз чел ед уп упак мг р руб долл коп проц "
    "Вт кВт МВт ГВт Гкал Гц МГц ГГц Гб Мб Тб ГБ МБ ТБ Кб КБ".split()
)

MAGNITUDES = frozenset("тыс млн млрд трлн".split())
CURRENCIES = frozenset("руб р долл дол коп евр фунт франк фр".split())

# Measures that a name may follow: «40 шт. Bosch», «16 Гб. ОЗУ».
COUNTED = frozenset("шт экз ед уп упак проц Гб Мб Тб ГБ МБ ТБ".split())

# What follows a currency with a capital letter: «долл. США», «руб. РФ».
COUNTRIES = frozenset(
    "США РФ СССР РСФСР РБ ПМР КНР ЮАР ОАЭ РК Канады Австралии Гонконга Сингапура Тайваня Зимбабве Белоруссии Беларуси "
    "России Приднестровья Фиджи Либерии Намибии Ямайки Брунея Белиза Новой Восточно-Карибского".split()
)

# Units with a capital letter of one: «тыс. Гц», «тыс. Вт».
CAPITAL_UNITS = frozenset(
    "Вт Гц Гкал Гбайт Мбайт Дж Па Гб Мб Тб Кб Зв Бк Кл Ом Гр Лм Тл Вб Кд".split()
)

# Lemmas behind which a single letter is a label, not an initial: «Гепатит C. Лечение …»
LABELLED = frozenset(
    "блок вариант вид вирус витамин гепатит группа дивизион дом зал зона категория класс корпус кровь крыло лига линия "
    "литера место модель отметка отряд оценка очередь пакет план подгруппа подъезд поколение приложение проект пункт путь "
    "раздел разряд рейтинг ряд секция сектор серия сорт сценарий терминал тип том точка трибуна уровень участок форма "
    "формат цех часть штамм этап".split()
)

# Words that open a sentence and are no surname: «в группу Б. Там она …».
OPENERS = frozenset(
    "а без благодаря более был была были было в вместе во вообще всего вскоре всё все вчера где да для до "
    "его ее ей если ему еще за завтра затем здесь из им именно их к как какой когда кроме кто ко "
    "между мы на над накануне например находится но о об обо однако он она они оно от отсюда перед по под после потом "
    "поэтому при причем про ранее с сегодня сейчас сначала со сразу также так там такой те теперь то тогда "
    "тот тут у уже хотя чем через что чтобы эта эти это этот эту я".split()
)

# «Газета.Ру»: the end of a domain, not the start of a sentence.
DOMAINS = frozenset("ру рф ком орг нет инфо онлайн".split())

# «Яндекс.Маркет»: a name with a full stop inside.
DOTTED_NAMES = frozenset("яндекс рамблер лента газета".split())

# In small letters alone these go on behind «г.», «руб.»: «в 2019 г. на реке …»
AFTER_YEAR = frozenset(
    "а был была были было в без благодаря до для за и из к ко между на над но о об обо от под по при с со у уже чем через что "
    "чтобы когда кто как где вместе перед после более всего там тут здесь также".split()
)
