"""What is to be known of a comparison as a whole, and which of its cells are of another scope than the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from budgets.layouts import LayoutError, load
from budgets.site.compare.asked import AMOUNT, BOTH, CHANGE, PER_HEAD, SHARE
from budgets.site.compare.cells import Cell, Compared
from budgets.site.compare.figures import Line
from budgets.site.compare.scopes import ELSEWHERE, SCOPED, Scoped

UNITS = "所选的既有部门又有单位：部门的数是汇总数，含所属单位；单位的数已在其部门的数里，不宜直接相比，更不能相加。"
STAGES = "预算是年初的安排，决算是全年的结果，阶段不同：两栏分开列，变化只在同一种文件之间计算。"
FIRST = "变化与同一部门、同一种文件的前一个所选年度比，最早的一个年度没有可比的。"
GAP = "{year}年与{since}年比：所选的年度不连续。"
SUBTOTALS = "加粗的行已包含其下各行的金额，不要重复相加。"
SUMS = "文件没有印出的小计、合计由本页相加，几个科目相加的注明几项之和；只加同一份文件的同一张表，链接指向那张表。"
SHARES = "占比：占什么，写在百分数前，都是同一份文件的数。"
HEADS = "人均只算机关运行经费：除以同一份文件公布的行政编制和参公编制人数。"
NAMES = "{code} 在各年的名称不同：{names}。按编码比较。"


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes for the whole; numbered ones, with the cells and lines that carry their numbers.

    ``mixed``: departments stand beside units, whose amounts are within those of departments.
    """

    general: tuple[str, ...] = ()
    numbered: tuple[tuple[int, str], ...] = ()
    of_cell: Mapping[tuple[str, tuple[int, str], str], int] = field(default_factory=dict)
    of_line: Mapping[str, int] = field(default_factory=dict)
    mixed: bool = False


def notes(compared: Compared, more: Iterable[str] = ()) -> Notes:
    """The notes of a comparison."""
    numbers = count(1)
    numbered: list[tuple[int, str]] = []
    of_cell: dict[tuple[str, tuple[int, str], str], int] = {}
    for text, cells in _scopes(compared):
        numbered.append((next(numbers), text))
        of_cell |= {(cell.subject.who, cell.period, cell.line.key): numbered[-1][0] for cell in cells}
    of_line = {}
    for line in compared.lines:
        if differs(line):
            numbered.append((next(numbers), _renamed(line)))
            of_line[line.key] = numbered[-1][0]
    return Notes((*_general(compared), *more), tuple(numbered), of_cell, of_line, _mixed(compared))


def differs(line: Line) -> bool:
    """Whether a code has had more than one name."""
    return len({name for _, name in line.names}) > 1


def _renamed(line: Line) -> str:
    return NAMES.format(code=line.code, names="，".join(f"{year}年“{name}”" for year, name in line.names))


def _general(compared: Compared) -> Iterator[str]:
    asked, cells = compared.asked, compared.all()
    if _mixed(compared):
        yield UNITS
    if asked.kind == BOTH:
        yield STAGES
    if CHANGE in asked.show:
        yield FIRST
        pairs = sorted({(cell.period[0], cell.change.since) for cell in cells if cell.change})
        yield from (GAP.format(year=year, since=since) for year, since in pairs if year - since > 1)
    if any(line.subtotal for line in compared.lines):
        yield SUBTOTALS
    if SHARE in asked.show and any(cell.share for cell in cells):
        yield SHARES
    if PER_HEAD in asked.show:
        yield HEADS
    if AMOUNT in asked.show and any(cell.value.parts > 1 for cell in cells):
        yield SUMS


def _mixed(compared: Compared) -> bool:
    return len({subject.unit for subject in compared.subjects}) > 1


def _scopes(compared: Compared) -> Iterator[tuple[str, list[Cell]]]:
    """For every group of lines whose scope is not the same in all documents: each scope, and the cells of it."""
    for scoped in SCOPED:
        found: dict[str, list[Cell]] = defaultdict(list)
        for cell in compared.all():
            if cell.line.key.startswith(scoped.prefix) and cell.entry and cell.value.number is not None:
                found[_scope(scoped, cell)].append(cell)
        if len(found) > 1:
            yield from ((scoped.words.format(scope=scope), cells) for scope, cells in found.items())


def _scope(scoped: Scoped, cell: Cell) -> str:
    assert cell.entry is not None
    title = _title(cell.entry.layout, cell.value.fragment.partition("-")[0])
    return f"{cell.subject.region}，{title}" if scoped.regional else title


def _title(layout: str, code: str) -> str:
    """The title of the table ``code`` of a layout; figures from elsewhere are told in the narrative."""
    try:
        printed = {table.code: table.title for table in load(layout.partition("@")[0]).tables}
    except LayoutError:
        return ELSEWHERE
    return f"《{printed[code].replace('{year}年', '')}》" if code in printed else ELSEWHERE
