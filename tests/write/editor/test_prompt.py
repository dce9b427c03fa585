from summarizer.write.editor.prompt import WINDOW, Replied, answer, ask, read, show


def test_a_reply_reads_as_it_was_written():
    edited = {0: "Мост открыли.", 11: "Его длина 20 м."}
    assert read(map(Replied, answer(edited)), {0, 2, 11}) == {
        0: Replied("Мост открыли."),
        11: Replied("Его длина 20 м."),
    }


def test_lines_without_a_number_and_foreign_numbers_go():
    reply = [
        "Мост открыли.",
        "[7] Его закрыли.",
        "[0 2] Его длина 20 м.",
        "[1]",
        "[0",
        "[2] Он нов.",
    ]
    assert read(map(Replied, reply), {0, 1, 2}) == {2: Replied("Он нов.")}


def test_the_first_line_of_a_sentence_counts():
    reply = [Replied("[3] Мост открыли.", 0.5), Replied("[3] Мост закрыли.")]
    assert read(reply, {3}) == {3: Replied("Мост открыли.", 0.5)}


def test_the_prompt_keeps_each_sentence_on_one_line():
    lines = ask(None, {0: "Мост\nоткрыли.", 1: "Он  нов."}, chosen=(0,))
    assert lines == ["", "[0] Мост открыли.", "1 Он нов.", "Заключение"]


def test_windows_rate_every_sentence_once():
    sentences = ["Мост " * 40 for _ in range(30)]
    windows = show("Мост", sentences, lambda line: len(line.split()))
    assert len(windows) > 2
    assert [n for window in windows for n in window.rated] == list(range(30))
    for window in windows:
        assert sum(len(line.split()) + 1 for line in window.lines) < WINDOW
        assert window.lines[:3] == ["Мост", "30", f"0 {sentences[0].strip()}"]


def test_a_window_shows_again_what_stood_before_it():
    first, second, *_ = show("", ["Мост " * 40] * 30, lambda line: len(line.split()))
    assert second.lines[3:5] == first.lines[-2:]


def test_a_sentence_longer_than_a_window_is_cut():
    (window,) = show("", ["слово " * 500], lambda line: len(line.split()))
    assert len(window.lines[-1].split()) < 100
