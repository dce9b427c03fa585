"""Plots of small results made up here: what is drawn, where it is refused, that it repeats."""

import json
import xml.etree.ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest

from benchmarks.plots import (
    OURS,
    PEER,
    PLOTS,
    REFERENCE,
    Group,
    differences,
    draw,
    kind,
    load_groups,
    quality_length,
    quality_speed,
    quartiles,
    write_plots,
)

SCORES = {
    "lead": [20.0, 30.0, 40.0, 50.0],
    "learned": [25.0, 35.0, 45.0, 55.0],
    "summa": [10.0, 50.0, 30.0, 50.0],
}


def result(system="lead", scores=(20.0, 30.0, 40.0, 50.0), **changed):
    documents = [
        {
            "id": f"a{number}",
            "words": 40 + number,
            "article_words": 100 * (number + 1),
            **{metric: [0.0, 0.0, score] for metric in ("rouge1", "rouge2", "rougeL")},
        }
        for number, score in enumerate(scores)
    ]
    return {
        "system": system,
        "data": "tiny",
        "articles": len(documents),
        "fingerprint": "0123456789abcdef",
        "budget": "4 sentences",
        "signature": "rouge:test|mode:lemma",
        "packages": {"razdel": "0.5.0"},
        "machine": "x86_64, 2 cores",
        "milliseconds": 3.5,
        "documents": documents,
        **changed,
    }


def write(folder, *results):
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(results):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    return folder


def three():
    return [result(system, scores) for system, scores in SCORES.items()]


def texts(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_every_plot_is_written_as_svg_and_png(tmp_path):
    written = write_plots(write(tmp_path / "in", *three()), tmp_path / "out")
    expected = {f"tiny.4-sentences.{name}.{end}" for name in PLOTS for end in ("svg", "png")}
    assert {path.name for path in written} == expected
    for path in written:
        if path.suffix == ".svg":
            assert ET.parse(path).getroot().tag.endswith("}svg")  # noqa: S314
        else:
            assert path.read_bytes().startswith(b"\x89PNG")


def test_the_same_results_give_the_same_bytes_whatever_the_settings(tmp_path):
    results = write(tmp_path / "in", *three())
    first = write_plots(results, tmp_path / "one")
    with mpl.rc_context({"font.size": 20, "svg.hashsalt": None}):
        second = write_plots(results, tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_an_svg_has_no_date(tmp_path):
    (svg, _), *_ = draw(Group(tuple(three())), tmp_path).values()
    assert "dc:date" not in svg.read_text(encoding="utf-8")


def test_two_groups_do_not_share_files(tmp_path):
    results = write(tmp_path / "in", result(), result(budget="60 words"), result(data="a/../b"))
    written = write_plots(results, tmp_path / "out")
    assert len(set(written)) == len(written) == 3 * 2 * 2
    assert {path.parent for path in written} == {tmp_path / "out"}


def test_ours_peers_and_reference_points_differ_in_colour_and_marker():
    assert [kind(name) for name in ("learned", "summa", "lead", "x")] == [
        OURS,
        PEER,
        REFERENCE,
        PEER,
    ]
    looks = (OURS, PEER, REFERENCE)
    assert len({look.color for look in looks}) == len({look.marker for look in looks}) == 3


def test_speed_shows_time_and_mean():
    figure = quality_speed(Group((result(milliseconds=7.0), result("summa", milliseconds=70.0))))
    axes = figure.axes[0]
    points = [container[0].get_xydata().tolist() for container in axes.containers]
    assert points == [[[7.0, 35.0]], [[70.0, 35.0]]]
    assert axes.get_xscale() == "log"
    assert texts(figure) == ["lead", "summa"]


def test_labels_do_not_cover_each_other():
    crowd = [result(f"system-{n}", milliseconds=10 + n / 10) for n in range(8)]
    figure = quality_speed(Group((result(), *crowd)))
    figure.draw_without_rendering()
    renderer = mpl.backends.backend_agg.FigureCanvasAgg(figure).get_renderer()
    boxes = [
        mpl.text.Text.get_window_extent(text, renderer)
        for axes in figure.axes
        for text in axes.texts
    ]
    pairs = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n]]
    assert not any(a.overlaps(b) for a, b in pairs)


