"""The stages in order: text → clean → article → sentences → scores → written → Summary."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import replace
from itertools import islice
from typing import Literal, overload

from summarizer.article import parse
from summarizer.budget import check_length, plan_budget
from summarizer.clean import REPLACEMENT, clean, read_raw
from summarizer.document import Document, Page, Summary, WrittenSentence
from summarizer.errors import OptionError, SummarizerError, TextTypeError
from summarizer.facts import guard
from summarizer.language import require_russian
from summarizer.rank import Explaining, Ranker, get_ranker, rank
from summarizer.remarks import leave_out_foreign, note_on_punctuation
from summarizer.segment import segment
from summarizer.short import as_it_is, is_short, make_room_for_the_lead
from summarizer.words import count_terms
from summarizer.write import BatchWriter, Job, Writer, Written, get_writer, write_each

Style = Literal["conclusion", "theses", "headline", "extract"]
Length = Literal["short", "medium", "long"]

DEFAULT_RANKER = "learned"

_SAMPLE = "Мост через реку открыли весной. Мэр Пётр Орлов сообщил, что его строили два года."


class Summarizer:
    """A summarizer set up once, for many texts; threads may share it.

    Args:
        title: title of every text that comes without one of its own. With a title given, a
            text's first line is taken for it only where it repeats it.
        style: ``"conclusion"`` writes one concluding paragraph; ``"theses"`` three to seven short
            lines, each to be read alone; ``"headline"`` one sentence of at most twenty words;
            ``"extract"`` returns sentences of the body as they stand, never the title.
        sentences: most sentences of the summary.
        words: most words of the summary, formulas included. A word is what white space
            separates or a run of letters and digits, whichever count is larger.
        ratio: share of the article's sentences and words, above 0, at most 1.
        length: ``"short"``, ``"medium"`` or ``"long"``: half of the length that suits the article,
            that length, near twice as much. At most one of the four; without any it is medium.
        ranker: ``"learned"``, ``"lead"``, ``"centrality"``, or any ``summarizer.rank.Ranker``.
        writer: who writes a conclusion: ``"rules"``, a model by its name on the hub or its folder
            (the extra ``seq2seq``; ``summarizer.write.seq2seq.Seq2SeqWriter`` has its options),
            or any ``summarizer.write.Writer``.

    Raises:
        BudgetError: an impossible length, or more than one.
        UnknownNameError: no ranker, writer or style of that name.
        WeightsError: the model cannot be used.
    """

    def __init__(
        self,
        *,
        title: str | None = None,
        style: Style = "conclusion",
        sentences: int | None = None,
        words: int | None = None,
        ratio: float | None = None,
        length: Length | None = None,
        ranker: str | Ranker = DEFAULT_RANKER,
        writer: str | Writer | None = None,
    ) -> None:
        check_length(sentences, words, ratio, length)
        if title is not None and not isinstance(title, str):
            raise TextTypeError(f"a title is a str, not {type(title).__name__}")
        self._title = title
        self._sentences = sentences
        self._words = words
        self._ratio = ratio
        self._length = length
        self._style = style
        self._ranker = get_ranker(ranker)
        self._writer = get_writer(style, writer)

    @property
    def _gives_short_texts_whole(self) -> bool:
        """Whether a text of a few words is its own summary: nobody asked for a length."""
        asked = (self._sentences, self._words, self._ratio, self._length)
        return asked == (None,) * 4 and self._style in ("conclusion", "extract")

    @property
    def writer(self) -> Writer:
        """Who writes."""
        return self._writer

    @property
    def model(self) -> str | None:
        """Names of the weights at work («ranker-v1»), as the parts say in ``.model``, or None."""
        names = (getattr(part, "model", None) for part in (self._ranker, self._writer))
        return "+".join(name for name in names if name) or None

    def warm_up(self) -> None:
        """Load now what the first summary would load: dictionary, weights of ranker and writer.

        They are loaded once a process. Later calls, also of other summarizers, find them there.
        """
        unlimited = copy(self)
        unlimited._sentences = unlimited._words = None  # noqa: SLF001
        unlimited._ratio = unlimited._length = None  # noqa: SLF001
        # A model is asked about articles alone: asking may cost minutes, or money.
        unlimited._writer = getattr(self._writer, "understudy", self._writer)  # noqa: SLF001
        unlimited.summarize(_SAMPLE)

    def summarize(self, text: str, *, title: str | None = None) -> Summary:
        """Summarize one article.

        Raises:
            InputError: the text is empty, too long, not Russian, or not a ``str``.
            BudgetError: no sentence of the text fits into the words asked for.
        """
        job = self.prepare(text, title=title)
        return self._finish(job, self._writer.write(job.document, job.ranking, job.budget))

    def prepare(self, text: str, *, title: str | None = None) -> Job:
        """Run the stages that come before writing: what a writer is given of an article.

        Raises as ``summarize`` does.
        """
        document = read(text, title=self._title if title is None else title)
        ranking = rank(self._ranker, document)
        document = replace(
            document,
            sentences=tuple(
                replace(sentence, score=score)
                for sentence, score in zip(document.sentences, ranking.scores.tolist(), strict=True)
            ),
        )
        budget = plan_budget(
            ranking.terms.words,
            sentences=self._sentences,
            words=self._words,
            ratio=self._ratio,
            length=self._length,
        )
        if self._gives_short_texts_whole:
            budget = make_room_for_the_lead(budget, document)
        return Job(document, ranking, budget)

    def _finish(self, job: Job, written: Written) -> Summary:
        words = int(job.ranking.terms.words.sum())
        if self._gives_short_texts_whole and is_short(words, written):
            written = as_it_is(job.document, written)
        else:
            written = guard(job.document, written, job.budget.words)
        method = f"{self._ranker.name}+{self._writer.name}"
        return _compose(job.document, written, method, getattr(self._writer, "separator", " "))

    def explain(self, document: Document) -> tuple[dict[str, float], ...]:
        """Say what moved the score of every sentence of ``summary.document``.

        Returns:
            For each sentence, kind of evidence → what it added. Of the learned ranker: groups of
            features, in log odds, against a sentence that is average in that group.

        Raises:
            OptionError: the ranker does not explain itself, or that is no ``Document``.
        """
        if not isinstance(document, Document):
            kind = type(document).__name__
            raise OptionError(f"explain takes summary.document, a Document, not {kind}")
        if not isinstance(self._ranker, Explaining):
            raise OptionError(f"the ranker {self._ranker.name!r} does not explain its scores")
        terms = count_terms([s.text for s in document.sentences], document.title)
        return self._ranker.explain(document, terms)

    @overload
    def map(
        self, texts: Iterable[str | Page], *, on_error: Literal["raise"] = "raise"
    ) -> Iterator[Summary]: ...

    @overload
    def map(
        self, texts: Iterable[str | Page], *, on_error: Literal["return"]
    ) -> Iterator[Summary | SummarizerError]: ...

    def map(
        self, texts: Iterable[str | Page], *, on_error: Literal["raise", "return"] = "raise"
    ) -> Iterator[Summary | SummarizerError]:
        """Summarize many texts, in order, holding one at a time; of a ``BatchWriter``, a batch.

        Args:
            texts: any iterable of texts, or of ``Page`` for texts with a title.
            on_error: ``"raise"`` stops at the first text that cannot be summarized;
                ``"return"`` yields its error in its place and goes on.
        """
        if isinstance(texts, str):
            raise OptionError("map takes many texts: give one text to summarize")
        if on_error not in ("raise", "return"):
            raise OptionError(f"on_error is 'raise' or 'return', not {on_error!r}")
        return self._map(texts, on_error == "raise")

    def _map(self, texts: Iterable[str | Page], stop: bool) -> Iterator[Summary | SummarizerError]:
        for result in self._write_ahead(self._prepare_each(texts)):
            if stop and isinstance(result, SummarizerError):
                raise result
            yield result

    def _prepare_each(self, texts: Iterable[str | Page]) -> Iterator[Job | SummarizerError]:
        for page in texts:
            text, title = (page.text, page.title) if isinstance(page, Page) else (page, None)
            try:
                yield self.prepare(text, title=title)
            except SummarizerError as error:
                yield error

    def _write_ahead(
        self, jobs: Iterator[Job | SummarizerError]
    ) -> Iterator[Summary | SummarizerError]:
        writer = self._writer
        size = writer.batch_size if isinstance(writer, BatchWriter) else 1
        while batch := list(islice(jobs, size)):
            try:
                written = iter(write_each(writer, [job for job in batch if isinstance(job, Job)]))
            except OptionError as error:  # the writer itself is at fault
                yield from (error if isinstance(job, Job) else job for job in batch)
                continue
            for job in batch:
                if isinstance(job, SummarizerError):
                    yield job
                    continue
                result = next(written)
                yield result if isinstance(result, SummarizerError) else self._finish(job, result)


def summarize(
    text: str,
    *,
    title: str | None = None,
    style: Style = "conclusion",
    sentences: int | None = None,
    words: int | None = None,
    ratio: float | None = None,
    length: Length | None = None,
    ranker: str | Ranker = DEFAULT_RANKER,
    writer: str | Writer | None = None,
) -> Summary:
    """Summarize one Russian article.

    Args:
        text: the article, as it was pasted.
        title: its title, where it came apart from the text.
        style: ``"conclusion"`` writes one concluding paragraph, ``"theses"`` short lines,
            ``"headline"`` one sentence, ``"extract"`` takes sentences as they stand.
        sentences: most sentences.
        words: most words.
        ratio: largest share of the article, above 0, at most 1.
        length: ``"short"``, ``"medium"`` or ``"long"``. At most one of the four.
        ranker: ``"learned"``, ``"lead"``, ``"centrality"``, or an object.
        writer: ``"rules"``, a model by its name on the hub or its folder, or an object.

    Returns:
        A ``Summary``: ``str()`` of it is the text; ``sentences`` tell what each was written from.

    Raises:
        InputError: the text is empty, too long, not Russian, or not a ``str``.
        OptionError: an impossible length, an unknown name.
    """
    return Summarizer(
        title=title,
        style=style,
        sentences=sentences,
        words=words,
        ratio=ratio,
        length=length,
        ranker=ranker,
        writer=writer,
    ).summarize(text)


def read(text: str, *, title: str | None = None) -> Document:
    """Run the stages that read: text → clean → article → sentences, not ranked yet."""
    page = read_raw(text)
    notes = leave_out_foreign(page)
    require_russian(page.text)
    article = parse(page.text, clean(title or "") or None)
    sentences = segment(article)
    return Document(
        page.text,
        article.title,
        sentences,
        article.conclusion,
        notes + note_on_punctuation(sentences),
        page,
    )


def _compose(document: Document, written: Written, method: str, separator: str) -> Summary:
    sentences: list[WrittenSentence] = []
    position = 0
    for draft in written.drafts:
        stop = position + len(draft.text)
        sentences.append(WrittenSentence(position, stop, draft.text, draft.evidence))
        position = stop + len(separator)
    notes = document.notes + written.notes
    if unreadable := document.text.count(REPLACEMENT):
        noun = "character" if unreadable == 1 else "characters"
        notes += (f"{unreadable} {noun} of the text could not be read",)
    return Summary(
        separator.join(draft.text for draft in written.drafts),
        tuple(sentences),
        document,
        method,
        notes,
        written.tokens,
    )
