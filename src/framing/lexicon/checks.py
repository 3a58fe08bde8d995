"""What no single entry shows: names of two entities, terms that tie, terms that can never fire, missing examples."""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, combinations, islice

from framing.lexicon.entries import BASE, CueGroup, Entity, Lexicon, Name, ScopeRule, Term, Where, written
from framing.lexicon.files import MAX_PROBLEMS, Problem

_PLURALS = (("ies", "y"), ("es", ""), ("s", ""))
MANY = 20
"""Terms from which a lexicon without any example is told so in one line, not one a term."""


def check(lexicon: Lexicon) -> list[Problem]:
    """Return the errors of a lexicon as a whole; its warnings, too, when there are none."""
    errors = chain(
        _unknown_entities(lexicon),
        _circles(lexicon),
        _names_of_two(lexicon),
        _forms_of_two(lexicon.cues),
        _ties(lexicon),
    )
    warnings = chain(_hidden(lexicon), _idle_exceptions(lexicon), _without_examples(lexicon))
    return list(islice(errors, MAX_PROBLEMS)) or list(islice(warnings, MAX_PROBLEMS))


def suspicions(lexicon: Lexicon) -> list[Problem]:
    """Return what a person may want to look at though it may be meant: terms of two signs, plurals beside singulars."""
    return list(islice(chain(_opposed(lexicon), _inflected(lexicon)), MAX_PROBLEMS))


def _error(where: Where, address: str, message: str) -> Problem:
    return Problem(where.file, where.line, address, message)


def _warning(where: Where, address: str, message: str) -> Problem:
    return Problem(where.file, where.line, address, message, error=False)


def _unknown_entities(lexicon: Lexicon) -> Iterator[Problem]:
    known = lexicon.entities
    for entity in known.values():
        parties = (("between", named) for named in entity.between)
        for key, named in (("part_of", entity.part_of), ("metonym_of", entity.metonym_of), *parties):
            if named is not None and named not in known:
                yield _error(entity.where, f"entities.{entity.id}", _unknown(key, named, known))
    for term in lexicon.terms:
        for named in term.targets:
            if named not in known:
                yield _error(term.where, term.address, _unknown("targets", named, known))


def _unknown(key: str, named: str, known: Mapping[str, Entity]) -> str:
    # Looking for the nearest is slow, and ids mistyped at their first letter are few.
    alike = islice((name for name in known if name[0] == named[0]), 1000)
    near = difflib.get_close_matches(named[:60], list(alike), n=1)
    cure = f"did you mean {near[0]!r}?" if near else "define it as [entities.…] or mend the id"
    return f"{key!r} names {named[:60]!r}, which is no entity; {cure}"


def _circles(lexicon: Lexicon) -> Iterator[Problem]:
    known = lexicon.entities
    done: set[str] = set()
    for entity in known.values():
        above: list[str] = []
        at = entity.id
        while at in known and at not in done:
            done.add(at)
            above.append(at)
            at = known[at].part_of or ""
        if at in above:
            circle = known[at]
            yield _error(circle.where, f"entities.{circle.id}", "is part of itself; take one 'part_of' out")
    for entity in known.values():
        stood_for = known.get(entity.metonym_of or "")
        if stood_for is not None and stood_for.metonym_of is not None:
            message = f"stands for {stood_for.id!r}, which itself stands for another; name that one in 'metonym_of'"
            yield _error(entity.where, f"entities.{entity.id}", message)


def _names_of_two(lexicon: Lexicon) -> Iterator[Problem]:
    """Report names that stand for two entities: proper ones as written, descriptions in lower case."""
    first: dict[tuple[bool, tuple[str, ...]], Name] = {}
    for name in lexicon.names:
        described = name.via == "description"
        words = tuple(word.lower() for word in name.words) if described else name.words
        other = first.setdefault((described, words), name)
        if other.entity.id != name.entity.id:
            shown = " ".join(name.words)[:60]
            message = f"{name.via} {shown!r} is one of entities.{other.entry.id} too; leave it to one of them"
            yield _error(name.entry.where, f"entities.{name.entry.id}", message)


def _forms_of_two(groups: tuple[CueGroup, ...]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], CueGroup] = {}
    for group in groups:
        for form in group.forms:
            other = first.setdefault(form, group)
            shown = " ".join(form)[:60]
            if other.stance != group.stance:
                message = f"form {shown!r} is in {other.address} too, with another stance; leave it to one of them"
                yield _error(group.where, group.address, message)


def _ties(lexicon: Lexicon) -> Iterator[Problem]:
    for one, other in _rivals(lexicon):
        if tie(one, other):
            message = f"ties with {one.address}; give one of them a condition (pos, near, unless) or drop it"
            yield _error(other.where, other.address, message)


def tie(one: Term, other: Term) -> bool:
    """Say whether neither of two terms with the same words is the more specific, and both can match one token."""
    return one.conditions == other.conditions and (not one.pos or not other.pos or bool(set(one.pos) & set(other.pos)))


