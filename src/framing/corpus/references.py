"""Finds parenthetical source references: "(BelTA, June 8)", "(see EDM, June 4, 2024; U.S. Congress, May 5)".

They are no prose of the author's and carry no evaluation, but they tell on whom an article relies. A parenthesis
counts when it says that it refers ("see …", "Source: …") or when it names a source and a date. A bare "(SCO)" or
"(AP)" introduces an abbreviation far more often than a source, so it is left alone.
"""

import re
from collections.abc import Iterator

from framing.model import Reference, Span

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"\d{1,2}(?:[–-]\d{1,2})?"
_YEAR = r"(?:19|20)\d{2}"
# One "June 4, 2024", "June 2, 4", "4 June", "April", "2024-06-04", or "accessed June 9" and its like.
_WHEN = (
    rf"(?:(?:accessed|retrieved|viewed|updated|n\.d\.)(?:\s+on)?\s*)?"
    rf"(?:{_MONTH}(?:\s+{_DAY}(?:,\s*{_DAY}(?!\d))*)?(?:,?\s+{_YEAR})?"
    rf"|{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?|{_YEAR}-\d\d-\d\d)"
)
_NUMBERS = r"(?:\s*\[\d+\])+"
_DATED = re.compile(rf"(?P<name>.+?),?(?P<when>(?:,?{_NUMBERS})?(?:,\s*{_WHEN})+(?:,?{_NUMBERS})?)\Z")
_YEARED = re.compile(rf"(?P<name>.+?),?\s+{_YEAR}[a-z]?(?:,\s*pp?\.\s*[\d–-]+)?\Z")
_SCHOLAR = re.compile(r"[A-Z][\w’'-]+(?:(?:,? and|,? &) [A-Z][\w’'-]+| et al\.)\Z")
_ALL_DATE = re.compile(rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_MONTH}|{_WHEN}|\d.*)\Z")

# No line breaks inside, and a length, so that a lost bracket can't swallow an article.
_PARENTHESIS = re.compile(r"\(([^()\r\n]{3,600})\)")
_POINTER = re.compile(
    r"(?:sources?\s*:|see(?:,? also)?,?(?=\s)|cf\.|via(?=\s[A-Z])|quoted (?:in|by)(?=\s)|cited in(?=\s))\s*", re.I
)
_POINTS_WITHIN = re.compile(
    r"(?:the\s+)?(?:above|below|here|opposite|next|tables?|figures?|figs?|charts?|maps?|graphs?|box|appendix|annex|sections?"
    r"|chapters?|pages?|pp?\.|photos?|pictures?|images?|videos?|footnotes?|notes?)\b",
    re.I,
)
_OPENING = "‘“'\"«„"
_CLOSING = "’”'\"»“"
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "with", "at", "to", "a", "an", "by", "from", "de", "la", "le", "du", "des",
     "der", "die", "das", "und", "et", "del", "di", "da", "al"}
)  # fmt: skip

