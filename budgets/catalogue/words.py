"""Text as full-text indexes can read it: Chinese in overlapping pairs of characters, all else in its words.

What is compared is the text in compatibility form (NFKC) and lower case. Quotation marks, marks of book titles, marks
that no one sees and commas between thousands are left out, so that 三公经费 finds “三公”经费; whatever else is neither
letter nor digit parts words. A pair of characters begins at every character of a run, and the last one stands alone:
so every part of a run is found, one character too, as what a pair begins with.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_CHINESE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_CHINESE}]+|[^ {_CHINESE}]+")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_LEFT_OUT = frozenset("\"'`′″〝〞〟「」『』《》〈〉‚„")
_LEFT_OUT_CATEGORIES = ("Pi", "Pf", "Cf", "Mn", "Mc", "Me")
# Two characters of anything but Chinese begin too many words to be looked up as a beginning.
_COMMON_BEGINNING = 2
# Before what a passage is labelled with: NFKC makes it an a, so that no text has it.
_LABEL = "ª"


class _Folding(dict[int, str]):
    """What becomes of each character."""

    def __missing__(self, point: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(point)).lower()
        self[point] = "".join("" if _left_out(each) else each if each.isalnum() else " " for each in folded)
        return self[point]


_FOLDED = _Folding()


def _left_out(char: str) -> bool:
    return char in _LEFT_OUT or unicodedata.category(char) in _LEFT_OUT_CATEGORIES


@dataclass(frozen=True, slots=True)
class Phrase:
    """One word of a query as an index knows it: tokens that follow each other; of the last one the beginning is enough
    if it is ``open``. ``pattern`` finds it in a folded text; ``text`` is the word itself, folded, without what parts
    its runs."""

    tokens: tuple[str, ...]
    open: bool
    pattern: re.Pattern[str]
    text: str

    @property
    def common(self) -> bool:
        """Whether so much begins with it that only the words themselves are looked up."""
        last = self.tokens[-1]
        return len(last) == _COMMON_BEGINNING and not is_chinese(last)


def words(text: str) -> Iterator[str]:
    """What an index reads of a text."""
    for run in runs(text):
        yield from _tokens(run)


def marked(mark: str, tokens: Iterable[str], labels: Iterable[object] = ()) -> str:
    """Tokens as they are stored, each behind the mark of what it is told of, with labels to narrow a search by."""
    return " ".join(f"{mark}{token}" for token in (*(label(each) for each in labels), *tokens))


def label(value: object) -> str:
    """The token of a label, which no text holds."""
    return f"{_LABEL}{value}"


def of_department(key: int) -> str:
    """The label of what is told by a department or its units."""
    return f"d{key}"


def phrases(query: str) -> tuple[Phrase, ...]:
    """The words of a query, parted by blanks, each once; a word of nothing but marks is left out."""
    found = (_phrase(runs(word)) for word in query.split())
    return tuple({phrase.tokens: phrase for phrase in found if phrase}.values())


def found_in(text: str, wanted: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand in a text: from and to, in order, joined where they touch."""
    folded, places = _folded_with_places(text)
    spans = sorted(match.span() for phrase in wanted for match in phrase.pattern.finditer(folded))
    joined: list[tuple[int, int]] = []
    for first, behind in spans:
        begin, end = places[first], places[behind - 1] + 1
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def runs(text: str) -> list[str]:
    """The runs of Chinese characters, and of other letters and digits, in a text, folded."""
    return _RUN.findall(_THOUSANDS.sub("", text).translate(_FOLDED))


def is_chinese(run: str) -> bool:
    """Whether a run is of Chinese characters."""
    return re.match(f"[{_CHINESE}]", run) is not None


def _tokens(run: str) -> Iterator[str]:
    if is_chinese(run):
        yield from (run[place : place + 2] for place in range(len(run)))
    else:
        yield run


def _phrase(found: Sequence[str]) -> Phrase | None:
    if not found:
        return None
    last = tuple(_tokens(found[-1]))
    whole = len(last) > 1
    before = tuple(token for run in found[:-1] for token in _tokens(run))
    return Phrase((*before, *(last[:-1] if whole else last)), not whole, _pattern(found), "".join(found))


def _pattern(found: Sequence[str]) -> re.Pattern[str]:
    """The runs behind each other; one that is not Chinese begins where a word begins."""
    parts = (re.escape(run) if is_chinese(run) else rf"(?<![^ {_CHINESE}]){re.escape(run)}" for run in found)
    return re.compile(" ?".join(parts))


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in ``text`` that it comes from."""
    commas = {match.start() for match in _THOUSANDS.finditer(text)}
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if place not in commas:
            for each in _FOLDED[ord(char)]:
                if each != " " or folded[-1:] != [" "]:
                    folded.append(each)
                    places.append(place)
    return "".join(folded), places
