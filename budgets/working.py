"""How far long work has come: who does it says so, who waits for it may listen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# What is being done, in Chinese; how many parts are done, of how many (0: not known).
Listener = Callable[[str, int, int], None]


def _nobody(words: str, done: int, of: int) -> None:
    """Nobody waits."""


_listener: ContextVar[Listener] = ContextVar("listener", default=_nobody)


def say(words: str, done: int = 0, of: int = 0) -> None:
    """Tell whoever listens what is being done now."""
    _listener.get()(words, done, of)


@contextmanager
def part(words: str, done: int, of: int) -> Iterator[None]:
    """Have what is said within the block told as of one part of something larger."""
    whole = _listener.get()
    with listening(lambda within, *_: whole(f"{words}：{within}", done, of)):
        yield


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have ``listener`` told what the work within the block says."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