# Names whose words don't tell what they are. "State media" are outlets that a state owns or runs and whose line it
# sets; public broadcasters with an editorial statute of their own are media.
_KNOWN = {
    "state-media": """
        belta | xinhua | xinhua news agency | china daily | global times | people’s daily | cgtn | cctv | tass
        itar-tass | china media group | ria | ria novosti | rt | russia today | sputnik | sputnik belarus
        rossiyskaya gazeta | vesti | zvezda | belarus today | belarus segodnya | sb | sb.by | sb belarus today
        news.by | ont | ctv.by | tvr.by | sana | belteleradio | zvyazda | press tv | irna | kcna | granma
        telesur | vietnam news agency | prensa latina""",
    "official": """
        pravo.by | president.gov.by | kremlin | kremlin.ru | mid.ru | white house | nato | eu | un | osce | sco
        cis | csto | brics""",
    "data": """
        oec | oec.world | imf | wto | oecd | unctad | eurostat | belstat | rosstat | un comtrade | comtrade
        statista | v-dem""",
    "research": """
        edm | eurasia daily monitor | china brief | osw | choice | merics | csis | iiss | ecfr | rusi | isw
        sipri | pism | swp | ifri | fpri | rand | rand corporation | brookings | carnegie | chatham house
        bruegel | valdai | arxiv | foreign affairs | foreign policy | nature | freedom house
        amnesty international | human rights watch""",
    "media": """
        ap | afp | reuters | bloomberg | bbc | cnn | npr | pbs | abc | nbc | cbs | dw | scmp | rfe/rl | rferl
        voa | interfax | kommersant | vedomosti | meduza | zerkalo | nexta | nasha niva | ukrinform
        ukrainska pravda | the economist | ft | the guardian | politico | axios | semafor | nikkei | le monde
        le figaro | der spiegel | al jazeera | euractiv | wsj | izvestia | rbc | caixin | polsat | yonhap | kyodo
        dpa | ansa | efe | pap""",
}
_KIND_OF_NAME = {
    name.strip(): kind for kind, names in _KNOWN.items() for name in re.split(r"[|\n]", names) if name.strip()
}
# In this order: "National Statistical Committee" is data before it is official, "Press Service of the President"
# official before it is media, "Wall Street Journal" media before a journal.
_KIND_OF_WORDS = tuple(
    (kind, re.compile(words, re.I | re.X))
    for kind, words in (
        ("data", r"""observatory\ of\ economic | world\ bank | monetary\ fund | statistic | comtrade
            | trading\ economics | \bdata(?:base|set|\ bank|\ portal)?\b"""),
        ("official", r"""president | prime\ minister | premier\b | chancell | minist(?:ry|er|ries) | government
            | parliament | congress | senate | house\ of\ | department\ of | embassy | consulate
            | permanent\ mission | kremlin | state\ (?:council|duma|department|committee) | white\ house
            | commission | national\ assembly | police
            | council\ of\ (?:ministers|the\ republic|the\ european|europe) | (?:central|national)\ bank
            | court | customs | official\ (?:web\ ?)?site | european\ (?:union|council)
            | united\ nations | security\ council | prosecutor | general\ staff | armed\ forces
            | secretariat | municipal | city\ of | federal\ | \bgov\b | \bmfa\b"""),
        ("media", r"""wall\ street\ journal | news\b | newspaper | magazine | broadcast | television | \btv\b
            | radio | \bmedia\b"""),
        ("research", r"""institut | universit | academ | college | journal | quarterly | cent(?:er|re)s?\b
            | foundation | think\ ?tank | council\ on | atlantic\ council | crisis\ group | research
            | observers?\ in | studies | policy\ brief | working\ paper | et\ al\."""),
        ("media", r"""times | post\b | herald | tribune | gazette | gazeta | daily | today | press | telegraph
            | guardian | chronicle | independent | observer | standard | review | mirror | mail\b
            | pravda | novosti | \.(?:by|ru|com|net|org|info|ua|pl|eu|de|fr|cn|uk|io|tv)\b"""),
    )
)  # fmt: skip


def find_references(text: str) -> tuple[Reference, ...]:
    """Return the sources that parentheses of `text` name, in order; one for each source.

    A reference's span is its own part of the parenthesis ("BelTA, June 8"), its name is without the date ("BelTA"),
    its kind is one of official, state-media, media, research, data, self (a title in marks, of the same house) and
    other.

    >>> [(r.name, r.kind) for r in find_references("It grew (see EDM, June 4, 2024; U.S. Congress, May 5).")]
    [('EDM', 'research'), ('U.S. Congress', 'official')]
    >>> find_references("Belarus joined the Shanghai Cooperation Organization (SCO).")
    ()
    """
    return tuple(reference for _, found in reference_parentheses(text) for reference in found)


def reference_parentheses(text: str) -> Iterator[tuple[Span, tuple[Reference, ...]]]:
    """Yield each parenthesis that refers to sources, brackets included, with its references."""
    for match in _PARENTHESIS.finditer(text):
        inside = Span(*match.span(1)).trim(text)
        pointed = bool(_POINTER.match(inside.of(text)))
        found = [ref for part in _parts(text, inside) for ref in _references_of_part(text, part, pointed)]
        if found and not (_stands_alone(text, match.span()) and not pointed and all(r.kind == "other" for r in found)):
            yield Span(*match.span()), tuple(found)


