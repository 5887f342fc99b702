"""Documents to hold the checks against: made-up ones, what is altered in them, and examples of every comparison."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from itertools import product
from types import CellType, FunctionType

from budgets.checks.book import Book
from budgets.checks.families.text_lists import SOURCES
from budgets.checks.messages import finding
from budgets.checks.model import (
    AT_MOST,
    COUNT,
    FAILS,
    GROWTH,
    HOLDS,
    QUESTION,
    ROUNDING,
    RULE,
    SHARE,
    UNKNOWN,
    Check,
    Comparison,
    Judged,
    Operand,
    Side,
    Spot,
)
from budgets.checks.registry import checks
from budgets.checks.report import judged
from budgets.composing import compose
from budgets.document import (
    NOT_REPORTED,
    Amount,
    Cell,
    Document,
    Figure,
    Number,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Text,
)
from budgets.facts import Facts
from budgets.layouts import available, load
from budgets.ledger import FINAL, FISCAL, Line
from budgets.money import FACTOR, FEN
from budgets.recognising import lists, recognise
from budgets.synthetic import document, facts
from budgets.synthetic.chance import Chance
from budgets.synthetic.receipts import budgeted, settled

FAMILIES = ("budget", "final", "text", "print")
PASSES = (HOLDS, ROUNDING)
HALF, ZERO, CENT = Decimal("0.5"), Decimal(0), Decimal("0.01")
SEEDS = (0, 1)
# So many comparisons of one check are examples, each of other tables, sections or signs than the others.
MOST = 8


def covered() -> tuple[Check, ...]:
    """The checks that these tests are about."""
    return tuple(check for check in checks() if check.family in FAMILIES)


# Altering


def with_tables(found: Document, change: Callable[[Table], Table | None]) -> Document:
    """The document with its tables changed; without those that become ``None``."""
    sections = (
        replace(section, tables=tuple(new for table in section.tables if (new := change(table))))
        for section in found.sections
    )
    return replace(found, sections=tuple(sections))


def without_table(found: Document, code: str) -> Document:
    """The document without a table."""
    return with_tables(found, lambda table: None if table.code == code else table)


def saying(found: Document, key: str, *texts: str) -> Document:
    """The document with other paragraphs in a section, or none."""
    paragraphs = tuple((Text(text),) for text in texts)
    sections = (replace(each, paragraphs=paragraphs) if each.key == key else each for each in found.sections)
    return replace(found, sections=tuple(sections))


def reworded(found: Document, key: str, old: str, new: str) -> Document:
    """The document with other words in the texts of a section."""

    def change(paragraph: Paragraph) -> Paragraph:
        return tuple(Text(run.text.replace(old, new)) if isinstance(run, Text) else run for run in paragraph)

    def section(own: Section) -> Section:
        return replace(own, paragraphs=tuple(change(each) for each in own.paragraphs)) if own.key == key else own

    changed = replace(found, sections=tuple(section(own) for own in found.sections))
    assert changed != found, old
    return changed


def refigured(found: Document, change: Callable[[Figure], Run]) -> Document:
    """The document with other figures, or mere text, in place of its figures."""

    def changed(section: Section) -> Section:
        paragraphs = (
            tuple(change(run) if isinstance(run, Figure) else run for run in paragraph)
            for paragraph in section.paragraphs
        )
        return replace(section, paragraphs=tuple(paragraphs))

    return replace(found, sections=tuple(changed(section) for section in found.sections))


def untold(found: Document, wanted: Callable[[str], bool]) -> Document:
    """The document that does not tell the figures of such names."""
    return refigured(found, lambda figure: Text("若干") if wanted(figure.name) else figure)


def altered(found: Document, address: str, number: Decimal | None, step: Decimal) -> Document:
    """The document with another number at an address, printed as the one before was; ``None`` is not reported."""
    if "/" not in address:
        return _with_figure(found, address, lambda figure: _figure(figure, number, step))
    code = address.partition("/")[0]
    return with_tables(
        found,
        lambda table: (
            _with_cell(table, address, lambda cell: _cell(table, cell, number, step)) if table.code == code else table
        ),
    )


def retyped(found: Document, address: str, text: str) -> Document:
    """The document with another text printed at an address, the number behind it the same."""
    if "/" not in address:
        return _with_figure(found, address, lambda figure: replace(figure, text=text))
    code = address.partition("/")[0]
    return with_tables(
        found,
        lambda table: (
            _with_cell(table, address, lambda cell: replace(cell, text=text)) if table.code == code else table
        ),
    )


def _with_cell(table: Table, address: str, change: Callable[[Cell], Cell]) -> Table:
    row_key, _, column = address.partition("/")[2].rpartition("/")

    def changed(row: Row) -> Row:
        if row.key != row_key or column not in row.cells:
            return row
        return replace(row, cells={**row.cells, column: change(row.cells[column])})

    panels = (replace(panel, rows=tuple(changed(row) for row in panel.rows)) for panel in table.panels)
    return replace(table, panels=tuple(panels))


def _cell(table: Table, cell: Cell, number: Decimal | None, step: Decimal) -> Cell:
    assert isinstance(cell, (Amount, Number))
    if number is None:
        return None
    if isinstance(cell, Number):
        return Number(number, _text(number, step, cell.text))
    factor = FACTOR[table.unit]
    return Amount(number, _text(number / factor, step / factor, cell.text))


def _with_figure(found: Document, address: str, change: Callable[[Figure], Figure]) -> Document:
    key, paragraph, place = address.rsplit(".", 2)

    def changed(section: Section) -> Section:
        if section.key != key:
            return section
        paragraphs = list(section.paragraphs)
        runs = list(paragraphs[int(paragraph) - 1])
        runs[int(place)] = change(runs[int(place)])
        paragraphs[int(paragraph) - 1] = tuple(runs)
        return replace(section, paragraphs=tuple(paragraphs))

    return replace(found, sections=tuple(changed(section) for section in found.sections))


def _figure(figure: Figure, number: Decimal | None, step: Decimal) -> Figure:
    if number is None:
        return replace(figure, text=NOT_REPORTED, yuan=None, value=None)
    factor = FACTOR.get(figure.unit, Decimal(1))
    before = figure.yuan if figure.yuan is not None else figure.value
    # A sentence says 减少 and prints the size.
    shown = number if before is None or before >= 0 or "-" in figure.text else -number
    text = _text(shown / factor, step / factor, figure.text)
    return replace(figure, text=text, **{"value" if figure.yuan is None else "yuan": number})


def _text(number: Decimal, step: Decimal, before: str) -> str:
    places = max(0, -int(step.normalize().as_tuple().exponent))
    text = f"{number:,.{places}f}" if "," in before else f"{number:.{places}f}"
    return text + ("%" if before.endswith("%") else "")


# Documents


@cache
def documents() -> dict[str, Document]:
    """Made-up documents by a name: every layout as it comes, and with less money where a check is of such only."""
    found: dict[str, Document] = {}
    for key, _ in available():
        for seed in SEEDS:
            found[f"{key} {seed}"] = recognise(document(key, seed))
        for name, change in FEWER.items():
            made = compose(change(facts(key, 0, closing=name == "closing")), load(key))
            found[f"{key} {name}"] = _tables_only(made)
    found["no B11"] = without_table(found["henan-luoyang-budget fiscal"], "B11")
    found["initial"] = _with_one_initial(found["henan-zhongzhan-final 0"])
    return found


def _tables_only(found: Document) -> Document:
    return replace(found, sections=tuple(replace(section, paragraphs=()) for section in found.sections))


def _with_one_initial(found: Document) -> Document:
    """年初预算 of the self-evaluation as the narrative tells it."""
    book = Book(found)
    told, held = book.named["general.initial"][0].spot, book.at("F10/funding/total/initial")
    assert told.number is not None and held is not None
    return altered(found, held.address, told.number, held.step)


def _with_lines(own: Facts, lines: Iterable[Line]) -> Facts:
    """The facts with other expenditure, and the income that makes up for it."""
    found = tuple(lines)
    spent, chance = [line for line in found if line.stage == own.stage], Chance("fewer")
    income, balances = settled(spent, chance) if own.stage == FINAL else budgeted(spent, chance, False)
    return replace(own, expenditure=found, income=income, balances=balances)


def _fiscal(own: Facts) -> Facts:
    """Nothing but this year's money of the three budgets; basic expenditure of the general one only."""
    return _with_lines(own, (line for line in own.expenditure if _is_fiscal(line) and line.origin == "current"))


