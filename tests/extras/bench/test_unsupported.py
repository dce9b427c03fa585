"""The checker: planted errors are found, faithful rewordings are not, and it shares no code."""

import ast
import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import alterations, audit, forms, fullnames, numerals, unsupported
from benchmarks.__main__ import main
from benchmarks.alterations import KINDS, alter, alter_extracts
from benchmarks.audit import Checked, Tally, name_of
from benchmarks.datasets import BUNDLED, Example, load
from benchmarks.numerals import read_numbers
from benchmarks.unsupported import Finding, find_claims_not_in, fold
from summarizer import Summarizer
from summarizer.data import phrases

TITLE = "В Дубраве открыли канатную дорогу"
ARTICLE = (
    "Канатную дорогу через реку Синюху открыли в Дубраве 14 июня 2023 г. Линия длиной 2,4 км "
    "обошлась в 1,7 млрд руб., её строили двадцать пять месяцев. Мэр Светлана Кравец сообщила, что "
    "кабины вмещают восемь человек, а за год перевезут 1 200 000 пассажиров. Инженер Павел "
    "Туманов из компании «Вершина» и Ян Стрелец настроили систему LiftControl: втрое быстрее, чем "
    "ждали. Первый рейс сделали в среду, 12-й — в пятницу.\n\n"
    "Турнир в честь открытия «Дубрава» выиграла у «Зари» со счётом 3 : 1. Ночью похолодало до −18, "
    "поэтому с 5 по 7 декабря и в марте линия стоит. Вход стоит от 150 до 200 тыс. дублонов. "
    "Коммерсант Олег Бровкин, партнёр Кравец, назвал дорогу лучшей в XXI веке. Министерство "
    "транспорта и Минтранс Озёрского края обещают ещё две линии. Из 30 опор треть стоит в воде."
)


PIECES = (
    *"5 12 2023 1,5 4:2 : . , - – « » \n ! ( ) ² ٣ ➊".split(" "),
    *("тыс.", " млн ", " пять", " десятков ", "тысяч ", " мая ", "июнь", " г. ", "Орлова", " Ян "),
    *(" А.", "NATO", "XX", "-й", "во-", "первых ", "вчера", "&nbsp;", "\u0301", "\u0306", "и", " "),
)


def found(summary, article=ARTICLE, title=TITLE):
    return [(finding.kind, finding.text) for finding in find_claims_not_in(summary, article, title)]


@pytest.mark.parametrize(
    ("summary", "kind", "text"),
    [
        ("Линия длиной 2,5 км открыта.", "number", "2,5"),
        ("Линия длиной 24 км открыта.", "number", "24"),
        ("Дорога обошлась в 1,7 млн руб.", "number", "1,7 млн"),
        ("Дорога обошлась в 1,7 руб.", "number", "1,7"),
        ("Дорога обошлась в 17 млрд руб.", "number", "17 млрд"),
        ("За год перевезут 1 300 000 человек.", "number", "1 300 000"),
        ("За год перевезут миллион человек.", "number", "миллион"),
        ("Тысячи людей пришли на открытие.", "number", "Тысячи"),
        ("Кабины вмещают девять человек.", "number", "девять"),
        ("Её строили двадцать месяцев.", "number", "двадцать"),
        ("Её строили двадцать шесть месяцев.", "number", "двадцать шесть"),
        ("Её строили полтора года.", "number", "полтора"),
        ("Система работает вдесятеро быстрее.", "number", "вдесятеро"),
        ("Девятый рейс отменили.", "number", "Девятый"),
        ("Шестеро инженеров настроили систему.", "number", "Шестеро"),
        ("Обещают девятикилометровую линию.", "number", "девятикилометровую"),
        ("Четверть опор стоит в воде.", "number", "Четверть"),
        ("«Дубрава» выиграла со счётом 1:3.", "number", "1:3"),
        ("Похолодало до 18.", "number", "18"),
        ("Дорога лучшая в XX веке.", "number", "XX"),
        ("Вход стоит 150 млн дублонов.", "number", "150 млн"),
        ("Дорогу открыли 15 июня.", "date", "15 июня"),
        ("Дорогу открыли 14 июля.", "date", "14 июля"),
        ("Линия стоит 14 декабря.", "date", "14 декабря"),
        ("Линия стоит в апреле.", "date", "апреле"),
        ("Рейс сделали в четверг.", "date", "четверг"),
        ("Дорогу открыли вчера.", "date", "вчера"),
        ("Дорогу открыли в 2024 году.", "date", "2024"),
        ("Об этом сообщила мэр Светлана Орлова.", "name", "Орлова"),
        ("Об этом сообщила мэр Ирина Кравец.", "name", "Ирина"),
        ("Орлова сообщила о дороге.", "name", "Орлова"),
        ("Дорогу открыли в Заречном.", "name", "Заречном"),
        ("Дорога построена компанией «Вертикаль».", "name", "Вертикаль"),
        ("Дорогу строил Минстрой.", "name", "Минстрой"),
        ("За ней следит система LiftMaster.", "name", "LiftMaster"),
        ("Систему настроил Ф. Туманов.", "name", "Ф"),
        ("Партнёр — Иван Бровкин.", "name", "Иван"),
        ("Брыльковский закрыл линию.", "name", "Брыльковский"),
        ("Об этом сказал Павел Бровкин.", "full name", "Павел Бровкин"),
        ("Систему настроил Олег Туманов.", "full name", "Олег Туманов"),
        ("Систему настроил Павел Туманова.", "full name", "Павел Туманова"),
    ],
)
def test_a_planted_error_is_found(summary, kind, text):
    assert (kind, text) in found(summary)


