"""Annotations to Arrow tables, Parquet on disk, DuckDB to ask; exports."""

from framing.results.schemas import SCHEMAS, Tables, empty
from framing.results.store import read_results, write_results
from framing.results.tables import to_tables

__all__ = ["SCHEMAS", "Tables", "empty", "read_results", "to_tables", "write_results"]