def _is_fiscal(line: Line) -> bool:
    basic = line.nature.startswith("basic")
    return line.fund.startswith("general") if basic else line.fund.startswith(FISCAL)


def _undivided(own: Facts) -> Facts:
    """Projects without economic codes, and basic expenditure of this year's general budget only."""
    lines = (
        line
        for line in own.expenditure
        if not line.nature.startswith("basic") or (line.fund.startswith("general") and line.origin == "current")
    )
    return _with_lines(
        own, (replace(line, economic="", government="") if "project" in line.nature else line for line in lines)
    )


FEWER: Mapping[str, Callable[[Facts], Facts]] = {
    "closing": lambda own: own,
    "fiscal": _fiscal,
    "undivided": _undivided,
}


@cache
def book_of(name: str) -> Book:
    """The book of a document, made once."""
    return Book(documents()[name])


@cache
def judged_in(id: str, name: str) -> tuple[Judged, ...]:
    """What a check says of a document."""
    check = next(check for check in covered() if check.id == id)
    return tuple(judged(book_of(name), (check,)))


# Conditions


def condition(check: Check) -> Callable[[Book], bool] | None:
    """The ``when`` of an equality."""
    return _free(check).get("when")


def conditioned(check: Check, when: Callable[[Book], bool] | None) -> Check:
    """The same equality under another condition."""
    compare = check.compare
    assert isinstance(compare, FunctionType)
    closure = tuple(CellType({**_free(check), "when": when}[name]) for name in compare.__code__.co_freevars)
    return replace(check, compare=FunctionType(compare.__code__, compare.__globals__, closure=closure))


