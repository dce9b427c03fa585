"""Train the ranker: ``python models/train_ranker.py --data DIR``.

DIR holds ``rt``, ``conclusions`` and ``papers`` with ``train.jsonl.gz``, and
``news/unlabelled.jsonl.gz`` for statistics of lemmas. Needs torch; five minutes on one core,
seeded. ``models/ranker-v1/README.md`` says what came of it.
"""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file

from summarizer.candidates import find_candidates
from summarizer.document import Document
from summarizer.errors import SummarizerError
from summarizer.network import Network, standardize
from summarizer.pipeline import read
from summarizer.rank.features import (
    SENTENCE_GROUPS,
    Vocabulary,
    bigram_features,
    collect,
    lemma_features,
    sentence_features,
)
from summarizer.rank.learned import FORMAT, MODEL, Model
from summarizer.rank.lexicon import BUCKETS, STEPS, Lexicon, bucket
from summarizer.words import Terms, count_terms, lemma, tokenize

SEED = 20_261_123
FOLDS = 5
TITLE_DROPOUT = 0.4
SOURCES = {"rt": "summary", "conclusions": "conclusion", "papers": "abstract"}
"""Source → the field that holds the summary."""

WEIGHTS = {"rt": 1.0, "conclusions": 3.0, "papers": 1.0}
"""How much an article of a source counts."""

HIDDEN = {"sentences": 24, "lemmas": 16, "bigrams": 16}
EPOCHS = {"sentences": 12, "lemmas": 4, "bigrams": 4}


@dataclass(frozen=True, slots=True)
class Pair:
    """An article as the ranker sees it, and the lemmas of the summary written for it."""

    source: str
    document: Document
    terms: Terms
    found: Vocabulary
    reference: tuple[str, ...]


