"""Lists of names that a narrative gives: economic 款 of basic expenditure, 类 and 项 of the general budget."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from budgets.document import Document, Section
from budgets.recognising.flow import goes_on
from budgets.recognising.functional import item_path
from budgets.recognising.numbers import plain, squeezed
from budgets.recognising.rules import rules_of
from budgets.recognising.sections import keyed, paragraph_keys

# The document's own key of the section, index of the paragraph that the list begins in, what it lists, names in order.
NameList = tuple[str, int, str, list[str]]

_BASIC = re.compile(r"(人员|公用)经费[^；。：]{0,80}?[，。]?(?:主要)?包括：([^；。]*)")
_CLASSES = re.compile(r"(?:用于)?(?:以下|下列)方面：([^。]*)")
_CLASS = re.compile(r"(?:^|；)([^；，。\d]+?)(?=-?\d)")
_AND_SO_ON = re.compile(r"等?(?:（[^（）]{0,80}未公开）)?$")
_BETWEEN = re.compile(r"[、，](?![^（]{0,80}）)")
_GENERAL = ("general", "general_overall", "general_structure", "general_items", "explanation")


class Thought(NamedTuple):
    """A paragraph, or several that one sentence runs through: key of its rules, place of the first, its words."""

    key: str
    place: int
    words: str


def lists(document: Document) -> list[NameList]:
    """Every list of names in the narrative: ``staff`` and ``public``, ``class``, ``item``; section by section."""
    known = rules_of(document.kind)
    return [
        found
        for section, key in keyed(document.sections, known)
        for found in _of(section.key, list(_thoughts(section, paragraph_keys(section, key, known))))
    ]


def _of(section: str, thoughts: list[Thought]) -> Iterator[NameList]:
    yield from _basic(section, [thought for thought in thoughts if thought.key == "basic"])
    general = [thought for thought in thoughts if thought.key in _GENERAL]
    yield from _classes(section, general)
    yield from _items(section, general)


def _basic(section: str, thoughts: list[Thought]) -> Iterator[NameList]:
    for thought in thoughts:
        for match in _BASIC.finditer(thought.words):
            yield section, thought.place, "staff" if match[1] == "人员" else "public", _names(match[2])


def _names(listed: str) -> list[str]:
    return [name for name in _BETWEEN.split(_AND_SO_ON.sub("", listed)) if name]


def _classes(section: str, thoughts: list[Thought]) -> Iterator[NameList]:
    for thought in thoughts:
        for match in _CLASSES.finditer(thought.words):
            if names := [_class_name(name) for name in _CLASS.findall(match[1])]:
                yield section, thought.place, "class", names


def _class_name(printed: str) -> str:
    return printed.replace("（类）", "").removesuffix("支出") + "支出"


def _items(section: str, thoughts: list[Thought]) -> Iterator[NameList]:
    found = [
        (thought.place, "/".join(item_path(before + mark)))
        for thought in thoughts
        for before, mark, _ in (sentence.rpartition("（项）") for sentence in re.split(r"[。；]", thought.words))
        if mark
    ]
    if found:
        yield section, found[0][0], "item", [path for _, path in found]


def _thoughts(section: Section, keys: Iterable[str]) -> Iterator[Thought]:
    """The squeezed paragraphs with their places; one that breaks off in a sentence is joined with the next."""
    thought, above = Thought("", 0, ""), ""
    for place, (key, paragraph) in enumerate(zip(keys, section.paragraphs, strict=True)):
        words = squeezed(plain("".join(run.text for run in paragraph)))
        if key == thought.key and goes_on(above, words):
            thought = thought._replace(words=thought.words + words)
        else:
            yield thought
            thought = Thought(key, place, words)
        above = words
    yield thought
