"""Targets of projects (B15): what they bound, in which unit, and whether the projects are those of B12 and B14."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from budgets.checks.book import Book, Line
from budgets.checks.grounds import BUDGET_TABLES, TARGETS
from budgets.checks.model import COUNT, QUESTION, WARNING, Check, Comparison, Side, Spot
from budgets.checks.texts import once, paragraphs, squeezed, told
from budgets.money import FACTOR, WAN
from budgets.targets import Target, read_target

BUDGET = ("budget",)
KINDS = {"cost": "成本指标", "output": "产出指标", "benefit": "效益指标", "satisfaction": "满意度指标"}
_COUNTED = re.compile(r"数量|制作|完成量|册数|份数|人数")
_FEWER = re.compile(r"故障|事故|投诉|违规|违纪|泄密|差错|失误|损坏|上访|纠纷|案件|缺陷|停机")
_DEADLINE = re.compile(r"完成时[间限]|完成期限|办结时限|完成周期")
_A_TIME = re.compile(r"时间$|时限$|期限$")
_TIME_UNITS = ("年", "月", "个月", "日", "天", "小时", "分钟", "周", "工作日", "个工作日", "季度")
_RATE = re.compile(r"(?<!效)(?<!功)(?<!频)(?<!汇)率$|满意度$")
_PERCENT = re.compile(r"[%％]|百分|\d成")
_NO_NAME = ("无", "/", "-", "—", "——")
_LONG = 5


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a project: its kind (cost, output …), its name and its target as printed."""

    kind: str
    name: str
    text: str

    @property
    def target(self) -> Target | None:
        """Its target as a comparison."""
        return _read(self.text)


_read = lru_cache(maxsize=1024)(read_target)


