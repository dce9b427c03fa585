"""Which writer a style and a name have."""

import pytest

from summarizer import OptionError, UnknownNameError
from summarizer.write import STYLES, WRITERS, Draft, Written, get_writer
from summarizer.write.conclusion import Conclusion


@pytest.mark.parametrize(("style", "name"), [("conclusion", "rules"), ("extract", "extract")])
def test_a_style_has_its_writer(style, name):
    assert get_writer(style, None).name == name


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_writer_is_registered_under_its_name(name):
    style = next(style for style, writer in STYLES.items() if writer == name)
    assert get_writer(style, None).name == name


def test_an_extract_takes_no_writer():
    with pytest.raises(OptionError, match="leave writer out"):
        get_writer("extract", "rules")


@pytest.mark.parametrize(("style", "writer"), [("sonnet", None), ("conclusion", "extract")])
def test_an_unknown_style_or_writer_names_those_there_are(style, writer):
    with pytest.raises(UnknownNameError, match=r"rules|conclusion") as caught:
        get_writer(style, writer)
    assert caught.value.known


@pytest.mark.parametrize("writer", [5, object(), Conclusion, [], Written(()), Draft("", ())])
def test_what_does_not_write_is_no_writer(writer):
    with pytest.raises(OptionError, match="a writer is a name"):
        get_writer("conclusion", writer)


@pytest.mark.parametrize("style", [None, 5, [], {}])
def test_a_style_that_is_no_name_is_an_option_error(style):
    with pytest.raises(OptionError):
        get_writer(style, None)