def _stands_alone(text: str, span: tuple[int, int]) -> bool:
    """Say whether nothing else is on the line: "(Kyiv, 2 February 2022)" there tells where and when, not who."""
    before, after = text[max(0, span[0] - 1) : span[0]], text[span[1] : span[1] + 1]
    return before in {"", "\n", "\r"} and after in {"", "\n", "\r"}


def kind_of(name: str) -> str:
    """Return what kind of source a name is: official, state-media, media, research, data or other."""
    plain = re.sub(r"\s+", " ", name).strip().casefold().replace("'", "’").removeprefix("the ")
    if kind := _KIND_OF_NAME.get(plain) or _KIND_OF_NAME.get("the " + plain):
        return kind
    return next((kind for kind, words in _KIND_OF_WORDS if words.search(plain)), "other")


def _parts(text: str, inside: Span) -> Iterator[Span]:
    """Split at semicolons, but not inside a title in marks."""
    if inside.of(text)[_pointer_length(inside.of(text)) :][:1] in set(_OPENING):
        yield inside
        return
    start = inside.start
    for piece in inside.of(text).split(";"):
        yield Span(start, start + len(piece)).trim(text)
        start += len(piece) + 1


def _pointer_length(words: str) -> int:
    match = _POINTER.match(words)
    return match.end() if match else 0


def _references_of_part(text: str, part: Span, pointed: bool) -> Iterator[Reference]:
    own_pointer = _pointer_length(part.of(text))
    part = Span(part.start + own_pointer, part.end).trim(text)
    words = part.of(text)
    pointed = pointed or own_pointer > 0
    if not words or (pointed and _POINTS_WITHIN.match(words)):
        return
    # CASE 1: a title in quotation marks that one is told to see. With nothing after it, it is the house's own.
    if pointed and words[0] in _OPENING:
        close = max(words.rfind(mark) for mark in _CLOSING)
        after = words[close + 1 :].strip(" ,")
        title = words[1:close] if close > 0 else words[1:]
        if name := _name_of(after, pointed) if after else "":
            yield Reference(part, name, kind_of(name))
        else:
            yield Reference(part, title, "self")
        return
    # CASE 2: names, with a date or after a pointer. The date belongs to the last name.
    name = _name_of(words, pointed)
    if not name:
        return
    names = _split_names(name)
    start = part.start
    for each in names[:-1]:
        yield Reference(Span(start, start + len(each)), each, kind_of(each))
        start = text.index(names[names.index(each) + 1], start + len(each))
    yield Reference(Span(start, part.end), names[-1], kind_of(names[-1]))


def _name_of(words: str, pointed: bool) -> str:
    """Return the source's name in one part of a parenthesis, or nothing when the part names no source."""
    if match := _DATED.match(words):
        name = match["name"].strip(" ,")
    elif (match := _YEARED.match(words)) and (
        pointed or kind_of(match["name"]) != "other" or _SCHOLAR.match(match["name"])
    ):
        # A name with a bare year is as often a place, a film or a treaty: known sources and two scholars count.
        name = match["name"].strip(" ,")
    elif pointed:
        name = words.strip(" ,.")
    else:
        return ""
    return name if _reads_as_name(name) else ""


def _reads_as_name(name: str) -> bool:
    """Say whether words can name a source: capitals, or a site; no clause ("He was born in Minsk, May 5")."""
    if not name or _ALL_DATE.match(name):
        return False
    words = name.split()
    is_site = len(words) == 1 and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name) is not None
    if not (name[0].isupper() or name[0].isdigit() or is_site or name[0] in _OPENING):
        return False
    clause_words = sum(w[0].islower() and w.strip(",.") not in _SMALL for w in words)
    return is_site or (len(words) <= 20 and clause_words <= 1)


def _split_names(name: str) -> list[str]:
    """Split "President of the Republic of Belarus, Belarus Today" in two; leave "Ministry of Trade, Industry" whole."""
    pieces = name.split(", ")
    if len(pieces) > 1 and all(_reads_as_name(p) and kind_of(p) != "other" for p in pieces):
        return pieces
    return [name]