@pytest.mark.parametrize(
    "summary",
    [
        "В заключение можно отметить, что дорога через Синюху обошлась в 1 700 000 000 рублей.",
        "Линия стоила 1,7 миллиарда рублей, её длина — 2.4 км.",
        "За год 1,2 млн пассажиров перевезут кабинами на 8 человек.",
        "Светлане Кравец сообщили о 25 месяцах; мэром Светланой Кравец это подтверждено.",
        "Тумановым и Яном Стрельцом настроена LIFTCONTROL.",
        "П. Туманова хвалят в «Вершине».",
        "Двенадцатым рейсом увезли восьмерых; 1-м — троих.",
        "В июне 2023 года, 14 июня, в Дубраве было людно.",
        "С 5 декабря линия стоит; 7 декабря она закрыта.",
        "Вход стоит 150 тыс. или двести тысяч дублонов.",
        "В три раза быстрее, чем ждали, настроили систему в Озёрском крае.",
        "Счёт 3:1 в пользу «Дубравы», «Заря» уступила. Похолодало до -18.",
        "О дороге рассказал Бровкину коммерсант. Бровкина поправили в Минтрансе.",
        "Подчёркивается также, что работы идут. Кроме того, дорога лучшая.",
        "В среду и пятницу сделаны рейсы. Мартовский простой неизбежен.",
        "Во-первых, в-третьих и по-пятому: линия открыта.",
        "Министерством транспорта обещано 2 линии, двухкилометровые.",
        "Треть из тридцати опор стоит в воде.",
        "Светлану Кравец, Павла Туманова и Олега Бровкина поздравили.",
        "Семью мэра на открытие не пригласили.",
        "Дорога названа лучшей в 2023 г. Также отмечается, что обещаны линии.",
        "",
    ],
)
def test_a_faithful_rewording_is_not_flagged(summary):
    assert found(summary) == []


def test_findings_say_where():
    summary = "Мэр Иван Кравец — 9 кабин."
    findings = find_claims_not_in(summary, ARTICLE, TITLE)
    assert [summary[f.start : f.stop] for f in findings] == ["Иван", "9"]
    assert all(f.text == summary[f.start : f.stop] for f in findings)


def test_marks_that_are_not_seen_change_nothing_but_the_places():
    summary = "Мэр Све\u0301тлана\u00a0Ора\u0301нская и\u0306 9\u202f000 кабин\u00ad."
    findings = find_claims_not_in(summary, ARTICLE, TITLE)
    assert [f.text for f in findings] == ["Ора\u0301нская", "9\u202f000"]
    assert [summary[f.start : f.stop] for f in findings] == [f.text for f in findings]


@pytest.mark.parametrize("text", ["й", "и\u0306", "И\u0306ог\u0301", "\u0301", "ё\u00adж", ""])
def test_folding_keeps_the_places(text):
    folded, places = fold(text)
    assert len(folded) == len(places)
    assert places == sorted(places)


def test_letters_that_look_alike_are_one():
    article = "Телекомпания СNN рассказала о ХII фестивале."  # the first letters are Cyrillic
    assert find_claims_not_in("О XII фестивале рассказала CNN.", article) == ()
    assert [f.text for f in find_claims_not_in("О XI фестивале.", article)] == ["XI"]


