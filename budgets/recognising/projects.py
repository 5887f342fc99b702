"""Keys of projects by their names, looked up in a document's own tables."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from budgets.document import Document, Row
from budgets.facts import project_key
from budgets.recognising.alike import alike
from budgets.recognising.numbers import plain, squeezed

_TABLES = ("B12", "B15", "F11", "F12")
_CODE = re.compile(r"(?:^|/)([0-9A-Za-z]{8,})$")
_INTRODUCED = re.compile(r"项目[一二三四五六七八九十\d]*：([^，。；：]+)")
_LIKE = 0.7


class Projects:
    """The projects of one document."""

    def __init__(self, document: Document) -> None:
        self._tables = [table for table in document.tables() if table.code in _TABLES]

    def spoken_of(self, words: str) -> str:
        """The key of the project that ``words`` name last, ``?name`` if it is not known, or empty."""
        places = [(words.rfind(name), len(name), name) for name in self.keys if name in words]
        if places:
            name = max(places)[2]
            return self.keys[name] or f"?{name}"
        introduced = _INTRODUCED.findall(words)
        return (alike(introduced[-1], self.keys, _LIKE) or f"?{introduced[-1]}") if introduced else ""

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Key of every project by its name; empty where several are of one name."""
        found: dict[str, str] = {}
        for name, key in self._named():
            known = found.setdefault(name, key)
            if known != key and not key.startswith("〔"):
                found[name] = key if known.startswith("〔") else ""
        return found

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """Names of projects that a number stands in."""
        return tuple(name for name in self.keys if re.search(r"\d", name))

    def _named(self) -> Iterator[tuple[str, str]]:
        for table in self._tables:
            for _, row in table.rows():
                name = _name(row)
                if name:
                    code = _CODE.search(row.key)
                    yield squeezed(plain(name)), project_key(code[1] if code else "", name)


def _name(row: Row) -> str:
    """The name of the project of a row; empty if it is the row of anything else."""
    if row.kind != "detail" or "level1" in row.cells:
        return ""
    cell = row.cells.get("text") if row.cells.get("label") == "项目名称" else row.cells.get("name")
    return cell if isinstance(cell, str) else ""
