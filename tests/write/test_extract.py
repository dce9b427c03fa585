from summarizer.budget import Budget
from summarizer.pipeline import read
from summarizer.rank import rank
from summarizer.rank.lead import Lead
from summarizer.write.extract import Extract
from tests.texts import ARTICLE, SENTENCES, Given


def test_an_extract_returns_the_best_sentences_as_they_stand_in_order():
    document = read(ARTICLE)
    written = Extract().write(document, rank(Lead(), document), Budget())
    assert [draft.text for draft in written.drafts] == list(SENTENCES)
    ranking = rank(Given(range(len(SENTENCES))), document)
    two = Extract().write(document, ranking, Budget(sentences=2))
    assert [draft.text for draft in two.drafts] == list(SENTENCES[-2:])
