"""Annotations to Arrow tables, Parquet on disk, DuckDB to ask; exports."""

from framing.results.annotation_format import annotation_rows, read_annotations, write_annotations
from framing.results.schemas import SCHEMAS, Tables, empty
from framing.results.store import read_results, read_run, results_folder, write_results
from framing.results.tables import to_tables

__all__ = [
    "SCHEMAS",
    "Tables",
    "annotation_rows",
    "empty",
    "read_annotations",
    "read_results",
    "read_run",
    "results_folder",
    "to_tables",
    "write_annotations",
    "write_results",
]