@dataclass(frozen=True, slots=True)
class Project:
    """A project of B15: its first row, and the indicators of all its rows."""

    line: Line
    indicators: tuple[Indicator, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return squeezed(self.line.name)

    @property
    def code(self) -> str:
        """The last part of its key."""
        return self.line.key.rpartition("/")[2]


def _projects(book: Book) -> tuple[Project, ...]:
    """The projects of a B15 that is printed as a ledger."""
    return once(book, "target projects", _ledger)


def _ledger(book: Book) -> tuple[Project, ...]:
    groups: dict[str, list[Line]] = {}
    for line in book.details("B15"):
        groups.setdefault(line.row.group or line.key, []).append(line)
    ledger = book.has_column("B15", "output.name")
    return tuple(Project(own[0], tuple(_indicators(own))) for own in groups.values()) if ledger else ()


def _indicators(lines: list[Line]) -> Iterator[Indicator]:
    for line in lines:
        for kind in KINDS:
            name, text = (line.row.cells.get(f"{kind}.{part}") for part in ("name", "target"))
            if name or text:
                yield Indicator(kind, str(name or ""), str(text or ""))


Rule = Callable[[Project, Indicator, Book], tuple[bool, str]]


def _each(words: str, applies: Rule) -> Callable[[Book], Iterator[Comparison]]:
    """A rule over all indicators: (whether one breaks it, advice); told once as holding where none does."""

    def compare(book: Book) -> Iterator[Comparison]:
        projects, broken = _projects(book), False
        for project in projects:
            for indicator in project.indicators:
                breaks, advice = applies(project, indicator, book)
                if breaks:
                    broken = True
                    yield told(
                        f"项目“{project.name}”的“{indicator.name or '（没有名称的指标）'}”",
                        indicator.text,
                        advice=advice,
                    )
        if projects and not broken:
            yield told(words, holds=True)

    return compare


def _in_yuan(project: Project, indicator: Indicator, book: Book) -> tuple[bool, str]:
    """A ceiling in 元 whose number is the amount of the project in 万元."""
    target = indicator.target
    if indicator.kind != "cost" or target is None or target.unit != "元":
        return False, ""
    amounts = [spot.number for spot in _money(project, book) if spot.number]
    same = any(target.high * FACTOR[WAN] == amount for amount in amounts)
    return same, f"项目资金是 {target.high} 万元，单位“元”应为“万元”。"


def _money(project: Project, book: Book) -> Iterator[Spot]:
    """The amount of the project in B15, and that of the same code in B12, which may print more places."""
    yield book.spot("B15", project.line.key, "total")
    for line in book.details("B12"):
        if line.key.rpartition("/")[2] == project.code:
            yield book.spot("B12", line.key, "total")


def _upper_bound(project: Project, indicator: Indicator, book: Book) -> tuple[bool, str]:
    """A quantity to be produced that is bounded from above: nothing at all would fulfil it."""
    target, name = indicator.target, indicator.name
    if indicator.kind != "output" or target is None or target.relation not in ("at_most", "less"):
        return False, ""
    counted = _COUNTED.search(name) is not None and not _FEWER.search(name)
    return counted and target.unit not in (*_TIME_UNITS, "%"), "数量应有下限，写“≥”；照现在的写法，一件不做也算完成。"


def _late(project: Project, indicator: Indicator, book: Book) -> tuple[bool, str]:
    """A deadline bounded from below, or a time that is counted in something else."""
    target, name = indicator.target, indicator.name
    if target is None or indicator.kind != "output":
        return False, ""
    if _DEADLINE.search(name) and target.relation in ("at_least", "more") and target.unit in _TIME_UNITS:
        return True, "完成时间应有上限，写“≤”。"
    odd = _A_TIME.search(name) is not None and target.unit not in (*_TIME_UNITS, "", "%")
    return odd, f"“时间”不以“{target.unit}”计。"


def _no_percent(project: Project, indicator: Indicator, book: Book) -> tuple[bool, str]:
    """A rate or a degree of satisfaction without a number of percent."""
    breaks = bool(_RATE.search(indicator.name)) and bool(indicator.text) and not _PERCENT.search(indicator.text)
    return breaks, "“率”“满意度”应有百分数。"


def _half(project: Project, indicator: Indicator, book: Book) -> tuple[bool, str]:
    """A target without an indicator, or an indicator without a target."""
    nameless = indicator.name in ("", *_NO_NAME)
    return nameless or not indicator.text, "指标和指标值应成对填写，没有的不列。"


def _promised(book: Book) -> Iterator[Comparison]:
    """The kinds of indicators that the narrative says every project has."""
    text = "".join(each.text for each in paragraphs(book) if each.section and each.section.key == "performance")
    match = re.search(r"各项目[^。；]*", text)
    for kind, name in KINDS.items():
        if match and name in match[0]:
            without = [project.name for project in _projects(book) if not _has(project, kind)]
            some = f"“{without[0]}”等 {len(without)} 个项目没有{name}" if without else f"各项目都有{name}"
            if _projects(book):
                yield told(f"说明里写各项目都有{name}，绩效目标表里{some}", holds=not without)


def _has(project: Project, kind: str) -> bool:
    return any(each.kind == kind and each.name for each in project.indicators)


def _without_indicators(book: Book) -> Iterator[Comparison]:
    """Every project has an indicator."""
    for project in _projects(book):
        yield told(f"项目“{project.name}”一个绩效指标也没有", holds=bool(project.indicators))


def _same_names(book: Book) -> Iterator[Comparison]:
    """A project has one name in B12 and B15: matched by code, else by an amount that only one of each has."""
    rows = [line for line in book.details("B12") if line.row.cells.get("name")]
    by_code = {line.key.rpartition("/")[2]: line for line in rows}
    by_amount = _alone(book, rows)
    for project in _projects(book):
        line = by_code.get(project.code) or by_amount.get(book.spot("B15", project.line.key, "total").number)
        if line is not None:
            name = squeezed(line.name)
            words = f"项目支出表里叫“{name}”，绩效目标表里叫“{project.name}”"
            yield told(words, holds=name == project.name)


def _alone(book: Book, lines: list[Line]) -> dict[Decimal | None, Line]:
    """Projects of B12 by amounts that no other project has."""
    amounts = [book.spot(line.table.code, line.key, "total").number for line in lines]
    return {amount: line for amount, line in zip(amounts, lines, strict=True) if amounts.count(amount) == 1 and amount}


def _counted(book: Book) -> Iterator[Comparison]:
    """As many projects in B15 as in B12."""
    projects, rows = _projects(book), [line for line in book.details("B12") if line.row.cells.get("name")]
    if projects and rows:
        left = Side(value=Decimal(len(projects)), words="绩效目标表的项目数")
        yield Comparison(left, Side(value=Decimal(len(rows)), words="项目支出表的项目数"), COUNT)


def _tasks(book: Book) -> Iterator[Comparison]:
    """The name of a task that holds the name of a project, or is held by one, is that name."""
    names = {squeezed(line.name) for code in ("B12", "F11") for line in book.details(code)}
    names |= {project.name for project in _projects(book)}
    for code in ("B14", "F10"):
        tasks = [line for line in book.details(code) if line.key.startswith("task") and line.row.cells.get("name")]
        for line in tasks:
            task = squeezed(line.name)
            alike = next((name for name in names if _within(task, name)), "")
            words = f"任务“{task}”不是项目，项目名称是“{alike}”" if alike else f"任务“{task}”"
            yield told(words, holds=task in names or not alike, advice="请写成同一个名称。" if alike else "")


def _within(task: str, name: str) -> bool:
    return len(name) >= _LONG and len(task) >= _LONG and (name in task or task in name)


def _whole_year(project: Project, indicator: Indicator, book: Book) -> tuple[bool, str]:
    """365 days of a leap year, as an exact number."""
    year = book.document.year
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap and indicator.text.strip() == "365天", f"{year} 年有 366 天。"


def _check(number: int, title: str, rule: Rule, severity: str = QUESTION) -> Check:
    return Check(f"performance-{number}", title, _each(title, rule), BUDGET, severity=severity, basis=TARGETS)


CHECKS = (
    _check(31, "项目成本指标的单位应与项目资金相称", _in_yuan, WARNING),
    _check(32, "项目数量指标应有下限", _upper_bound),
    _check(33, "项目时效指标应有上限，并以时间计", _late),
    _check(34, "项目的比率和满意度指标应有百分数", _no_percent),
    _check(35, "项目指标与指标值应成对", _half),
    Check("performance-36", "说明所称各项目都有的指标应在表中", _promised, BUDGET, severity=WARNING, basis=TARGETS),
    Check("performance-37", "每个项目应有绩效指标", _without_indicators, BUDGET, severity=WARNING, basis=TARGETS),
    Check("performance-38", "同一项目在两张表里名称应一致", _same_names, BUDGET, severity=WARNING, basis=BUDGET_TABLES),
    Check("performance-39", "绩效目标表的项目数应等于项目支出表的项目数", _counted, BUDGET, basis=BUDGET_TABLES),
    Check("performance-40", "年度任务应与项目同名", _tasks, severity=WARNING, basis=TARGETS),
    _check(41, "按日计算的指标应合当年天数", _whole_year),
)
