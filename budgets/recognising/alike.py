"""Telling which of several names is meant by one that is printed slightly otherwise."""

from collections.abc import Mapping
from difflib import SequenceMatcher

_APART = 0.15


def alike(printed: str, named: Mapping[str, str], least: float) -> str:
    """The value of the one name that ``printed`` is a slip of (at least so like it, 0–1); empty if none or several."""
    matcher = SequenceMatcher(b=printed)
    likeness = [(0.0, ""), (0.0, "")]
    for name, value in named.items():
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() >= least - _APART and matcher.quick_ratio() >= least - _APART:
            likeness.append((matcher.ratio(), value))
    (best, value), (second, _) = sorted(likeness, reverse=True)[:2]
    return value if best >= least and best - second >= _APART else ""