def _free(check: Check) -> dict:
    compare = check.compare
    names = compare.__code__.co_freevars if isinstance(compare, FunctionType) else ()
    return dict(zip(names, (cell.cell_contents for cell in compare.__closure__ or ()), strict=True)) if names else {}


def outcomes(check: Check, name: str) -> list[str]:
    """What a check, or a mutant of one, says of a document."""
    return [each.outcome for each in judged(book_of(name), (check,))]


@cache
def silent(id: str) -> str:
    """A document of which a check says nothing only for its condition, best one where it would be wrong."""
    check = next(check for check in covered() if check.id == id)
    free = conditioned(check, None)
    quiet = [name for name in documents() if check.applies(book_of(name)) and not judged_in(id, name)]
    told = {name: found for name in quiet if (found := outcomes(free, name))}
    return max(told, key=lambda name: FAILS in told[name], default="")


# Examples


def _kind_of(name: str) -> str:
    return name.split()[0].rstrip(",")


@dataclass(frozen=True)
class Variant:
    """Numbers that stand in for the printed ones, and what the check must then say."""

    name: str
    values: Mapping[str, Decimal | None]
    outcomes: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Passing, failing, boundary or missing: the first word of its name."""
        return _kind_of(self.name)


@dataclass(frozen=True)
class Example:
    """A comparison of a check in a document in which the check finds nothing wrong."""

    check: Check
    document: str
    comparison: Comparison

    @property
    def operands(self) -> tuple[Operand, ...]:
        """Its numbers, left ones first."""
        return (*self.comparison.left.operands, *self.comparison.right.operands)

    @property
    def first(self) -> Spot:
        """The number that is altered: the first of the left side."""
        return self.comparison.left.operands[0].spot

    def variants(self) -> Iterator[Variant]:
        """As it is; the last that passes and the first that fails, upwards and downwards; with operands missing."""
        wrong = (UNKNOWN,) if self.check.severity == QUESTION else (FAILS,)
        yield Variant("passing", {}, PASSES)
        low, high = room(self.comparison)
        step = self.first.step
        yield self._moved("boundary above", high, PASSES)
        yield self._moved("failing above", high + step, wrong)
        if self.comparison.relation == AT_MOST:
            # Anything less passes; what is equal is the boundary of the relation itself.
            equal = high - spare(self.comparison)
            yield self._moved("boundary, equal", equal, PASSES)
            yield self._moved("passing, less", equal - 2 * spare(self.comparison) - 2 * step, PASSES)
        else:
            yield self._moved("boundary below", low, PASSES)
            yield self._moved("failing below", low - step, wrong)
        for spot in self._blanked():
            yield Variant(f"missing {spot.address}", {spot.address: None}, (UNKNOWN,))

    def _moved(self, name: str, by: Decimal, expected: tuple[str, ...]) -> Variant:
        assert self.first.number is not None
        return Variant(name, {self.first.address: self.first.number + by} if by else {}, expected)

    def _blanked(self) -> list[Spot]:
        """The altered number, the largest one opposite, and the base of a ratio."""
        right = [operand.spot for operand in self.comparison.right.operands]
        largest = max(right, key=lambda spot: abs(spot.number or 0), default=self.first)
        spots = (self.first, largest, *right[-1:]) if self.comparison.relation in (SHARE, GROWTH) else ()
        return list({spot.address: spot for spot in spots or (self.first, largest)}.values())


@cache
def small(id: str, place: int) -> Document:
    """The document of an example with nothing but what its comparison is about, where the check still makes it."""
    example = examples(id)[place]
    whole, sources = documents()[example.document], {_source(operand.spot.address) for operand in example.operands}
    bare = with_tables(whole, lambda table: table if table.code in sources else None)
    bare = bare if any(section.key in sources for section in bare.sections) else _tables_only(bare)
    found = {key_of(each.comparison): each.outcome for each in judged(Book(bare), (example.check,))}
    return bare if found.get(key_of(example.comparison)) in PASSES else whole


def key_of(comparison: Comparison) -> tuple:
    """What tells a comparison from the others of its check."""
    sides = (comparison.left, comparison.right)
    return (comparison.relation, *(tuple(operand.spot.address for operand in side.operands) for side in sides))


def total(side: Side) -> Decimal:
    """The signed sum of a side."""
    if not side.operands:
        return side.value or ZERO
    return sum((operand.sign * (operand.spot.number or ZERO) for operand in side.operands), ZERO)


def spare(comparison: Comparison) -> Decimal:
    """What rounding explains, as the rules put it: half a unit of every number; nothing between two equal prints."""
    left, right = comparison.left.operands, comparison.right.operands
    if comparison.relation == COUNT:
        return ZERO
    if len(left) == len(right) == 1:
        steps = {left[0].spot.step, right[0].spot.step}
        return max(steps) * HALF if len(steps) == 2 else ZERO
    return sum((operand.spot.step * HALF for operand in (*left, *right) if operand.spot.number), ZERO)


def room(comparison: Comparison) -> tuple[Decimal, Decimal]:
    """How far the first number may be moved down and up, in whole steps of its print, and the comparison holds."""
    step = comparison.left.operands[0].spot.step
    left = total(comparison.left)
    if comparison.relation in (SHARE, GROWTH):
        least, most = _quotients(comparison.right.operands, comparison.relation)
        # A share may be off by one in its last place of two decimals (P of the rules); a rate of change may not.
        own = step if comparison.relation == SHARE and step == CENT else step * HALF
        least, most = least - own, most + own
    else:
        least, most = (total(comparison.right) + sign * spare(comparison) for sign in (-1, 1))
    return -_whole(left - least, step), _whole(most - left, step)


def _whole(number: Decimal, step: Decimal) -> Decimal:
    return (number / step).to_integral_value(ROUND_FLOOR) * step


def _quotients(operands: tuple[Operand, ...], relation: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest quotient in percent of numbers that were printed as these."""
    part, whole = total(Side(operands[:-1])), operands[-1].spot.number or ZERO
    part_half = sum((operand.spot.step * HALF for operand in operands[:-1]), ZERO)
    whole_half = operands[-1].spot.step * HALF
    if relation == GROWTH:
        whole, whole_half = whole - part, whole_half + part_half
    signs = product((-1, 1), repeat=2)
    quotients = [100 * (part + one * part_half) / (whole + other * whole_half) for one, other in signs]
    return min(quotients), max(quotients)


