"""Months, days of the week, seasons and relative days by form, folded."""

_MONTH_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")  # fmt: skip
_SOFT = ("ь", "я", "ю", "ем", "е")
_HARD = ("", "а", "у", "ом", "е")
_MAY = ("й", "я", "ю", "ем", "е")
_SHORT = ("янв", "февр", "фев", "апр", "авг", "сент", "сен", "окт", "нояб", "ноя", "дек")

MONTHS = {
    stem + ending: number
    for number, stem in enumerate(_MONTH_STEMS, 1)
    for ending in (_MAY if stem == "ма" else _HARD if number in (3, 8) else _SOFT)
} | {
    short: next(n for n, stem in enumerate(_MONTH_STEMS, 1) if stem.startswith(short[:3]))
    for short in _SHORT
}
"""Form → number of the month: «марта» → 3."""

MONTHLY = {
    stem + ending: number
    for number, stem in enumerate(
        "январск февральск мартовск апрельск майск июньск июльск августовск сентябрьск октябрьск "
        "ноябрьск декабрьск".split(),
        1,
    )
    for ending in "ий ая ое ие ого ой их ому им ую ими ом".split()
}
"""Form of an adjective → number of its month: «мартовской» → 3."""

WEEKDAYS = {
    form: number
    for number, forms in enumerate(
        (
            "понедельник понедельника понедельнику понедельником понедельникам",
            "вторник вторника вторнику вторником вторникам",
            "среду средам",
            "четверг четверга четвергу четвергом четвергам",
            "пятница пятницы пятнице пятницу пятницей пятницам",
            "суббота субботы субботе субботу субботой субботам",
            "воскресенье воскресенья воскресенью воскресеньем воскресеньям",
        ),
        1,
    )
    for form in forms.split()
}

RELATIVE = {
    form: forms.split()[0]
    for forms in (
        "вчера вчерашний вчерашнего вчерашнем вчерашней вчерашняя вчерашние вчерашних",
        "завтра завтрашний завтрашнего завтрашнем завтрашней",
        "позавчера позавчерашний позавчерашнего",
        "послезавтра",
    )
    for form in forms.split()
}

SEASONS = {
    form: forms.split()[0]
    for forms in (
        "весна весны весне весну весной весенний весенние весенних весеннего весенней",
        "лето лета летом летний летние летних летнего летней",
        "осень осени осенью осенний осенние осенних осеннего осенней",
        "зима зимы зиме зиму зимой зимний зимние зимних зимнего зимней",
    )
    for form in forms.split()
}

YEAR = frozenset("г гг год года году годом годе годы годов годам годами годах".split())
