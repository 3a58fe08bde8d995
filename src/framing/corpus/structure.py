"""Finds what each line of an article is: title, heading, list item, caption, byline, dateline, boilerplate or body.

Rules look at one line, its place and its neighbours; none knows an outlet. Where a rule is in doubt the line is
body, for body is always read. A line that is no prose (a caption, an author's box) is never read as evaluation, so
those rules ask for plain signs.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from framing.corpus.references import reference_parentheses
from framing.model import Section, SectionKind, Span

_LINE = re.compile("[^\r\n\v\f\x85\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[•‣◦▪▫●○■□►▶➢➤✓✔·∙]\s*|[*+-]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)(?=\S)")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "in", "into", "is", "its", "nor", "of",
     "off", "on", "onto", "or", "over", "per", "so", "than", "the", "to", "up", "upon", "via", "vs", "with", "yet"}
)  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_DATE = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?)"
)
_DATE_LINE = re.compile(
    rf"(?:(?:published|posted|updated|last (?:updated|modified)|first published)(?: on| at)?:?\s*)?"
    rf"(?:\w+(?: \w+){{0,2}},\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    rf"(?:{_DATE}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
    rf"(?:[ ,|@–—-]*(?:at\s+)?\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{{2,4}}\)?)?)?\.?\Z",
    re.I,
)
_PLACE = r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?:[ /][A-ZÀ-Þ.’'-]+){0,3})"
_REGION = r"(?:,\s(?:[A-Z][\w.’'-]*\s?){1,3}?)?"
_AGENCY = r"(?:\([A-Z][^()\n-]{1,30}\)|/[A-Z][A-Za-z ]{1,20}/)"
_DASH = r"(?:—|–|--?)"
# "WASHINGTON — ", "BEIJING, June 4 (Xinhua) — ", "MOSCOW, June 4. /TASS/. ", "Minsk (Reuters) - ", "(CNN) ".
_DATELINE = re.compile(
    rf"(?:{_PLACE}{_REGION}(?:,\s*{_DATE})?\s*{_AGENCY}?\s*{_DASH}"
    rf"|{_PLACE}{_REGION}(?:,\s*{_DATE})?\.?\s*/[A-Z][A-Za-z ]{{1,20}}/\.?"
    rf"|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,2}}(?:,\s*{_DATE})?\s*{_AGENCY}\s*{_DASH}"
    rf"|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,2}},\s*{_DATE}\s*{_DASH}"
    rf"|\([A-Z]{{2,8}}\)(?:\s*{_DASH})?)\s+(?=\S)"
)
_CAPTION = re.compile(
    r"[\[(]?\s*(?:(?:photo(?:graph)?s?|images?|pictures?|videos?|illustrations?|graphics?|screenshot)"
    r"(?:\s+(?:credits?|sources?|courtesy))?\s*(?:[:/©]|by\b|courtesy of\b|via\b|copyright\b)"
    r"|(?:credits?|sources?|captions?)\s*:)",
    re.I,
)
_BYLINE = re.compile(
    r"(?:(?:written|reported|reporting|words|story|text|compiled|authored)\s+)?by\b:?\s*(?P<name>.*)\Z", re.I
)
_BOILERPLATE = re.compile(
    r"""
      this\ (?:article|story|piece|post|report|essay|analysis|commentary|interview|op-ed)\ (?:
        is\ (?:part\ of|based\ on\ an?|published)
        | was\ (?:originally\ |first\ )?(?:published|written|produced|posted|reported)
        | (?:originally|first)\ appeared | appeared | has\ been\ (?:updated|corrected) )
    | © | copyright\s*(?:©|\(c\)|\d{4}) | all\ rights\ reserved
    | read\ (?:more|also|next|on)\b | read\ the\ (?:full|rest) | see\ also\s*: | keep\ reading
    | related(?:\ (?:articles?|stories|content|news|topics))?\s*:?\Z | more\ on\ this\ (?:story|topic)
    | correction\s*: | subscribe\b | sign\ up\b
    | follow\ (?:us|@?\w+(?:\ \w+)?)\ on\b | click\ here | share\ (?:this|on)\b
    | advertisement\b | tags?\s*: | filed\ under | disclaimer\b | about\ the\ authors?\b
    | (?:the\ )?(?:views|opinions)\ expressed\ (?:in\ this|here|are) | our\ standards\s*:
    | reporting\ by\ .{3,200};\ (?:editing|writing)\ by | download\ (?:the|our)\ .{0,30}app\b
    | support\ our\ (?:work|journalism) | listen\ to\ this\ article
    """,
    re.I | re.X,
)
_ROLE = (
    r"(?:fellow|researcher|analyst|journalist|reporter|editor|columnist|writer|correspondent|author|contributor|expert"
    r"|scholar|lecturer|professor|student|candidate|historian|economist|producer|co-?founder)"
)
_PERSON = r"[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]*){1,3}"
_AUTHOR_BOX = re.compile(rf"{_PERSON} is (?:an?|the) (?:[\w’',&-]+ ){{0,6}}?{_ROLE}\b")
_LABELS = frozenset(
    {"executive summary", "summary", "abstract", "key points", "key takeaways", "key findings", "highlights",
     "background", "introduction", "conclusion", "conclusions", "bottom line", "analysis", "commentary"}
)  # fmt: skip
_CLOSING = "”’\"'»)]"
_OPENING = "“‘\"'«„"
_HEADING_CAP = 120
"""Characters of a heading, at most."""
_LEAD_BLOCKS = 6
"""How many blocks at either end of an article can be byline, date or author's box."""