def test_a_time_of_zero_is_drawn(tmp_path):
    assert draw(Group((result(milliseconds=0.0),)), tmp_path)


def test_quartiles_hold_every_article_once():
    words = np.random.default_rng(3).integers(50, 90, size=203)
    parts = quartiles(words)
    assert sorted(np.concatenate(parts)) == list(range(203))
    assert [words[part].max() for part in parts[:-1]] < [words[part].min() for part in parts[1:]]


def test_equal_lengths_make_one_part():
    assert [part.tolist() for part in quartiles([70, 70, 70])] == [[0, 1, 2]]


def test_length_shows_the_mean_of_each_quartile():
    figure = quality_length(Group((result(),)))
    (container,) = figure.axes[0].containers
    assert container[0].get_ydata().tolist() == [20, 30, 40, 50]
    shown = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert shown == ["100\nn = 1", "200\nn = 1", "300\nn = 1", "400\nn = 1"]


def test_length_shows_a_handful():
    names = ("learned", "conclusion", "centrality", "summa", "lexrank", "sumy-lsa", "oracle")
    figure = quality_length(Group((result(), *(result(name) for name in names))))
    assert texts(figure) == ["lead", "learned", "conclusion", "summa", "lexrank"]


def test_differences_fill_the_markers_of_real_ones_only():
    figure = differences(Group(tuple(three())))
    first = figure.axes[0]
    learned, summa = (container[0] for container in first.containers)
    assert learned.get_xydata().tolist() == [[5, 0]]
    assert summa.get_xydata().tolist() == [[0, 1]]
    assert (learned.get_markerfacecolor(), summa.get_markerfacecolor()) == (OURS.color, "#ffffff")
    assert [label.get_text() for label in first.get_yticklabels()] == ["learned", "summa"]


def test_the_oracle_is_left_out_of_speed_and_differences():
    group = Group((result("oracle"), *three()))
    assert "oracle" not in texts(quality_speed(group))
    assert len(differences(group).axes[0].containers) == 2


def test_the_baseline_alone_has_no_differences(tmp_path):
    assert set(draw(Group((result(),)), tmp_path)) == {"speed", "length"}


@pytest.mark.parametrize("name", ["$\\frac{$", "_hidden", "<b>&amp;", "система", "a\nb", "--> x"])
def test_any_name_is_drawn_as_it_is(tmp_path, name):
    hostile = Group((result(), result(name)))
    for svg, _ in draw(hostile, tmp_path).values():
        ET.parse(svg)  # noqa: S314
    assert name in texts(quality_speed(hostile))


def test_no_results_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"no result files in .*: python -m benchmarks run"):
        load_groups(tmp_path)


def test_a_missing_baseline_is_named(tmp_path):
    with pytest.raises(ValueError, match="tiny, 4 sentences: no result of the baseline 'lead'"):
        load_groups(write(tmp_path, result("summa")))


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (result("summa", fingerprint="f"), "'lead' and 'summa' differ in their fingerprint"),
        (result("summa", signature="f"), "differ in their signature"),
        (result("summa", [1.0, 2.0]), "'summa' was run on other articles"),
        (result("summa", documents=[]), "'summa' has no documents"),
        (result(), "several results of 'lead'"),
    ],
)
def test_what_cannot_be_compared_is_refused(tmp_path, other, message):
    with pytest.raises(ValueError, match=message):
        load_groups(write(tmp_path, result(), other))


@pytest.mark.parametrize("foreign", [[], {"system": "lead"}])
def test_a_foreign_file_is_refused(tmp_path, foreign):
    with pytest.raises(ValueError, match="not a result of this benchmark"):
        load_groups(write(tmp_path, result(), foreign))


def test_groups_go_by_data_and_systems_by_quality(tmp_path):
    groups = load_groups(write(tmp_path, *three(), result(data="a")))
    assert [group.title for group in groups] == ["a, 4 sentences", "tiny, 4 sentences"]
    assert groups[1].systems == ["learned", "lead", "summa"]
