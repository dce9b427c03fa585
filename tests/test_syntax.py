import sys

from summarizer.syntax import MOST_TOKENS, parse

SENTENCE = "Мэр Пётр Орлов, который открыл мост, поблагодарил строителей."


def test_tokens_stand_where_they_say():
    [tree] = parse([SENTENCE])
    assert all(tree.text[token.start : token.stop] == token.text for token in tree.tokens)
    assert [token.index for token in tree.tokens] == list(range(len(tree.tokens)))


def test_the_root_is_the_predicate_and_the_subject_its_own():
    [tree] = parse([SENTENCE])
    assert tree.root is not None
    assert tree.root.text == "поблагодарил"
    assert tree.subject is not None
    assert tree.subject.text == "Мэр"
    assert tree.head(tree.subject) is tree.root
    assert tree.head(tree.root) is None


def test_a_subtree_holds_its_clause():
    [tree] = parse([SENTENCE])
    clause = next(token for token in tree.tokens if token.rel == "acl:relcl")
    assert " ".join(token.text for token in tree.subtree(clause)) == ", который открыл мост"


def test_features_are_those_of_universal_dependencies():
    [tree] = parse(["Мосты построили."])
    assert tree.tokens[0].has(Number="Plur")
    assert not tree.tokens[0].has(Number="Sing")


def test_what_cannot_be_parsed_has_no_tokens_and_no_root():
    empty, long = parse(["", "мост " * (MOST_TOKENS + 1)])
    assert empty.tokens == long.tokens == ()
    assert empty.root is None
    assert empty.subject is None


def test_a_sentence_is_parsed_alike_alone_and_among_others():
    others = ["Дождь.", SENTENCE, "Мост закрыли на три месяца для ремонта опор и настила."]
    assert parse([SENTENCE])[0].tokens == parse(others)[1].tokens


def test_neither_natasha_nor_torch_is_imported():
    parse([SENTENCE])
    assert not {"natasha", "pymorphy2"} & set(sys.modules)