@cache
def examples(id: str) -> tuple[Example, ...]:
    """The best comparison of every kind that a check makes in the documents in which it finds nothing wrong."""
    check = next(check for check in covered() if check.id == id)
    best: dict[tuple, tuple[tuple, Example]] = {}
    for name in documents():
        found = judged_in(id, name)
        if any(each.outcome == FAILS for each in found):
            continue
        for each in found:
            if each.outcome in PASSES and each.comparison.relation != RULE and each.comparison.holds is None:
                kind, worth = _kind(each.comparison), _worth(each.comparison)
                if worth > best.get(kind, ((),))[0]:
                    best[kind] = (worth, Example(check, name, each.comparison))
    ranked = sorted(best.values(), key=lambda pair: pair[0], reverse=True)
    return tuple(example for _, example in ranked[:MOST])


def _kind(comparison: Comparison) -> tuple:
    """Tables or sections of both sides, with signs."""
    return (
        comparison.relation,
        *(
            tuple(sorted({(operand.sign, _source(operand.spot.address)) for operand in side.operands}))
            for side in (comparison.left, comparison.right)
        ),
    )


def _source(address: str) -> str:
    return address.partition("/")[0] if "/" in address else address.rsplit(".", 2)[0]


def _worth(comparison: Comparison) -> tuple:
    """How much an example shows: numbers that are not zero, that differ, that rounding cannot hide, of no total row
    (on which conditions hang), strictly less where at most is asked."""
    spots = [operand.spot for operand in (*comparison.left.operands, *comparison.right.operands)]
    hidden = ZERO if comparison.relation in (SHARE, GROWTH) else spare(comparison)
    sizes = [abs(spot.number or ZERO) for spot in spots]
    large = [size > 2 * (hidden + spot.step) for size, spot in zip(sizes, spots, strict=True)]
    return (
        all(large),
        large[0],
        any(large[1:]),
        comparison.relation != AT_MOST or total(comparison.left) < total(comparison.right),
        len(set(sizes)) > len(sizes) // 2,
        not any("/合计/" in spot.address for spot in spots),
        min(sum(large), 12),
    )


