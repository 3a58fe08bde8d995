"""General English evaluation below every lexicon: TextBlob's own sentiment lexicon, read from the installed package.

The lexicon (De Smedt & Daelemans 2012, "Pattern for Python"; public domain) lists senses of adjectives, with some nouns
and verbs, tagged on product and film reviews. The senses of a word are averaged by part of speech, as TextBlob does.
"""

import importlib.util
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from statistics import fmean

from framing.errors import LexiconError
from framing.lexicon.entries import BASE, Frame, Term
from framing.lexicon.phrases import split_words

THRESHOLD = 0.1
"""Words whose mean polarity is weaker than this say next to nothing, and are many."""

FRAME = Frame(
    id=BASE,
    lexicon=BASE,
    label="General English evaluation",
    definition="Words that praise or blame in any text; a term of any other frame hides them.",
    source="De Smedt & Daelemans 2012, Pattern for Python (TextBlob's en-sentiment.xml)",
)

_POS = {
    "JJ": "ADJ", "JJS": "ADJ", "NN": "NOUN", "NNS": "NOUN", "NNP": "NOUN",
    "RB": "ADV", "VB": "VERB", "VBZ": "VERB", "VBN": "VERB", "VBG": "VERB", "UH": "INTJ",
}  # fmt: skip

LEFT_OUT = frozenset(
    """
    new first latest late early old older past previous young youngish aged adult contemporary fiftieth lifelong
    ceaseless many more most much very few less least little large small minimal minus huge colossal wide narrow
    thin thick light heavy half whole full filled complete considerable slight higher high greater top main primary
    secondary average far far-out near behind down distant remote round straight center frequent usual everyday
    common typical ordinary normal other own particular certain special original conventional

    military foreign economic ecological cultural legal criminal multilateral orthodox rightist green black pink
    linguistic literary lyric educational vocational intellectual empirical experimental medicative philosophic
    artistic poetic mental sexual titular state-supported professional elementary adjectival intelligentsia jail
    parade action thanks autonomous elect rare raw crude natural free clean closed secret dead concrete

    gay autistic disabled pregnant married masculine juvenile alien alcoholic drunk corpulent fatty sexy erotic

    base bass chicken cow fly game rank rose sec mod sound mean fit fine subject becoming catching cutting crying
    missing dried fixed due kind right pretty cool hot cold wet live loud hard harder soft sharp tight tough wild
    plain real true pure exact direct distinct evident sober busy captive manque peaky motley convex roughage coma
    boilerplate artesian attendant aired applicative available aware interested ready willing responsible able
    conscious sure for_sure in_stock used_to adequate_to done_with full_of_life worth expected unlikely unknown
    unread unexpected unusual surprised surprising detailed confirmed marked apportioned alleged approximate
    calculable contingent partial complex curious familiar relevant significant serious dramatic notable sensitive
    artificial random prominent striking fresh intense extreme acute fast active modest humble steady

    controversial challenging hazardous crushing overwhelming bizarre crafty flippant licentious sarcastic ironic
    quixotic static unpaid unprecedented boundless firm careful cozy placid delicate subtle adamant goofy guarded
    perplexed aroused skittish forcible obedient

    killed drowned touching win wins offers proves wants tries wow isn't can't won't shouldn't sour tame pale yarn
    swill spent trapped sinks seriously super
    """.split()  # noqa: SIM905 — paragraphs are read, a list of 300 lines is not
)
"""Words of the source that mislead on political news, by paragraph: size, time, order and quantity ("many" counts as
+0.5); words that name a field or a kind of thing ("military" -0.1, "crude" oil); traits of people, which are no
judgement; words that mostly mean something else or only report; words whose sign the reviews got wrong for news
("controversial" +0.55, "hazardous" +0.6, "firm" -0.2); verbs that judge a film, not a state. A `_` is a space."""

# An inflected form that is left out must not come back by its lemma.
_UNLESS = {"great": (("greater",),)}


@cache
def base_layer() -> tuple[Frame, tuple[Term, ...]]:
    """Return the base frame and its terms, in the order of the source; addresses are `base.WORD`.

    A word of several parts of speech is one term with all of them. Raises LexiconError when the source is missing.
    """
    polarities: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for form, senses in source_senses().items():
        for pos, polarity, _ in senses:
            polarities[form][pos].append(polarity)
    terms = []
    for form, by_pos in polarities.items():
        means = {pos: fmean(values) for pos, values in by_pos.items()}
        strong = {pos: mean for pos, mean in means.items() if abs(mean) >= THRESHOLD}
        name = "_".join(form.split())
        if strong and name not in LEFT_OUT:
            terms.append(
                Term(
                    address=f"{BASE}.{name}",
                    frame=BASE,
                    words=split_words(form),
                    polarity=round(fmean(strong.values()), 4),
                    pos=() if "" in strong else tuple(sorted(strong)),
                    unless=_UNLESS.get(form, ()),
                )
            )
    return FRAME, tuple(terms)


def source_senses() -> Mapping[str, tuple[tuple[str, float, float], ...]]:
    """Return every word of the source with its senses: part of speech, polarity, subjectivity (0..1)."""
    senses: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for word in _read_source().iter("word"):
        pos = _POS.get(word.get("pos", ""), "")
        sense = pos, float(word.get("polarity", "0")), float(word.get("subjectivity", "0"))
        senses[word.get("form", "").lower()].append(sense)
    return {form: tuple(found) for form, found in senses.items()}


def _read_source() -> ElementTree.Element:
    """Read the XML file that comes with TextBlob, without importing TextBlob (1.5 s)."""
    package = importlib.util.find_spec("textblob")
    folders = (package.submodule_search_locations or ()) if package else ()
    path = next((p for folder in folders if (p := Path(folder) / "en" / "en-sentiment.xml").is_file()), None)
    if path is None:
        raise LexiconError("TextBlob's en-sentiment.xml is missing; install textblob again, or use --no-base")
    try:
        # A file of an installed, hash-locked package, not a user's.
        return ElementTree.parse(path).getroot()  # noqa: S314
    except (OSError, ElementTree.ParseError) as error:
        raise LexiconError(f"TextBlob's en-sentiment.xml can't be read ({error}); install textblob again") from None
