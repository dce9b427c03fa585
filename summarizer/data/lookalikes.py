"""Latin letters that look like Cyrillic ones, as a table for ``str.translate``, and back."""

_LATIN = "aceopxyABCEHKMOPTXYkmëË"
_CYRILLIC = "асеорхуАВСЕНКМОРТХУкмёЁ"

CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
LATIN = str.maketrans("асеорхуАВСЕНКМОРТХУі", "aceopxyABCEHKMOPTXYi")