def filled(comparison: Comparison, values: Mapping[str, Decimal | None]) -> Comparison:
    """The comparison with other numbers at some addresses."""
    if not values:
        return comparison
    left, right = (
        replace(side, operands=tuple(_filled(operand, values) for operand in side.operands))
        for side in (comparison.left, comparison.right)
    )
    return replace(comparison, left=left, right=right)


def _filled(operand: Operand, values: Mapping[str, Decimal | None]) -> Operand:
    address = operand.spot.address
    return replace(operand, spot=replace(operand.spot, number=values[address])) if address in values else operand


# What is judged where it is read


@dataclass(frozen=True)
class Case:
    """A document for a check of words: what it must say about a place (``None``: nothing), and words of the finding."""

    name: str
    document: Document
    outcome: str | None
    about: str = ""
    words: str = ""

    @property
    def kind(self) -> str:
        """Passing, failing, boundary or missing: the first word of its name."""
        return _kind_of(self.name)

    def met(self, found: Iterable[Judged]) -> bool:
        """Whether that is what a check says."""
        own = [each for each in found if self.about in _where(each)]
        if self.outcome is None:
            return not own
        told = [each for each in own if each.outcome == self.outcome]
        if self.outcome == FAILS:
            return any(self.words in finding(each, {}).message for each in told)
        return bool(own) and len(told) == len(own) and all(self.words in finding(each, {}).message for each in told)


