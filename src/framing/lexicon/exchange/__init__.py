"""Word lists of other tools: read into a lexicon file, written from a lexicon; what isn't carried is listed."""

from framing.lexicon.exchange.formats import FORMATS, Import, export_terms, import_terms
from framing.lexicon.exchange.listing import Export, Loss

__all__ = ["FORMATS", "Export", "Import", "Loss", "export_terms", "import_terms"]
