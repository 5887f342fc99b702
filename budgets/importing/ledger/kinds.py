"""Kinds of money (nature, fund, origin): which of them the tables tell apart, and which of those have any."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.document import Amount
from budgets.facts import Facts
from budgets.importing.ledger.groups import CUTS, RUNNING, Atom, atoms_in, built_exactly, groups_read, layout_of, marked
from budgets.importing.ledger.probing import OTHER_CUT, is_base
from budgets.importing.ledger.rows import BLANK_LINE, Own
from budgets.importing.ledger.solving import ZERO, Equation, solve
from budgets.importing.read import ReadTable
from budgets.ledger import CARRIED, CURRENT, FUNDS, ITEM, NATURES, At, Line, below, selected
from budgets.tables import declared
from budgets.tables.crosstab import CrossTab

LEAF_FUNDS = tuple(fund for fund in FUNDS if not any(other.startswith(fund + ".") for other in FUNDS))
# 财政专户管理资金 of a budget is 事业收入 in final accounts.
FINAL_FUNDS = tuple(fund for fund in LEAF_FUNDS if fund != "special")
NATURE_OF_CLASS = {
    "301": "basic.staff.wages",
    "303": "basic.staff.family",
    "302": "basic.public.goods",
    "307": "basic.public",
    "399": "basic.public",
}
CAPITAL = "basic.public.capital"
PROJECT = "project"
LEAF_NATURE = "basic.public.goods"
TOPS = ("basic", PROJECT)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of money: its coordinates, and how far from the plainest it is (财政拨款 of this year)."""

    nature: str
    fund: str
    origin: str

    @property
    def plainness(self) -> tuple[int, int, int]:
        """To sort by: this year's money first, funds and natures in the order of their trees."""
        natures = list(NATURES)
        place = natures.index(self.nature) if self.nature else 0
        return self.origin != CURRENT, list(FUNDS).index(self.fund), place

    def of(self, line: Line) -> Line:
        """A line with these coordinates."""
        return replace(line, nature=self.nature, fund=self.fund, origin=self.origin)


# What 机关运行经费 that is entered for itself counts as.
RUNNING_COST = Kind("basic.public", "general", CURRENT)


def natures_told(tables: Iterable[ReadTable]) -> dict[str, list[tuple[str, str]]]:
    """The natures that columns of cross-tabs tell apart, each with those (table, column)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for read in tables:
        made = declared()[read.form]
        printed = {column.key for panel in read.table.panels for column in panel.columns}
        for measure in made.measures if isinstance(made, CrossTab) else ():
            if measure.at.nature in NATURES and measure.key in printed:
                found.setdefault(measure.at.nature, []).append((read.code, measure.key))
    return found


def natures_of_function(rows: Mapping[str, Own], told: Mapping[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    """The natures that the money of a row may have.

    ``rows`` are the row by table. They are as deep as the row's cells tell: a cell that is not reported means that its
    money is known to a node above only. Natures whose cells are zero stay out.
    """
    cells = {
        nature: [rows[code].row.cells.get(key) for code, key in places if code in rows]
        for nature, places in told.items()
    }
    known = {nature for nature, own in cells.items() if own and None not in own}
    lowest = [node for node in NATURES if node in known and not any(o.startswith(node + ".") for o in known)]
    missing = [top for top in TOPS if not any(below(node, top) for node in known)]
    return tuple(
        node for node in (*lowest, *missing) if node in missing or any(_amount(cell) for cell in cells.get(node, ()))
    )


def _amount(cell: object) -> Decimal:
    return cell.yuan if isinstance(cell, Amount) else ZERO


def natures_of_economic(own: Own, told: Mapping[str, list[tuple[str, str]]]) -> tuple[str, ...]:
    """Basic money as its 类 says, or as far as the row's columns say otherwise, and projects."""
    if own.natures:
        return own.natures
    basic = NATURE_OF_CLASS.get(own.line.economic[:3], CAPITAL)
    columns = [node for node, places in told.items() for _, key in places if _amount(own.row.cells.get(key))]
    others = [node for node in columns if not below(basic, node)]
    return (*dict.fromkeys((basic, *others)), PROJECT)


def _kinds_of(base: Facts, natures: Iterable[str]) -> list[Kind]:
    """Every kind of money of these natures, the plainest first."""
    final = base.kind == "final"
    funds, origins = (FINAL_FUNDS, (CURRENT,)) if final else (LEAF_FUNDS, (CURRENT, CARRIED))
    found = [Kind(nature, fund, origin) for nature in natures for fund in funds for origin in origins]
    return sorted(found, key=lambda kind: kind.plainness)


