"""Where a sentence runs from one paragraph into the next, as at the foot of a page."""

import re

_ENDED = re.compile(r"[。；：！？.]$")
_NUMBERED = re.compile(r"（?(?:[一二三四五六七八九十]+|\d{1,2})[）、.](?!\d)")
_LIKE_HEADING = re.compile(
    r"(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|第[一二三四五六七八九十]部分)(?!.*\d[万元%])[^。；，]{2,40}。?"
)
_CLAUSE = "，。；："


def goes_on(above: str, below: str) -> bool:
    """Whether the squeezed paragraph ``below`` goes on with what ``above`` broke off; an empty one breaks off
    nothing."""
    return bool(above) and not (_ENDED.search(above) or like_heading(above) or _NUMBERED.match(below))


def last_clause(words: str) -> str:
    """The squeezed words behind the last comma, colon or stop."""
    return words[behind(words, _CLAUSE) :]


def behind(words: str, marks: str) -> int:
    """The place behind the last of several marks; the beginning if there is none."""
    return max(words.rfind(mark) for mark in marks) + 1


def like_heading(words: str) -> bool:
    """Whether a squeezed paragraph reads like a heading: numbered, short, without a sentence or an amount."""
    return _LIKE_HEADING.fullmatch(words) is not None
