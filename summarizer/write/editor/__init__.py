"""A small model that makes a conclusion of planned sentences by edits, held to what it cites."""

from summarizer.write.editor.writer import EditorWriter

__all__ = ["EditorWriter"]
