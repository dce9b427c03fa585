"""A document as JSON, for those who show where a summary came from."""

import json

from summarizer.document import Document


def to_json(document: Document) -> bytes:
    """Return text, title, own conclusion, and every sentence with offsets and score, as UTF-8."""
    found = {
        "text": document.text,
        "title": document.title,
        "conclusion": document.conclusion,
        "sentences": [
            {
                "index": sentence.index,
                "start": sentence.start,
                "stop": sentence.stop,
                "paragraph": sentence.paragraph,
                "role": sentence.role,
                "score": sentence.score,
            }
            for sentence in document.sentences
        ],
    }
    return json.dumps(found, ensure_ascii=False).encode("utf-8")
