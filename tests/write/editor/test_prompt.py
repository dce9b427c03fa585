from summarizer.write.editor.prompt import Cited, answer, ask, read


def test_a_reply_reads_as_it_was_written():
    units = [Cited((0, 2), "Мост открыли."), Cited((11,), "Его длина 20 м.")]
    assert read("\n".join(answer(units)), {0, 2, 11}) == units


def test_lines_without_a_citation_and_foreign_citations_go():
    reply = "Мост открыли.\n[7] Его закрыли.\n[2 7] Его длина 20 м.\n[1]\n[0"
    assert read(reply, {0, 1, 2}) == [Cited((2,), "Его длина 20 м.")]


def test_a_sentence_that_is_cited_twice_counts_once():
    assert read("[3 3 1] Мост открыли.", {1, 3}) == [Cited((3, 1), "Мост открыли.")]


def test_the_prompt_keeps_each_sentence_on_one_line():
    lines = ask(None, ["Мост\nоткрыли.", "Он  нов."], chosen=(0,), context=(1,))
    assert lines == ["", "[0] Мост открыли.", "1 Он нов.", "Заключение"]
