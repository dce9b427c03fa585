from itertools import pairwise

import pytest

from summarizer.facts.claims import find_claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Мост уже открыт.", []),
        ("Мост открыли весной.", [("date", "весной")]),
        ("Олег Ким вернулся в Ош.", [("name", "Олег Ким"), ("name", "Ош")]),
        ("Цена выросла на 18,5 %.", [("number", "18,5 %")]),
        ("Вокзал закрыли 16 июня 2023 г.", [("date", "16 июня 2023")]),
        ("Он назвал это «ошибкой века».", [("quotation", "ошибкой века")]),
        ("Клуб «Заря-2» выиграл.", [("name", "Заря-2")]),
        ("", []),
    ],
)
def test_claims_are_found_in_reading_order(text, claims):
    found = [(claim.kind, text[claim.start : claim.stop]) for claim in find_claims(text)]
    assert [(kind, shown.removesuffix(" г")) for kind, shown in found] == claims


def test_no_claim_lies_inside_another():
    text = "«Союз-5» доставил 12 мая в Ош 3 т груза от «Клуба 12 друзей» и Льва Ческидова."
    claims = find_claims(text)
    assert all(a.stop <= b.start for a, b in pairwise(claims))
