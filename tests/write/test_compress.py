import pytest

from summarizer.syntax import parse
from summarizer.write.compress import compress


@pytest.mark.parametrize(
    ("sentence", "most", "expected"),
    [
        ("Новый мост, который строили два года, открыт.", 4, "Новый мост открыт."),
        ("Новый мост открыли весной.", 4, "Новый мост открыли весной."),
        ("Мост открыли весной прошлого года.", 3, None),
    ],
)
def test_what_is_optional_goes(sentence, most, expected):
    found = compress(parse([sentence])[0], most)
    assert (found and found.text) == expected


def test_a_clause_that_says_which_stays():
    tree = parse(["Депутат обнародовал записи, на которых слышен голос президента."])[0]
    assert compress(tree, 4) is None
