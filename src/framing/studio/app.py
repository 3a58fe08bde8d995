"""The routes: the report's pages as they stand now, three pages to tune on, and what their scripts ask for."""

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from framing.contrast import add_contrast, add_events, add_told_twice
from framing.errors import FramingError, UsageError
from framing.report.live import page_of
from framing.report.pages import CSS, JS
from framing.report.words import count, seen, signed
from framing.studio.desk import Desk
from framing.studio.files import ConflictError, version
from framing.studio.files import read as read_file
from framing.studio.guard import COOKIE, START, Guard, Secrets
from framing.tuning import Material

_HERE = files("framing.studio")
_ASSETS = {
    "report.css": (CSS, "text/css"),
    "report.js": (JS, "text/javascript"),
    "studio.css": ((_HERE / "assets" / "studio.css").read_text("utf-8"), "text/css"),
    "studio.js": ((_HERE / "assets" / "studio.js").read_text("utf-8"), "text/javascript"),
}


_BEGINNING = """\
# For example:
[lexicon]
id = "local"

[frames.decline]
label = "Decline"
definition = "Things are told as getting worse."
polarity = -0.5
terms = ["stagnant"]
fires = ["Relations are stagnant."]
silent = ["Relations are good."]
"""
"""How a new file may look; shown, not written."""


def make_app(desk: Desk, port: int, known: Secrets) -> ASGIApp:
    """Return the guarded application of one desk."""
    pages = _Pages(desk, known)
    writes: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "try": lambda b: desk.try_out(_text(b, "name"), _text(b, "text")),
        "save": lambda b: desk.save(_text(b, "name"), _text(b, "text"), _text(b, "version")),
        "accept": lambda b: desk.accept(_text(b, "term"), _number(b, "polarity"), _text(b, "version")),
        "reject": lambda b: desk.reject(_text(b, "term")),
        "judge": lambda b: desk.judge(_text(b, "address"), _text(b, "key"), b.get("right") is True),
    }

    async def write(request: Request) -> Response:
        work = writes.get(request.path_params["what"])
        if work is None:
            return PlainTextResponse("no such page", 404)
        return await _answered(request, work)

    async def start(request: Request) -> Response:
        if not known.spend(request.query_params.get("key", "")):
            words = "this link has been used, or is not of this run; start `framing serve` again for a new one"
            return PlainTextResponse(words, 403)
        response = RedirectResponse("/tune", 303)
        response.set_cookie(COOKIE, known.cookie, httponly=True, samesite="strict", path="/")
        return response

    async def asset(request: Request) -> Response:
        content = _ASSETS.get(request.path_params["name"])
        if content is None:
            return PlainTextResponse("no such page", 404)
        return Response(content[0], media_type=content[1])

    async def concordance(request: Request) -> Response:
        query = request.query_params.get("q", "")
        return await _told(lambda: {"lines": desk.kwic(query)})

    def page(made: Callable[[Request], str]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            try:
                return Response(await run_in_threadpool(made, request), media_type="text/html")
            except LookupError:
                return PlainTextResponse("no such page", 404)
            except FramingError as error:
                return PlainTextResponse(str(error), 400)

        return answer

    app = Starlette(
        routes=[
            Route(START, start),
            Route("/assets/{name}", asset),
            Route("/tune", page(pages.tune)),
            Route("/suggestions", page(pages.suggestions)),
            Route("/judge", page(pages.judge)),
            Route("/api/kwic", concordance),
            Route("/api/{what}", write, methods=["POST"]),
            Route("/", page(pages.report)),
            Route("/{path:path}", page(pages.report)),
        ]
    )
    return Guard(app, port, known)


async def _answered(request: Request, work: Callable[[dict[str, Any]], dict[str, Any]]) -> Response:
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        return JSONResponse({"error": "this is no JSON"}, 400)
    if not isinstance(body, dict):
        return JSONResponse({"error": "send an object"}, 422)
    return await _told(lambda: work(body))


async def _told(work: Callable[[], dict[str, Any]]) -> Response:
    """Answer with what `work` returns; with the sentence of what a user can mend when it can't."""
    try:
        return JSONResponse(await run_in_threadpool(work))
    except ConflictError as error:
        return JSONResponse({"error": seen(str(error))}, 409)
    except FramingError as error:
        return JSONResponse({"error": seen(str(error))}, 422)


class _Pages:
    """The pages as HTML. Only here are templates filled in."""

    def __init__(self, desk: Desk, known: Secrets) -> None:
        self._desk, self._known = desk, known
        self._report: tuple[Material | None, Any] = (None, None)
        folders = [FileSystemLoader(str(files(f"framing.{room}") / "templates")) for room in ("studio", "report")]
        self._environment = Environment(
            loader=ChoiceLoader(folders), autoescape=True, undefined=StrictUndefined, finalize=_visible
        )
        self._environment.globals.update(count=count, signed=signed)

    def report(self, request: Request) -> str:
        """Return a page of the report, of the tables as they are now. Raises LookupError for one there isn't."""
        material = self._desk.refresh()
        if self._report[0] is not material:
            events = add_events(material.tables)
            self._report = (material, add_told_twice(add_contrast(events, seed=material.settings.seed)))
        file = request.path_params.get("path") or "index.html"
        return page_of(self._report[1], file, tune="/tune", problem=self._desk.problem)

    def tune(self, request: Request) -> str:
        """Return the page with the editor and the concordance, which works without a script."""
        self._desk.refresh()
        names = self._desk.files()
        wanted = request.query_params.get("file", "") or self._desk.overlay.name
        query = request.query_params.get("q", "")
        try:
            lines, wrong = self._desk.kwic(query), ""
        except FramingError as error:
            lines, wrong = [], str(error)
        return self._made(
            "tune.html", files=names, file=self._desk.file(wanted), query=query, lines=lines, wrong=wrong,
            beginning=_BEGINNING,
        )  # fmt: skip

    def suggestions(self, request: Request) -> str:  # noqa: ARG002
        """Return the page of suggestions."""
        some = self._desk.suggestions()
        overlay = self._desk.overlay
        return self._made(
            "suggestions.html", suggestions=some, overlay=overlay.name, version=version(read_file(overlay))
        )

    def judge(self, request: Request) -> str:
        """Return the page where hits of a term are judged, blind."""
        address = request.query_params.get("term", "")
        hits = self._desk.draw(address) if address else ()
        told = self._desk.precision(address) if address else ""
        fired: dict[str, int] = {}
        for row in self._desk.material.tables["expressions"].column("term").to_pylist():
            fired[row] = fired.get(row, 0) + 1
        terms = [(t, fired[t]) for t in sorted(fired, key=lambda t: (-fired[t], t))[:60]]
        return self._made("judge.html", address=address, hits=hits, precision=told, terms=terms)

    def _made(self, template: str, **view: Any) -> str:
        corpus = self._desk.material.corpus.name
        return self._environment.get_template(template).render(
            token=self._known.token, problem=self._desk.problem, corpus=corpus, here=template, **view
        )


def _visible(value: Any) -> Any:
    # What comes back from the page, as an editor's text does, stands there as `|e`: that is Markup and stays as it is.
    return seen(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or any("\ud800" <= c <= "\udfff" for c in value):
        raise UsageError(f"no text {key!r}")
    return value


def _number(body: dict[str, Any], key: str) -> float:
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"no number {key!r}")
    return float(value)