def find_sections(text: str, *, title: str = "", author: str = "") -> tuple[Section, ...]:
    """Return the sections of a text in order: every character that is not blank lies in exactly one block section.

    `reference` sections nest inside the blocks. `title` and `author`, when known, help to find the lines that hold
    them. A text of one block is body, whatever it looks like.
    """
    blocks = _blocks(text)
    sections = [Section(b, k) for b, k in zip(blocks, _kinds(text, blocks, title, author), strict=True)]
    sections = _cut_dateline(text, sections)
    sections += [Section(span, "reference") for span, _ in reference_parentheses(text)]
    return tuple(sorted(sections, key=lambda s: (s.span.start, -s.span.end)))


def title_in(text: str, sections: Sequence[Section]) -> str:
    """Return the words of the title section, without markdown's marks, or nothing."""
    spans = [s.span for s in sections if s.kind == "title"]
    return _bare(spans[0].of(text)) if spans else ""


def author_in(text: str, sections: Sequence[Section]) -> str:
    """Return the name in the byline, or nothing."""
    lines = [s.span.of(text) for s in sections if s.kind == "byline"]
    return next((n for line in lines if (n := _byline_name(line) or (re.fullmatch(_PERSON, line) and line))), "")


# --- lines to blocks --------------------------------------------------------------------------------------------


def _blocks(text: str) -> list[Span]:
    """Return the spans of the paragraphs: lines, or in a hard-wrapped text the lines that run on, joined."""
    lines = [span for m in _LINE.finditer(text) if len(span := Span(*m.span()).trim(text))]
    runs_on = _wrapped(text, lines)
    blocks: list[Span] = []
    for i, line in enumerate(lines):
        if i and runs_on[i - 1]:
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(line)
    return blocks


