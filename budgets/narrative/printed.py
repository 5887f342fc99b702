"""What the layout of a disclosure prints, so that entry asks for nothing else and nothing else is carried over."""

from collections.abc import Collection
from functools import cache

from budgets.layouts import Layout, LayoutError, TableLayout, load
from budgets.narrative.names import TABLE_TEXTS
from budgets.narrative.used import names_used


class Printed:
    """The tables of a layout and the names that its narrative uses; of a layout that is gone, everything."""

    def __init__(self, key: str) -> None:
        self.layout: Layout | None
        self.names: frozenset[str]
        try:
            self.layout, self.names = load(key), names_used(key)
        except LayoutError:
            self.layout, self.names = None, frozenset()

    def uses(self, name: str) -> bool:
        """Whether the narrative uses a name."""
        return self.layout is None or name in self.names

    def uses_any(self, *starts: str) -> bool:
        """Whether the narrative uses a name that begins so."""
        return bool(starts) and (self.layout is None or any(name.startswith(starts) for name in self.names))

    def prints(self, *codes: str) -> bool:
        """Whether one of the tables is printed."""
        return bool(codes) and (self.layout is None or bool(self._tables(codes)))

    def says(self, text: str) -> bool:
        """Whether a typed text is printed, by the narrative or by a table."""
        return self.uses(text) or self.prints(*TABLE_TEXTS.get(text, ()))

    def titles(self, codes: Collection[str]) -> list[str]:
        """Titles of those of the tables that are printed, each with its code."""
        return [f"{_plain(table.title)}（{table.code}）" for table in self._tables(codes)]

    def form(self, code: str) -> str:
        """Which declaration makes a table; empty where it is not printed."""
        return next((table.form for table in self._tables((code,))), "")

    def option(self, code: str, name: str) -> object:
        """An option of a table."""
        return next((table.options.get(name) for table in self._tables((code,))), None)

    def _tables(self, codes: Collection[str]) -> list[TableLayout]:
        return [table for table in self.layout.tables if table.code in codes] if self.layout else []


@cache
def printed(key: str) -> Printed:
    """What the layout with this key prints."""
    return Printed(key)


def _plain(title: str) -> str:
    """A title without the year and the name."""
    for words in ("{year}年度", "{year}年", "{year}", "{name}"):
        title = title.replace(words, "")
    return title
