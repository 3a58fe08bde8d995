"""TOML → Lexicon, and its terms and names found in a parse."""

from framing.lexicon.checks import suspicions
from framing.lexicon.entries import (
    BASE,
    CueGroup,
    Direction,
    Entity,
    Frame,
    Lexicon,
    Name,
    ScopeKind,
    ScopeRule,
    Term,
    Where,
    written,
)
from framing.lexicon.files import Problem, lexicon_folder, lexicon_paths, packaged_folder
from framing.lexicon.load import load_lexicon, problems
from framing.lexicon.match import NameMatch, TermMatch, find_names, find_terms, why_not
from framing.lexicon.phrases import PhraseMatch, PhraseTable, split_words

__all__ = [
    "BASE",
    "CueGroup",
    "Direction",
    "Entity",
    "Frame",
    "Lexicon",
    "Name",
    "NameMatch",
    "PhraseMatch",
    "PhraseTable",
    "Problem",
    "ScopeKind",
    "ScopeRule",
    "Term",
    "TermMatch",
    "Where",
    "find_names",
    "find_terms",
    "lexicon_folder",
    "lexicon_paths",
    "load_lexicon",
    "packaged_folder",
    "problems",
    "split_words",
    "suspicions",
    "why_not",
    "written",
]
