"""Train the plan: ``python models/train_planner.py --data DIR``, a few minutes on one core.

DIR holds ``plans/train.jsonl.gz``: lines with ``text``, ``title``, ``sentences``, ``imp`` (a digit
0-3 a sentence), ``dep`` (sentence → sentences that it leans on, -1 the title), ``E`` (the best
extract) and perhaps ``F`` (units of an edited summary with their ``src``). Articles that
the library splits otherwise today are left out. With ``--folds 4`` nothing is written: every
article is judged by networks that have not seen it, and the plan's figures are printed.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save_file

from benchmarks.rules import read_notes, weigh
from summarizer import Summarizer
from summarizer.data.phrases import OPENING_WORDS
from summarizer.network import Floats, Network, standardize
from summarizer.pipeline import DEFAULT_RANKER
from summarizer.plan.features import Seen, gather, look
from summarizer.plan.model import FORMAT, MODEL, OUTPUTS, Planner, Weighing
from summarizer.plan.search import search
from summarizer.rank.features import sentence_features
from summarizer.rank.learned import load_model
from summarizer.syntax import word_vectors
from summarizer.write import Job

SEED = 20_261_126
DIMENSIONS = 40
"""Of the projection of word vectors: their first principal components."""

LONGEST = 60
"""A sentence of more words is not planned with."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a network is trained: an ensemble of small ones whose log odds are averaged."""

    hidden: int
    networks: int
    epochs: int
    batch: int
    rate: float
    decay: float
    dropout: float


SENTENCES = Fit(24, 4, 14, 512, 4e-3, 0.05, 0.3)
PAIRS = Fit(24, 1, 6, 2048, 4e-3, 0.02, 0.1)


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article as the plan sees it."""

    row: dict[str, Any]
    job: Job
    seen: Seen

    @property
    def size(self) -> int:
        """Its sentences."""
        return len(self.row["imp"])


def load(path: Path) -> list[Article]:
    """Read the annotated articles whose sentences are still the library's."""
    summarizer = Summarizer(ranker=DEFAULT_RANKER)
    lexicon, vectors = load_model().lexicon, word_vectors()
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            job = summarizer.prepare(row["text"], title=row["title"] or None)
            if [s.text for s in job.document.sentences] != row["sentences"]:
                continue
            own = lexicon.of(job.ranking.terms.lemmas)
            base = sentence_features(job.document, job.ranking.terms, own)
            found.append(
                Article(row, job, look(job.document, job.ranking, base, own.rarity, vectors))
            )
    return found


def sentence_labels(article: Article) -> Floats:
    """Return what the first network is to answer, in the order of ``OUTPUTS``."""
    row, size = article.row, article.size
    importance = np.array([int(digit) for digit in row["imp"]])
    chosen, written, leans = (np.zeros(size) for _ in range(3))
    chosen[row["E"]] = 1
    for unit in row.get("F") or []:
        written[[n for n in unit["src"] if n < size]] = 1
    leans[list(hosts_of(row))] = 1
    labels = {
        "told": importance >= 1,
        "important": importance >= 2,
        "main": importance >= 3,
        "chosen": chosen,
        "written": written,
        "leans": leans,
    }
    return np.stack([labels[name] for name in OUTPUTS], axis=1).astype(np.float32)


def hosts_of(row: dict[str, Any]) -> dict[int, list[int]]:
    """Return the sentences that lean on others than the title, and on which."""
    return {int(n): hosts for n, hosts in row["dep"].items() if hosts and -1 not in hosts}


def pair_labels(article: Article) -> Floats:
    """Return 1 for each pair of which the later sentence leans on the earlier one."""
    hosts = hosts_of(article.row)
    pairs = zip(article.seen.later.tolist(), article.seen.earlier.tolist(), strict=True)
    return np.array([[b in hosts.get(a, ())] for a, b in pairs], dtype=np.float32).reshape(-1, 1)