def _where(each: Judged) -> str:
    return " ".join((*(spot.address for spot in each.spots), each.comparison.left.words))


@cache
def cases(id: str) -> tuple[Case, ...]:
    """For a check that is judged where it is read: passing, failing, boundary and missing ones."""
    return tuple(READ[id]())


def _economic() -> Iterator[Case]:
    found = documents()["henan-jiaozuo-budget 0"]
    for kind, about in (("staff", "人员"), ("public", "公用")):
        names = next(names for _, _, own, names in lists(found) if own == kind)
        wanted = f"列举的{about}经费科目"
        yield Case(f"passing {kind}", found, HOLDS, wanted)
        left_out = reworded(found, "basic", f"{names[1]}、", "")
        yield Case(f"failing, left out of {kind}", left_out, FAILS, wanted, f"漏了{names[1]}")
        more = reworded(found, "basic", f"{names[1]}、", f"{names[1]}、观星补贴、")
        yield Case(f"failing, too many of {kind}", more, FAILS, wanted, "多了观星补贴")
        other = reworded(found, "basic", f"{names[1]}、", f"{names[1]}支出、")
        yield Case(f"boundary, the name of {kind} in another print", other, HOLDS, wanted)
    spot = Book(found).spot("B06", Book(found).details("B06")[0].key, "total")
    blank = altered(found, spot.address, None, spot.step)
    yield Case("missing amount", blank, UNKNOWN, words=f"缺少{spot.words}")
    yield Case("missing table", without_table(found, "B06"), None)
    yield Case("missing list", saying(found, "basic", "没有列举。"), None)


def _classes() -> Iterator[Case]:
    yield from _coded(documents()["henan-jiaozuo-budget 0"], "B05", "general", "general.class.", 3)


def _items() -> Iterator[Case]:
    yield from _coded(documents()["henan-zhongzhan-final 0"], "F05", "general_items", "item.", 7)


def _coded(found: Document, table: str, key: str, prefix: str, length: int) -> Iterator[Case]:
    line = next(line for line in Book(found).details(table) if line.function)
    code = line.function[:length]
    yield Case("passing", found, HOLDS)
    yield Case("failing, left out", untold(found, lambda name: f"{prefix}{code}" in name), FAILS, words=f"漏了{code}")
    none = _with_rows(found, table, code, Amount(ZERO, "0.00"))
    yield Case("failing, too many", none, FAILS, words=f"多了{code}")
    yield Case("boundary, money that is not printed", _with_rows(found, table, code, Amount(FEN, "0.00")), HOLDS)
    yield Case("missing narrative", saying(found, key), None)
    yield Case("missing table", without_table(found, table), None)


def _with_rows(found: Document, table: str, code: str, amount: Amount) -> Document:
    for line in Book(found).details(table):
        if line.function.startswith(code):
            address = f"{table}/{line.key}/total"
            found = altered(found, address, amount.yuan, FEN)
            found = retyped(found, address, amount.text)
    return found


