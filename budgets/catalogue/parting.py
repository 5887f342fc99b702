"""Parts a query that was written without blanks: names of departments and regions, years and kinds of documents.

``万里街道三公经费2023`` is looked for as ``万里街道 三公经费 2023``, if it was found nowhere as it was written.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from budgets.catalogue.asking import KINDS, SHORTEST
from budgets.catalogue.figures import mentioned
from budgets.catalogue.index import Way, of_public_names
from budgets.catalogue.names import MARK
from budgets.catalogue.words import phrases, runs
from budgets.models import Region

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(年度?)?")
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
_KIND_ENDS = re.compile(rf"^(?:{_KIND})(?=..)|(?<=..)(?:{_KIND})$")
_QUESTION = re.compile(r"(?<=..)(?:[是有]?多少钱?|怎么样|变化情况)$")
# A printed number of a table, as people say it: 公开6表 is 公开06表.
_NUMBER = re.compile(r"(?<!\d)([1-9])(?=表)")
# A longer query is a sentence rather than names and what is asked of them.
LONGEST = 40

Cut = Callable[[str], list[str]]


def partings(query: str, region: str, now: datetime) -> Iterator[str]:
    """What the query may mean, its words parted by blanks, the likeliest first; nothing if it is too long for that.

    The names stand before what is asked of them, or behind it, or around it. If it asks more than is said of a measure
    anywhere, the measure is left of it; and if there is none of that year or kind, another. ``region`` narrows the
    names. A few questions to the database for each name in the query.
    """
    if len(query) > LONGEST:
        return
    said = [_NUMBER.sub(r"0\1", "".join(runs(word))) for word in query.split()]
    words = [part for word in said for part in _YEAR.sub(r" \1 ", word).split()]
    known = _Names(region, now)
    cuts: tuple[Cut, ...] = (lambda word: [word], known.before, known.behind, known.around)
    parted = ([part for word in words for piece in cut(word) for part in _kinds(piece)] for cut in cuts)
    seen = [query.split()]
    found = said
    for found in chain([said], parted):
        if found not in seen:
            seen.append(found)
            yield " ".join(found)
    yield from _less([mentioned(word) or word for word in found], seen)


def _less(words: list[str], seen: Sequence[list[str]]) -> Iterator[str]:
    """The words, and without years and kinds of documents, if that is anything else than was ``seen``."""
    for found in (words, [word for word in words if word not in KINDS and not _YEAR.fullmatch(word)]):
        if found and found not in seen:
            yield " ".join(found)


def _kinds(word: str) -> list[str]:
    """A word without how it asks, 预算 and 决算 by themselves."""
    said = _QUESTION.sub("", word).removeprefix("的").removesuffix("的")
    return [said] if said in KINDS else _KIND_ENDS.sub(r" \g<0> ", said).split()


class _Names:
    """Cuts names of departments, units and regions off a word."""

    def __init__(self, region: str, now: datetime) -> None:
        self.labels = ((region,) if region else (),)
        self.now = now
        self.kept: dict[str, bool] = {}

    def before(self, word: str) -> list[str]:
        """The names that it begins with, each as long as it can be, and the rest."""
        length = _cut(max(self._longest(word, lambda size: word[:size]), _region(word)), word)
        return [word[:length], *self.before(word[length:])] if length else [word]

    def behind(self, word: str) -> list[str]:
        """The rest, and the names that it ends with."""
        length = _cut(self._longest(word, lambda size: word[-size:]), word)
        return [*self.behind(word[:-length]), word[-length:]] if length else [word]

    def around(self, word: str) -> list[str]:
        """The names that it begins with, the rest, and the names that it ends with."""
        *names, rest = self.before(word)
        return [*names, *self.behind(rest)]

    def _longest(self, word: str, part: Callable[[int], str]) -> int:
        """How much of a word is a name: whatever a name holds, names hold every part of."""
        least, most = 0, len(word)
        while least < most:
            middle = (least + most + 1) // 2
            least, most = (middle, most) if self._is_name(part(middle)) else (least, middle - 1)
        return least

    def _is_name(self, part: str) -> bool:
        if part not in self.kept:
            self.kept[part] = bool(of_public_names(MARK, (Way(phrases(part), self.labels),), None, self.now, 1))
        return self.kept[part]


def _cut(length: int, word: str) -> int:
    """How much of a word is cut off for a name of so many letters, that what is left says something; 0 for nothing."""
    most = min(length, len(word) - SHORTEST)
    return most if most >= SHORTEST and length < len(word) else 0


def _region(word: str) -> int:
    """How much of the word begins the name of a region."""
    names = list(Region.objects.filter(name__startswith=word[:SHORTEST]).values_list("name", flat=True))
    begun = (any(name.startswith(word[:size]) for name in names) for size in range(SHORTEST, len(word) + 1))
    return max((size for size, begins in enumerate(begun, start=SHORTEST) if begins), default=0)