def fit(features: Floats, labels: Floats, how: Fit) -> Network:
    """Train an ensemble by AdamW on the cross entropy and join it into one network."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    inputs = torch.from_numpy(standardize(features, mean, scale))
    wanted = torch.from_numpy(labels)
    parts = [train_one(inputs, wanted, how, SEED + number) for number in range(how.networks)]
    output = np.vstack([second.weight.detach().numpy().T for _, second in parts]) / len(parts)
    bias = np.mean([second.bias.detach().numpy() for _, second in parts], axis=0)
    single = labels.shape[1] == 1
    return Network(
        mean,
        scale,
        np.hstack([first.weight.detach().numpy().T for first, _ in parts]),
        np.concatenate([first.bias.detach().numpy() for first, _ in parts]),
        np.ascontiguousarray(output[:, 0] if single else output),
        bias,
    )


def train_one(
    inputs: torch.Tensor, wanted: torch.Tensor, how: Fit, seed: int
) -> tuple[torch.nn.Linear, torch.nn.Linear]:
    """Train one small network; the learning rate rises and falls in one cycle."""
    torch.manual_seed(seed)
    first = torch.nn.Linear(inputs.shape[1], how.hidden)
    second = torch.nn.Linear(how.hidden, wanted.shape[1])
    hide, drop = torch.nn.Dropout(how.dropout / 2), torch.nn.Dropout(how.dropout)
    model = torch.nn.Sequential(hide, first, torch.nn.ReLU(), drop, second)
    optimizer = torch.optim.AdamW(model.parameters(), lr=how.rate, weight_decay=how.decay)
    steps = how.epochs * -(-len(inputs) // how.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, how.rate, total_steps=steps)
    loss = torch.nn.BCEWithLogitsLoss()
    for _ in range(how.epochs):
        for batch in torch.randperm(len(inputs)).split(how.batch):
            optimizer.zero_grad()
            loss(model(inputs[batch]), wanted[batch]).backward()
            optimizer.step()
            schedule.step()
    return first, second


def train(articles: Sequence[Article]) -> Planner:
    """Train both networks; the sentences of each half learn from pairs that the other taught."""
    vectors = np.vstack([article.seen.vectors for article in articles])
    _, _, components = np.linalg.svd(vectors - vectors.mean(axis=0), full_matrices=False)
    projection = np.ascontiguousarray(components[:DIMENSIONS].T)
    halves = [fit_pairs(articles[start::2]) for start in range(2)]
    features = np.vstack(
        [
            gather(article.seen, find_hosts(article, halves[1 - number % 2]), projection)
            for number, article in enumerate(articles)
        ]
    )
    labels = np.vstack([sentence_labels(article) for article in articles])
    return Planner(projection, fit(features, labels, SENTENCES), fit_pairs(articles))


def fit_pairs(articles: Sequence[Article]) -> Network:
    """Train the network of the pairs."""
    features = np.vstack([article.seen.pairs for article in articles])
    return fit(features, np.vstack([pair_labels(article) for article in articles]), PAIRS)


def find_hosts(article: Article, pairs: Network) -> Floats:
    """Return the chance that each sentence leans on each one before it."""
    hosts = np.zeros((article.size, article.size), dtype=np.float32)
    hosts[article.seen.later, article.seen.earlier] = pairs(article.seen.pairs)
    return hosts


@dataclass(frozen=True, slots=True)
class Figures:
    """How near a plan is to an editor's: see ``measure``."""

    main: float
    gain: float
    trivia: float
    unmet: float
    f1: float
    sentences: float

    def __str__(self) -> str:
        return " ".join(f"{field.name} {getattr(self, field.name):.3f}" for field in fields(self))


def measure(articles: Sequence[Article], plans: Sequence[Sequence[int]]) -> Figures:
    """Hold plans to the annotations.

    main: articles of which a sentence of importance 3 is taken; gain: importance taken ÷ that of
    the best extract; trivia: share of sentences of importance 0-1; unmet: share whose dependency is
    not taken before them; f1: with the best extract.
    """
    each = [weigh(plan, read_notes(a.row)) for a, plan in zip(articles, plans, strict=True)]
    sums = {name: sum(figures[name] for figures in each) for name in each[0]}
    used = max(1, sums["used"])
    return Figures(
        *(sums[name] / len(each) for name in ("main", "gain")),
        *(sums[name] / used for name in ("trivia", "unmet")),
        *(sums[name] / len(each) for name in ("F1", "used")),
    )


def plan(article: Article, chances: Floats, hosts: Floats, weighing: Weighing) -> list[int]:
    """Plan a summary of the default length of sentences as they stand."""
    words = article.job.ranking.terms.words
    allowed: npt.NDArray[np.bool_] = np.zeros(article.size, dtype=bool)
    allowed[article.job.ranking.candidates] = True
    room = max(20, (article.job.budget.words or 0) - OPENING_WORDS)
    judged = weighing.judge(chances, hosts)
    return search(judged, words, allowed & (words <= LONGEST), room, article.size)


def save(planner: Planner, out: Path) -> None:
    """Write ``config.json`` and ``weights.safetensors``."""
    out.mkdir(exist_ok=True)
    tensors = {"projection": planner.projection.astype(np.float32)}
    for name in ("sentences", "pairs"):
        network: Network = getattr(planner, name)
        for field in Network.__dataclass_fields__:
            tensor = np.ascontiguousarray(getattr(network, field), dtype=np.float32)
            tensors[f"{name}.{field}"] = tensor
    save_file(tensors, out / "weights.safetensors")
    config = {"kind": "planner", "format": FORMAT, "seed": SEED}
    text = json.dumps(config, indent=2) + "\n"
    (out / "config.json").write_text(text, encoding="utf-8")


def cross_validate(articles: Sequence[Article], folds: int) -> None:
    """Print the figures of plans by networks that have not seen the article."""
    plans: dict[int, list[int]] = {}
    order = np.random.default_rng(SEED).permutation(len(articles)).tolist()
    for fold in range(folds):
        test = set(order[fold::folds])
        planner = train([articles[n] for n in order if n not in test])
        for n in sorted(test):
            hosts = find_hosts(articles[n], planner.pairs)
            chances = planner.sentences(gather(articles[n].seen, hosts, planner.projection))
            plans[n] = plan(articles[n], chances, hosts, Weighing())
        tested = sorted(test)
        print(fold, measure([articles[n] for n in tested], [plans[n] for n in tested]), flush=True)
    print(measure(articles, [plans[n] for n in range(len(articles))]))


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path(__file__).parent / MODEL)
@click.option("--folds", type=int, default=0, help="Cross-validate; write nothing.")
def main(data: Path, out: Path, folds: int) -> None:
    """Train the plan and write its folder."""
    torch.set_num_threads(1)
    articles = load(data / "plans" / "train.jsonl.gz")
    print(f"{len(articles)} articles", flush=True)
    if folds:
        cross_validate(articles, folds)
    else:
        save(train(articles), out)


if __name__ == "__main__":
    main()
