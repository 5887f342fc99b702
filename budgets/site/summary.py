"""The summary before a document: what comes in, what goes out, what changed and why, each amount with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from budgets.document import Document, Figure, Row
from budgets.extracts import Explained, measured
from budgets.extracts.explained import EVEN, REASON, explained
from budgets.formats.anchors import paragraph_id
from budgets.ledger import NATURES as NATURE_NAMES
from budgets.money import growth, share
from budgets.site.item_names import told_apart
from budgets.site.neighbours import Neighbour
from budgets.site.summary_lines import (
    ASKED,
    BUDGETED,
    COMPARED,
    EXPLAINED,
    GENERAL_TABLES,
    NAMES,
    NATURES,
    OTHER_NATURES,
    SOURCE_TERMS,
    SUMMED,
    TOTALS,
    Asked,
    Compared,
    Entry,
    Executed,
    Item,
    Said,
    Summary,
)
from budgets.tables.cells import function_of
from budgets.years import NOWHERE, Found
from budgets.years.stages import in_cell

LARGEST = 4  # 类 of expenditure
ITEMS = 3
STATEMENTS = ("B01", "F01")
AMOUNT = "amount"
# What a change is measured from, in the words of a document: 比2023年预算执行数减少, 与上年度相比, 与上年预算数持平.
BASE = re.compile(rf"[比与]((?:上年|\d{{4}}年)[^，。；]*?)(?:相比|增加|减少|增长|下降|{EVEN})")
LAST_YEAR = "上年"
NUMERAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])\s*")
CLASS = re.compile(r"expenditure/\d{3}")


def summary_of(document: Document) -> Summary:
    """The summary of a document; what it does not report is not reported here either."""
    figures = figures_of(document)
    book = _Statement.of(document)
    current = book.found("expenditure/current")
    spent = figures.get("expenditure.total", NOWHERE) if current.yuan is None else current
    functions = book.functions(spent)
    shown = len(functions) if len(functions) <= LARGEST + 1 else LARGEST
    return Summary(
        income=_entry("income.total", figures),
        expenditure=_entry("expenditure.total", figures),
        sources=book.sources(figures.get("income.total", NOWHERE)),
        natures=(*(_entry(key, figures, spent) for key in NATURES), *_other_natures(document, spent)),
        functions=functions[:shown],
        smaller=len(functions) - shown,
        statement=book.code,
        of="本年支出" if spent is current else "支出总计",
        asked=tuple(_asked(document, figures)),
        said=tuple(_said(document)),
        items=() if _gives_reasons(document) else _items(document),
        executed=tuple(_executed(figures | _told(document))),
    )


def figures_of(document: Document) -> Mapping[str, Found]:
    """The main figures of a document by key, with their places on its page."""
    return {each.key: Found(each.yuan, document.slug, each.fragment) for each in measured(document)}


def compared(document: Document, before: Neighbour) -> tuple[Compared, ...]:
    """The main figures of a document against those of last year's; those that neither has are left out."""
    figures = figures_of(document)
    pairs = ((key, before.figure(key), figures.get(key, NOWHERE)) for key in COMPARED)
    return tuple(_compared(*pair) for pair in pairs if any(found.yuan is not None for found in pair[1:]))


def _compared(key: str, before: Found, now: Found) -> Compared:
    title, term = NAMES[key]
    if before.yuan is None or now.yuan is None:
        missing = "上年" if before.yuan is None else "本年"
        return Compared(title, term, before, now, None, None, f"{missing}未公开，无法比较")
    why = "" if before.yuan or now.yuan == before.yuan else "上年为零，不算增幅"
    return Compared(title, term, before, now, now.yuan - before.yuan, growth(now.yuan, before.yuan), why)


def _entry(key: str, figures: Mapping[str, Found], of: Found = NOWHERE) -> Entry:
    title, term = NAMES[key]
    found = figures.get(key, NOWHERE)
    return Entry(title, term, found, _share(found, of))


def _share(part: Found, whole: Found) -> Decimal | None:
    """Percent of the whole; none where one of them is unknown, or less than zero, or the whole is zero."""
    if part.yuan is None or whole.yuan is None or min(part.yuan, whole.yuan) < 0:
        return None
    return share(part.yuan, whole.yuan)


@dataclass(frozen=True, slots=True)
class _Statement:
    """The table that sets income against expenditure: its document, its code, its rows; empty without such a table."""

    document: Document
    code: str
    rows: Mapping[str, Row]

    @classmethod
    def of(cls, document: Document) -> "_Statement":
        """That of ``document``."""
        for table in document.tables():
            if table.code in STATEMENTS:
                return cls(document, table.code, {row.key: row for _, row in table.rows()})
        return cls(document, "", {})

    def found(self, key: str) -> Found:
        """The amount of a line."""
        return in_cell(self.document, self.code, self.rows[key], AMOUNT) if key in self.rows else NOWHERE

    def sources(self, total: Found) -> tuple[Entry, ...]:
        """The lines of income with money, the largest first; the three budgets rather than 财政拨款."""
        keys = [key for key in SOURCE_TERMS if self.found(f"income/{key}").yuan]
        shown = [key for key in keys if key not in SUMMED or not any(part in keys for part in SUMMED[key])]
        return _largest_first(self._line(f"income/{key}", SOURCE_TERMS[key], total) for key in shown)

    def functions(self, total: Found) -> tuple[Entry, ...]:
        """The 类 of expenditure with money, the largest first."""
        keys = [key for key in self.rows if CLASS.fullmatch(key) and self.found(key).yuan]
        return _largest_first(self._line(key, "", total) for key in keys)

    def _line(self, key: str, term: str, total: Found) -> Entry:
        name = NUMERAL.sub("", str(self.rows[key].cells.get("label") or "")).strip()
        return Entry(name, term, self.found(key), _share(self.found(key), total))