def test_the_title_is_evidence_too():
    assert found("Дорога ведёт в Приозёрье.", title="Открыта дорога в Приозёрье") == []
    assert found("Дорога ведёт в Приозёрье.", title=None) == [("name", "Приозёрье")]


def test_entities_of_a_page_are_read():
    assert found("Цена 5 000.", "Цена 5&nbsp;000.", None) == []


def test_a_fact_from_elsewhere_in_the_article_is_beyond_it():
    assert found("Мэр Павел Туманов сообщил о 30 кабинах.") == []


@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_a_text_holds_all_that_it_claims(text):
    assert find_claims_not_in(text, text) == ()


def test_endless_digits_are_a_number():
    digits = "9" * 10_000
    assert found(f"Их {digits}.", f"Их {digits}.") == []
    assert found(f"Их {digits}.") == [("number", digits)]


@pytest.mark.parametrize("formula", [phrases.OPENING, phrases.OPENING_ANY])
def test_the_formulas_claim_nothing(formula):
    assert found(f"{formula}дорога открыта.", "Дорога открыта.", None) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("две тысячи двадцать пятый год", [2025]),
        ("сто пятьдесят два миллиона триста тысяч", [152_300_000]),
        ("в 2023 150 человек и 12 500,5", [2023, 150, 12500.5]),
        ("десятки тысяч; пять десятков", [10_000, 50]),
        ("полтора миллиона, полмиллиона", [1_500_000, 500_000]),
        ("двадцатипятиэтажный дом на столетие", [25, 100]),
        ("семинар, столица, однако, стоит", []),
        ("счёт 4 : 2 и 12.05.2024", ["4:2", "12.05.2024"]),
        ("до -18; 5 -7; Ту-154; 8-й", [-18, 5, 7, 154, 8]),
        ("первых двух, двадцать тридцать", [1, 2, 20, 30]),
        ("➊ рубль", []),
    ],
)
def test_numbers_are_read_by_value(text, values):
    numbers = read_numbers(fold(text)[0])
    shown = [n.value if isinstance(n.value, str) else float(n.value) for n in numbers]
    assert shown == values


def test_it_shares_no_code_with_the_library():
    for module in (unsupported, numerals, forms, fullnames):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names += [n.name for node in ast.walk(tree) if isinstance(node, ast.Import)
                  for n in node.names]  # fmt: skip
        assert not [name for name in names if name.startswith("summarizer")]


# --- over whole files

BUNDLE = load(BUNDLED, limit=12)


@pytest.mark.parametrize("style", ["extract", "conclusion"])
def test_the_bundled_articles_have_no_finding(style):
    (tally,) = audit.audit(BUNDLE, [style])
    assert (tally.articles, tally.refused, tally.findings) == (12, 0, [])
    assert tally.sentences > 12


class Inventing:
    """A writer that adds a fact."""

    name = "inventing"

    def write(self, document, ranking, budget):
        written = Summarizer(style="extract").writer.write(document, ranking, budget)
        first = written.drafts[0]
        return type(written)((type(first)("Мэр Ждан заплатил 777 млн.", first.evidence),))


def test_what_a_writer_invents_is_found():
    for example in BUNDLE[:3]:
        job = Summarizer().prepare(example.text, title=example.title)
        (draft,) = Inventing().write(job.document, job.ranking, job.budget).drafts
        kinds = [f.kind for f in find_claims_not_in(draft.text, example.text, example.title)]
        assert kinds == ["name", "number"]


def test_the_notes_of_the_guard_are_counted():
    tally = Tally("x")
    notes = ("1 sentence repaired: 5", "a sentence was dropped: Орлова", "3 characters unreadable")
    finding = Finding("number", "5", 0, 1)
    tally.add("a", audit.entry_of(Checked("Мост.", 3, notes), [finding]))
    tally.add("b", audit.entry_of(Checked("Мост.", 4), []))
    assert (tally.repaired, tally.dropped, tally.sentences) == (1, 1, 7)
    assert tally.guarded == 25  # 2 of 7 that are there and 1 that is not
    assert tally.cells() == ["x", "2", "0", "7", "1", "0", "0", "0", "25.0"]


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    rows = [
        {"id": "a", "title": TITLE, "text": ARTICLE, "conclusion": "Мэр Орлова открыла 9 линий."},
        {"id": "b", "text": "Not Russian.", "conclusion": "Мост."},
    ]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


