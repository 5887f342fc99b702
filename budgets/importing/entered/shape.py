"""How the sheets 事实 and 文本 look: the words that the writer writes and the reader looks for."""

import re
from collections.abc import Mapping
from typing import Any

from budgets.entered import (
    AMOUNT,
    CHOICE,
    CODE,
    COUNT,
    DATE,
    LONG,
    MARK,
    PROJECTS,
    TEXT,
    YES,
    Entries,
    Field,
    Group,
    key_of,
)
from budgets.importing.cells import plain

FACTS, TEXTS = "事实", "文本"
FACTS_TITLE, TEXTS_TITLE = "录入的事实", "录入的文字"
FACTS_NOTES = (
    "本表是录入内容的全部（长文字在“文本”表），可以修改后连同各公开表一起导入。金额以元计，按元填写。",
    "公开表中的数与“收入”“支出”“结转结余”各块不一致时，以公开表为准。",
    "空白表示没有填报，不等于 0。方括号标题和表头不能改，行可以增减，块可以换序。"
    "阶段空白时，预算为年初预算，决算为决算。",
    "备有空行而一行没有填的块、没有填的单列块，导入时保持原样；只剩表头的块表示没有内容。",
)
TEXTS_NOTES = (
    "一行一段文字：前三栏说明它属于“事实”表的哪一块、第几行。修改只改最后一栏。",
    f"超过一格容量的文字接着写在下一行，栏目后加“（续）”。新增一行时，序号照“{FACTS}”表填写。",
)
ORDINAL, ITEM, CONTENT, HINT = "序号", "项目", "内容", "填写说明"
OWNER, NAME, LABEL, WORDS = "所属内容", "名称", "栏目", "文字"
TEXT_HEADINGS = (OWNER, ORDINAL, NAME, LABEL, WORDS)
CONTINUED = "（续）"
PIECE = 16_000  # characters of a text in one cell, which holds 32,767 units of UTF-16
TITLE = re.compile(r"【(.+)】")
UNIT_SUFFIX = re.compile(r"\((万元|元)\)$")
SHORT_LIST = 8
HINTS = {
    AMOUNT: "元",
    COUNT: "整数",
    MARK: "数字",
    DATE: "如 2024-02-01",
    YES: "是或否",
    CODE: "编码",
    TEXT: "",
    CHOICE: "名称",
}
# What stands for nothing in entries; of other kinds it is not reported (``None``).
BLANK = {TEXT: "", LONG: "", CODE: "", YES: False}
# Groups of which an empty sheet has a row for each choice of a field; one to which nothing is added says nothing.
PREPARED = {"texts": "key", "prior": "subject"}
PROJECT = "project"
# What a row is called beside its texts: the first of these that its group has.
NAMED_BY = ("key", "name", "function", "aspect", "code")


def is_vertical(group: Group) -> bool:
    """Whether a group is written label by label: one row, and not one for every project."""
    return group.single and "." not in group.key


def short_fields(group: Group) -> tuple[Field, ...]:
    """What stands in 事实."""
    return tuple(field for field in group.fields if field.kind != LONG)


def long_fields(group: Group) -> tuple[Field, ...]:
    """What stands in 文本."""
    return tuple(field for field in group.fields if field.kind == LONG)


def name_heading(field: Field) -> str:
    """The heading of a column that says in words what the codes before it are; it is never read."""
    return f"{field.label}（名称）"


def heading_word(text: str) -> str:
    """A heading to compare by, without the unit behind it."""
    return UNIT_SUFFIX.sub("", plain(text))


def hint(field: Field) -> str:
    """What is to be filled in."""
    if field.kind == CHOICE and len(field.choices) <= SHORT_LIST:
        return "、".join(label for _, label in field.choices)
    return HINTS[field.kind]


def project_names(entries: Entries) -> dict[str, str]:
    """Names of projects by what they are named by."""
    known = (*entries.get(PROJECTS, ()), *entries.get("unplanned", ()))
    return {key_of(project): str(project.get("name", "")) for project in known}


def called(group: Group, row: Mapping[str, Any], projects: Mapping[str, str]) -> str:
    """What people call a row: its project, and what it is named by."""
    fields = {field.name: field for field in group.fields}
    own = next((fields[name] for name in NAMED_BY if name in fields and row.get(name)), None)
    word = dict(own.choices).get(row[own.name], str(row[own.name])) if own else ""
    key = str(row.get(PROJECT) or "") if group.key.startswith(f"{PROJECTS}.") else ""
    return "：".join(part for part in (projects.get(key, key), word.strip()) if part)
