"""Let a small encoder, taught by NewsMTSC's coders, judge what they left uncoded; `train.py` learns from both.

    python benchmarks/validity/teacher.py TRAIN.jsonl --encoder FOLDER [--out FILE] [--check DEV.jsonl …]

FOLDER holds a BERT-like encoder and its tokenizer as `transformers` reads them (config.json, …); this version's
judgements are by all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers & Gurevych 2019). It is tuned on the
hand-coded mentions of TRAIN.jsonl, every name masked, and then judges the other mentions of the same sentences. What is
written holds places and judgements, no text. Needs `torch` and `transformers` (dependency group `teacher`); only here,
neither to train `linear` again nor to run it. Minutes on a few cores; the bits depend on their number.

Knowledge distillation: Hinton, Vinyals & Dean (2015); from an encoder to a linear model: Tang et al. (2019).
"""

import argparse
import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from examples import LABELS, NAME_WORD, TARGET_WORD, UNCODED, Sentence, read_sentences
from sklearn.metrics import f1_score
from taught import TAUGHT, Judgement, write_taught
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer, get_linear_schedule_with_warmup

from framing.model import Span

EPOCHS, BATCH, RATE, SMOOTHING, DROPOUT, CLIP = 4, 32, 2e-4, 0.05, 0.1, 1.0
SEED = 0
LONGEST = 110
_LIKE_NAMES = ("john", "smith", "robert", "mary", "johnson")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TAUGHT)
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    torch.use_deterministic_algorithms(True)
    reader = Reader(args.encoder)
    coded, uncoded = [], []
    for sentence in read_sentences(args.train, args.cache):
        for example in reader(sentence):
            (uncoded if example.label == UNCODED else coded).append(example)
    dev = {
        path: [x for s in read_sentences(path, args.cache) for x in reader(s) if x.label != UNCODED]
        for path in args.check
    }
    encoder = tune(args.encoder, reader, coded)
    for path, examples in dev.items():
        labels = [x.label for x in examples]
        f1 = f1_score(labels, judge(encoder, examples).argmax(axis=1), average="macro")
        print(f"{path.stem}: macro-F1 {f1:.3f}", flush=True)
    logits = judge(encoder, uncoded)
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = odds / odds.sum(axis=1, keepdims=True)
    judgements = [Judgement(x.sentence, x.span, tuple(share)) for x, share in zip(uncoded, shares, strict=True)]
    digest = hashlib.sha256(args.train.read_bytes()).hexdigest()
    args.out.write_text("\n".join(write_taught(digest, judgements)) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(judgements):,} judgements")


# --- what it reads ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Masked:
    """A mention in its sentence as tokens of the encoder, where the target stands among them, and its label."""

    sentence: int
    span: Span
    tokens: tuple[int, ...]
    place: int
    label: int


class Reader:
    """Turn sentences into the encoder's tokens."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, model_max_length=None)
        self.tokenizer.add_special_tokens({"additional_special_tokens": [NAME_WORD, TARGET_WORD]})

    def __call__(self, sentence: Sentence) -> Iterator[Masked]:
        """Yield each mention; one that is nothing but white space is left out."""
        for seen in sentence.seen():
            words, place = seen.masked()
            if place >= 0:
                yield Masked(sentence.number, seen.mention.span, *self._tokens(words, place), seen.label)

    def _tokens(self, words: list[str], place: int) -> tuple[tuple[int, ...], int]:
        read = self.tokenizer(words, is_split_into_words=True)
        at = read.word_ids().index(place)
        first = max(0, min(at - LONGEST // 2, len(read["input_ids"]) - LONGEST))
        return tuple(read["input_ids"][first : first + LONGEST]), at - first


# --- the encoder --------------------------------------------------------------------------------------------------


class Encoder(nn.Module):
    """A pre-trained encoder; the label is read from the target's place and the mean of all places."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False)
        width = self.body.config.hidden_size
        self.hidden, self.labels = nn.Linear(2 * width, width), nn.Linear(width, len(LABELS))
        words = self.body.embeddings.word_embeddings.weight
        of = reader.tokenizer.convert_tokens_to_ids
        with torch.no_grad():
            words[of(NAME_WORD)] = words[[of(name) for name in _LIKE_NAMES]].mean(0)
            words[of(TARGET_WORD)] = words[of(NAME_WORD)] + 0.3 * words[of("he")]

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """Return (mentions, labels) from tokens and mask (mentions, places) and the targets' places (mentions)."""
        rows = torch.arange(len(tokens))
        kinds = torch.zeros_like(tokens)
        kinds[rows, places] = 1
        read = self.body(input_ids=tokens, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        mean = (read * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        both = functional.dropout(torch.cat([read[rows, places], mean], 1), DROPOUT, self.training)
        return self.labels(functional.dropout(torch.tanh(self.hidden(both)), DROPOUT, self.training))


def tune(folder: Path, reader: Reader, examples: Sequence[Masked]) -> Encoder:
    """Return an encoder tuned on hand-coded mentions; rare labels count as much as frequent ones."""
    torch.manual_seed(SEED)
    order = random.Random(SEED)  # noqa: S311
    encoder = Encoder(folder, reader).train()
    counts = torch.bincount(torch.tensor([x.label for x in examples]), minlength=len(LABELS))
    balance = len(examples) / (len(LABELS) * counts)
    steps = EPOCHS * len(list(_batches(examples, order)))
    plain = [p for p in encoder.parameters() if p.ndim <= 1]
    groups = [{"params": [p for p in encoder.parameters() if p.ndim > 1]}, {"params": plain, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    rate = get_linear_schedule_with_warmup(optimizer, steps // 10, steps)
    for epoch in range(EPOCHS):
        losses = []
        for batch in _batches(examples, order):
            labels = torch.tensor([examples[i].label for i in batch])
            loss = functional.cross_entropy(
                encoder(*_padded(examples, batch)), labels, weight=balance, label_smoothing=SMOOTHING
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), CLIP)
            optimizer.step()
            rate.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}", flush=True)
    return encoder.eval()


def judge(encoder: Encoder, examples: Sequence[Masked]) -> np.ndarray:
    """Return the logits (mentions, labels)."""
    logits = np.zeros((len(examples), len(LABELS)))
    with torch.no_grad():
        for batch in _batches(examples, None):
            logits[batch] = encoder(*_padded(examples, batch)).numpy()
    return logits


def _batches(examples: Sequence[Masked], order: random.Random | None) -> Iterator[list[int]]:
    """Yield batches of about one length; in random order where one is given."""
    noise = order.gauss if order else lambda *_: 0.0
    by_length = sorted(range(len(examples)), key=lambda i: (len(examples[i].tokens) + noise(0, 4), i))
    batches = [by_length[i : i + BATCH] for i in range(0, len(by_length), BATCH)]
    if order:
        order.shuffle(batches)
    yield from batches


def _padded(examples: Sequence[Masked], batch: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(examples[i].tokens) for i in batch)
    rows = [examples[i].tokens + (0,) * (longest - len(examples[i].tokens)) for i in batch]
    lengths = torch.tensor([len(examples[i].tokens) for i in batch])
    mask = (torch.arange(longest)[None] < lengths[:, None]).long()
    return torch.tensor(rows), mask, torch.tensor([examples[i].place for i in batch])


if __name__ == "__main__":
    main()
