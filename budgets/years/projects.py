"""Which mentions are of one project, and the projects of a year."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from budgets.document import Document
from budgets.money import added
from budgets.years.comparison import TOTAL, Comparison, Line
from budgets.years.mentions import NARRATIVE, Mention, mentions
from budgets.years.stages import ADJUSTED, NOWHERE, Found, Stages, together

CODE = re.compile(r"[0-9A-Za-z]{6,24}")
# Which table tells the amount of a stage, the first that does.
TELLS = {"initial": ("B12", "B15", NARRATIVE, "F12"), "adjusted": ("F11", "F12"), "actual": ("F11", "F12")}

SCOPE = "项目自评的预算数、执行数与决算表中的项目支出口径不同，合计不必相等。"
FROM_FORMS = "年初预算取自决算的项目自评表{why}；没有公开自评表的项目未公开。"
NO_LIST = "：预算没有公开按项目的金额"
ALONE = "只有一份文件列出的项目，另一份文件的一栏写“未公开”：文件没有说明是没有安排，还是没有列出。"
SUMMED = "公开文件用几行列出同一项目的，金额由本页相加，链接指向整张表。"
UNEQUAL = "预算和自评列出的项目不同，两栏的合计不能比较，不算差额和完成率。"
NAMESAKES = "同名而编码不同的项目分列各行；没有公开编码的同名一处无法对应，另列一行：{names}。"

Projects = Mapping[str, Sequence[Mention]]


def identified(found: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions of a department's documents by project: by its code, or by its name where no code is published.

    A name without a code belongs to the code that other places give it, if they give it one only and no table has
    the name both with and without it.
    """
    all_of = [mention for mention in found if mention.code or mention.name]
    codes: dict[str, set[str]] = defaultdict(set)
    for mention in all_of:
        if mention.code and mention.name:
            codes[mention.name].add(mention.code)
    apart = _apart(all_of)
    projects: dict[str, list[Mention]] = defaultdict(list)
    for mention in all_of:
        own = codes[mention.name] if mention.name and mention.name not in apart else set()
        projects[mention.code or (next(iter(own)) if len(own) == 1 else mention.name)].append(mention)
    return dict(projects)


def _apart(found: Iterable[Mention]) -> set[str]:
    """The names that one table has both with a code and without."""
    coded: dict[tuple[str, str, str], set[bool]] = defaultdict(set)
    for mention in found:
        if mention.name:
            coded[mention.slug, mention.table, mention.name].add(bool(mention.code))
    return {name for (_, _, name), both in coded.items() if len(both) > 1}


def public_key(key: str) -> str:
    """What stands for a project in an address: its code, or a short digest of its name."""
    return key if CODE.fullmatch(key) else "n" + hashlib.sha256(key.encode()).hexdigest()[:10]


def name_of(found: Sequence[Mention]) -> str:
    """The name that the newest document gives; the code where none gives one."""
    named = [mention for mention in found if mention.name]
    return max(named, key=lambda mention: mention.year).name if named else code_of(found)


def code_of(found: Sequence[Mention]) -> str:
    """The code of a project; empty where none is published."""
    return next((mention.code for mention in found if mention.code), "")


def unit_of(found: Iterable[Mention]) -> str:
    """The unit of a project: the first that is told; empty where none is."""
    return next((mention.unit for mention in found if mention.unit), "")


def stage_of(found: Sequence[Mention], stage: str) -> Found:
    """The amount of a stage: of the first document and table that tell it, rows of one table added up."""
    for table in TELLS[stage]:
        by_document: dict[str, list[Mention]] = defaultdict(list)
        for mention in found:
            if mention.table == table:
                by_document[mention.slug].append(mention)
        for own in by_document.values():
            told = together([getattr(mention.stages, stage) for mention in own], table or own[0].fragment)
            if told.yuan is not None:
                return told
    named: list[Found] = [getattr(mention.stages, stage) for mention in found]
    return next((each for each in named if each.fragment and each.yuan is None), NOWHERE)


def by_project(budget: Document | None, final: Document | None) -> Comparison:
    """年初预算 of the budget (or else of the final account's forms), 全年预算 and 执行 of the self-evaluations."""
    of_budget, of_final = (mentions(document) if document else () for document in (budget, final))
    projects = identified((*of_budget, *of_final))
    planned = any(stage_of([mention], "initial").yuan is not None for mention in of_budget)
    lines = [_line(key, found, "budget" if planned else "final") for key, found in projects.items()]
    if not lines:
        return Comparison()
    notes = [*_origin(budget, planned, lines), *_namesakes(projects), *_gathered(lines)]
    total = _total(lines, projects, planned)
    if not total.measured and of_budget and of_final:
        notes.append(UNEQUAL)
    if of_final:
        notes.append(SCOPE)
    if of_budget and of_final:
        notes.append(ALONE)
    return Comparison((total, *lines), tuple(notes))


def _line(key: str, found: Sequence[Mention], origin: str) -> Line:
    initial = stage_of([mention for mention in found if mention.kind == origin], "initial")
    reported = [mention for mention in found if mention.kind == "final"]
    stages = Stages(initial, stage_of(reported, "adjusted"), stage_of(reported, "actual"))
    return Line(code_of(found), name_of(found), "detail", stages, project=public_key(key))


def _total(lines: Sequence[Line], projects: Projects, planned: bool) -> Line:
    """Σ of every column over the projects of the document that it is of."""
    of = {
        kind: [line.stages for line, found in zip(lines, projects.values(), strict=True) if _named_in(found, kind)]
        for kind in ("budget", "final")
    }
    stages = Stages(
        _sum(each.initial for each in of["budget" if planned else "final"]),
        _sum(each.adjusted for each in of["final"]),
        _sum(each.actual for each in of["final"]),
    )
    measured = stages.base == ADJUSTED or not planned or of["budget"] == of["final"]
    return Line("", TOTAL, "total", stages, measured=measured)


def _named_in(found: Sequence[Mention], kind: str) -> bool:
    return any(mention.kind == kind for mention in found)


def _sum(column: Iterable[Found]) -> Found:
    amounts = [found.yuan for found in column]
    return Found(added(*amounts)) if amounts else NOWHERE


def _origin(budget: Document | None, planned: bool, lines: Sequence[Line]) -> list[str]:
    if planned or all(line.stages.initial.yuan is None for line in lines):
        return []
    return [FROM_FORMS.format(why=NO_LIST if budget else "")]


def _namesakes(projects: Projects) -> list[str]:
    names = [name_of(found) for found in projects.values()]
    twice = sorted({name for name in names if names.count(name) > 1})
    return [NAMESAKES.format(names="、".join(twice))] if twice else []


def _gathered(lines: Sequence[Line]) -> list[str]:
    """What is to be known where an amount leads to a table rather than to a cell."""
    tables = {table for told in TELLS.values() for table in told if table}
    stages = [line.stages for line in lines]
    amounts = [found for each in stages for found in (each.initial, each.adjusted, each.actual)]
    return [SUMMED] if any(found.fragment in tables for found in amounts) else []
