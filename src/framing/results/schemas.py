"""The result tables: one Arrow schema each. This module is their documentation (`docs/results.md` is made from it).

Every span is `start`, `end`: code points into the article's `text`, half-open. `article` is the article's id; the
columns named `mention`, `expression`, `attribution`, `sentence` hold the row's number within its article, from 0.
`level` says whom a statistic speaks of: "article", "source", "group" or "corpus"; `unit` is the id of that one.
"""

from typing import TypeAlias

import pyarrow as pa

Tables: TypeAlias = dict[str, pa.Table]
"""Results: a table for each name in SCHEMAS, of that schema."""

SPANS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
STEPS = pa.list_(pa.struct([("name", pa.string()), ("factor", pa.float64())]))
STRINGS = pa.list_(pa.string())
PLACES = pa.list_(
    pa.struct([("article", pa.string()), ("sentence", pa.int32()), ("start", pa.int32()), ("end", pa.int32())])
)
_INTS = pa.list_(pa.int32())


def _schema(about: str, fields: dict[str, tuple[pa.DataType, str]]) -> pa.Schema:
    return pa.schema(
        [pa.field(name, kind, metadata={"about": note}) for name, (kind, note) in fields.items()],
        metadata={"about": about},
    )


_TEXT, _INT, _REAL, _FLAG = pa.string(), pa.int32(), pa.float64(), pa.bool_()
_ARTICLE = {"article": (_TEXT, "id of the article")}
_SPAN = {"start": (_INT, "first character"), "end": (_INT, "character after the last")}
_IN_SENTENCE = {"sentence": (_INT, "number of its sentence; null outside prose"), "text": (_TEXT, "the words covered")}
_RENDERING = {
    "article": (_TEXT, "id of the article"),
    "start": (_INT, "first character of the rendering"),
    "end": (_INT, "character after its last"),
    "sentence": (_INT, "number of its sentence"),
    "text": (_TEXT, "the words covered"),
    "only": (_TEXT, "words that the other rendering hasn't"),
    "voice": (_TEXT, "whose words"),
    "cue": (_TEXT, "the words that bring the speaker in"),
    "cue_stance": (_TEXT, "neutral, endorsing or distancing"),
    "stance": (_REAL, "score of what is judged in the sentence and those beside it; null for nothing"),
}
_UNIT = {
    "level": (_TEXT, "article, source, group or corpus; or the grouping compared by (country, year, a label, …)"),
    "unit": (_TEXT, "its id; corpus for the whole"),
}

DIFFERENCES = (
    "stance", "frame", "borrowed praise", "borrowed blame", "quoted", "endorsing", "distancing", "speaker",
    "references", "reference", "naming",
)  # fmt: skip
"""What groups are compared in."""

_SCORE = {
    "score": (_REAL, "(P - N) / (P + N + 1); null: too little evidence"),
    "low": (_REAL, "lower end of the 95 % interval; null where score is"),
    "high": (_REAL, "upper end; null where score is"),
    "positive": (_REAL, "P"),
    "negative": (_REAL, "N"),
    "n_mentions": (_INT, "mentions of the target in that voice"),
    "n_evaluations": (_INT, "judgements of it"),
    "n_sentences": (_INT, "sentences that hold a judgement"),
    "n_articles": (_INT, "articles that mention it"),
    "basis": (_TEXT, "what the interval is drawn over: articles, or sentences (within these articles only)"),
}

