"""What is to be said of lines found from tables: what had to be chosen, what contradicts itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from budgets.importing.book import NOTICE, WARNING, Problem
from budgets.importing.cells import ROUNDING
from budgets.importing.ledger.groups import INCOME, Atom
from budgets.importing.ledger.probing import TOTAL, is_base
from budgets.importing.ledger.rows import Directory, by_place, named, text
from budgets.importing.ledger.solving import Choice, Equation, bits
from budgets.importing.read import ReadTable
from budgets.ledger import BALANCES, CUTS, NATURES

Tables = Mapping[str, ReadTable]
DIMENSIONS = {"nature": "支出性质", "fund": "资金来源", "origin": "本年或上年结转"}
NAMES = {INCOME: "收入", **{cut: f"支出（{name}）" for cut, name in CUTS.items()}, **BALANCES}
SHOWN = 3


def chosen(choices: Iterable[Choice], atoms: Sequence[Atom]) -> Iterator[Problem]:
    """One notice for every group and what of it could not be told: how many rows, which ones, how it was taken."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for choice in choices:
        own = atoms[choice.atom]
        others = [atoms[n] for n in bits(choice.options) if (atoms[n].group, atoms[n].row) == (own.group, own.row)]
        names = [name for field, name in DIMENSIONS.items() if len({getattr(each.line, field) for each in others}) > 1]
        if names:
            found.setdefault((own.group, "、".join(names)), {})[_called(own)] = None
    for (group, what), rows in found.items():
        some = "、".join(list(rows)[:SHOWN]) + ("等" if len(rows) > SHOWN else "")
        yield Problem(
            f"{NAMES.get(group, group)}有 {len(rows)} 行（{some}）的{what}不能由各表确定："
            "已按本年在先、财政拨款在先的次序分列，请核对",
            severity=NOTICE,
        )


def _called(atom: Atom) -> str:
    line = atom.line
    codes = "→".join(code for code in (line.economic, line.government) if code)
    known = line.function or codes or line.item or line.project.strip("〔〕") or line.unit
    return known or NATURES.get(line.nature, "") or NAMES.get(atom.group, "")


def contradictions(tables: Tables, given_up: Iterable[tuple[Equation, Decimal]]) -> Iterator[Problem]:
    """A warning for every amount of a base table that what else its cut says does not add up to."""
    for equation, found in given_up:
        read = tables.get(equation.table)
        if read is None or not equation.column or equation.rank > TOTAL or not is_base(read) or found == equation.yuan:
            continue
        key = dict(named(read.table, by_place(read)))[equation.row].key
        row, column = read.place(key, equation.column)
        headings = {each.key: each.heading for panel in read.table.panels for each in panel.columns}
        heading = "·".join(headings[equation.column])
        rounded = abs(equation.yuan - found) <= ROUNDING[read.unit]
        why = "相差在尾差之内" if rounded else "两者矛盾"
        yield Problem(
            f"“{heading}”是 {equation.yuan:,.2f} 元，由表中其他数得 {found:,.2f} 元，{why}：明细已按后者录入",
            read.elsewhere.get(key, read.sheet),
            row,
            column,
            NOTICE if rounded else WARNING,
        )


def strange_units(tables: Tables, who: Directory) -> Iterator[Problem]:
    """A warning for every row that names a unit that the department does not have."""
    for read in tables.values():
        if not by_place(read):
            continue
        for _, row in read.table.rows():
            told = text(row, "unit")
            if row.kind == "detail" and told and not who.unit(told):
                place = read.place(row.key, "unit")
                sheet = read.elsewhere.get(row.key, read.sheet)
                yield Problem(f"“{told}”不是本部门的预算单位", sheet, *place, WARNING)