def load_pairs(folder: Path, source: str, split: str = "train") -> Iterator[Pair]:
    """Yield the articles of a source; titles are dropped at random."""
    chance = random.Random(SEED)  # noqa: S311
    with gzip.open(folder / source / f"{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            untitled = split == "train" and chance.random() < TITLE_DROPOUT
            try:
                document = read(row["text"], title=None if untitled else row["title"])
                find_candidates(document)
            except SummarizerError:
                continue
            terms = count_terms([s.text for s in document.sentences], document.title)
            reference = tuple(lemma(form) for form in tokenize(row[SOURCES[source]]))
            if reference and len(terms.tokens) > 1:
                yield Pair(source, document, terms, collect(terms), reference)


@dataclass(frozen=True, slots=True)
class Block:
    """The training rows of one article."""

    features: npt.NDArray[np.float32]
    labels: npt.NDArray[np.float32]
    weight: float


# Statistics of lemmas


def count_lemmas(texts: Iterator[str]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]:
    """Return the tables ``rarity`` and ``name`` of a corpus."""
    holders = np.zeros(BUCKETS)
    tokens = np.zeros(BUCKETS)
    capitals = np.zeros(BUCKETS)
    documents = 0
    inner = re.compile(r"(?<=[а-яёa-z,;] )\w+")
    for text in texts:
        documents += 1
        for normal in {lemma(form) for form in tokenize(text)}:
            holders[bucket(normal)] += 1
        for word in inner.findall(text):
            place = bucket(lemma(word.lower().replace("ё", "е")))
            tokens[place] += 1
            capitals[place] += word[0].isupper()
    rarity = np.log((documents + 1) / (holders + 0.5))
    return quantize("rarity", rarity), quantize("name", (capitals + 0.5) / (tokens + 1))


def learn_prior(pairs: Sequence[Pair]) -> npt.NDArray[np.int8]:
    """Return the table ``prior``: how much likelier than the average a lemma is to be kept."""
    held = np.zeros(BUCKETS)
    kept = np.zeros(BUCKETS)
    for pair in pairs:
        reference = set(pair.reference)
        for normal in pair.terms.lemmas:
            place = bucket(normal)
            held[place] += 1
            kept[place] += normal in reference
    mean = kept.sum() / held.sum()
    chance = (kept + 8 * mean) / (held + 8)
    return quantize("prior", np.log(chance / (1 - chance)) - np.log(mean / (1 - mean)))


def quantize(table: str, values: npt.NDArray[np.float64]) -> npt.NDArray[np.int8]:
    """Round a table of the lexicon to the steps that it is stored in."""
    return np.clip(np.round(values / STEPS[table]), -127, 127).astype(np.int8)


# Labels


def oracle(pair: Pair, most: int = 6) -> npt.NDArray[np.float32]:
    """Mark the sentences that greedily give the best ROUGE-1 + ROUGE-2 against the reference."""
    names = pair.terms.lemmas
    sentences = [
        [names[token] for token in pair.terms.tokens[start:stop]]
        for start, stop in zip(pair.terms.starts[:-1], pair.terms.starts[1:], strict=True)
    ]
    wanted = Counter(pair.reference)
    pairs_wanted = Counter(pairwise(pair.reference))
    candidates = [int(n) for n in find_candidates(pair.document)]
    unigrams = [Counter(s) for s in sentences]
    bigrams = [Counter(pairwise(s)) for s in sentences]
    useful = [n for n in candidates if sum((unigrams[n] & wanted).values()) > 2]
    held: Counter[str] = Counter()
    held_pairs: Counter[tuple[str, str]] = Counter()
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < most:
        found = None
        for n in useful:
            if n in chosen:
                continue
            together, pairs_together = held + unigrams[n], held_pairs + bigrams[n]
            score = f1(together, wanted) + f1(pairs_together, pairs_wanted)
            if score > best:
                best, found = score, n
        if found is None:
            break
        chosen.append(found)
        held += unigrams[found]
        held_pairs += bigrams[found]
    labels = np.zeros(len(sentences), dtype=np.float32)
    labels[chosen] = 1
    return labels


def f1(hypothesis: Counter, reference: Counter) -> float:
    """Return the F1 of two bags."""
    total = hypothesis.total() + reference.total()
    return 2 * (hypothesis & reference).total() / total if total else 0.0


def lemma_labels(pair: Pair, owners: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    """Mark the occurrences of lemmas that the reference has."""
    wanted = Counter(pair.reference)
    counts = np.array([wanted[name] for name in pair.terms.lemmas])
    return (counts[owners[:, 0]] > owners[:, 1]).astype(np.float32)


def bigram_labels(pair: Pair) -> npt.NDArray[np.float32]:
    """Mark the bigrams that the reference has."""
    wanted = set(pairwise(pair.reference))
    names = pair.terms.lemmas
    return np.array(
        [(names[a], names[b]) in wanted for a, b in pair.found.pairs.tolist()], dtype=np.float32
    )


# Networks


def train_network(name: str, blocks: list[Block]) -> Network:
    """Fit one network by AdamW on the cross entropy; the learning rate falls to 0 as a cosine."""
    torch.manual_seed(SEED)
    features = np.vstack([block.features for block in blocks])
    labels = torch.from_numpy(np.concatenate([block.labels for block in blocks]))
    sizes = [len(block.labels) for block in blocks]
    weights = torch.from_numpy(np.repeat([block.weight for block in blocks], sizes)).float()
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    scale[features.std(axis=0) == 0] = 1e6  # a feature that never varies tells nothing
    inputs = torch.from_numpy(standardize(features, mean, scale))
    del features
    first = torch.nn.Linear(inputs.shape[1], HIDDEN[name])
    second = torch.nn.Linear(HIDDEN[name], 1)
    model = torch.nn.Sequential(first, torch.nn.ReLU(), torch.nn.Dropout(0.1), second)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-3)
    size = max(1024, min(8192, len(labels) // 200))
    steps = EPOCHS[name] * (len(labels) // size + 1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    loss = torch.nn.BCEWithLogitsLoss(reduction="none")
    for epoch in range(EPOCHS[name]):
        total = 0.0
        for batch in torch.randperm(len(labels)).split(size):
            optimizer.zero_grad()
            each = loss(model(inputs[batch]).squeeze(1), labels[batch])
            value = (each * weights[batch]).mean()
            value.backward()
            optimizer.step()
            schedule.step()
            total += value.item() * len(batch)
        print(f"{name}: epoch {epoch + 1}, loss {total / len(labels):.4f}", flush=True)
    return Network(
        mean,
        scale,
        first.weight.detach().numpy().T.copy(),
        first.bias.detach().numpy().copy(),
        second.weight.detach().numpy()[0].copy(),
        second.bias.detach().numpy().copy(),
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """What training starts from: articles, their sentence rows, the lexicon each is seen with.

    The prior of a lemma that an article is trained with comes from the other folds: else the
    networks would trust it more than it deserves on articles they have not seen.
    """

    pairs: list[Pair]
    lexicons: list[Lexicon]
    blocks: list[Block]
    final: Lexicon


def prepare(
    pairs: list[Pair], rarity: npt.NDArray[np.int8], name: npt.NDArray[np.int8]
) -> Prepared:
    """Learn the priors and compute features and labels of the sentences."""
    fold = np.random.default_rng(SEED).integers(FOLDS, size=len(pairs))
    by_fold = [
        learn_prior([pair for pair, f in zip(pairs, fold, strict=True) if f != k])
        for k in range(FOLDS)
    ]
    lexicons = [Lexicon.from_steps(rarity, by_fold[k], name) for k in range(FOLDS)]
    seen = [lexicons[k].of(p.terms.lemmas) for p, k in zip(pairs, fold, strict=True)]
    blocks = [
        Block(sentence_features(p.document, p.terms, lex), oracle(p), WEIGHTS[p.source])
        for p, lex in zip(pairs, seen, strict=True)
    ]
    return Prepared(pairs, seen, blocks, Lexicon.from_steps(rarity, learn_prior(pairs), name))


def train(prepared: Prepared, without: str | None = None) -> Model:
    """Train the networks one after the other, ``without`` one group of sentence features."""
    blocks = [hide(block, without) for block in prepared.blocks]
    sentences = train_network("sentences", blocks)
    worth = [sentences(block.features) for block in blocks]
    articles = list(zip(prepared.pairs, prepared.lexicons, worth, strict=True))
    blocks = []
    for p, lex, scores in articles:
        features, owners = lemma_features(p.document, p.terms, p.found, lex, scores)
        blocks.append(Block(features, lemma_labels(p, owners), WEIGHTS[p.source]))
    lemmas = train_network("lemmas", blocks)
    firsts = [
        block.features[: len(p.terms.lemmas)]
        for p, block in zip(prepared.pairs, blocks, strict=True)
    ]
    blocks = []
    for (p, lex, scores), first in zip(articles, firsts, strict=True):
        features = bigram_features(p.document, p.terms, p.found, lex, scores, lemmas(first))
        blocks.append(Block(features, bigram_labels(p), WEIGHTS[p.source]))
    return Model(prepared.final, sentences, lemmas, train_network("bigrams", blocks))


def hide(block: Block, group: str | None) -> Block:
    """Set the columns of a group of sentence features to 0."""
    if group is None:
        return block
    groups = list(SENTENCE_GROUPS)
    start = sum(len(SENTENCE_GROUPS[name]) for name in groups[: groups.index(group)])
    features = block.features.copy()
    features[:, start : start + len(SENTENCE_GROUPS[group])] = 0
    return Block(features, block.labels, block.weight)


def corpus(folder: Path) -> Iterator[str]:
    """Yield every text that statistics of lemmas are taken from."""
    for name in ("news/unlabelled", "rt/train", "papers/train"):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def save(model: Model, tables: dict[str, npt.NDArray[np.int8]], out: Path) -> None:
    """Write the model folder that ``summarizer.rank.learned`` reads."""
    tensors = dict(tables)
    for name in HIDDEN:
        tensors |= {f"{name}.{key}": value for key, value in asdict(getattr(model, name)).items()}
    out.mkdir(parents=True, exist_ok=True)
    path = out / "weights.safetensors"
    save_file(tensors, path)
    path.chmod(0o644)
    config = {"kind": "ranker", "format": FORMAT, "seed": SEED, "hidden": HIDDEN}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path(__file__).parent / MODEL)
def main(data: Path, out: Path) -> None:
    """Train the ranker and write its folder."""
    torch.set_num_threads(1)
    pairs = [pair for source in SOURCES for pair in load_pairs(data, source)]
    print(f"{len(pairs)} articles", flush=True)
    rarity, name = count_lemmas(corpus(data))
    tables = {"rarity": rarity, "name": name, "prior": learn_prior(pairs)}
    save(train(prepare(pairs, rarity, name)), tables, out)


if __name__ == "__main__":
    main()