def _nothing() -> Iterator[Case]:
    for key, table, words in (("fund", "B10", "政府性基金"), ("capital", "B11", "国有资本经营")):
        found = documents()["henan-jiaozuo-budget 0"]
        total_of = Book(found).spot(table, "合计", "total")
        about, step = total_of.address, total_of.step
        none = saying(found, key, f"本部门没有使用{words}预算拨款安排的支出。")
        yield Case(f"passing {key}", found, HOLDS, about)
        yield Case(f"failing, said to be none: {key}", none, FAILS, about, f"说没有{words}支出")
        silence = altered(found, about, ZERO, step)
        yield Case(f"failing, said to be some: {key}", silence, FAILS, about, f"说有{words}支出")
        yield Case(f"boundary, none: {key}", altered(none, about, ZERO, step), HOLDS, about)
        yield Case(f"boundary, the least: {key}", altered(none, about, step, step), FAILS, about)
        yield Case(f"missing total: {key}", altered(none, about, None, step), None, about)
        yield Case(f"missing section: {key}", saying(found, key), None, about)


def _mentioned() -> Iterator[Case]:
    found = documents()["henan-jiaozuo-budget 0"]
    for name, (about, words) in SOURCES.items():
        spot = book_of("henan-jiaozuo-budget 0").at(about)
        assert spot is not None and spot.number, about
        quiet = untold(found, lambda each, name=name: each == name or each.startswith(f"{name}_"))
        yield Case(f"passing {name}", found, HOLDS, about)
        yield Case(f"failing {name}", quiet, FAILS, about, f"没有说到{words}")
        yield Case(f"boundary, nothing: {name}", altered(quiet, about, ZERO, spot.step), None, about)
        yield Case(f"boundary, the least: {name}", altered(quiet, about, spot.step, spot.step), FAILS, about)
        yield Case(f"missing amount: {name}", altered(quiet, about, None, spot.step), None, about)
        yield Case(f"missing section: {name}", saying(quiet, name.partition(".")[0]), None, about)


def _printed() -> Iterator[Case]:
    found, book = documents()["henan-jiaozuo-budget 0"], book_of("henan-jiaozuo-budget 0")
    cell = book.spot("B03", "合计", "total")
    claim = next(claim.spot for claim in book.claims if claim.spot.money)
    yield Case("passing", found, HOLDS)
    for spot in (cell, claim):
        assert spot.number is not None
        moved = altered(found, spot.address, spot.number + spot.step, spot.step)
        yield Case(f"failing {spot.address}", retyped(moved, spot.address, spot.text), FAILS, spot.address)
        for name, by, outcome in (("below", spot.step * HALF - FEN, None), ("at", spot.step * HALF, FAILS)):
            moved = retyped(altered(found, spot.address, spot.number + by, FEN), spot.address, spot.text)
            yield Case(f"boundary {name} half a unit {spot.address}", moved, outcome, spot.address)
        yield Case(f"missing {spot.address}", altered(found, spot.address, None, spot.step), None, spot.address)
    yield Case("missing table", without_table(found, "B03"), None, "（B03）")


def _procured() -> Iterator[Case]:
    """Nothing procured, and money for equipment; the question is put only where it is nothing."""
    found, book = documents()["henan-jiaozuo-budget 0"], book_of("henan-jiaozuo-budget 0")
    spot = book.named["procurement.total"][0].spot
    none = altered(found, spot.address, ZERO, spot.step)
    kept = with_tables(none, lambda table: _filtered(table, lambda row: row.cells.get("class") != "310"))
    yield Case("passing", found, None)
    yield Case("failing", none, UNKNOWN, spot.address, "政府采购")
    yield Case("boundary, the least", altered(found, spot.address, spot.step, spot.step), None)
    yield Case("boundary, nothing bought", kept, None)
    yield Case("missing amount", altered(found, spot.address, None, spot.step), None)
    yield Case("missing table", without_table(none, "B08"), None)


def _filtered(table: Table, wanted: Callable[[Row], bool]) -> Table:
    panels = (replace(panel, rows=tuple(row for row in panel.rows if wanted(row))) for panel in table.panels)
    return replace(table, panels=tuple(panels)) if table.code == "B08" else table


