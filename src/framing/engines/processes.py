"""Several processes on this machine, that outlive an article which kills one of them."""

import ctypes
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context

from framing.engines.batches import Failed, T, batches
from framing.model import Article

_PR_SET_PDEATHSIG = 1


def run_in_processes(
    work: Callable[[Sequence[Article]], Sequence[T]],
    articles: Sequence[Article],
    *,
    workers: int | None = None,
    on_done: Callable[[Article], None] | None = None,
) -> Iterator[T | Failed]:
    """Do the work in `workers` processes (default: one a core); see `Engine`.

    When a process dies, the batches under way are done again one by one, cut in halves until a single article is
    left that kills its process; that one becomes a Failed and the others are delivered.
    """
    workers = workers or os.cpu_count() or 1
    todo = batches(articles)
    while first := list(islice(todo, 2 * workers)):
        with _pool(min(workers, len(first))) as pool:
            under_way = deque((batch, _submit(pool, work, batch)) for batch in first)
            whole = True
            while under_way:
                batch, future = under_way.popleft()
                results: Sequence[T | Failed]
                try:
                    results = future.result()
                except BrokenProcessPool:
                    # Any of the batches under way may have done it; those that are not finished come here in turn.
                    whole, results = False, _alone(work, batch)
                yield from _deliver(batch, results, on_done)
                if whole:
                    under_way.extend((more, _submit(pool, work, more)) for more in islice(todo, 1))


def _submit(
    pool: ProcessPoolExecutor, work: Callable[[Sequence[Article]], Sequence[T]], batch: Sequence[Article]
) -> Future[Sequence[T]]:
    try:
        return pool.submit(work, batch)
    except BrokenProcessPool as broken:
        future: Future[Sequence[T]] = Future()
        future.set_exception(broken)
        return future


def _deliver(
    batch: Sequence[Article], results: Sequence[T | Failed], on_done: Callable[[Article], None] | None
) -> Iterator[T | Failed]:
    for article, result in zip(batch, results, strict=True):
        if on_done:
            on_done(article)
        yield result


def _alone(work: Callable[[Sequence[Article]], Sequence[T]], batch: Sequence[Article]) -> Sequence[T | Failed]:
    try:
        with _pool(1) as pool:
            return pool.submit(work, batch).result()
    except BrokenProcessPool:
        if len(batch) == 1:
            reason = "its process died while reading it (out of memory, or a crash); cure: shorten it, or leave it out"
            return [Failed(batch[0], reason)]
    half = len(batch) // 2
    return [*_alone(work, batch[:half]), *_alone(work, batch[half:])]


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # Forked children would inherit locks and BLAS threads in whatever state they are.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_settle, initargs=(os.getpid(),))
    try:
        yield pool
    finally:
        _unblock(pool)
        pool.shutdown(cancel_futures=True)


def _unblock(pool: ProcessPoolExecutor) -> None:
    """Close the pipe of a broken pool, on which Python before 3.11.5 waits for ever when it is full (gh-94777).

    Later ones close it themselves, in a thread of their own: closed from here as well, one of the two closes a number
    that is free again ("Bad file descriptor") or another file's by then.
    """
    queue = getattr(pool, "_call_queue", None)
    if sys.version_info >= (3, 11, 5) or not getattr(pool, "_broken", False):
        return
    with suppress(OSError):
        pipe = getattr(queue, "_reader", None)
        if pipe is not None and not pipe.closed:
            pipe.close()


def _settle(parent: int) -> None:
    """Die with the parent, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before it could be watched
        os._exit(1)
