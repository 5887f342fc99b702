"""Which of our sections a section of somebody else's document is: by its key, else by the words of its heading."""

import re
from collections.abc import Collection, Iterable, Iterator

from budgets.document import Section
from budgets.recognising.flow import like_heading
from budgets.recognising.numbers import plain, squeezed

# The first entry that fits wins; an empty key is a section whose numbers have no names.
HEADINGS = (
    (r"名词解释|主要职[责能]|部门职责", ""),
    (r"三公", "three_public"),
    (r"运[行转]经费", "running"),
    (r"采购", "procurement"),
    (r"绩效", "performance"),
    (r"国有资产|资产占[有用]|资产情况", "assets"),
    (r"转移支付", "transfer"),
    (r"政府性基金", "fund"),
    (r"国有资本", "capital"),
    (r"基本支出", "basic"),
    (r"(?<!非)财政拨款(?:收入支出|收支|收、支)", "fiscal"),
    (r"一般公共预算.{0,80}支出", "general"),
    (r"(?<!非)财政拨款(?:预算)?支出", "fiscal"),
    (r"收入支出|收支.{0,80}总", "overall"),
    (r"支出(?:预算|决算)|支出情况", "expenditure"),
    (r"收入(?:预算|决算)|收入情况", "income"),
    (r"(?:单位|部门)构成", "composition"),
    (r"机构设置|人员(?:构成|情况)", "structure"),
    (r"项目经费情况|年度预算安排", "statements"),
    (r"编制说明", "explanation"),
)
_HEADINGS = tuple((re.compile(pattern), key) for pattern, key in HEADINGS)


def keyed(sections: Iterable[Section], known: Collection[str]) -> Iterator[tuple[Section, str]]:
    """Every section with the key of its rules, one of ``known`` or empty.

    A sub-heading that says nothing of its own (总体情况) is of the section above it.
    """
    above: list[tuple[int, str]] = []
    for section in sections:
        while above and above[-1][0] >= section.level:
            above.pop()
        own = section.key if section.key in known else by_words(section.heading)
        key = own if own is not None else above[-1][1] if above else ""
        above.append((section.level, key))
        yield section, key


def paragraph_keys(section: Section, key: str, known: Collection[str]) -> Iterator[str]:
    """The key of the rules of every paragraph of a section: its own, or that of a paragraph which reads like a heading.

    Headings among the paragraphs count in a section whose own key is not ours: a narrative that is not divided.
    """
    for paragraph in section.paragraphs:
        words = squeezed(plain("".join(run.text for run in paragraph)))
        if section.key not in known and like_heading(words):
            found = by_words(words)
            key = key if found is None else found
        yield key


def by_words(heading: str) -> str | None:
    """The key that the words of a heading stand for; ``None`` if they stand for none."""
    words = squeezed(plain(heading))
    return next((key for pattern, key in _HEADINGS if pattern.search(words)), None)
