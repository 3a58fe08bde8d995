"""A page that stands alone, beside the report: one file, offline, without a script, in the report's style."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from framing.errors import ResultsError
from framing.report.words import count, seen
from framing.results.files import write_whole

_FOLDER = files("framing.report")
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{}'"


def write_page(template: str, view: Any, path: Path, **functions: Callable[..., Any]) -> Path:
    """Write `view` through a template, whole or not at all, and return the path. Equal views, equal bytes.

    `functions` are what the template may call. Raises ResultsError when the page can't be written.
    """
    css = (_FOLDER / "assets" / "report.css").read_text("utf-8")
    made = Environment(
        loader=FileSystemLoader(str(_FOLDER / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
    )
    page = made.get_template(template).render(
        view=view,
        count=count,
        csp=_POLICY.format(b64encode(sha256(css.encode()).digest()).decode()),
        css=Markup(css),  # noqa: S704 - our own file, named in the policy by its hash
        **functions,
    )

    def put(new: Path) -> None:
        new.write_text(page, encoding="utf-8", newline="\n")

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, put)
    except OSError as error:
        raise ResultsError(f"{path}: can't be written ({error.strerror or error}); choose another --out") from error
    return path


def _visible(value: Any) -> Any:
    return seen(value) if isinstance(value, str) and not isinstance(value, Markup) else value
