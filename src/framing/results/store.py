"""Result tables on disk: one Parquet file each, and a DuckDB file that holds the same tables to ask questions of.

Equal tables give equal bytes in all of them (docs/adr/0005-duckdb.md says how, and what it costs).
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from framing.errors import ResultsError
from framing.results.files import write_whole
from framing.results.schemas import SCHEMAS, Tables

FORMAT = "framing.results/1"
"""Kept in each Parquet file; raised when a table changes so that older readers would misread it."""
DATABASE = "framing.duckdb"


@dataclass(frozen=True, slots=True)
class View:
    """A question people ask of the tables, as a view of the DuckDB file."""

    about: str
    query: str


VIEWS = {
    "evidence": View(
        "each judgement with its sentence, term, target, voice, source and title",
        """
        select a.source, s.name as source_name, a."group", e.article, a.title, a.date, a.event, e.evaluation, e.target,
               n.name as target_name, m.text as mention, m.via, x.text as expression, x.term, x.frame, e.voice,
               coalesce(v.name, e.voice) as voice_name, e.value, e.link, e.sentence, t.text as sentence_text,
               t.start as sentence_start, m.start as mention_start, x.start as expression_start
        from evaluations e
        join articles a on a.article = e.article
        join sources s on s.source = a.source
        join mentions m on m.article = e.article and m.mention = e.mention
        left join expressions x on x.article = e.article and x.expression = e.expression
        left join sentences t on t.article = e.article and t.sentence = e.sentence
        left join entities n on n.entity = e.target
        left join entities v on v.entity = e.voice""",
    ),
    "quotations": View(
        "what speakers say, direct or reported, with speaker, cue and its stance",
        """
        select a.source, a."group", q.article, a.title, q.attribution, q.kind, q.voice,
               coalesce(v.name, q.voice) as speaker_name, q.speaker_text, q.cue_text, q.cue_stance, q.text,
               q.n_characters, q.sentence, q.start, q."end"
        from attributions q
        join articles a on a.article = q.article
        left join entities v on v.entity = q.voice
        where q.kind in ('direct', 'indirect', 'mixed')""",
    ),
    "stance_by_source": View(
        "stance of each source toward each target in each voice, with names",
        """
        select s.source, s.name as source_name, s."group", t.target, n.name as target_name, t.voice, t.score, t.low,
               t.high, t.n_mentions, t.n_sentences, t.n_articles, t.basis, t.score is null as too_little_evidence
        from stance t
        join sources s on s.source = t.unit
        left join entities n on n.entity = t.target
        where t.level = 'source'""",
    ),
    "frames_by_source": View(
        "share of each source's sentences that carry each frame, by voice",
        """
        select s.source, s.name as source_name, s."group", f.frame, d.label, f.voice, f.n_sentences, f.of_sentences,
               f.share
        from frames f
        join sources s on s.source = f.unit
        left join frame_definitions d on d.frame = f.frame
        where f.level = 'source'""",
    ),
}


def write_results(tables: Tables, folder: Path) -> None:
    """Write each table as NAME.parquet, and all of them as framing.duckdb, into `folder`, made if need be.

    A file is there whole or not at all: each is written beside its place, flushed to disk and renamed. Raises
    ResultsError when the folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(max_workers=1) as beside:
            database = beside.submit(write_whole, folder / DATABASE, partial(_write_database, tables))
            for name in SCHEMAS:
                write_whole(folder / f"{name}.parquet", partial(_write_parquet, tables[name]))
            database.result()
    except OSError as error:
        raise ResultsError(f"{folder}: results can't be written ({error.strerror or error}); choose --out") from error


def read_results(folder: Path) -> Tables:
    """Read the tables that `write_results` wrote. Raises ResultsError for a folder that holds none, or others."""
    if not folder.is_dir():
        raise ResultsError(f"{folder}: no such folder; make the results with `framing analyze INPUT --out DIR`")
    return {name: _read(folder, name) for name in SCHEMAS}


def read_run(folder: Path) -> dict[str, Any]:
    """Return the one row of the table `run`; the other tables are not read. Raises ResultsError as `read_results`."""
    row: dict[str, Any] = _read(folder, "run").to_pylist()[0]
    return row


def results_folder(path: Path) -> Path:
    """Return where the tables lie: `path` itself, or results/ in it when it is the folder of a report."""
    inner = path / "results"
    return inner if inner.is_dir() and not (path / "run.parquet").exists() else path


def _write_parquet(table: pa.Table, path: Path) -> None:
    metadata = {**(table.schema.metadata or {}), b"format": FORMAT.encode()}
    pq.write_table(table.replace_schema_metadata(metadata), path, compression="zstd")


def _write_database(tables: Tables, path: Path) -> None:
    """Copy the tables into a DuckDB file and define the views.

    Four settings make equal tables give equal bytes: a storage version that puts no random id into the file, no
    dictionary and FSST compression (they sample at random), one thread, a transaction a table (one over all of them
    writes several large ones in any order). The catalogue's name is kept in the views, so it is given.
    """
    import duckdb

    with duckdb.connect() as base:
        base.execute("set threads = 1")
        base.execute("set disabled_compression_methods = 'dictionary,fsst'")
        quoted = str(path).replace("'", "''")
        base.execute(f"attach '{quoted}' as framing (storage_version 'v1.0.0', block_size 16384)")
        base.execute("use framing")
        for name in SCHEMAS:
            base.register("arrow", tables[name])
            base.execute(f'create table "{name}" as select * from arrow')  # noqa: S608
            base.unregister("arrow")
        for name, view in VIEWS.items():
            base.execute(f"create view {name} as {view.query}")
        base.execute("use memory")
        base.execute("detach framing")


def _read(folder: Path, name: str) -> pa.Table:
    path = folder / f"{name}.parquet"
    cure = "make the results again with `framing analyze`"
    try:
        table = pq.read_table(path, partitioning=None)
    except FileNotFoundError:
        raise ResultsError(f"{path}: missing, so this is no results folder or an unfinished one; {cure}") from None
    except (OSError, pa.ArrowException) as error:
        raise ResultsError(f"{path}: not a table that can be read ({str(error).splitlines()[0]}); {cure}") from error
    found = (table.schema.metadata or {}).get(b"format", b"").decode("utf-8", "replace")
    if found != FORMAT:
        raise ResultsError(f"{path}: of format {found or 'unknown'!r}, not {FORMAT!r}; {cure}")
    if table.schema.names != SCHEMAS[name].names or table.schema.types != SCHEMAS[name].types:
        raise ResultsError(f"{path}: its columns are not those of {FORMAT}; {cure}")
    return table.cast(SCHEMAS[name]).replace_schema_metadata(SCHEMAS[name].metadata)
