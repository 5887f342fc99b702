"""What the documents say on the lines of a comparison, read from the catalogue in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgets.document import NOT_REPORTED
from budgets.extracts import BY_KEY, EXPENDITURE, Measure, Measured, per_head
from budgets.layouts import LayoutError, load
from budgets.models import CatalogueLine, CatalogueMeasure, Code
from budgets.models.classification import ANY_YEAR
from budgets.money import YUAN, added
from budgets.site.compare.asked import BY, CUT_OF, LENGTHS, LEVELS, MEASURE, OF_ECONOMIC, Asked
from budgets.site.compare.printed import printed
from budgets.site.compare.scopes import SHARE_OF, TABLES_OF_CUT
from budgets.site.compare.subjects import Entry

TOTAL, WHOLE = "total", "合计"
NOT_LISTED = "表中没有这一科目，或列为零"
NO_SUCH_TABLE = "这种版式没有这张表"
EMPTY_TABLE = "表中没有按科目列出金额"
NO_SUCH_FIGURE = "这份文件没有这一项数据"
NOT_CODED = "没有科目编码的金额只计入合计。"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is compared: a measure or a code, what it is called, its group, its unit.

    A ``subtotal`` has longer codes among the lines; ``depth`` is within how many of these a line is.
    """

    key: str
    title: str
    group: str = ""
    unit: str = YUAN
    code: str = ""
    names: tuple[tuple[int, str], ...] = ()
    subtotal: bool = False
    depth: int = 0

    @property
    def named(self) -> str:
        """What it is called, with its code: codes of different classes have the same name."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Value:
    """What a document says on a line, and where; or why it says nothing.

    ``parts``: so many codes were added up here, for the document does not print the sum. ``subtotal``: the document
    has amounts on longer codes, which are lines as well.
    """

    number: Decimal | None = None
    why: str = ""
    slug: str = ""
    fragment: str = ""
    parts: int = 1
    subtotal: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The lines, the values by (key of the entry, line), of what each line is a share, 运行经费 by head."""

    lines: tuple[Line, ...] = ()
    values: Mapping[tuple[int, str], Value] = field(default_factory=dict)
    wholes: Mapping[str, str] = field(default_factory=dict)
    per_head: Mapping[int, Decimal] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def whole(self, entry: int, line: str) -> Value | None:
        """That of which a line is a share; none where it is of nothing."""
        return self.values.get((entry, self.wholes[line])) if line in self.wholes else None

    def title(self, line: str) -> str:
        """What it is called that lines are shares of."""
        return BY_KEY[line].title if line in BY_KEY else WHOLE


def figures(asked: Asked, found: Sequence[Entry]) -> Figures:
    """What ``found`` say on the lines asked for."""
    return of_measures(asked, found) if asked.by == MEASURE else of_codes(asked, found)


def of_measures(asked: Asked, found: Sequence[Entry]) -> Figures:
    """Named figures; without lines asked for, every one that any of the documents has. One query."""
    keys = [entry.key for entry in found]
    read = CatalogueMeasure.objects.filter(entry__in=keys).values_list("entry", "key", "amount", "value", "fragment")
    slugs = {entry.key: entry.slug for entry in found}
    values: dict[tuple[int, str], Value] = {(entry, key): NOWHERE for entry in keys for key in BY_KEY}
    told: dict[int, dict[str, Measured]] = {entry: {} for entry in keys}
    for entry, *row in read:
        measured = Measured(*row)
        told[entry][measured.key] = measured
        values[entry, measured.key] = _value(measured, slugs[entry])
    reported = {key for (_, key), value in values.items() if value.number is not None}
    wanted = [key for key in BY_KEY if (key in asked.lines if asked.lines else key in reported)]
    by_head = {entry: per_head(own) for entry, own in told.items()}
    return Figures(
        tuple(_line(BY_KEY[key]) for key in wanted),
        values,
        SHARE_OF,
        {entry: yuan for entry, yuan in by_head.items() if yuan is not None},
        tuple(key for key in asked.lines if key not in BY_KEY),
    )


NOWHERE = Value(why=NO_SUCH_FIGURE)


def _value(measured: Measured, slug: str) -> Value:
    number = measured.value if measured.yuan is None else measured.yuan
    return Value(number, "" if number is not None else NOT_REPORTED, slug, measured.fragment)


def _line(measure: Measure) -> Line:
    return Line(measure.key, measure.title, measure.group, measure.unit)


Leaves = Mapping[int, Sequence[tuple[str, str, Decimal, str]]]


def of_codes(asked: Asked, found: Sequence[Entry]) -> Figures:
    """Amounts by code of the cut asked for, at its level or of its codes; all of the cut first. Two queries."""
    leaves = _leaves(asked, found)
    codes = tuple(sorted(asked.lines)) or _at(leaves, LENGTHS[asked.level])
    names = _names(asked, codes, leaves, found)
    values: dict[tuple[int, str], Value] = {}
    for entry in found:
        own = leaves[entry.key]
        above = {short for code in codes if any(leaf[0].startswith(code) for leaf in own) for short in _above(code)}
        values |= {(entry.key, code): _under(code, own, entry, asked, code in above) for code in codes}
        values[entry.key, TOTAL] = _under("", own, entry, asked)
    lines = _lines(codes, names)
    whole = Line(TOTAL, WHOLE)
    coded = all(code for own in leaves.values() for code, *_ in own)
    return Figures(
        lines if asked.lines else (whole, *lines) if lines else (),
        values,
        {code: TOTAL for code in codes},
        notes=() if coded else (NOT_CODED,),
    )


