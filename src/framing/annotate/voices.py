"""Whose words are these? Attributions: quotation marks and reported clauses, with cue, speaker and the rule.

Marks are found first (`quotes.py`), clauses by syntax second (`clauses.py`); here each quotation gets the cue that
brings it in, a fragment in marks belongs to the clause that reports it, and what is left is a name or a scare quote.
The approach follows O'Keefe et al. 2012 (EMNLP) and the GenderGapTracker (Asr et al. 2021); contents are cut as in
PolNeAR (Newell et al. 2018): the subordinator "that" is part of the content.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.annotate.clauses import PARENTHETICAL, Clause, find_clauses, noun_phrase, speaker_of
from framing.annotate.cues import NAMING, QUOTING, Cues
from framing.annotate.marked_names import is_name
from framing.annotate.quotes import Quotation
from framing.annotate.speakers import Voices as Voices
from framing.annotate.speakers import resolve_speakers as resolve_speakers
from framing.annotate.speakers import voice_at as voice_at
from framing.annotate.surroundings import STOPS, Surroundings
from framing.lexicon.entries import Lexicon
from framing.model import SPEECH, Article, Attribution, AttributionKind, CueStance, Parse, Span, Stack, union

_SIGNATURE = re.compile(r"\s*[―—–-]{1,2}\s*(?P<name>[A-Z][^\n,;:()\"“”]{1,40})(?=\n|,|\(|$)")
_LONG_UTTERANCE = 8
"""Tokens from which a sentence in marks is an utterance, though nobody is named for it."""
_SPEECH_RULES = frozenset({"verb-ccomp", PARENTHETICAL, "verb-predicate", "according-to"})
_SAME_PERSON = frozenset({"i", "we", "you"})


@dataclass(slots=True)
class _Found:
    """An attribution in the making: contents may still grow by a second half of a split quotation."""

    content: list[Span]
    kind: AttributionKind
    cue: tuple[int, ...] = ()
    speaker: range | None = None
    stance: CueStance = "neutral"
    rule: str = ""


def find_attributions(article: Article, parse: Parse, lexicon: Lexicon) -> tuple[Attribution, ...]:
    """Return the attributions of an article in text order, speakers as spans; `speaker_entity` is still None."""
    if not len(parse):
        return ()
    return _Reader(article, parse, Cues.of(lexicon)).read()


class _Reader:
    """Reads one article. Holds what every rule looks at: text, parse, cues, quotations and the tokens in them."""

    def __init__(self, article: Article, parse: Parse, cues: Cues) -> None:
        self.article = article
        self.text = article.text
        self.parse = parse
        self.cues = cues
        self.around = Surroundings(article.text, parse)
        self.quotations, self.tokens, self.inside = self.around.quotations, self.around.tokens, self.around.inside
        self.clauses = self._kept(find_clauses(parse, cues))
        parts = [(clause, part) for clause in self.clauses for part in clause.content if part]
        self.parts, self.places = [clause for clause, _ in parts], Stack(Span(r.start, r.stop) for _, r in parts)
        self.by_cue: dict[int, list[Clause]] = defaultdict(list)
        for clause in self.clauses:
            self.by_cue[clause.cue].append(clause)
        self.owners: dict[int, _Found] = {}
        """What each quotation became, so far."""
        self.brought: dict[int, _Found] = {}
        """The first quotation that each cue brought in."""
        self.spoken: dict[int | None, int] = {}
        """The last spoken quotation in each outer one; None has those in none."""
        self.known: set[int] = set()

    def read(self) -> tuple[Attribution, ...]:
        found: list[_Found] = []
        for number, quotation in enumerate(self.quotations):
            self._assign(number, quotation, found)
        taken = {f.cue[0] for f in found if f.cue}
        found.extend(self._of_clause(c) for c in self.clauses if c.cue not in taken and not self._is_told(c))
        found.extend(self._headlines())
        made = [self._finished(f) for f in found]
        return tuple(sorted(made, key=lambda a: (a.content[0], -a.content[-1].end, a.rule)))

    # --- quotations -------------------------------------------------------------------------------------------

    def _assign(self, number: int, quotation: Quotation, found: list[_Found]) -> None:
        """Give a quotation to the cue that brings it in; the first of these that fits."""
        made = None
        if self.tokens[number]:
            made = self._introduced(number)
        if made is None:
            span = quotation.span
            kind: AttributionKind = "name" if is_name(self.text, span) else "scare"
            made = _Found(list(quotation.parts), kind, rule="name-in-marks" if kind == "name" else "scare-quotes")
        if made.kind in SPEECH:
            self.spoken[quotation.parent] = number
        self.owners[number] = made
        if made.cue:
            self.brought.setdefault(made.cue[0], made)
        # Only the second half of a quotation, or one more of its clause, belongs to one that was found before.
        if id(made) not in self.known:
            self.known.add(id(made))
            found.append(made)

    def _introduced(self, number: int) -> _Found | None:
        return (
            self._fragment(number)
            or self._cue_after(number)
            or self._cue_before(number)
            or self._in_clause(number)
            or self._second_half(number)
            or self._line_before(number)
            or self._signed(number)
            or self._floating(number)
            or self._unattributed(number)
        )

    def _fragment(self, number: int) -> _Found | None:
        """Words in marks in the middle of a sentence whose earlier words report them: "described it as “working”"."""
        first = self.tokens[number].start
        if self.around.sentence_start(number) == first or self.parse.lower[first - 1] == ":":
            return None
        if self.parse.lower[first - 1] == "," and not self._goes_on(number):
            return None
        return self._in_clause(number, earlier=True)

    def _goes_on(self, number: int) -> bool:
        """Say whether a clause that began before the marks runs on into them: "said it was over, “including talks”"."""
        tokens = self.tokens[number]
        small = self.text[self.quotations[number].span.start :].lstrip("\"“‘'«`")[:1].islower()
        return small and any(
            c.cue < tokens.start and any(r.start < tokens.start - 1 and tokens.start + 1 < r.stop for r in c.content)
            for c in self._over(tokens.start + 1)
        )

    def _cue_after(self, number: int) -> _Found | None:
        """“…,” said X; “…,” X said."""
        quotation, tokens = self.quotations[number], self.tokens[number]
        inner = self.text[quotation.span.start : quotation.span.end].rstrip("\"”’'»")
        follows = self.text[quotation.span.end : quotation.span.end + 1]
        if inner[-1:] not in ",?!—–-…" and follows not in (",", "?", "!"):
            return None
        zone = self.around.zone_after(number)
        for at in zone:
            if self._is_quoting_verb(at):
                if at - zone.start > 4 and self._has_other_clause(zone.start, at):
                    return None
                speaker = speaker_of(self.parse, at) or self._nearest_name(zone, at)
                if speaker is None or self.around.crosses(speaker, tokens):
                    speaker = self._nearest_name(zone, at)
                if speaker is None:
                    return None
                return self._quoted(number, at, speaker, "quote-cue-after")
        return None

    def _cue_before(self, number: int) -> _Found | None:
        """X said: “…”; X said, “…”; X told reporters “…”."""
        zone = self.around.zone_before(number)
        if not zone:
            return None
        sign = self.parse.lower[zone[-1]]
        reach = {":": 30, ",": 14}.get(sign, 0)
        for at in reversed(zone):
            if zone[-1] - at > reach:
                break
            if self._is_quoting_verb(at) and at not in self.brought:  # not: “…,” he said, “…”
                return self._quoted(number, at, self._speaker(at), "quote-cue-before")
            if not reach and self.parse.pos[at] == "VERB" and self.parse.lemma[at] in NAMING and self._speaker(at):
                made = self._quoted(number, at, self._speaker(at), "quote-name-before")
                made.kind = "mixed"  # "what he terms “balance”": a word of his in a sentence of the writer's.
                return made
        if sign == ":" and len(zone) <= 12:
            return self._speaker_line(number, zone)
        return None

    def _in_clause(self, number: int, *, earlier: bool = False) -> _Found | None:
        """A fragment in marks within a reported clause: "said the visit was “a success”"."""
        tokens = self.tokens[number]
        over = [c for c in self._over(tokens.start + 1) if c.rule != "attitude" and c.cue not in tokens]
        holding = [c for c in over if not (earlier and c.cue > tokens.start)]
        if not holding:
            return None
        clause = min(holding, key=lambda c: sum(map(len, c.content)))
        if clause.rule != "verb-predicate" and is_name(self.text, self.quotations[number].span):
            return None
        if (made := self.brought.get(clause.cue)) is not None:
            return self._grown(made, number)
        made = self._of_clause(clause)
        made = self._grown(made, number)
        made.kind = "mixed"
        return made

    def _second_half(self, number: int) -> _Found | None:
        """“…,” said X. “…” or “…,” said X, “…”: the second half of a split quotation."""
        before = self._neighbour(number)
        if before is None:
            return None
        owner = self.owners[before]
        if owner.rule != "quote-cue-after" or not self.around.same_paragraph(before, number):
            return None
        between = range(self.tokens[before].stop, self.tokens[number].start)
        if sum(self.parse.lower[t] in STOPS for t in between) > 1 or not self._is_second_half(number):
            return None
        owner.content.extend(self.quotations[number].parts)
        return owner

    def _line_before(self, number: int) -> _Found | None:
        """A paragraph that ends in a colon, then the quotation: "Nikolay Vavilov, political scientist:"."""
        tokens = self.tokens[number]
        if not self.around.starts_paragraph(number) or tokens.start == 0:
            return None
        last = tokens.start - 1
        # Not the token: "(Russia):" ends in one that a tokenizer may take for a face.
        if not self.parse.lower[last].endswith(":"):
            return None
        start = self.text.rfind("\n", 0, self.parse.spans[last].start) + 1
        zone = range(self.parse.tokens_in(Span(start, self.parse.spans[last].end)).start, last + 1)
        for at in reversed(zone):
            if self._is_quoting_verb(at):
                return self._quoted(number, at, self._speaker(at), "quote-cue-line-before")
        return self._speaker_line(number, zone) if len(zone) <= 30 else None

    def _signed(self, number: int) -> _Found | None:
        """“…” — Oscar Quintero: a name after a dash, on the same line or alone on the next."""
        signature = _SIGNATURE.match(self.text, self.quotations[number].span.end)
        if signature is None or not self.around.is_utterance(number):
            return None
        tokens = self.parse.tokens_in(Span(signature.start("name"), signature.end("name")))
        if not tokens or self.parse.pos[tokens[-1]] not in ("PROPN", "NOUN"):
            return None
        return _Found(list(self.quotations[number].parts), "direct", (), tokens, "neutral", "signature")

    def _unattributed(self, number: int) -> _Found | None:
        """A whole utterance that nobody is named for is still somebody else's."""
        if not self.around.is_utterance(number) or len(self.tokens[number]) < _LONG_UTTERANCE:
            return None
        return _Found(list(self.quotations[number].parts), "direct", rule="quotation-alone")

    def _floating(self, number: int) -> _Found | None:
        """A whole utterance in marks without a cue: the speaker of the quotation before, or of the sentence before."""
        if not self.around.is_utterance(number):
            return None
        before = self._neighbour(number)
        if before is not None and self.around.near(before, number):
            owner = self.owners[before]
            if owner.kind == "direct" and self.around.follows(before, number):
                owner.content.extend(self.quotations[number].parts)
                return owner
            if owner.speaker is not None:
                return _Found(list(self.quotations[number].parts), "direct", owner.cue[:0], owner.speaker,
                              owner.stance, "floating")  # fmt: skip
        first = self.tokens[number].start
        if first == 0 or self.around.starts_paragraph(number):
            return None
        root = next(
            (t for t in self.parse.sentences[self.parse.sentence_of[first - 1]] if self.parse.head[t] == t), None
        )
        speaker = speaker_of(self.parse, root) if root is not None else None
        if speaker is None or self.around.crosses(speaker, self.tokens[number]):
            return None
        return _Found(list(self.quotations[number].parts), "direct", (), speaker, "neutral", "floating-after-sentence")

    def _speaker_line(self, number: int, zone: range) -> _Found | None:
        """Return the quotation with the name that the words before a colon begin with."""
        names = [t for t in zone if self.parse.pos[t] in ("PROPN", "NOUN", "PRON")]
        if not names:
            return None
        after = next((t for t in zone if self.parse.lower[t] in (",", "(", ":", "-", "–", "—")), zone.stop)
        speaker = range(zone.start, max(after, zone.start + 1))
        colon = (zone[-1],) if self.parse.lower[zone[-1]] == ":" else ()
        return _Found(list(self.quotations[number].parts), "direct", colon, speaker, "neutral", "speaker-line")

    def _quoted(self, number: int, cue: int, speaker: range | None, rule: str) -> _Found:
        """Return the quotation with its cue; words of the same report outside the marks join it."""
        parse = self.parse
        stance = self.cues.stance(parse.lemma[cue])
        made = _Found(list(self.quotations[number].parts), "direct", (cue,), speaker, stance, rule)
        tokens = self.tokens[number]
        for clause in self.by_cue.get(cue, ()):
            zone = self.around.zone_before(number)
            outside = [r for r in clause.content if zone.start <= r.start and r.stop <= min(tokens.start, cue)]
            if rule == "quote-cue-before" and outside:
                made.content[:0] = [parse.span(r.start, r.stop) for r in outside]
                made.kind = "mixed"
        start = self.around.sentence_start(number)
        if rule == "quote-cue-after" and start < tokens.start and parse.lower[tokens.start - 1] not in (",", ":"):
            # The sentence began outside the marks: “The plan “can work,” she wrote” reports all of it.
            made.content[:0] = [parse.span(start, tokens.start)]
            made.kind = "mixed"
        return made

    def _headlines(self) -> Iterator[_Found]:
        """Yield what a title or heading gives to a name before its colon: "Lukashenko: The Visit Was Successful"."""
        parse = self.parse
        for line in self._titles():
            tokens = parse.tokens_in(line)
            colon = next((t for t in tokens[:6] if parse.lower[t] == ":"), None)
            if colon is None or colon == tokens.start or colon + 2 > tokens[-1]:
                continue
            name, rest = range(tokens.start, colon), range(colon + 1, tokens.stop)
            if parse.pos[colon - 1] != "PROPN" or any(parse.pos[t] not in ("PROPN", "ADP", "PART") for t in name):
                continue
            if any(parse.tag[t] in ("VBZ", "VBD", "VBP", "MD") for t in rest) and self.inside[rest.start] < 0:
                yield _Found([parse.span(rest.start, rest.stop)], "indirect", (colon,), name, rule="headline-colon")

    def _titles(self) -> tuple[Span, ...]:
        """Return the title and headings; of an article without structure, its first line."""
        found = self.article.spans_of("title", "heading")
        end = self.text.find("\n")
        return found or ((Span(0, end if end > 0 else len(self.text)),) if end < 200 else ())

    # --- what the rules ask -----------------------------------------------------------------------------------

    def _is_quoting_verb(self, at: int) -> bool:
        parse = self.parse
        if parse.pos[at] not in ("VERB", "AUX") or parse.relation[at] == "amod":
            return False
        return parse.lemma[at] in self.cues.saying or parse.lemma[at] in QUOTING

    def _speaker(self, verb: int) -> range | None:
        """Return who speaks: as the report between commas has it, else as the parse does."""
        within = next((c.speaker for c in self.by_cue.get(verb, ()) if c.rule == PARENTHETICAL), None)
        return within or speaker_of(self.parse, verb)

    def _has_other_clause(self, start: int, verb: int) -> bool:
        """Say whether the words from `start` to the verb hold a clause of their own: they are not just its subject."""
        parse = self.parse
        finite = ("VBD", "VBZ", "VBP", "MD")
        return verb - start > 25 or any(
            parse.tag[t] in finite and not any(parse.relation[a] == "relcl" for a in (t, *parse.ancestors(t)))
            for t in range(start, verb)
            if parse.head[t] != verb
        )

    def _nearest_name(self, zone: range, verb: int) -> range | None:
        """Return the noun phrase beside a cue verb whose subject the parser missed."""
        for at in (*range(verb + 1, min(verb + 4, zone.stop)), *range(verb - 1, zone.start - 1, -1)):
            if self.parse.pos[at] in ("PROPN", "PRON", "NOUN"):
                head = at
                while self.parse.relation[head] == "compound" and self.parse.head[head] in zone:
                    head = self.parse.head[head]
                return noun_phrase(self.parse, head)
        return None

    def _neighbour(self, number: int) -> int | None:
        """Return the spoken quotation before this one at the same depth, names and scare quotes passed over."""
        return self.spoken.get(self.quotations[number].parent)

    def _is_second_half(self, number: int) -> bool:
        """Say whether a quotation goes on with the one before: after a comma in any form, else as a sentence."""
        return self.parse.lower[self.tokens[number].start - 1] in (",", "--", "–", "—") or self.around.is_utterance(
            number
        )

    # --- clauses ----------------------------------------------------------------------------------------------

    def _kept(self, clauses: Sequence[Clause]) -> list[Clause]:
        """Return the clauses that give words to somebody new.

        Inside a quotation or another reported clause only what somebody else says, in so many words, is a voice of
        its own ("“… the ministry says they are ready”"); wishes, opinions and the speaker's own "I think" belong to
        whoever speaks them.
        """
        kept: list[Clause] = []
        reported = [False] * len(self.parse)
        for clause in clauses:
            cropped = self._cropped(clause)
            if cropped is not None and (self.inside[clause.cue] >= 0 or reported[clause.cue]):
                cropped = cropped if self._is_new_voice(clause) else None
            if cropped is None:
                continue
            kept.append(cropped)
            for part in cropped.content:
                reported[part.start : part.stop] = [True] * len(part)
        return kept

    def _is_new_voice(self, clause: Clause) -> bool:
        if clause.rule not in _SPEECH_RULES or clause.speaker is None:
            return False
        if clause.rule == "verb-ccomp" and self.parse.lemma[clause.cue] not in self.cues.saying:
            return False
        return self.parse.lower[clause.speaker.start] not in _SAME_PERSON

    def _cropped(self, clause: Clause) -> Clause | None:
        """Keep a cue that stands in marks within them: a quoted "they say" reports nothing outside the quotation."""
        level = self.inside[clause.cue]
        if level < 0:
            return clause
        limits = self.tokens[level]
        content = [range(max(r.start, limits.start), min(r.stop, limits.stop)) for r in clause.content]
        content = [r for r in content if len(r)]
        if not content:
            return None
        return Clause(clause.cue, clause.cue_tokens, tuple(content), clause.speaker, clause.stance, clause.rule)

    def _over(self, token: int) -> list[Clause]:
        """Return the clauses whose content holds a token, in order; one comes again for each part that does."""
        return [self.parts[row] for row in self.places.holding(Span(token, token + 1))]

    def _grown(self, made: _Found, number: int) -> _Found:
        """Let a content that cuts through a quotation hold the whole of it."""
        made.content = list(union([*made.content, *self.quotations[number].parts]))
        return made

    def _is_told(self, clause: Clause) -> bool:
        """Say whether a clause's content is nothing but a quotation that another cue brings in."""
        level = self.inside[clause.content[0].start]
        if level < 0 or level == self.inside[clause.cue]:
            return False
        tokens = self.tokens[level]
        return all(tokens.start <= r.start and r.stop <= tokens.stop for r in clause.content)

    def _of_clause(self, clause: Clause) -> _Found:
        spans = [self.parse.span(r.start, r.stop) for r in clause.content]
        return _Found(spans, "indirect", clause.cue_tokens, clause.speaker, clause.stance, clause.rule)

    def _finished(self, found: _Found) -> Attribution:
        parse = self.parse
        content = union(found.content)
        speaker = (parse.span(found.speaker.start, found.speaker.stop),) if found.speaker else ()
        return Attribution(
            content=content,
            kind=found.kind,
            cue=union(parse.spans[t] for t in found.cue),
            speaker=speaker,
            cue_stance=found.stance,
            rule=found.rule,
        )
