import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from builders import article_of
from engine_work import measure, refuse
from framing.engines import ENGINES, Failed, batches
from framing.model import Article

ARTICLES = [Article(id=f"a{i}", text="word " * (i % 4 + 1) * 3000) for i in range(12)]


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_every_engine_gives_what_serial_gives(engine):
    done = []
    assert list(engine(measure, ARTICLES, workers=2, on_done=done.append)) == measure(ARTICLES)
    assert done == ARTICLES
    assert list(engine(measure, [], workers=2)) == []


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_an_error_in_the_work_is_raised_to_the_caller(engine):
    with pytest.raises(ValueError, match="no such article"):
        list(engine(refuse, ARTICLES, workers=2))


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_article_that_kills_its_process_fails_alone():
    results = list(ENGINES["processes"](partial(measure, poison="a5"), ARTICLES, workers=2))
    expected: list[object] = list(measure(ARTICLES))
    expected[5] = Failed(ARTICLES[5], results[5].reason)
    assert results == expected
    assert "died" in results[5].reason


def test_batches_are_of_even_size_and_none_is_empty():
    long = article_of("x" * batches.BATCH_CHARACTERS * 2)
    cut = list(batches.batches([long, *ARTICLES, long]))
    assert [article for batch in cut for article in batch] == [long, *ARTICLES, long]
    assert len(cut[0]) == len(cut[-1]) == 1
    assert all(sum(len(a.text) for a in batch) <= batches.BATCH_CHARACTERS for batch in cut[1:-1])


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_no_worker_outlives_a_killed_parent(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\n"
        "from framing.engines import ENGINES\n"
        "from framing.model import Article\n"
        "def wait(batch):\n"
        f"    open({str(tmp_path)!r} + '/' + str(os.getpid()), 'w').close()\n"
        "    time.sleep(60)\n"
        "if __name__ == '__main__':\n"
        "    list(ENGINES['processes'](wait, [Article('a', 'x')], workers=1))\n"
    )
    parent = subprocess.Popen([sys.executable, script])
    workers: list[int] = []
    while not workers:
        time.sleep(0.05)
        workers = [int(p.name) for p in tmp_path.iterdir() if p.name.isdigit()]
    parent.kill()
    parent.wait()
    for _ in range(100):
        if not any(_runs(pid) for pid in workers):
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there after five seconds")


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except FileNotFoundError:
        return False
