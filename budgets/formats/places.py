"""Where the figures of a document stand: the cell behind a figure, in words and as an anchor."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from budgets.document import Document, Panel, Row, Table, split_address
from budgets.formats.grid import naming_column


@dataclass(slots=True)
class Places:
    """The cells of one document by address; tables are indexed when a figure first points into them."""

    tables: dict[str, Table] = field(default_factory=dict)
    rows: dict[str, dict[str, list[tuple[Panel, Row]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "Places":
        """The places of ``document``."""
        return cls({table.code: table for table in document.tables()})

    def label(self, address: str) -> str:
        """``2024年部门支出预算表，合计 行，基本支出 合计 列``; empty if the document has no such cell."""
        if not address:
            return ""
        code, row_key, column_key = split_address(address)
        for panel, row in self._rows(code).get(row_key, ()):
            for column in panel.columns:
                if column.key == column_key and column_key in row.cells:
                    return "，".join(self._words(code, panel, row, column.heading))
        return ""

    def _words(self, code: str, panel: Panel, row: Row, heading: tuple[str, ...]) -> Iterator[str]:
        yield self.tables[code].title
        index = naming_column(panel)
        name = row.cells.get(panel.columns[index].key) if index >= 0 else None
        if isinstance(name, str) and name:
            yield f"{name} 行"
        yield f"{' '.join(heading)} 列"

    def _rows(self, code: str) -> dict[str, list[tuple[Panel, Row]]]:
        if code not in self.rows:
            found: dict[str, list[tuple[Panel, Row]]] = {}
            for panel, row in self.tables[code].rows() if code in self.tables else ():
                found.setdefault(row.key, []).append((panel, row))
            self.rows[code] = found
        return self.rows[code]
