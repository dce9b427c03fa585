import pytest

from summarizer.syntax import parse
from summarizer.write.editor.agreement import find_disagreement

SOURCE = "Завод построили на берегу реки у города, и мэрия открыла его в мае."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Мэрия работает с мая: она открыл завод.", ("она", "открыл")),
        ("Мэрия решили открыть завод.", ("мэрия", "решили")),
        ("Завод открыли при реки.", ("при", "реки")),
        ("Завод стоит у городом.", ("у", "городом")),
    ],
)
def test_words_that_do_not_agree_are_named(text, words):
    found = find_disagreement(*parse([text, SOURCE]))
    assert found is not None
    assert all(f"«{word}»" in found for word in words)


@pytest.mark.parametrize(
    "text",
    [
        SOURCE,
        "Мэрия открыла завод в мае.",
        "Врач сказала, что завод готов.",
        "Мэр и министр открыли завод.",
        "Пять заводов открыли у реки.",
        "Большинство жителей пришли к заводу.",
    ],
)
def test_words_that_agree_pass(text):
    assert find_disagreement(*parse([text, SOURCE])) is None
