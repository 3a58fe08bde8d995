"""How fast the report is written, and how soon a large overview is seen: figures, not promises of a test.

    python benchmarks/report.py RESULTS [--articles 10000] [--words 800] [--sources 1000]

RESULTS is the results/ of any run; its articles are told again under new ids until there are so many, with all
statistics that articles have. One process writes all their pages into a folder (pages a second of one core): cut after
so many words, which is what the budget speaks of, and then as they are, for information. Last, the overview of so many
sources is opened from disk in Chromium and asked when it first painted. Needs what the tests need.
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from framing.report import write_report
from framing.report.addresses import Page
from framing.report.pages import CSS, JS, Printer
from framing.report.rows import Rows
from framing.results import read_results
from framing.stance import add_stance

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from scaled_tables import cut, multiplied

PROMISED_PAGES = 300
PROMISED_PAINT = 1000
HELD = 100
"""Pages that are looked into."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=800)
    parser.add_argument("--sources", type=int, default=1_000)
    args = parser.parse_args()
    tables = read_results(args.results)
    with tempfile.TemporaryDirectory() as folder:
        # Nothing is deleted before the end: where files were just deleted, others may take long to create.
        shorter, whole, painted = (Path(folder) / name for name in ("shorter", "whole", "painted"))
        speed = pages(cut(tables, args.words), args.articles, shorter)
        kept = speed >= PROMISED_PAGES
        print(f"promised at least {PROMISED_PAGES}: {'kept' if kept else 'BROKEN'}\n")
        pages(tables, args.articles, whole)
        print("for information: articles as long as they are\n")
        kept = paint(tables, args.sources, painted) and kept
    return 0 if kept else 1


def pages(tables, articles: int, out: Path) -> float:
    """Print and return pages a second of one core for a folder of every article."""
    many = add_stance(multiplied(tables, articles, sources=20))
    started, cpu = time.perf_counter(), time.process_time()
    write_report(many, out, layout="folder", articles="all")
    wall, used = time.perf_counter() - started, time.process_time() - cpu
    n = sum(1 for _ in out.rglob("*.html"))
    size = sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) / 1e6
    print(f"{n:,} pages, {size:,.0f} MB: {wall:.1f} s, {used:.1f} s of processor, {n / used:,.0f} pages/s a core")
    print(f"an article's page: {holds(out / 'articles', many)}")
    return n / used


def holds(articles: Path, tables) -> str:
    """Say what an article's page holds, as means: a figure in pages a second says little without."""
    written = [page.read_text("utf-8") for page in sorted(articles.iterdir())[:HELD]]
    counts = {"marks": r'<u[ >]|<a class="e |<span class="q2?"', "reasons": r'<p id="'}
    found = [f"{sum(len(re.findall(p, page)) for page in written) / len(written):,.0f} {n}" for n, p in counts.items()]
    words = sum(tables["articles"]["n_words"].to_pylist()) / len(tables["articles"])
    size = sum(len(page.encode()) for page in written) / len(written) / 1024
    return f"{words:,.0f} words, {', '.join(found)}, {size:.0f} KiB"


def paint(tables, sources: int, out: Path) -> bool:
    """Print when Chromium first painted an overview of so many sources; say whether the promise is kept."""
    rows = Rows(add_stance(multiplied(tables, sources, sources)))
    printer = Printer(rows, single=False)
    page = out / "index.html"
    out.mkdir()
    page.write_text(printer.document("Overview", Page("overview"), [printer.part(Page("overview"))]), "utf-8")
    (out / "assets").mkdir()
    (out / "assets" / "report.css").write_text(CSS)
    (out / "assets" / "report.js").write_text(JS)
    chromium = shutil.which("chromium")
    if not chromium:
        print("no Chromium here: first paint was not measured")
        return True
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times = []
        for _ in range(3):
            tab = browser.new_page()
            tab.goto(page.as_uri())
            tab.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            times.append(tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            tab.close()
        browser.close()
    first = sorted(times)[1]
    print(f"overview of {sources:,} sources, {page.stat().st_size / 1024:,.0f} KiB: first paint after {first:.0f} ms")
    print(f"promised at most {PROMISED_PAINT}: {'kept' if first <= PROMISED_PAINT else 'BROKEN'}")
    return first <= PROMISED_PAINT


if __name__ == "__main__":
    sys.exit(main())