def _largest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda each: -(each.found.yuan or 0)))


def _other_natures(document: Document, total: Found) -> Iterator[Entry]:
    """上缴上级支出, 经营支出, 对附属单位补助支出 of final accounts, where there is money."""
    for table in document.tables():
        row = next((row for _, row in table.rows() if row.kind == "total"), None) if table.code == "F03" else None
        for column in OTHER_NATURES if row else ():
            found = in_cell(document, table.code, row, column)
            if found.yuan:
                yield Entry(NATURE_NAMES[column], "", found, _share(found, total))


def _told(document: Document) -> dict[str, Found]:
    """预算数 that only the narrative of a final account tells."""
    wanted = {key for bases in BUDGETED.values() for _, key in bases}
    return {
        run.name: Found(run.yuan, document.slug, paragraph_id(section.key, number))
        for section in document.sections
        for number, paragraph in enumerate(section.paragraphs, start=1)
        for run in paragraph
        if isinstance(run, Figure) and run.name in wanted
    }


def _asked(document: Document, figures: Mapping[str, Found]) -> Iterator[Asked]:
    even = re.compile(rf"(?:上年|{document.year - 1}年)[^，。；]*{EVEN}")
    for key, parts in ASKED.items():
        whole = _entry(key, figures)
        known = tuple(_entry(part, figures) for part in parts if figures.get(part, NOWHERE).yuan is not None)
        told = next(iter(explained(document, key)), None)
        same = told is not None and not told.change and even.search(told.text) is not None
        yield Asked(whole, known if whole.found.yuan else (), told, _base(told), same)


def _said(document: Document) -> Iterator[Said]:
    """Changes of the main figures, with the reasons that the document gives."""
    return _each_once(
        Said(*NAMES[key], _base(told), told.change, _reason(told), told.fragment)
        for key in (*TOTALS, *EXPLAINED)
        for told in explained(document, key)
        if told.change
    )


def _base(told: Explained | None) -> str:
    """What a change is measured from, as the document has it."""
    found = BASE.search(told.text) if told else None
    return found.group(1) if found else LAST_YEAR


def _gives_reasons(document: Document) -> bool:
    """Whether it says why its totals changed."""
    return any(_reason(told) for key in TOTALS for told in explained(document, key) if told.change)


def _reason(told: Explained) -> str:
    return told.text.partition(REASON)[2].lstrip("是为：:").strip()


def _each_once(found: Iterable[Said]) -> Iterator[Said]:
    """Without those of the same change for the same reason."""
    told: set[tuple[Decimal, str]] = set()
    for each in found:
        if (each.change, each.reason) not in told:
            told.add((each.change, each.reason))
            yield each


def _items(document: Document) -> tuple[Item, ...]:
    """The 项 that the document explains one by one, each with the amount before it, those that changed most."""
    figures = {run.name: run for run in document.figures() if run.name.startswith("item.")}
    names = _item_names(document)
    found = (_item(name, names.get(name, ""), figures, document) for name in figures if f"{name}.prior" in figures)
    changed = [item for item in found if item and item.before != item.now]
    return tuple(sorted(changed, key=lambda item: -abs(item.now - item.before))[:ITEMS])


def _item(name: str, title: str, figures: Mapping[str, Figure], document: Document) -> Item | None:
    before, now = figures[f"{name}.prior"].yuan, figures[name].yuan
    told = next(iter(explained(document, name)), None)
    if before is None or now is None or told is None:
        return None
    return Item(title, _base(told), before, now, told.change, told.rate, _reason(told), told.fragment)


def _item_names(document: Document) -> dict[str, str]:
    """What the 项 of the general budget are called, by the names of their figures; with their 款 where it takes that
    to tell them apart."""
    rows = [row for table in document.tables() if table.code in GENERAL_TABLES for _, row in table.rows()]
    names = {function_of(row): str(row.cells.get("name") or "") for row in rows if row.kind in ("detail", "subtotal")}
    items = {function_of(row): names[function_of(row)] for row in rows if row.kind == "detail"}
    return {f"item.{code}": told_apart(code, items, names) for code in items}


def _executed(figures: Mapping[str, Found]) -> Iterator[Executed]:
    for key, bases in BUDGETED.items():
        actual = figures.get(key, NOWHERE)
        for base, budget_key in bases:
            budget = figures.get(budget_key, NOWHERE)
            if budget.yuan is not None and actual.yuan is not None:
                yield Executed(*NAMES[key], base, budget, actual, _share(actual, budget))