def run(data, tmp_path, *flags):
    arguments = ["unsupported", "--data", str(data), "--results", str(tmp_path / "out"), *flags]
    return CliRunner().invoke(main, arguments)


def test_the_command_counts_every_article(data, tmp_path):
    result = run(data, tmp_path)
    assert result.exit_code == 0, result.output
    assert "| conclusion | 1 | 1 |" in result.output
    (path,) = (tmp_path / "out").iterdir()
    assert path.stem == name_of(data)
    assert [s["findings"] for s in json.loads(path.read_text("utf-8"))["systems"]] == [[], []]


def test_a_run_goes_on_where_another_stopped(data, tmp_path, monkeypatch):
    flags = ("--systems", "extract", "--journal", str(tmp_path / "journal.jsonl"))
    first = run(data, tmp_path, *flags)
    monkeypatch.setattr(audit, "_check", None)  # nothing is left to do
    again = run(data, tmp_path, *flags)
    assert "| extract | 1 | 1 |" in first.output
    assert again.output.splitlines()[3:] == first.output.splitlines()[3:]


def test_a_latin_letter_in_a_russian_word_is_russian():
    assert (
        find_claims_not_in("В «Рекомендациях» пусто.", "Лента в «Рек\u006fмендациях» пуста.") == ()
    )
    assert fold("\u0421NN и \u0425II")[0] == "CNN и XII"


def test_another_file_is_no_journal(data, tmp_path):
    (tmp_path / "journal.jsonl").write_text("[]\n")
    result = run(data, tmp_path, "--journal", str(tmp_path / "journal.jsonl"))
    assert result.exit_code == 2
    assert "no journal" in result.output


def test_findings_are_listed_with_ids_and_words_alone(data, tmp_path):
    result = run(data, tmp_path, "--systems", "reference", "--reference", "conclusion")
    assert "| reference | 2 | 0 | 2 | 1 | 0 | 1 | 0 | 0.0 |" in result.output
    (path,) = (tmp_path / "out").iterdir()
    (system,) = json.loads(path.read_text("utf-8"))["systems"]
    assert system["findings"] == [
        {"article": "a", "kind": "name", "text": "Орлова", "start": 4, "stop": 10},
        {"article": "a", "kind": "number", "text": "9", "start": 19, "stop": 20},
    ]


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--systems", "нет"], "нет"),
        (["--systems", "writer:нет"], "нет"),
        (["--systems", "reference"], "belong together"),
        (["--reference", "conclusion"], "belong together"),
    ],
)
def test_the_command_refuses_wrong_usage(data, tmp_path, flags, message):
    result = run(data, tmp_path, *flags)
    assert result.exit_code == 2
    assert message in result.output


# --- how much it sees


def test_altered_sentences_are_caught():
    recalls = {recall.kind: recall for recall in alter_extracts(BUNDLE, 25, seed=3)}
    for kind in ("number", "magnitude", "month", "name"):
        assert recalls[kind].made >= 5
        assert recalls[kind].percent >= 95
    assert sum(recalls[kind].made for kind in KINDS) > 100


def test_the_same_seed_alters_the_same():
    assert alter_extracts(BUNDLE[:3], 5, seed=1) == alter_extracts(BUNDLE[:3], 5, seed=1)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_alteration_changes_one_word(kind):
    sentence = "В среду, 14 июня, мэр Кравец отдала 25 млн на две системы LiftControl второго ряда."
    pool = ["Орлова", "Zenith", "пять", "седьмого", "апреля", "пятницу"]
    random = np.random.default_rng(5)
    wanted = [word for word in pool if KINDS[kind][0].search(f"мэр {word}")]
    article = f"{sentence} Ещё 30 из 400 дал Туманов."
    altered = alter(kind, sentence, article, wanted, random)
    assert altered is not None
    before, after = sentence[: altered.start], sentence[-(len(altered.text) - altered.stop) :]
    assert altered.text.startswith(before)
    assert altered.text.endswith(after)
    assert altered.text != sentence


def test_what_is_not_there_is_not_altered():
    random = np.random.default_rng(1)
    assert alter("number", "Мост открыт.", "Мост открыт.", [], random) is None
    example = Example("a", None, "Мост открыт. Он соединил два берега.", ())
    (recall,) = [r for r in alter_extracts([example], 5, 1) if r.kind == "month"]
    assert recall.made == 0
    assert alterations.ATTEMPTS > 1
