"""VADER's text file (Hutto & Gilbert 2014): a token, its mean valence from -4 to 4, its deviation, its ratings."""

import math
import re
from collections.abc import Iterator

from framing.errors import LexiconError
from framing.lexicon.entries import Lexicon
from framing.lexicon.exchange.listing import Category, Entry, Export, Listing, Loss
from framing.lexicon.exchange.outgoing import outgoing

SCALE = 4.0
CATEGORY = "valence"


def read_vader(text: str, name: str, scale: float = SCALE) -> Listing:
    """Read lines of token, tab, mean; what follows is lost, and so are emoticons. Raises LexiconError for others.

    `scale` is the strongest valence the file may hold (AFINN has 5).
    """
    entries, emoticons, ratings = [], [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        token, *values = (part.strip() for part in line.split("\t"))
        mean = _number(values[0]) if values else None
        if not token or mean is None:
            raise LexiconError(f"{name}:{number}: not a line of VADER's; write a token, a tab, its mean valence")
        if not abs(mean) <= scale:
            cure = f"write one in -{scale:g}..{scale:g}, or name the scale of the file"
            raise LexiconError(f"{name}:{number}: valence {mean:g} is out of range; {cure}")
        if any(values[1:]):
            ratings.append(token)
        if _is_word(token):
            entries.append(Entry(token, CATEGORY, polarity=round(mean / scale, 6)))
        else:
            emoticons.append(token)
    definition = f"Words with a mean valence, from {name}."
    return Listing((Category(CATEGORY, "Valence", definition),), tuple(entries), tuple(_losses(emoticons, ratings)))


def write_vader(lexicon: Lexicon) -> Export:
    """Return token, tab, mean valence for each term of one word, and what the format can't carry."""
    listing = outgoing(lexicon, "VADER", carries=("polarity",))
    means: dict[str, float] = {}
    phrases, again, odd = [], [], []
    for entry in listing.entries:
        if " " in entry.term:
            phrases.append(entry.term)
        elif not _is_word(entry.term):
            odd.append(entry.term)
        elif entry.term in means:
            again.append(entry.term)
        else:
            means[entry.term] = (entry.polarity or 0.0) * SCALE
    losses = [*listing.losses]
    losses += [Loss("phrases: VADER reads one word at a time", tuple(phrases))] if phrases else []
    losses += [Loss("would be read as emoticons", tuple(odd))] if odd else []
    losses += [Loss("listed more than once; the first was taken", tuple(again))] if again else []
    if len(listing.categories) > 1:
        losses.append(Loss("frames: VADER has none", tuple(c.name for c in listing.categories)))
    text = "".join(f"{token}\t{round(mean, 6):g}\n" for token, mean in means.items())
    return Export(text, len(means), tuple(losses))


def _losses(emoticons: list[str], ratings: list[str]) -> Iterator[Loss]:
    if emoticons:
        yield Loss("emoticons: framing reads words", tuple(emoticons))
    if ratings:
        yield Loss(f"deviations and single ratings of {len(ratings):,} tokens: a polarity is one number")


def _is_word(token: str) -> bool:
    # ":D" and "x-p" hold letters, too.
    return token.isalnum() or re.search(r"[^\W\d_]{2}", token) is not None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
