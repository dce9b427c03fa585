"""Replies on the disk, of a script that counts what it is asked."""

import pytest

from benchmarks.liar import Script, copy
from summarizer.document import Tokens
from summarizer.write.chat.cache import Cached
from summarizer.write.model import Reply, Request
from tests.texts import BODY, POOL


class Counting(Script):
    """A script that counts what it is asked, and fails now and then."""

    asked = 0
    fails = False

    def generate(self, requests, tell=lambda *_: None):
        replies = []
        for number, request in enumerate(requests):
            self.asked += 1
            failure = "busy" if self.fails else None
            text = "" if failure else self.answer(request)
            replies.append(Reply(text, True, failure, "a note", Tokens(100, 10)))  # noqa: FBT003
            tell(number, replies[-1])
        return replies


@pytest.fixture
def asking(tmp_path):
    script = Counting(copy)
    return script, Cached(script, tmp_path)


def requests(*texts):
    return [Request(f"Сократи: {text}", text, 99) for text in texts]


def test_the_same_is_asked_once(asking):
    script, cached = asking
    first = cached.generate(requests(BODY, POOL[0], BODY))
    assert script.asked == 2
    assert first[0] == first[2] != first[1]
    assert cached.generate(requests(POOL[0], BODY, POOL[1])) == [first[1], first[0], ANY]
    assert script.asked == 3
    assert first[0].tokens == Tokens(100, 10)
    assert first[0].note == "a note"


class _Any:
    def __eq__(self, other):
        return isinstance(other, Reply)

    __hash__ = None


ANY = _Any()


def test_what_failed_is_asked_again(asking):
    script, cached = asking
    script.fails = True
    assert cached.generate(requests(BODY))[0].failure == "busy"
    script.fails = False
    assert cached.generate(requests(BODY))[0].failure is None
    assert script.asked == 2


def test_another_model_prompt_source_or_room_is_another_reply(asking, tmp_path):
    script, cached = asking
    request = Request("Сократи: мост", "мост", 99)
    cached.generate([request])
    for other in (Request("Сожми: мост", "мост", 99), Request("Сократи: мост", "мосты", 99)):
        cached.generate([other])
    cached.generate([Request("Сократи: мост", "мост", 98)])
    assert script.asked == 4
    other = Counting(copy, identity=("another",))
    Cached(other, tmp_path).generate([request])
    assert other.asked == 1


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"text": 1}', b"\xff\xfe"])
def test_a_damaged_file_is_asked_for_again(asking, tmp_path, damage):
    script, cached = asking
    whole = cached.generate(requests(BODY))
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(damage)
    assert cached.generate(requests(BODY)) == whole
    assert script.asked == 2
    assert cached.generate(requests(BODY)) == whole
    assert script.asked == 2


def test_without_a_place_on_the_disk_it_works_all_the_same(tmp_path):
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    script = Counting(copy)
    cached = Cached(script, file)
    assert cached.generate(requests(BODY)) == cached.generate(requests(BODY))
    assert script.asked == 2