def told_apart(
    group: str,
    kinds: Sequence[Kind],
    tables: Sequence[ReadTable],
    base: Facts,
    earned: set[tuple[str, str]],
    other_cut: Sequence[Line],
    prune: bool,
) -> list[Kind]:
    """One kind for all that no cell tells apart, without those that the totals leave no money.

    ``earned`` are the (fund, origin) that have income: of kinds that nothing tells apart, those that were earned
    stand for all.
    """
    atoms = [Atom(group, _somewhere(kind, base)) for kind in kinds]
    others = list(_of_others(group, tables))
    columns = list(_columns(group, tables, marked(base, [*atoms, *others]), len(atoms), len(others)))
    guides = of_other_cut(list(enumerate(atom.line for atom in atoms)), other_cut, OTHER_CUT)
    told = [*columns, *((own.atoms, own.yuan) for own in guides)]
    sums = [Equation(mask, yuan, OTHER_CUT) for mask, yuan in told if yuan is not None and mask]
    gone = _empty(sums) if prune and not any(own.yuan < 0 for own in sums) else set()
    alike: dict[tuple[str, ...], list[Kind]] = {}
    for atom, kind in enumerate(kinds):
        if atom not in gone and any(mask >> atom & 1 for mask, _ in columns):
            where = "".join(str(mask >> atom & 1) for mask, _ in told)
            alike.setdefault((kind.nature, where), []).append(kind)
    return sorted((_standing_for(found, earned) for found in alike.values()), key=lambda kind: kind.plainness)


def _somewhere(kind: Kind, base: Facts) -> Line:
    """A line of this kind in no row, but for a project: money of none is shown nowhere."""
    project = base.projects[0].key if base.projects and kind.nature.startswith(PROJECT) else ""
    return replace(kind.of(BLANK_LINE), project=project)


def _of_others(group: str, tables: Sequence[ReadTable]) -> Iterator[Atom]:
    """Lines of other groups of every fund, to find the cells that tell of them too."""
    for other in {name for read in tables for name in groups_read(read.layout, read.code)} - {group}:
        line = replace(BLANK_LINE, nature=LEAF_NATURE if other in CUTS else "")
        yield from (Atom(other, replace(line, fund=fund)) for fund in LEAF_FUNDS)


def _columns(
    group: str, tables: Sequence[ReadTable], facts: Facts, count: int, others: int
) -> Iterator[tuple[int, Decimal | None]]:
    """The marked kinds of every cell that stands for a whole column, with its yuan where that can be relied on."""
    for read in tables:
        built = built_exactly(facts, layout_of(read.layout, read.code), count + others)
        there = {row.key: row for _, row in built.rows()}
        doubtful = _filled(read)
        for _, row in read.table.rows():
            if row.key not in there or (row.kind != "total" and is_base(read)):
                continue
            whole = group != ITEM or row.kind == "total"
            for key, cell in row.cells.items():
                mask = atoms_in(there[row.key].cells.get(key))
                alone = whole and mask >> count == 0
                sure = alone and isinstance(cell, Amount) and (cell.yuan != 0 or key not in doubtful)
                if mask := mask & ((1 << count) - 1):
                    yield mask, _amount(cell) if sure else None


def _filled(read: ReadTable) -> set[str]:
    """Columns of a cross-tab in which some row has money: a total of nothing is then a mistake."""
    if not isinstance(declared()[read.form], CrossTab):
        return set()
    return {key for _, row in read.table.rows() for key, cell in row.cells.items() if _amount(cell)}


def of_other_cut(atoms: Sequence[tuple[int, Line]], lines: Sequence[Line], rank: int) -> Iterator[Equation]:
    """That atoms (place, line) add up to what another cut has, for basic and project money of every fund and origin."""
    if not lines:
        return
    funds = tuple(dict.fromkeys((line.fund, line.origin) for line in lines))
    for nature in TOPS:
        for fund, origin in funds:
            at = At(nature=nature, fund=fund, origin=origin)
            yuan = sum((line.amount for line in lines if selected(line, at)), ZERO)
            yield Equation(_mask(place for place, line in atoms if selected(line, at)), yuan, rank)
    beside = _mask(place for place, line in atoms if not _covered(line, funds))
    yield Equation(beside, ZERO, rank)


def _mask(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def _covered(line: Line, funds: Iterable[tuple[str, str]]) -> bool:
    return any(origin == line.origin and below(line.fund, fund) is not False for fund, origin in funds)


def _empty(sums: Sequence[Equation]) -> set[int]:
    """The unknowns that the sums leave nothing, where they do not contradict each other."""
    solution = solve(sums, (), {})
    return set() if solution.conflicts else {atom for atom, yuan in solution.amounts.items() if yuan == 0}


def _standing_for(kinds: Sequence[Kind], earned: set[tuple[str, str]]) -> Kind:
    """The kind that stands for several that nothing tells apart."""
    having = [kind for kind in kinds if (kind.fund, kind.origin) in earned]
    first = (having or list(kinds))[0]
    top = first.fund.partition(".")[0]
    leaves = {fund for fund in LEAF_FUNDS if below(fund, top)}
    one_top = all(below(kind.fund, top) and kind.origin == first.origin for kind in having)
    whole = leaves <= {kind.fund for kind in kinds if kind.origin == first.origin}
    return replace(first, fund=top) if len(having) > 1 and one_top and whole else first


def all_kinds(group: str, base: Facts, natures: Iterable[str]) -> list[Kind]:
    """Every kind of money that a group may have, the plainest first."""
    return [RUNNING_COST] if group == RUNNING else _kinds_of(base, natures)