def _hidden(lexicon: Lexicon) -> Iterator[Problem]:
    """Warn of terms that another always hides."""
    for one, other in _rivals(lexicon):
        strong, weak = (one, other) if one.conditions > other.conditions else (other, one)
        if strong.conditions > weak.conditions and not strong.near and not strong.unless and _covers(strong, weak):
            message = f"is always hidden by {strong.address}; take it out or give it a condition"
            yield _warning(weak.where, weak.address, message)


def _opposed(lexicon: Lexicon) -> Iterator[Problem]:
    """Warn of terms with the same words of which one praises and one blames, unless parts of speech tell them apart."""
    for one, other in _rivals(lexicon):
        apart = one.pos and other.pos and not set(one.pos) & set(other.pos)
        if one.polarity * other.polarity < 0 and not apart:
            message = f"is of the other sign than {one.address}, with the same words; part them by conditions"
            yield _warning(other.where, other.address, message)


def _inflected(lexicon: Lexicon) -> Iterator[Problem]:
    """Warn of plurals whose singular is a term, too, and finds them: matching is by dictionary form.

    Other inflections are left alone: "crippling" may be an adjective, and then it is its own dictionary form.
    """
    known = {term.words: term for term in lexicon.terms if term.frame != BASE and not term.conditions}
    for term in known.values():
        base = next((known[w] for w in _singulars(term.words) if w in known), None)
        if base is not None and base.polarity * term.polarity < 0:
            message = f"is the plural of {base.address}, of the other sign; be sure that both are meant"
            yield _warning(term.where, term.address, message)
        elif base is not None and (base.frame, base.polarity) == (term.frame, term.polarity):
            yield _warning(term.where, term.address, f"is found by {base.address} already, its singular; take it out")


def _singulars(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what a phrase may be the plural of."""
    *before, last = words
    for ending, other in _PLURALS:
        if last.endswith(ending) and len(last) > len(ending) + 2:
            yield (*before, last.removesuffix(ending) + other)


def _rivals(lexicon: Lexicon) -> Iterator[tuple[Term, Term]]:
    """Yield the pairs of terms that have the same words."""
    same: dict[tuple[str, ...], list[Term]] = defaultdict(list)
    for term in lexicon.terms:
        if term.frame != BASE:
            same[term.words].append(term)
    for terms in same.values():
        yield from combinations(terms, 2)


def _covers(strong: Term, weak: Term) -> bool:
    return not strong.pos or (bool(weak.pos) and set(weak.pos) <= set(strong.pos))


def _idle_exceptions(lexicon: Lexicon) -> Iterator[Problem]:
    """Warn of an `unless` that can't contain its term; inflected words are given the benefit of the doubt."""
    for term in lexicon.terms:
        for phrase in term.unless:
            n = len(term.words)
            windows = (phrase[k : k + n] for k in range(len(phrase) - n + 1))
            if not any(all(a[:3] == b[:3] for a, b in zip(w, term.words, strict=True)) for w in windows):
                message = f"'unless' phrase {' '.join(phrase)!r} doesn't contain the term; write the whole phrase"
                yield _warning(term.where, term.address, message)


def _without_examples(lexicon: Lexicon) -> Iterator[Problem]:
    """Warn of terms without examples: one with conditions needs its own, others may be served by their frame's.

    A lexicon that has none at all, as imported ones have, is told so once.
    """
    bare = _bare(lexicon)
    for name, terms in bare.items():
        message = f"no examples for any of its {len(terms)} terms; give them, or their frames, fires and silent"
        yield _warning(terms[0].where, name, message)
    short: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in lexicon.terms:
        if term.frame == BASE or (term.fires and term.silent) or lexicon.frames[term.frame].lexicon in bare:
            continue
        frame = lexicon.frames[term.frame]
        if term.conditions or term.hyphenated:
            missing = " and ".join(key for key in ("fires", "silent") if not getattr(term, key))
            yield _warning(term.where, term.address, f"no {missing}; add a sentence in which it counts, or doesn't")
        elif missing := " and ".join(k for k in ("fires", "silent") if not (getattr(term, k) or getattr(frame, k))):
            short[term.frame, missing].append(term)
    for (_, missing), terms in short.items():
        frame = lexicon.frames[terms[0].frame]
        named = ", ".join(written(frame, term) for term in terms[:3]) + (", …" if terms[3:] else "")
        what = "examples" if " and " in missing else missing
        message = f"no {what} for {len(terms)} of its terms ({named}); give the frame {missing}"
        yield _warning(terms[0].where, f"{frame.lexicon}.{frame.id}", message)
    entries: tuple[ScopeRule | CueGroup, ...] = (*lexicon.scopes, *lexicon.cues)
    for entry in entries:
        if not entry.fires:
            yield _warning(entry.where, entry.address, "no fires; add a sentence in which it counts")


def _bare(lexicon: Lexicon) -> dict[str, list[Term]]:
    """Return the terms of each lexicon of many terms in which nothing has an example."""
    terms: dict[str, list[Term]] = defaultdict(list)
    for term in lexicon.terms:
        if term.frame != BASE:
            terms[lexicon.frames[term.frame].lexicon].append(term)
    tested = {f.lexicon for f in lexicon.frames.values() if f.fires or f.silent}
    return {
        name: own
        for name, own in terms.items()
        if name not in tested and len(own) > MANY and not any(term.fires or term.silent for term in own)
    }
