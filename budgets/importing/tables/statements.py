"""Reads the rows of statements: which row of the layout each label is, side by side."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from budgets.importing.book import Problems, Spot
from budgets.importing.cells import plain
from budgets.importing.tables.known import class_names, other_labels
from budgets.importing.tables.money import amounts_in, text_of
from budgets.importing.tables.part import Part
from budgets.importing.tables.rows import DETAIL, ReadRow
from budgets.importing.tables.words import core, is_filler, label
from budgets.layouts import TableLayout
from budgets.recognising.alike import alike
from budgets.tables.statement import BLANK, EVERY_CLASS, Side, Statement

LIKE_CLASS = 0.8


@dataclass
class Labels:
    """The rows of one side of a layout, found by their labels from the top down."""

    side: str
    layout: TableLayout
    rows: list[tuple[str, str]] = field(init=False)
    after: int = -1
    used: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """The layout's rows that have labels."""
        listed = self.layout.rows[self.side]
        self.rows = [(key, text) for key, text in listed if key not in (BLANK, EVERY_CLASS) and text]

    def key(self, printed: str, *, again: bool) -> str:
        """The key of the row with this label; empty if there is none. ``again``: also one that was found before."""
        for same in (plain, label, core):
            if key := self._same(printed, same, again=again):
                return key
        key = self._elsewhere(printed) or self._class(printed)
        return key if key and (again or not self._is_used(key)) and self._use(key) else ""

    def _same(self, printed: str, same: Callable[[str], str], *, again: bool) -> str:
        wanted = same(printed)
        places = [place for place, (_, text) in enumerate(self.rows) if same(text) == wanted]
        free = [place for place in places if place not in self.used]
        if same is core and len(free) > 1:
            return ""
        later = [place for place in free if place > self.after]
        found = (later or free or (places if again else []))[:1]
        if not found:
            return ""
        self.after = found[0]
        self.used.add(found[0])
        return self.rows[found[0]][0]

    def _elsewhere(self, printed: str) -> str:
        """What other layouts call so, if it is one thing."""
        own = {key for key, _ in self.rows}
        known = other_labels(self.layout.code, self.side)
        for same in (label, core):
            keys = {key for key, text in known if same(text) == same(printed)}
            free = {key for key in keys if not self._is_used(key)} or keys
            if len(free & own) == 1:
                return (free & own).pop()
            if len(free) == 1:
                return free.pop()
        return ""

    def _class(self, printed: str) -> str:
        """The functional 类 that a label names, where the side has such rows."""
        if not any(key == EVERY_CLASS or key.isdigit() for key, _ in self.layout.rows[self.side]):
            return ""
        names = class_names()
        wanted = core(printed)
        return names.get(wanted, "") or alike(wanted, names, LIKE_CLASS)

    def _is_used(self, key: str) -> bool:
        return any(self.rows[place][0] == key for place in self.used if place < len(self.rows))

    def _use(self, key: str) -> bool:
        place = next((place for place, row in enumerate(self.rows) if row[0] == key), None)
        if place is None:
            self.rows.append((key, ""))
            place = len(self.rows) - 1
        self.used.add(place)
        self.after = place
        return True


@dataclass
class Sides:
    """Reads the parts of one statement."""

    table: Statement
    problems: Problems
    labels: dict[str, Labels] = field(default_factory=dict)
    words: list[tuple[str, int, str]] = field(default_factory=list)

    def read(self, part: Part, place: int) -> Iterator[ReadRow]:
        """The rows of a part, side by side, the ``place``-th (from 0) of its table."""
        sides = list(enumerate(self.table.sides))
        for number in part.rows():
            for panel, side in sides:
                row = self._row(part, place, number, panel, side)
                if row:
                    yield row

    def _row(self, part: Part, place: int, number: int, panel: int, side: Side) -> ReadRow | None:
        columns = part.columns(panel)
        named = next((at for at, column in columns.items() if column.key == "label"), 0)
        amounts = amounts_in(part.page, number, part.amounts(panel), part.unit)
        printed = text_of(part.page.rows[number].get(named, ""))
        others = {at: column for at, column in columns.items() if column.kind == "code"}
        texts = {column.key: plain(text_of(part.page.rows[number].get(at, ""))) for at, column in others.items()}
        texts["label"] = printed
        if not printed or (is_filler(printed) and not amounts.found):
            if amounts.found or amounts.wrong:
                self._nameless(part, number, part.amounts(panel))
            return None
        known = self.labels.setdefault(side.key, Labels(side.key, part.known.layout))
        key = known.key(printed, again=place > 0)
        if not key:
            if amounts.found:
                side_name = "收入" if panel == 0 else "支出"
                self.problems.add(f"“{printed}”不是这张表{side_name}一边的项目", part.page.name, number, named)
            else:
                self.words.append((part.page.name, number, printed))
            return None
        amounts.tell(self.problems, part.page.name)
        spots: dict[str, Spot] = {column.key: (number, at) for at, column in columns.items()}
        whole = amounts.whole({column.key: None for column in part.amounts(panel).values()}, part.blank)
        return ReadRow(DETAIL, part.page.name, number, place, texts, whole, spots, key=f"{side.key}/{key}", panel=panel)

    def _nameless(self, part: Part, number: int, columns: Mapping[int, object]) -> None:
        filled = next(at for at in columns if part.page.rows[number].get(at, "") != "")
        self.problems.add("这里有金额，没有项目名称", part.page.name, number, filled)
