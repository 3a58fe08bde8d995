"""A file or a folder → a Corpus: walks, reads, joins what the manifest says, names sources, finds structure."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from framing.corpus.files import LINK, shown, why
from framing.corpus.manifest import MANIFEST_NAME, Entry, Manifest, read_manifest
from framing.corpus.readers import READERS, Draft
from framing.corpus.structure import author_in, find_sections, title_in
from framing.errors import CorpusError
from framing.model import UNKNOWN_SOURCE, Article, Corpus, LeftOut, Source


def read_corpus(path: Path, *, manifest: Path | None = None) -> Corpus:
    """Read the articles of a file, or of a folder and its folders in name order.

    `manifest` is a `corpus.toml`; without it, the one beside the input is taken if there is one. Every file found
    becomes articles or is left out with the reason. Raises CorpusError when the input or the manifest can't be read,
    or when no article is left.
    """
    root, is_folder = _existing(path)
    folder = root if is_folder else root.parent
    told = _manifest(folder, manifest)
    skipped: Counter[str] = Counter()
    found = [(name, item) for name, file in _walk(root, folder) for item in _read(name, file, skipped)]
    joined, left_out = _join(found, told, whole_folder=is_folder)
    if not joined:
        raise CorpusError(_nothing(shown(path), left_out, skipped))
    sources = _sources(joined, told)
    articles = _with_own_ids(
        _article(draft, entry, sources[source_id])
        for (draft, entry), source_id in zip(joined, _source_ids(joined, told), strict=True)
    )
    return Corpus(shown(root.name), articles, tuple(left_out), told.events, tuple(_hints(articles, skipped)))


# --- finding files ----------------------------------------------------------------------------------------------


def _existing(path: Path) -> tuple[Path, bool]:
    """Return the input and whether it is a folder; a link that the user names is meant, one found is not."""
    try:
        root = path.resolve(strict=True)
        return root, root.is_dir()
    except PermissionError as error:
        raise CorpusError(f"{shown(path)}: {why(error)}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise CorpusError(f"{shown(str(path).replace(chr(0), '?'))}: no such file or folder") from error


def _manifest(folder: Path, given: Path | None) -> Manifest:
    if given is not None:
        return read_manifest(_existing(given)[0])
    beside = folder / MANIFEST_NAME
    return read_manifest(beside) if os.path.lexists(beside) else Manifest()


def _walk(root: Path, folder: Path) -> Iterator[tuple[str, Path | LeftOut]]:
    """Yield the name to show and the path of every file, in name order; hidden files and READMEs are passed over."""
    if root != folder:
        yield shown(root.name), root
        return
    waiting = [root]
    while waiting:
        path = waiting.pop()
        name = shown(path.relative_to(root)) if path != root else shown(root.name)
        try:
            if path.is_symlink():
                yield name, LeftOut(name, LINK)
                continue
            inside = sorted((entry.name for entry in os.scandir(path)), reverse=True)
        except NotADirectoryError:
            yield name, path
        except OSError as error:
            if path == root:
                raise CorpusError(f"{name}: {why(error)}") from error
            yield name, LeftOut(name, why(error))
        else:
            waiting += [path / entry for entry in inside if not _passed_over(entry)]


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name == MANIFEST_NAME or name.upper().partition(".")[0] == "README"


def _read(name: str, file: Path | LeftOut, skipped: Counter[str]) -> Iterator[Draft | LeftOut]:
    """Yield what a file holds; count it in `skipped` when its suffix has no reader."""
    if isinstance(file, LeftOut):
        yield file
        return
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        skipped[shown(file.suffix.lower()) or "no suffix"] += 1
        return
    try:
        yield from reader(file, name)
    except CorpusError as error:
        yield LeftOut(name, str(error))


# --- joining with the manifest ----------------------------------------------------------------------------------


def _join(
    found: Iterable[tuple[str, Draft | LeftOut]], told: Manifest, *, whole_folder: bool
) -> tuple[list[tuple[Draft, Entry | None]], list[LeftOut]]:
    """Pair each draft with its manifest entry; leave out those with a problem, and entries that speak of no file."""
    by_key = {(e.file, e.id): e for e in reversed(told.entries)}
    by_file = {e.file: e for e in reversed(told.entries) if e.file}
    joined: list[tuple[Draft, Entry | None]] = []
    left_out: list[LeftOut] = []
    used: set[Entry] = set()
    names: set[str] = set()
    for name, item in found:
        names.add(name)
        if isinstance(item, LeftOut):
            left_out.append(item)
            continue
        entry = by_key.get((name, item.id)) or by_key.get((name, "")) or by_key.get(("", item.id))
        if entry is None and item.file == name:
            # In a file of one article, the manifest's id renames it; in a file of rows, it picks one.
            entry = by_file.get(name)
        if entry:
            used.add(entry)
            by_id = by_key.get(("", item.id))
            if by_id and by_id is not entry:
                used.add(by_id)
                entry = _completed(entry, by_id)
        if entry and entry.problem:
            left_out.append(LeftOut(item.file, entry.problem))
        else:
            joined.append((item, entry))
    for entry in told.entries:
        if entry not in used and (whole_folder or entry.file in names):
            left_out += _unmatched(entry, names)
    return joined, left_out


def _completed(entry: Entry, by_id: Entry) -> Entry:
    """Return what an entry with `file` says, and where it is silent what one with the article's `id` says."""
    silent = {name: getattr(by_id, name) for name in _TOLD if not getattr(entry, name)}
    return replace(entry, **silent)


