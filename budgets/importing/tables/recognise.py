"""Recognises a workbook: the pieces on its sheets, the tables that they make, and what is to be said of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from budgets.document import Panel, Row
from budgets.importing.book import WARNING, Problems, Spot, Workbook
from budgets.importing.forms import read_form
from budgets.importing.read import Reading, ReadTable
from budgets.importing.tables.choose import Chooser, Piece, chosen_layout, gathered, settled
from budgets.importing.tables.crosstabs import Rows, tell_empty
from budgets.importing.tables.keyed import Codes, keyed, statement_row
from budgets.importing.tables.page import Page, pages
from budgets.importing.tables.part import Part
from budgets.importing.tables.parts import hidden, part_of
from budgets.importing.tables.rows import ReadRow, joined
from budgets.importing.tables.said import unit_said, whose, years_on_cover, years_said
from budgets.importing.tables.statements import Sides
from budgets.importing.tables.together import together
from budgets.money import FACTOR
from budgets.tables.crosstab import CrossTab
from budgets.tables.statement import Statement

Words = tuple[str, int, str]


def recognise(workbook: Workbook, prefer: str = "", kind: str = "") -> Reading:
    """The tables of a workbook, whatever its sheets are called and in whatever order they stand.

    ``prefer`` is the layout that wins where several explain the workbook as well; ``kind`` (budget, final) narrows
    the layouts. Amounts are exact yuan. Nothing is raised: what is wrong is told with its place.
    """
    return _Recognising(workbook, prefer, kind).reading()


@dataclass
class _Found:
    """The parts of one table with the rows read from them, as they stand."""

    parts: list[Part]
    rows: list[ReadRow]


@dataclass
class _Recognising:
    """A workbook being recognised."""

    workbook: Workbook
    prefer: str
    kind: str
    problems: Problems = field(default_factory=Problems)
    words: list[Words] = field(default_factory=list)
    codes: Codes = field(default_factory=Codes)

    def reading(self) -> Reading:
        """What was read."""
        for sheet in self.workbook.sheets:
            if not sheet.visible and sheet.cells:
                self.problems.add("这张工作表是隐藏的，没有读入", sheet.name, severity=WARNING)
        all_pages = pages(self.workbook.sheets)
        found = self._pieces(all_pages)
        for piece in found:
            self.problems.found.extend(hidden(piece))
        tables = self._tables(found)
        named = {piece.page.name for piece in found}
        year, organisation = self._said(found)
        covers = [page for page in all_pages if page.name not in named]
        year = year or max((year for page in covers for year in years_on_cover(page)), default=0)
        return Reading(
            tables=tables,
            problems=tuple(self.problems),
            strangers=tuple(page.name for page in covers),
            words=tuple(self.words),
            year=year,
            organisation=organisation,
        )

    def _pieces(self, all_pages: Sequence[Page]) -> list[Piece]:
        """The pieces of all sheets, each with its one choice."""
        chooser = Chooser(self.kind, self.problems)
        by_page = [chooser.pieces(page) for page in all_pages]
        layout = chosen_layout([piece for found in by_page for piece in found], self.prefer)
        kept: list[Piece] = []
        for found in by_page:
            for piece in gathered([settled(piece, layout) for piece in found]):
                kept += self._told(_continued(piece, kept[-1] if kept else None))
        return kept

    def _told(self, piece: Piece) -> Iterator[Piece]:
        """The piece, unless nothing tells which of several tables it is."""
        if not piece.tied or piece.best.title_row:
            yield piece
            return
        message = f"看不出这是哪一张表（可能是 {'、'.join(piece.tied)}）：请在表的上方写明表名"
        self.problems.add(message, piece.page.name, piece.first)

    def _tables(self, found: Sequence[Piece]) -> dict[str, ReadTable]:
        by_code: dict[str, list[Piece]] = {}
        for piece in found:
            by_code.setdefault(piece.best.known.code, []).append(piece)
        starts = _starts(found)
        forms = {code: own for code, own in by_code.items() if own[0].best.known.is_form}
        read = {code: self._rows(own, starts) for code, own in by_code.items() if code not in forms}
        for each in read.values():
            self.codes.learn(each.rows)
        tables = {code: self._form(own, starts) for code, own in forms.items()}
        self.codes.learn_projects(table for table in tables.values() if table)
        tables |= {code: self._table(each) for code, each in read.items() if each.parts}
        return {code: table for code in by_code if (table := tables.get(code))}

    def _rows(self, own: Sequence[Piece], starts: dict[int, int]) -> _Found:
        """The rows of all parts of a table, which are of one layout."""
        parts: list[Part] = []
        for piece in own:
            part = part_of(piece, parts[-1] if parts else None, starts[id(piece)], self.problems)
            if part and parts and part.known is not parts[0].known:
                message = f"与工作表“{parts[0].page.name}”是同一张表，印法不同：请只保留一张"
                self.problems.add(message, piece.page.name, piece.first)
            elif part:
                parts.append(part)
        if not parts:
            return _Found([], [])
        table = parts[0].known.declaration
        reader: Rows | Sides
        if isinstance(table, CrossTab):
            reader = Rows(table, self.problems)
        else:
            assert isinstance(table, Statement)
            reader = Sides(table, self.problems)
        rows = [row for place, part in enumerate(parts) for row in reader.read(part, place)]
        self.words.extend(reader.words)
        if isinstance(reader, Rows):
            tell_empty(reader)
        return _Found(parts, joined(rows, self.problems))

    def _table(self, found: _Found) -> ReadTable:
        """The table with its keys and places."""
        first, table = found.parts[0], found.parts[0].known.declaration
        if isinstance(table, CrossTab):
            rows = list(keyed(found.rows, first.known, table, self.codes))
        else:
            rows = [(row, statement_row(row, first.known)) for row in found.rows]
        places: dict[tuple[str, str], Spot] = {
            (own.key, column): row.spots[column] for row, own in rows for column in own.cells if column in row.spots
        }
        return ReadTable(
            code=first.known.code,
            layout=first.known.layout_key,
            form=first.known.layout.form,
            table=replace(
                first.known.blank,
                title=first.title,
                unit=first.unit,
                panels=_panels(found.parts, rows),
                notes=tuple(text for sheet, _, text in self.words if _is_note(text) and sheet == first.page.name),
            ),
            sheet=first.page.name,
            unit=first.unit,
            places=places,
            elsewhere={own.key: row.sheet for row, own in rows if row.sheet != first.page.name},
        )

    def _form(self, own: Sequence[Piece], starts: dict[int, int]) -> ReadTable | None:
        """A form: that of every sheet where it is one for each project, else the first, and what speaks against it."""
        found = [table for piece in own if (table := self._form_of(piece, starts[id(piece)]))]
        return together(found, self.problems)

    def _form_of(self, piece: Piece, start: int) -> ReadTable | None:
        layout, known = piece.best.known.layout, piece.best.known
        said = unit_said(piece.page, piece.page.between(start, piece.best.head.last))
        if said and said not in FACTOR:
            self.problems.add(f"金额单位是{said}：只能读万元或元", piece.page.name, piece.first)
            return None
        where = (piece.page.sheet, piece.first, piece.last)
        unit = said or layout.style().unit
        table, problems = read_form(layout.form, *where, layout, known.layout_key, known.blank, unit)
        self.problems.found.extend(problems)
        if table and piece.best.title_row:
            title = piece.page.texts(piece.best.title_row)[0]
            table = replace(table, table=replace(table.table, title=title))
        return table

    def _said(self, found: Sequence[Piece]) -> tuple[int, str]:
        """The year and the name that most tables say; where they differ, that is told."""
        starts = _starts(found)
        years: dict[str, Counter[int]] = {}
        names: Counter[str] = Counter()
        for piece in found:
            above = list(piece.page.between(starts[id(piece)], max(piece.best.head.first - 1, piece.best.title_row)))
            years.setdefault(piece.page.name, Counter()).update(years_said(piece.page, above))
            names.update([name] if (name := whose(piece.page, above)) else [])
        counted = Counter(year for own in years.values() for year in own)
        year = max(counted, key=lambda each: (counted[each], each), default=0)
        for sheet, own in years.items():
            if own and year not in own:
                self.problems.add(f"表上写的是 {max(own)} 年，其他表是 {year} 年", sheet, severity=WARNING)
        if len(names) > 1:
            listed = "、".join(f"“{name}”" for name in list(names)[:4])
            self.problems.add(f"各表写的部门名称不一样：{listed}", severity=WARNING)
        return year, max(names, key=lambda name: names[name], default="")


def _continued(piece: Piece, before: Piece | None) -> Piece:
    """A piece without a title that goes on with the last table of the sheet before it is of that table."""
    if not before or piece.best.title_row or before.page is piece.page or not piece.tied:
        return piece
    if before.best.head.paths != piece.best.head.paths:
        return piece
    best = replace(piece.best, known=before.best.known, fit=before.best.fit)
    return replace(piece, choices=(best,), tied=())


def _starts(found: Sequence[Piece]) -> dict[int, int]:
    """The first row that may say something of each piece: below the piece before it, or the first of its sheet."""
    starts: dict[int, int] = {}
    for before, piece in zip([None, *found], found, strict=False):
        starts[id(piece)] = piece.first if before and before.page is piece.page else 1
    return starts


def _panels(parts: Sequence[Part], rows: Sequence[tuple[ReadRow, Row]]) -> tuple[Panel, ...]:
    """The panels of the table with the columns that its sheets have."""
    made = []
    for place, panel in enumerate(parts[0].known.blank.panels):
        printed = {column.key for part in parts for column in part.columns(place).values()}
        printed |= {key for row, own in rows if row.panel == place for key in own.cells}
        columns = tuple(column for column in panel.columns if column.key in printed)
        made.append(replace(panel, columns=columns, rows=tuple(own for row, own in rows if row.panel == place)))
    return tuple(made)


def _is_note(text: str) -> bool:
    return text.lstrip().startswith(("注", "说明", "备注", "本表"))
