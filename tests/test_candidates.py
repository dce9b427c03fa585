import pytest

from summarizer import EmptyTextError
from summarizer.candidates import find_candidates
from summarizer.document import Document
from summarizer.pipeline import read
from tests.texts import ARTICLE, POOL, SENTENCES


def candidates(text, title=None):
    document = read(text, title=title)
    return [document.sentences[n].text for n in find_candidates(document)]


def test_all_whole_sentences_may_be_chosen():
    assert candidates(ARTICLE) == list(SENTENCES)


def test_a_heading_may_not_be_chosen():
    assert "Что дальше" not in candidates(f"{ARTICLE}\nЧто дальше\n{POOL[0]}")


@pytest.mark.parametrize("end", [":", "…", "...", ",", ";"])
def test_what_breaks_off_may_not_be_chosen(end):
    line = f"Жители трёх посёлков теперь просят о следующем{end}"
    assert line not in candidates(f"{ARTICLE}\n{line}\n{POOL[0]}")


def test_what_repeats_the_title_may_not_be_chosen():
    title = "Мост через Сивуру открыли раньше срока"
    text = f"Паром ушёл на зимовку. {title}. Автобусы пошли по новому маршруту."
    assert f"{title}." not in candidates(text, title)


def test_a_foreign_sentence_may_not_be_chosen():
    assert "Read more at example dot com." not in candidates(
        f"{ARTICLE}\n{POOL[0]} Read more at example dot com."
    )


def test_a_monster_may_not_be_chosen():
    monster = f"Список: {'дом, ' * 250}и всё."
    assert candidates(f"{ARTICLE}\n{monster}") == list(SENTENCES)


def test_where_nothing_is_whole_the_rules_are_relaxed():
    assert candidates("Мост открыли, а потом…") == ["Мост открыли, а потом…"]


def test_a_body_that_only_repeats_the_title_is_empty():
    document = read("Мост открыли раньше срока. Мост открыли раньше срока!", title="Мост")
    titled = Document(document.text, "Мост открыли раньше срока", document.sentences, None)
    with pytest.raises(EmptyTextError, match="nothing besides its title"):
        find_candidates(titled)
