"""Words of the clock and of the calendar's rhythm, folded."""

# Part of the day → the hours of twelve that it can be said of, and what it adds to them.
PARTS = {
    "утра": {hour: hour for hour in range(1, 13)},
    "дня": {12: 12} | {hour: hour + 12 for hour in range(1, 7)} | {10: 10, 11: 11},
    "вечера": {hour: hour + 12 for hour in range(3, 12)} | {12: 0},
    "ночи": {12: 0} | {hour: hour for hour in range(1, 6)} | {10: 22, 11: 23},
}

MOMENTS = {
    form: hour
    for hour, forms in (
        (0, "полночь полночи полуночи полночью полуночью"),
        (12, "полдень полудня полудню полуднем"),
    )
    for form in forms.split()
}

BEFORE_HOUR = frozenset("в к до с со после около примерно".split())
HOUR = frozenset("ч час часа часу часов часам часами".split())
MINUTE = frozenset("мин минута минуты минуту минут".split())
ZONES = frozenset("мск московскому местному гринвичу".split())

# Unit of time without a number → months of «years», seconds of «time», as in ``units``.
PERIODS = {
    form: unit
    for unit, forms in (
        (("time", 60.0), "минуту минуты минуте"),
        (("time", 3600.0), "час часа"),
        (("time", 86400.0), "день дня сутки суток"),
        (("time", 604800.0), "неделю недели неделя"),
        (("years", 1.0), "месяц месяца"),
        (("years", 3.0), "квартал квартала"),
        (("years", 12.0), "год года"),
        (("years", 120.0), "десятилетие десятилетия"),
        (("years", 1200.0), "век века столетие столетия"),
    )
    for form in forms.split()
}

# «ежегодно», «ежемесячный»: the beginning → its unit.
EACH = (
    ("ежечас", ("time", 3600.0)),
    ("ежеднев", ("time", 86400.0)),
    ("ежесуточ", ("time", 86400.0)),
    ("еженедел", ("time", 604800.0)),
    ("ежемесяч", ("years", 1.0)),
    ("ежекварт", ("years", 3.0)),
    ("ежегод", ("years", 12.0)),
)

AFTER = frozenset("через спустя".split())
WITHIN = frozenset("за".split())
EVERY = frozenset("каждый каждую каждое каждые каждого".split())
PASSED = frozenset(
    "последний последнюю последние последнее прошедший прошедшую прошедшие прошлый прошлую "
    "прошлые минувший минувшую минувшие весь всю целый целую один одну одни".split()
)