SCHEMAS: dict[str, pa.Schema] = {
    "articles": _schema(
        "One row an article read.",
        {
            "article": (_TEXT, "id"),
            "source": (_TEXT, "id of its source"),
            "group": (_TEXT, "group of its source, or empty"),
            "title": (_TEXT, "title"),
            "date": (_TEXT, "ISO date or part of one, or empty"),
            "event": (_TEXT, "id of the event, or empty"),
            "url": (_TEXT, "where it was published, or empty"),
            "author": (_TEXT, "who wrote it, or empty"),
            "file": (_TEXT, "name of the file it came from"),
            "text": (_TEXT, "the text as read"),
            "n_words": (_INT, "words of prose"),
            "n_sentences": (_INT, "sentences of prose"),
            "n_characters": (_INT, "characters of prose"),
            "n_quoted": (_INT, "characters of prose in the words of speakers"),
            "warnings": (STRINGS, "what was odd when it was read"),
        },
    ),
    "sources": _schema(
        "One row a source that has articles.",
        {
            "source": (_TEXT, "id"),
            "name": (_TEXT, "name"),
            "kind": (_TEXT, "what it is: think tank, state television, …"),
            "group": (_TEXT, "group it is compared in, or empty"),
            "country": (_TEXT, "country, or empty"),
            "n_articles": (_INT, "articles read"),
        },
    ),
    "sections": _schema(
        "Parts of articles; parts may nest.", {**_ARTICLE, **_SPAN, "kind": (_TEXT, "see the annotation format")}
    ),
    "sentences": _schema(
        "One row a sentence of prose, titles and headings included.",
        {
            **_ARTICLE,
            "sentence": (_INT, "number within the article"),
            **_SPAN,
            "text": (_TEXT, "the sentence"),
            "kind": (_TEXT, "kind of the section it lies in"),
            "n_words": (_INT, "its words, references left out"),
            "n_words_quoted": (_INT, "those of them in the words of speakers"),
        },
    ),
    "entities": _schema(
        "Everybody who is mentioned or speaks.",
        {
            "entity": (_TEXT, "id"),
            "name": (_TEXT, "name"),
            "type": (_TEXT, "person, country, …"),
            "part_of": (_TEXT, "the whole it is a part of, or null"),
            "listed": (_FLAG, "whether a lexicon lists it"),
        },
    ),
    "mentions": _schema(
        "One row a mention of an entity.",
        {
            **_ARTICLE,
            "mention": (_INT, "number within the article"),
            **_SPAN,
            **_IN_SENTENCE,
            "entity": (_TEXT, "id"),
            "type": (_TEXT, "type of the entity"),
            "via": (_TEXT, "the rule that found it"),
            "voice": (_TEXT, "whose words"),
            "head": (_INT, "number of its governing token in the article's parse"),
        },
    ),
    "attributions": _schema(
        "One row a stretch given to a speaker or put in marks.",
        {
            **_ARTICLE,
            "attribution": (_INT, "number within the article"),
            **_SPAN,
            **_IN_SENTENCE,
            "content": (SPANS, "the stretches attributed; start and end are their hull"),
            "cue": (SPANS, "the words that bring the speaker in"),
            "speaker": (SPANS, "the words that name the speaker"),
            "speaker_text": (_TEXT, "those words"),
            "speaker_entity": (_TEXT, "who that is, or null"),
            "voice": (_TEXT, "the voice of the content"),
            "kind": (_TEXT, "direct, indirect, mixed, scare or name"),
            "cue_text": (_TEXT, "the cue's words"),
            "cue_stance": (_TEXT, "neutral, endorsing or distancing"),
            "also_speakers": (STRINGS, "others who are said to say it too"),
            "rule": (_TEXT, "the rule that found it"),
            "n_characters": (_INT, "characters of the content that lie in no inner attribution; 0 for scare and name"),
        },
    ),
    "expressions": _schema(
        "One row an evaluative expression.",
        {
            **_ARTICLE,
            "expression": (_INT, "number within the article"),
            **_SPAN,
            **_IN_SENTENCE,
            "term": (_TEXT, "address of the term"),
            "frame": (_TEXT, "its frame; base for general English"),
            "voice": (_TEXT, "whose words"),
            "value": (_REAL, "-1..1, the product of the steps"),
            "steps": (STEPS, "the term's polarity, then each scope rule that reaches it"),
        },
    ),
    "evaluations": _schema(
        "One row a judgement of one mention of a target.",
        {
            **_ARTICLE,
            "evaluation": (_INT, "number within the article"),
            "target": (_TEXT, "id of the entity"),
            "mention": (_INT, "the mention judged"),
            "expression": (_INT, "the expression that judges, or null"),
            "sentence": (_INT, "sentence of the expression, or of the mention where there is none"),
            "attribution": (_INT, "the innermost attribution whose words they are; null for the author's"),
            "voice": (_TEXT, "whose words"),
            "evaluator": (_TEXT, "lexicon, linear or encoder"),
            "negative": (_REAL, "mass, 0..1"),
            "neutral": (_REAL, "mass, 0..1"),
            "positive": (_REAL, "mass, 0..1"),
            "value": (_REAL, "positive - negative"),
            "weight": (_REAL, "what a model's probabilities were multiplied by; 1 for a lexicon"),
            "link": (_TEXT, "the rule that joined expression and target"),
            "reasons": (STEPS, "lexicon: factors of the value; linear: parts of the log-odds"),
        },
    ),
    "references": _schema(
        "One row a source named in a parenthesis.",
        {
            **_ARTICLE,
            **_SPAN,
            "name": (_TEXT, "the source as named"),
            "kind": (_TEXT, "official, media, research, …"),
            "text": (_TEXT, "the words covered"),
        },
    ),
    "words": _schema(
        "Content words by article.",
        {
            **_ARTICLE,
            "lemma": (_TEXT, "dictionary form"),
            "pos": (_TEXT, "part of speech"),
            "n": (_INT, "how often"),
            "sentences": (_INTS, "the sentence of each occurrence"),
            "starts": (_INTS, "the first character of each"),
            "ends": (_INTS, "the character after its last"),
        },
    ),
    "stance": _schema(
        "Stance of a unit toward a target in a voice. A whole takes in the judgements of its parts, each once.",
        {
            **_UNIT,
            "target": (_TEXT, "id of the entity"),
            "voice": (_TEXT, "author, a speaker, quoted (all speakers) or all"),
            **_SCORE,
        },
    ),
    "stance_by_month": _schema(
        "Stance toward the main targets by month, for articles whose date names one.",
        {
            **_UNIT,
            "month": (_TEXT, "year and month, 2025-06"),
            "target": (_TEXT, "id of the entity"),
            "voice": (_TEXT, "author, quoted (all speakers) or all"),
            **_SCORE,
        },
    ),
    "frames": _schema(
        "Share of a unit's sentences that carry a frame, by voice.",
        {
            **_UNIT,
            "frame": (_TEXT, "id"),
            "voice": (_TEXT, "author, quoted or all"),
            "n_sentences": (_INT, "sentences with it"),
            "of_sentences": (_INT, "sentences with words in that voice; frames and voices with none have no row"),
            "share": (_REAL, "n_sentences / of_sentences"),
        },
    ),
    "speakers": _schema(
        "Who speaks in a unit.",
        {
            **_UNIT,
            "speaker": (_TEXT, "entity id or unknown speaker"),
            "n_attributions": (_INT, "stretches"),
            "n_characters": (_INT, "characters"),
            "share": (_REAL, "of all attributed characters of the unit"),
            "neutral": (_INT, "by neutral cues"),
            "endorsing": (_INT, "by endorsing cues"),
            "distancing": (_INT, "by distancing cues"),
        },
    ),
    "borrowed": _schema(
        "How much of the evaluative load speakers carry.",
        {
            **_UNIT,
            "target": (_TEXT, "entity id, or empty for all"),
            "sign": (_TEXT, "positive or negative"),
            "author": (_REAL, "mass in the author's voice"),
            "quoted": (_REAL, "mass in speakers' voices"),
            "share": (_REAL, "quoted / (author + quoted), or null"),
            "endorsing": (_REAL, "quoted mass under endorsing cues"),
            "distancing": (_REAL, "quoted mass under distancing cues"),
        },
    ),
    "reliance": _schema(
        "On whom a unit relies: its references, by name.",
        {
            **_UNIT,
            "name": (_TEXT, "the source as named"),
            "kind": (_TEXT, "official, media, …"),
            "n": (_INT, "references"),
        },
    ),
    "naming": _schema(
        "What a unit calls each target.",
        {
            **_UNIT,
            "target": (_TEXT, "entity id"),
            "form": (_TEXT, "the words, lower case but for names"),
            "via": (_TEXT, "rule"),
            "voice": (_TEXT, "author or quoted"),
            "n": (_INT, "how often"),
        },
    ),
    "labels": _schema(
        "Labels that the manifest gives to articles, or to their sources; one may have several values.",
        {**_ARTICLE, "label": (_TEXT, "what is labelled: ownership, region, …"), "value": (_TEXT, "the label")},
    ),
    "groups": _schema(
        "The groups that are compared, in order.",
        {
            "grouping": (_TEXT, "what the groups are made by: group, country, year, …"),
            "group": (_TEXT, "group"),
            "n_articles": (_INT, "its articles that count"),
            "n_copies": (_INT, "its articles that are copies and so don't count"),
            "sources": (STRINGS, "ids of the sources of both"),
        },
    ),
    "differences": _schema(
        "A declared comparison of two groups.",
        {
            "group_a": (_TEXT, "group"),
            "group_b": (_TEXT, "group"),
            "measure": (_TEXT, f"one of: {', '.join(DIFFERENCES)}"),
            "target": (_TEXT, "id of the entity, frame or speaker; kind of reference; entity and form; or empty"),
            "voice": (_TEXT, "author, quoted or all"),
            "mean_a": (
                _REAL,
                "mean over the n_a articles; with several blocks, of the blocks' means, weighed by what each tells",
            ),
            "mean_b": (_REAL, "the same over the n_b articles"),
            "difference": (_REAL, "mean_a - mean_b: within blocks"),
            "low": (_REAL, "lower end of the 95 % interval, or null"),
            "high": (_REAL, "upper end, or null"),
            "cliffs_delta": (_REAL, "Cliff's delta, -1..1"),
            "p": (_REAL, "two-sided permutation p over the articles of each block"),
            "q": (
                _REAL,
                "the same after Benjamini-Hochberg over all rows whose smallest_p is at most .05; null: no test",
            ),
            "smallest_p": (_REAL, "the smallest p these numbers of articles can reach"),
            "n_a": (_INT, "articles of a that are compared"),
            "n_b": (_INT, "those of b"),
            "without_a": (_INT, "articles of a left out of n_a: too little evidence"),
            "without_b": (_INT, "those of b"),
            "apart_a": (_INT, "articles of a left out of n_a: nothing in b to compare them with (another event)"),
            "apart_b": (_INT, "those of b"),
            "n_blocks": (_INT, "blocks compared within: events that both cover, and one of all other articles"),
            "articles_a": (STRINGS, "ids of the n_a articles"),
            "articles_b": (STRINGS, "ids of the n_b articles"),
            "verdict": (_TEXT, "in words"),
        },
    ),
    "keyness": _schema(
        "Words and phrases that tell two groups apart, for ranking only (Monroe, Colaresi & Quinn 2008).",
        {
            "group_a": (_TEXT, "group"),
            "group_b": (_TEXT, "group, or rest"),
            "lemma": (_TEXT, "dictionary form, or those of a phrase"),
            "form": (_TEXT, "as it is mostly written"),
            "pos": (_TEXT, "part of speech, or those of a phrase"),
            "n_words": (_INT, "content words: 1, or 2 or 3 of a phrase"),
            "of_person": (_FLAG, "whether it mostly stands in names of persons"),
            "z": (_REAL, "log-odds ratio over its standard error; positive: typical of a"),
            "n_a": (_INT, "occurrences in a"),
            "n_b": (_INT, "occurrences in b"),
            "articles_a": (_INT, "articles of a with it"),
            "articles_b": (_INT, "articles of b with it"),
            "spread_a": (
                _REAL,
                "how unevenly a's articles use it: Gries' DP, 0 even, near 1 in one only; null: not at all",
            ),
            "spread_b": (_REAL, "the same of b's"),
        },
    ),
    "alignments": _schema(
        "The same thing told by two sources, and how each tells it; a is the earlier article in reading order. Within "
        "a pair of articles no stretch has two partners. Contradictions are candidates: read them.",
        {
            "event": (_TEXT, "id of the event"),
            **{f"{name}_{side}": about for side in "ab" for name, about in _RENDERING.items()},
            "kind": (_TEXT, "quotation, figure, act; contradiction: nothing but what one denies joins the two"),
            "score": (_REAL, "how sure, 0..1: the sum of the reasons; 0 for a contradiction"),
            "manner": (_TEXT, "same words, cut short, or other words"),
            "reasons": (STEPS, "words, names, dates, figures, run, speaker, beside: parts of the score"),
            "contradiction": (_TEXT, "what one side denies and the other says, or null"),
        },
    ),
    "tellings": _schema(
        "Each rendering of a thing that several sources tell, put together from alignments; at most one an article.",
        {
            "event": (_TEXT, "id of the event"),
            "telling": (_INT, "number of the thing within the event"),
            "kind": (_TEXT, "quotation, figure or act"),
            **_ARTICLE,
            "source": (_TEXT, "id of its source"),
            "sentence": (_INT, "number of its sentence"),
            **_SPAN,
            "text": (_TEXT, "the words covered"),
            "voice": (_TEXT, "whose words"),
            "cue": (_TEXT, "the words that bring the speaker in"),
            "cue_stance": (_TEXT, "neutral, endorsing or distancing"),
            "share": (_REAL, "how much of the fullest rendering it keeps, 0..1: words, names, dates"),
            "dropped": (_TEXT, "words of the fullest rendering that it hasn't"),
            "n_sources": (_INT, "sources that tell it"),
        },
    ),
    "omissions": _schema(
        "What two or more other sources on an event carry and a source's articles on it don't; the most carried first.",
        {
            "event": (_TEXT, "id of the event"),
            "source": (_TEXT, "id of the source that has it not"),
            "kind": (_TEXT, "quotation, figure, act, response (an actor given a voice), entity or frame"),
            "what": (_TEXT, "the fullest words, or the id of the actor, entity or frame"),
            "carriers": (STRINGS, "ids of the sources that carry it"),
            "n_sources": (_INT, "how many these are"),
            "of_sources": (_INT, "other sources on the event"),
            "examples": (PLACES, "where they do, up to three places a source"),
        },
    ),
    "terms": _schema(
        "The lexicon's terms and how often each fired.",
        {
            "term": (_TEXT, "address"),
            "frame": (_TEXT, "frame id"),
            "words": (_TEXT, "the term"),
            "polarity": (_REAL, "-1..1"),
            "note": (_TEXT, "the lexicon's note"),
            "file": (_TEXT, "file"),
            "line": (_INT, "line"),
            "n": (_INT, "times it fired"),
            "n_articles": (_INT, "articles it fired in"),
            "judged": (_INT, "hits that people judged, here or elsewhere"),
            "judged_right": (_INT, "those of them judged right"),
        },
    ),
    "frame_definitions": _schema(
        "The lexicon's frames.",
        {
            "frame": (_TEXT, "id"),
            "label": (_TEXT, "label"),
            "definition": (_TEXT, "definition"),
            "polarity": (_REAL, "-1..1"),
            "source": (_TEXT, "literature"),
        },
    ),
    "events": _schema(
        "The events: those of the manifest, then those found in the articles that it gives none.",
        {
            "event": (_TEXT, "id"),
            "label": (_TEXT, "label"),
            "given": (_FLAG, "whether the manifest names it"),
            "reason": (_TEXT, "why it is one"),
            "n_articles": (_INT, "its articles, copies among them"),
            "first": (_TEXT, "first day its articles may be of, or empty"),
            "last": (_TEXT, "last day, or empty"),
        },
    ),
    "article_events": _schema(
        "Which articles belong to an event, given or found, and why; others belong to none.",
        {
            **_ARTICLE,
            "event": (_TEXT, "id of the event"),
            "given": (_FLAG, "whether the manifest says so"),
            "reason": (_TEXT, "why, in words"),
            "nearest": (_TEXT, "the event's article that it is most like, or null"),
            "alike": (_REAL, "how like: mean of the cosines of words and of entities, 0..1, or null"),
            "entities": (STRINGS, "entities that make the two most alike"),
        },
    ),
    "copies": _schema(
        "Texts that stand in an earlier article: copies, which count once; long passages of otherwise different ones.",
        {
            **_ARTICLE,
            "of": (_TEXT, "id of the earlier article; of a copy, the one that is kept and counts"),
            "kind": (_TEXT, "copy, or passage"),
            "share": (_REAL, "how much of the article lies in passages that the earlier one has, 0..1"),
            "jaccard": (_REAL, "runs of five words that both have, of those that either has, 0..1"),
            "start": (_INT, "first character of the (longest) passage both have, or null"),
            "end": (_INT, "character after its last, or null"),
            "of_start": (_INT, "first character of it in the earlier article, or null"),
            "of_end": (_INT, "character after its last there, or null"),
            "n_words": (_INT, "its words that are the same in both"),
        },
    ),
    "left_out": _schema(
        "Inputs that could not be read.", {"file": (_TEXT, "file or row"), "reason": (_TEXT, "why, and the cure")}
    ),
    "validation": _schema(
        "How far the tool agrees with people on this very material (`--validated`); empty where nobody coded it.",
        {
            "gold": (_TEXT, "name of the file that people coded"),
            "signature": (_TEXT, "what made the answers that were compared"),
            "n_texts": (_INT, "coded texts"),
            "n_texts_here": (_INT, "those of them that are in this corpus"),
            "measure": (_TEXT, "targets, attributions, …"),
            "figure": (_TEXT, "macro F1, accuracy, … (docs/method.md)"),
            "by": (_TEXT, "of which kind of part, or empty: of all"),
            "part": (_TEXT, "of which part"),
            "value": (_REAL, "the figure; null where not defined"),
            "low": (_REAL, "lower end of the 95 % interval; null below 8 articles"),
            "high": (_REAL, "upper end"),
            "n": (_INT, "coded things"),
            "n_articles": (_INT, "texts that hold them"),
        },
    ),
    "run": _schema(
        "What made these results; one row, no times, so that equal inputs give equal bytes.",
        {
            "corpus": (_TEXT, "name"),
            "corpus_digest": (_TEXT, "SHA-256 over the articles"),
            "signature": (_TEXT, "version, model, weights, lexicon, seed"),
            "lexicon_digest": (_TEXT, "SHA-256"),
            "evaluator": (_TEXT, "lexicon, linear or encoder"),
            "targets": (STRINGS, "main targets, in order"),
            "hints": (STRINGS, "advice for the user"),
            "by": (_TEXT, "grouping by which groups are compared"),
            "within": (_TEXT, "what they are compared within; empty: events, where both sides cover one"),
            "remarks": (STRINGS, "what could not be compared, and why"),
        },
    ),
}


def empty(name: str) -> pa.Table:
    """Return the table `name` of SCHEMAS without rows."""
    return SCHEMAS[name].empty_table()
