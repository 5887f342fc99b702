"""Words of headings, titles and labels made comparable: what differs between prints of one thing is dropped."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from budgets.importing.cells import plain

# Wordings of one heading.
SAME = (
    ("其中:", ""),
    ("运行维护", "运行"),
    ("小计", "合计"),
    ("代码", "编码"),
    ("编号", "编码"),
    ("结转结余", "结转"),
    ("结转和结余", "结转"),
)
TOTALS = ("合计", "总计", "本年合计", "支出合计", "收入合计", "本年收入合计", "本年支出合计")
SUBTOTALS = ("小计", "单位小计")
LONGEST_LABEL = 100  # characters; what is longer is no label
NUMBERING = ("栏次", "行次")
# A title with one of these is not the title of a table without it.
DECISIVE = ("政府性基金", "国有资本", "一般公共预算", "财政拨款", "基本支出", "项目支出", "三公", "绩效", "自评")

_UNIT = re.compile(r"[(](?:单位:?)?(?:万元|元)[)]|^(?:单位:)?(?:万元|元)$")
_BEFORE_YEAR = re.compile(r"^.*?(?:19|20)\d\d年?度?")
_NUMBER = re.compile(
    r"^(?:[^\d:]{0,4}\d{1,3}表|表[\d一二三四五六七八九十]+(?:-\d+)?|\d{1,2}[.、]|[一二三四五六七八九十]+、)[:、.]?"
)
_CONTINUED = re.compile(r"[(]?续表?[)]?[\d一二三四五六七八九十]*$")
_LEAD = re.compile(
    r"^(?:[(][一二三四五六七八九十]+[)][、.]?|[一二三四五六七八九十]+[、.]|[(]?\d{1,2}[)、.](?!\d)|其中[::]?|[加减][::])"
)
_LABEL_TAIL = re.compile(r"(?:等?(?:支出|事务支出|事务)|预算资金|预算拨款(?:收入)?|拨款收入|拨款|收入|资金|预算|等)$")


@lru_cache(maxsize=20_000)
def heading(text: str) -> str:
    """A heading to compare by; empty if it is only a unit."""
    words = _UNIT.sub("", plain(text)).rstrip(":")
    for one, other in SAME:
        words = words.replace(one, other)
    return words


@lru_cache(maxsize=20_000)
def title(text: str) -> str:
    """A title without what stands before its year, its number, and the mark of a continued table."""
    words = plain(text)
    rest = _BEFORE_YEAR.sub("", words)
    words = rest if len(rest) > 3 else words
    return _CONTINUED.sub("", _NUMBER.sub("", words))


@lru_cache(maxsize=20_000)
def likeness(one: str, other: str) -> float:
    """How alike two words are, 0–1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


@lru_cache(maxsize=20_000)
def title_fits(printed: str, known: str) -> float:
    """How well a line above a table fits a title of the layout, 0–1; a name in front of it is let pass."""
    one, other = title(printed), title(known)
    if one == other:
        return 1.0
    if len(one) > len(other) + 40 or any((word in one) != (word in other) for word in DECISIVE):
        return 0.0
    return 0.95 if one.endswith(other) else 0.9 * likeness(one, other)


@lru_cache(maxsize=20_000)
def label(text: str) -> str:
    """A label without its numbering: ``（一）一般公共预算拨款`` → ``一般公共预算拨款``."""
    words, before = plain(text), ""
    while words != before and len(words) <= LONGEST_LABEL:
        before, words = words, _LEAD.sub("", words)
    return words


@lru_cache(maxsize=20_000)
def core(text: str) -> str:
    """What a label is about: without numbering and words such as 支出, 收入, 预算."""
    words, before = label(text), ""
    while words != before and len(words) <= LONGEST_LABEL:
        before, words = words, _LABEL_TAIL.sub("", words) or words
    return words


def is_filler(text: str) -> bool:
    """Whether a label or code is a template's ``…``."""
    return bool(text) and not plain(text).strip(".…·、_()一二三四五六七八九十")