def _lines(codes: Sequence[str], names: "Names") -> tuple[Line, ...]:
    above = {code: _above(code) & set(codes) for code in codes}
    subtotals = set().union(*above.values())
    return tuple(
        Line(
            code,
            _newest(names[code]) or code,
            code=code,
            names=names[code],
            subtotal=code in subtotals,
            depth=len(above[code]),
        )
        for code in codes
    )


def _above(code: str) -> set[str]:
    """The codes that a code is within."""
    return {code[:length] for length in LENGTHS.values() if length < len(code)}


def _leaves(asked: Asked, found: Sequence[Entry]) -> Leaves:
    read = CatalogueLine.objects.filter(
        entry__in=[entry.key for entry in found], cut=CUT_OF[asked.by], direction=EXPENDITURE, balance=""
    ).order_by("entry", "position")
    leaves: dict[int, list[tuple[str, str, Decimal, str]]] = defaultdict(list)
    for entry, *leaf in read.values_list("entry", "code", "name", "amount", "cell"):
        leaves[entry].append(tuple(leaf))
    return leaves


def _at(leaves: Leaves, length: int) -> tuple[str, ...]:
    """The codes at a level; where a document goes no further than above it, the code there."""
    return tuple(sorted({code[:length] for own in leaves.values() for code, *_ in own if code}))


def _under(
    code: str, own: Sequence[tuple[str, str, Decimal, str]], entry: Entry, asked: Asked, subtotal: bool = False
) -> Value:
    """Σ of a document's leaves at and below a code, where the document prints it."""
    under = [leaf for leaf in own if leaf[0].startswith(code)]
    if not under:
        return Value(why=_absent(code, own, entry, asked))
    total = added(*(amount for _, _, amount, _ in under))
    where, is_printed = printed(code, [cell for *_, cell in under], entry.layout)
    parts = 1 if is_printed else len({leaf or name for leaf, name, *_ in under})
    return Value(total, "", entry.slug, where, parts, subtotal)


def _absent(code: str, own: Sequence[tuple[str, str, Decimal, str]], entry: Entry, asked: Asked) -> str:
    """Why a document has nothing at a code."""
    if not own:
        return EMPTY_TABLE if _has_table(entry, asked) else NO_SUCH_TABLE
    coarse = next((leaf for leaf, *_ in own if leaf and code.startswith(leaf)), "")
    if coarse:
        return f"只公开到{_level(coarse)}（{coarse}），没有再细分"
    return NOT_LISTED


def _level(code: str) -> str:
    return next(LEVELS[level] for level, length in LENGTHS.items() if length == len(code))


def _has_table(entry: Entry, asked: Asked) -> bool:
    """Whether the layout of a document prints the table of the cut."""
    try:
        layout = load(entry.layout.partition("@")[0])
    except LayoutError:
        return True
    return any(table.code in TABLES_OF_CUT[CUT_OF[asked.by]] for table in layout.tables)


Names = Mapping[str, tuple[tuple[int, str], ...]]


def _names(asked: Asked, codes: Iterable[str], leaves: Leaves, found: Sequence[Entry]) -> Names:
    """By code what it is called in which year: as documents print it, else by the year's list, else by the shipped."""
    listed = _listed(asked, codes)
    printed: dict[str, dict[int, str]] = defaultdict(dict)
    for entry in sorted(found, key=lambda entry: entry.year):
        for code, name, *_ in leaves[entry.key]:
            printed[code].setdefault(entry.year, "".join(name.split()))
    years = sorted({entry.year for entry in found})
    names = {}
    for code in codes:
        known = {year: printed[code].get(year) or listed[code].get(year) for year in years}
        if not any(known.values()):
            known = {ANY_YEAR: listed[code].get(ANY_YEAR, "")}
        names[code] = tuple((year, name) for year, name in known.items() if name)
    return names


def _listed(asked: Asked, codes: Iterable[str]) -> dict[str, dict[int, str]]:
    scheme = Code.ECONOMIC if asked.by == OF_ECONOMIC else Code.FUNCTIONAL
    read = Code.objects.filter(scheme=scheme, code__in=list(codes), year__in=(ANY_YEAR, *asked.years))
    listed: dict[str, dict[int, str]] = defaultdict(dict)
    for code, year, name in read.values_list("code", "year", "name"):
        listed[code][year] = name
    return listed


def _newest(names: Sequence[tuple[int, str]]) -> str:
    return max(names)[1] if names else ""


def whole_of(asked: Asked) -> str:
    """What is compared, in words."""
    return BY[asked.by]
