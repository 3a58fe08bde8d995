"""Coding by hand: sentences drawn blind, given to people, read back; how far people and tool agree; gold made of it."""

from framing.coding.agreement import Agreement, Unit, agreement
from framing.coding.formats import FORMATS, read_codes, write_sheets
from framing.coding.golden import gold_rows, write_gold
from framing.coding.key import Codes, Item, Sample, Sampled, read_key, write_key
from framing.coding.sample import STRATA, draw

__all__ = [
    "FORMATS", "STRATA", "Agreement", "Codes", "Item", "Sample", "Sampled", "Unit", "agreement", "draw",
    "gold_rows", "read_codes", "read_key", "write_gold", "write_key", "write_sheets",
]  # fmt: skip