def _running() -> Iterator[Case]:
    """What running expenses are said to be for."""
    found = documents()["henan-jiaozuo-budget 0"]
    names = [line.name for line in Book(found).details("B13")]
    assert {"办公费", "水费", "电费"} <= set(names)
    fitting = saying(found, "running", "主要用于：办公费、水费。")
    yield Case("passing", fitting, HOLDS)
    strange = saying(found, "running", "主要用于：办公费、观星费。")
    yield Case("failing", strange, UNKNOWN, words="观星费")
    yield Case("boundary, two in one word", saying(found, "running", "主要用于：办公费、水电费。"), HOLDS)
    yield Case("missing words", saying(found, "running", "主要用于日常工作。"), None)
    yield Case("missing table", without_table(strange, "B13"), None)


def _named() -> Iterator[Case]:
    """A project in the narrative and in its table."""
    found, book = documents()["henan-jiaozuo-budget 0"], book_of("henan-jiaozuo-budget 0")
    name, claims = next((name, claims) for name, claims in book.named.items() if name.startswith("project."))
    about, key = claims[0].spot.address, claims[0].section.key
    called = next(line.name for line in book.details("B12") if line.key.endswith(name.removeprefix("project.")))
    yield Case("passing", found, HOLDS, about)
    yield Case("failing", reworded(found, key, called, "观星项目"), FAILS, about, called)
    quoted = reworded(found, key, called, f"“{called[:2]}”{called[2:]}")
    yield Case("boundary, other marks", quoted, HOLDS, about)
    yield Case("missing tables", without_table(without_table(found, "B12"), "B15"), None)
    yield Case("missing amount", untold(found, lambda each: each == name), None, about)


def _offices() -> Iterator[Case]:
    """No offices here, and offices there."""
    found = documents()["henan-jiaozuo-budget 0"]
    none = saying(found, "structure", "本单位没有内设机构。")
    yield Case("passing", none, HOLDS, words="没有内设机构")
    both = saying(none, "duties", "各科室负责日常工作。")
    yield Case("failing", both, UNKNOWN, words="说到各科室")
    yield Case("boundary, offices only", saying(found, "duties", "各科室负责日常工作。"), None)
    yield Case("missing words", found, None)


def _evaluated() -> Iterator[Case]:
    """The evaluation of a project in the words of that of the department."""
    found, key = documents()["henan-zhongzhan-final 0"], "evaluation_key"
    mixed = "本部门对重点项目开展了部门评价，部门整体支出绩效评价得分90分。"
    yield Case("passing", found, HOLDS)
    yield Case("failing", saying(found, key, mixed), UNKNOWN, words="整体支出绩效评价的话")
    apart = saying(found, key, "对重点项目开展了部门评价。", "整体支出绩效评价另行公开。")
    yield Case("boundary, two paragraphs", apart, HOLDS)
    yield Case("missing section", saying(found, key), None)


# By the module and the function that read; ids are given out elsewhere.
READERS: Mapping[str, Callable[[], Iterator[Case]]] = {
    "text_lists._economic": _economic,
    "text_lists._classes": _classes,
    "text_lists._items": _items,
    "text_lists._nothing": _nothing,
    "text_lists._mentioned": _mentioned,
    "text_statements._procurement": _procured,
    "text_statements._running": _running,
    "text_statements._names": _named,
    "text_statements._offices": _offices,
    "text_statements._evaluation": _evaluated,
    "text_amounts._printed": _printed,
}


def _reader(check: Check) -> str:
    return f"{check.compare.__module__.rpartition('.')[2]}.{getattr(check.compare, '__name__', '')}"


READ = {check.id: READERS[_reader(check)] for check in covered() if _reader(check) in READERS}
# It tells what no other check took up, so that it has neither sides nor cases.
LEFT_OVER = "text-99"
