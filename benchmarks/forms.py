"""What two forms of one name have in common, for ``unsupported`` and its full names."""

from functools import lru_cache

from benchmarks.numerals import lemmas, readings

_SHORTEST_STEM = 3
_ENDINGS = (
    "а у е ы и о я ю й ь ом ем ым им ой ей ою ею ью ая яя ую юю ый ий ое ее ые ие ых их ам ям ах "
    "ях ого его ому ему ыми ими ами ями ъ"
).split()


@lru_cache(maxsize=50_000)
def keys(form: str) -> frozenset[str]:
    """Return what two forms of one name have in common: dictionary forms, and stems.

    «Иванов» is no plural of «Иван» here; a stem is marked with «-».
    """
    plural = {
        reading.normal_form.replace("ё", "е")
        for reading in readings(form)
        if reading.tag.number == "plur" and ("Name" in reading.tag or "Patr" in reading.tag)
    }
    stems = {form} | {form.removesuffix(ending) for ending in _ENDINGS}
    stems |= {stem[:-2] + stem[-1] for stem in stems if len(stem) > 3 and stem[-2] in "ео"}
    long = {f"{stem}-" for stem in stems if len(stem) >= _SHORTEST_STEM}
    return frozenset({form} | (set(lemmas(form)) - plural) | long)
