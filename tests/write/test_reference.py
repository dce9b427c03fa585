from summarizer.syntax import Token, Tree
from summarizer.write.reference import is_owner


def test_a_tree_that_runs_in_a_circle_ends():
    anna = Token(0, 0, 4, "Анны", "PROPN", {"Case": "Gen"}, 1, "flat:name")
    serova = Token(1, 5, 12, "Серовой", "PROPN", {"Case": "Gen"}, 0, "appos")
    assert not is_owner(Tree("Анны Серовой", (anna, serova)), anna)