def _wrapped(text: str, lines: Sequence[Span]) -> list[bool]:
    """Say of each pair of neighbouring lines whether they are one paragraph, broken to fit a page.

    A text is hard-wrapped when a third of its line breaks fall in mid-sentence. Then a paragraph ends at a blank
    line, before a bullet, and after a line too short to have been full.
    """
    pairs = [(a.of(text), b.of(text), _BREAK.findall(text, a.end, b.start)) for a, b in pairwise(lines)]
    close = [(a, b) for a, b, breaks in pairs if len(breaks) == 1]
    in_sentence = sum(b[0].islower() and a.rstrip(_CLOSING)[-1:] not in {".", "!", "?", ":", ";"} for a, b in close)
    if not in_sentence or 3 * in_sentence < len(close):
        return [False] * len(pairs)
    full = 0.7 * sorted(map(len, lines))[len(lines) // 2]
    return [len(breaks) == 1 and not _BULLET.match(b) and (len(a) >= full or b[0].islower()) for a, b, breaks in pairs]


# --- blocks to kinds --------------------------------------------------------------------------------------------


def _kinds(text: str, blocks: Sequence[Span], title: str, author: str) -> list[SectionKind]:
    words = [b.of(text) for b in blocks]
    if len(words) < 2:
        return ["body"] * len(words)
    kinds = [_plain_kind(w) for w in words]
    _mark_links(words, kinds)
    _mark_bylines(words, kinds, author)
    _mark_author_box(words, kinds, author)
    _mark_headings(words, kinds)
    _mark_title(words, kinds, title)
    return [k or "body" for k in kinds]


def _plain_kind(words: str) -> SectionKind | None:
    """Return the kind that a block's own words give away, wherever it stands."""
    if not any(c.isalnum() for c in words):
        return "boilerplate"
    if len(words) <= 400 and _BOILERPLATE.match(words):
        return "boilerplate"
    if len(words) <= 250 and _CAPTION.match(words):
        return "caption"
    if _MARKDOWN_HEADING.match(words):
        return "heading"
    return "list-item" if _BULLET.match(words) else None


def _mark_links(words: Sequence[str], kinds: list[SectionKind | None]) -> None:
    """Mark the list below a label like "Related:" as what the label is."""
    below = False
    for i, kind in enumerate(kinds):
        below = (below and kind == "list-item") or (kind == "boilerplate" and words[i].endswith(":"))
        if below:
            kinds[i] = "boilerplate"


def _ends(count: int) -> list[int]:
    """Return the places near the start and the end of `count` blocks."""
    return sorted({*range(min(_LEAD_BLOCKS, count)), *range(max(0, count - _LEAD_BLOCKS), count)})


def _mark_bylines(words: Sequence[str], kinds: list[SectionKind | None], author: str) -> None:
    for i in _ends(len(words)):
        if kinds[i]:
            continue
        if len(words[i]) <= _HEADING_CAP and _DATE_LINE.match(words[i].strip("()")):
            kinds[i] = "dateline"
        elif _byline_name(words[i]) or (author and _folded(words[i]) == _folded(author)):
            kinds[i] = "byline"
        elif _folded(words[i]) in {"by", "written by", "author", "authors"}:
            kinds[i] = "byline"
            if i + 1 < len(words) and not kinds[i + 1] and re.fullmatch(_PERSON, words[i + 1]):
                kinds[i + 1] = "byline"


def _byline_name(words: str) -> str:
    """Return who a line like "By Jane Roe and John Doe, Reuters" names; nothing for "By the time he came"."""
    match = _BYLINE.match(words)
    name = match["name"] if match else words
    tokens = [w for w in _WORD.findall(name) if w not in {"and", "for", "of", "in", "the", "de", "van", "von"}]
    if not (1 <= len(tokens) <= 10 and all(w[0].isupper() for w in tokens)) or name.endswith((".", ":", "?", "!")):
        return ""
    return name.strip(" ,") if match else ""


def _mark_author_box(words: Sequence[str], kinds: list[SectionKind | None], author: str) -> None:
    """Mark who the author is, as told at the end ("Jane Roe is a fellow at …"), and all below "About the author"."""
    known = [author, *(_byline_name(w) or w for w, k in zip(words, kinds, strict=True) if k == "byline")]
    names = [n for line in known for n in re.split(r",|;|\band\b|&", line) if len(n.split()) > 1]
    # The name may be glued to a picture's caption, as in "JaneRoeJane Roe is a fellow".
    is_someone = r"(?:,[^.]{1,80},)? (?:is|was|holds|works|writes|covers|serves|has|teaches)\b"
    box = [re.compile(rf".{{0,60}}?{re.escape(n.strip())}{is_someone}", re.I) for n in names]
    below = False
    for i in range(max(1, len(words) - _LEAD_BLOCKS), len(words)):
        below = below or _folded(words[i]) in {"about the author", "about the authors"}
        nearly_last = i >= len(words) - 2
        if below or any(b.match(words[i]) for b in box) or (nearly_last and _AUTHOR_BOX.match(words[i])):
            kinds[i] = "boilerplate"


def _mark_headings(words: Sequence[str], kinds: list[SectionKind | None]) -> None:
    following = [*words[1:], ""]
    found = [k is None and _reads_as_heading(w, after) for w, k, after in zip(words, kinds, following, strict=True)]
    start = 0
    for is_heading, group in groupby(found):
        run = range(start, start + len(list(group)))
        start = run.stop
        # Four in a row are a list of links, a table or a poem, unless they open the article.
        if is_heading and (len(run) < 4 or run.start == 0):
            for i in run:
                kinds[i] = "heading"


def _reads_as_heading(words: str, after: str) -> bool:
    """Say whether a line reads as a heading: short, begins with a capital, does not end as a sentence does.

    A line that ends in a colon introduces what follows ("Nikolay Vavilov, political scientist (Russia):"), unless it
    is a usual label or introduces a list.
    """
    if len(words) > _HEADING_CAP:
        return False
    bare = _bare(words)
    tokens = _WORD.findall(bare)
    first = bare.lstrip(_OPENING)[:1]
    if not tokens or len(tokens) > 16 or first.islower() or not (first.isalnum() or first in "([$"):
        return False
    # A quotation that stands alone, and the signature of a quoted post.
    if (bare[0] in _OPENING and bare[-1] in _CLOSING) or "(@" in bare:
        return False
    if bare.endswith(":"):
        return _folded(bare) in _LABELS or (len(tokens) <= 4 and _BULLET.match(after) is not None)
    end = bare.rstrip(_CLOSING)[-1:]
    if end in {"?", "!"}:
        return _title_cased(tokens) and len(tokens) <= 12
    if end in {".", ",", ";", "…", "—", "–"}:
        return False
    return _title_cased(tokens) or (len(tokens) <= 12 and bool(after))


def _mark_title(words: Sequence[str], kinds: list[SectionKind | None], title: str) -> None:
    """Mark the line that holds the given title; with none given, the first line of the opening that can be one."""
    if title:
        found = [i for i in range(min(_LEAD_BLOCKS, len(words))) if _same_title(words[i], title)]
    else:
        opening = next((i for i, k in enumerate(kinds) if k in {None, "list-item"}), len(kinds))
        # "Analyses", then the title: a word or two above a longer line is a kicker.
        heads = sorted((i for i in range(opening) if kinds[i] == "heading"), key=lambda i: len(words[i].split()) < 4)
        # Some corpora put a full stop behind the title: "Poll: Wealthy Voters Abandon Party."
        tokens = _WORD.findall(words[0])
        stopped = not heads and kinds[0] is None and len(words) > 2 and 3 <= len(tokens) <= 20 and _title_cased(tokens)
        found = [0] if stopped and len(words[0]) <= 150 else heads
    if found:
        kinds[found[0]] = "title"


def _same_title(words: str, title: str) -> bool:
    if len(words) > 2 * len(title) + 20:
        return False
    line, given = _folded(_bare(words)), _folded(title)
    if not line or not given:
        return False
    # Page titles often carry the outlet's name: "Lukashenka visits Beijing - OSW".
    return line == given or (len(line.split()) >= 4 and given.startswith(line) and len(given) <= len(line) + 40)


def _cut_dateline(text: str, sections: list[Section]) -> list[Section]:
    """Cut "BEIJING, June 4 (Xinhua) — " from the first paragraph."""
    i = next((i for i, s in enumerate(sections) if s.kind == "body"), None)
    if i is None or not (match := _DATELINE.match(text, sections[i].span.start, sections[i].span.end)):
        return sections
    line = Span(*match.span()).trim(text)
    rest = Span(match.end(), sections[i].span.end)
    return [*sections[:i], Section(line, "dateline"), Section(rest, "body"), *sections[i + 1 :]]


# --- words ------------------------------------------------------------------------------------------------------


def _bare(words: str) -> str:
    """Return a line without markdown's marks of headings and bold type."""
    return re.sub(r"^#{1,6}\s+|\s+#+$", "", words).strip("*_ ").strip()


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def _title_cased(tokens: Sequence[str]) -> bool:
    """Say whether a line is set In Title Case: four in five of its longer words begin with a capital."""
    longer = [w for w in tokens if w.lower() not in _SMALL]
    return sum(w[0].isupper() for w in longer) >= 0.8 * len(longer)
