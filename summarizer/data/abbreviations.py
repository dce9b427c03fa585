"""Abbreviations and sentence openers that razdel's lists lack or treat otherwise."""

# A number or a name follows: «табл. 2», «1 янв. 2024 г.», «St. Louis». Never the end before one.
BEFORE_NUMBER = frozenset(
    "табл рис гл прил прим илл ил черт схем фиг разд параграф вып кн журн "
    "янв февр фев мар апр авг сент сен окт нояб ноя дек".split()
)
BEFORE_NAME = frozenset("st mt ft гг-н г-н г-жа д-р проф акад".split())

# Measures: after a number and one of these, a capital letter opens a new sentence: «195 см. Он …».
MEASURES = frozenset(
    "мм см дм м км га л мл кг т ц стр с мин ч час шт экз чел ед Вт кВт МВт ГВт".split()
)

# Words that open a sentence and are no surname: «в группу Б. Там она …».
OPENERS = frozenset(
    "а без благодаря более был была были было в вместе во вообще всего вскоре всё все вчера где да для до "
    "его ее ей если ему еще за завтра затем здесь из им именно их к как какой когда кроме кто ко "
    "между мы на над накануне например находится но о об обо однако он она они оно от отсюда перед по под после "
    "поэтому при причем про ранее с сегодня сейчас сначала со сразу также так там такой те теперь то тогда "
    "тот тут у уже хотя чем через что чтобы эта эти это этот эту я".split()
)

# «Газета.Ру»: the end of a domain, not the start of a sentence.
DOMAINS = frozenset("ру рф ком орг нет инфо онлайн".split())
