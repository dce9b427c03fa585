"""An e-mail (RFC 5322, MIME) → its subject and the text of its body; attachments are left out."""

import re
from email import errors, policy
from email.message import EmailMessage
from email.parser import BytesParser

from summarizer.batch.encoding import decode
from summarizer.batch.html import read_fragment
from summarizer.batch.readers import ReadFailure, Reading
from summarizer.document import Page

# What the parser of the standard library raises where a header or a part is not what it should be.
_BROKEN = (AttributeError, LookupError, RuntimeError, TypeError, ValueError)
_ANSWER = re.compile(r"(?:(?:re|fwd?|отв|пер|на)(?:\[\d+\])?: ?)+", re.IGNORECASE)


def read(data: bytes) -> Reading:
    """Read the text of a letter: the plain one where it has both.

    Raises:
        ReadFailure: there is no text in it.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        found = _find_body(message)
        subject = str(message["subject"] or "")
    except (errors.MessageError, *_BROKEN) as error:
        raise ReadFailure(f"damaged e-mail: {error}") from error
    if found is None or not found.strip():
        raise ReadFailure("no text in the e-mail")
    title = _ANSWER.sub("", " ".join(subject.split()), count=1)
    return Reading(Page(found, title or None))


def _find_body(message: EmailMessage) -> str | None:
    plain, html = None, None
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not (plain or "").strip():
            plain = _unflow(part, _decoded(part))
        elif kind == "text/html" and html is None:
            html = read_fragment(_decoded(part)).text
    return plain if plain and plain.strip() else html


def _decoded(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        try:
            return decode(data).text
        except UnicodeDecodeError:
            return data.decode("utf-8", "replace")


def _unflow(part: EmailMessage, text: str) -> str:
    """Join the lines that the mail program has broken and said so (RFC 3676)."""
    if part.get_param("format") != "flowed":
        return text
    joined = ""
    for line in text.splitlines():
        body = line.removeprefix(" ")  # stuffed
        goes_on = body.endswith(" ") and body != "-- "
        joined += body if goes_on else f"{body}\n"
    return joined