_TOLD = ("source", "title", "date", "event", "url", "author", "labels", "problem")


def _unmatched(entry: Entry, names: set[str]) -> Iterator[LeftOut]:
    if entry.problem:
        yield LeftOut(entry.where, entry.problem.removeprefix(f"{entry.where}: "))
    elif entry.file and entry.file not in names:
        yield LeftOut(entry.where, f"file {entry.file!r} is not in the folder; mend its name or take the entry out")
    elif entry.id:
        yield LeftOut(entry.where, f"no article has the id {entry.id!r}; mend it or take the entry out")


# --- sources ----------------------------------------------------------------------------------------------------


def _source_ids(joined: Iterable[tuple[Draft, Entry | None]], told: Manifest) -> Iterator[str]:
    """Yield the id of each article's source: the manifest's word first, then the file's own."""
    by_name = {s.name.casefold(): s.id for s in told.sources.values()}
    for draft, entry in joined:
        if entry and entry.source:
            yield entry.source
        elif draft.source:
            slug = _slug(draft.source)
            yield draft.source if draft.source in told.sources else by_name.get(draft.source.casefold(), slug)
        else:
            # A group without a source still tells sides apart.
            yield f"{UNKNOWN_SOURCE}-{_slug(draft.group)}" if draft.group else UNKNOWN_SOURCE


def _sources(joined: Sequence[tuple[Draft, Entry | None]], told: Manifest) -> dict[str, Source]:
    """Return every source by id; of one that no manifest lists, the first name and the first group given."""
    sources = dict(told.sources)
    for (draft, _), key in zip(joined, _source_ids(joined, told), strict=True):
        unknown = f"unknown source ({draft.group})" if draft.group else "unknown source"
        source = sources.setdefault(key, Source(key, draft.source or unknown, group=draft.group))
        if draft.group and not source.group:
            sources[key] = replace(source, group=draft.group)
    return sources


def _slug(name: str) -> str:
    """Return a name as an id: "BBC News" → bbc-news; names without letters get a number made of them."""
    slug = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:80].strip("-")
    return slug or "source-" + hashlib.sha256(name.encode()).hexdigest()[:8]


# --- articles ---------------------------------------------------------------------------------------------------


def _article(draft: Draft, entry: Entry | None, source: Source) -> Article:
    told = entry or Entry("")
    title, author = told.title or draft.title, told.author or draft.author
    sections = find_sections(draft.text, title=title, author=author)
    warnings = draft.warnings
    if draft.group and draft.group != source.group:
        warnings += (f"group {draft.group!r} was not used: source {source.id!r} is in group {source.group!r}",)
    return Article(
        id=told.id or draft.id,
        text=draft.text,
        source=source,
        title=title or title_in(draft.text, sections),
        date=told.date or draft.date,
        event=told.event or draft.event,
        url=told.url or draft.url,
        author=author or author_in(draft.text, sections),
        file=draft.file,
        sections=sections,
        targets=draft.targets,
        warnings=warnings,
        labels=told.labels,
    )


def _with_own_ids(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return the articles with ids that differ: the first keeps its id, later ones get -2, -3, … and a warning."""
    articles = tuple(articles)
    given = {a.id for a in articles}
    first: dict[str, str] = {}
    count: Counter[str] = Counter()
    unique = []
    for article in articles:
        own = article.id
        if own in first:
            while own in given or own in first:
                count[article.id] += 1
                own = f"{article.id}-{count[article.id] + 1}"
            warning = f"id {article.id!r} belongs to {first[article.id]} already; this article is {own!r}"
            article = replace(article, id=own, warnings=(*article.warnings, warning))
        first[own] = article.file
        unique.append(article)
    return tuple(unique)


# --- advice -----------------------------------------------------------------------------------------------------


def _hints(articles: Sequence[Article], skipped: Counter[str]) -> Iterator[str]:
    nameless = sum(
        a.source.id.partition("-")[0] == UNKNOWN_SOURCE and a.source.name.startswith("unknown source") for a in articles
    )
    if nameless:
        count = f"{nameless} of {len(articles)} articles have" if len(articles) > 1 else "the article has"
        yield (
            f"{count} no source, so sources can't be told apart: name it in {MANIFEST_NAME} beside the input "
            "([sources.ID], and source under [[articles]]), in front matter, or in a column (docs/corpus.md)"
        )
    if skipped:
        yield f"{_skipped(skipped)}; read are {', '.join(READERS)}"


def _skipped(skipped: Counter[str]) -> str:
    kinds = ", ".join(f"{suffix} {n}" for suffix, n in sorted(skipped.items())[:10])
    total = skipped.total()
    return f"{total} file{'s were' if total > 1 else ' was'} passed over, not being of a kind that is read ({kinds})"


def _nothing(path: str, left_out: Sequence[LeftOut], skipped: Counter[str]) -> str:
    """Say why a corpus is empty, and what to do."""
    if left_out:
        more = f" (and {len(left_out) - 1} more)" if len(left_out) > 1 else ""
        return f"{path}: no article could be read; {left_out[0].file} {left_out[0].reason}{more}"
    if skipped:
        return f"{path}: no article found: {_skipped(skipped)}; give it files of {', '.join(READERS)}"
    return f"{path}: no article found; put files of {', '.join(READERS)} there"
