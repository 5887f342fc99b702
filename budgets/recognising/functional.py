"""Codes of functional names, looked up in a document's own tables."""

import re
from collections.abc import Iterator
from functools import cached_property

from budgets.document import Document, Row
from budgets.recognising.alike import alike
from budgets.recognising.numbers import plain, squeezed
from budgets.tables.cells import function_of

_BY_FUNCTION = ("F05", "B05", "F03", "B03")
_BY_LABEL = ("B01", "B04", "F01", "F04")
_NUMERAL = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")
_LEAD = re.compile(r"^(?:（?[\d一二三四五六七八九十]+[）.、是]|其中|本年|主要|用于|用|包括|为)+")
_CLASS_ROW = re.compile(r"(?:^|/)(\d{3})$")
_QUOTED_PATH = re.compile(r"“([^“”—-]+(?:[—-]+[^“”—-]+)+)”科目[^，。；]{0,40}$")
_STAGE_WORDS = re.compile(r"(?:年初)?(?:预算|决算)?(?:安排)?数?[为是共]?$")
_LIKE_CLASS = 0.8


class Functional:
    """The functional names of one document."""

    def __init__(self, document: Document) -> None:
        self._tables = {table.code: table for table in document.tables()}
        self._known: dict[str, str] = {}

    def item(self, words: str) -> str:
        """``item.<code>`` of the 项 that ``words`` name last, ``item.?类/款/项`` if it is not known, or empty."""
        path = item_path(words)
        if not path:
            return ""
        return f"item.{self._item_code(path) or '?' + '/'.join(path)}"

    def function_class(self, words: str) -> str:
        """``general.class.<code>`` of the 类 whose amount ``words`` lead to, or empty."""
        clause = _LEAD.sub("", _STAGE_WORDS.sub("", re.split(r"[，。；：]", words)[-1]))
        if not clause.endswith(("支出", "（类）")) and _class_key(clause) not in self._classes:
            return ""
        unknown = f"?{clause.partition('（类）')[0]}" if "（类）" in clause else ""
        code = self._class_code(clause) or unknown
        return f"general.class.{code}" if code else ""

    def _class_code(self, printed: str) -> str:
        if printed not in self._known:
            key = _class_key(printed)
            self._known[printed] = self._classes.get(key) or alike(key, self._classes, _LIKE_CLASS)
        return self._known[printed]

    def _item_code(self, path: tuple[str, ...]) -> str:
        """The one 7-digit code that fits a path of names; empty if there is none, or several."""
        codes = [code for code in self._codes.get(_key(path[-1]), ()) if len(code) == 7]
        if len(path) > 1:
            section = _key(path[-2])
            codes = [code for code in codes if self._sections.get(code[:5], section) == section]
        if len(path) > 2 and (above := self._class_code(path[-3])):
            codes = [code for code in codes if code.startswith(above)]
        return codes[0] if len(codes) == 1 else ""

    @cached_property
    def _codes(self) -> dict[str, dict[str, None]]:
        """Functional codes (3, 5 or 7 digits) by the name of the row that has them."""
        found: dict[str, dict[str, None]] = {}
        for row in self._rows(_BY_FUNCTION):
            name, code = row.cells.get("name"), function_of(row)
            if isinstance(name, str) and code.isdigit():
                found.setdefault(_key(plain(name)), {})[code] = None
        return found

    @cached_property
    def _sections(self) -> dict[str, str]:
        """Names of 款 by their codes."""
        return {code: name for name, codes in self._codes.items() for code in codes if len(code) == 5}

    @cached_property
    def _classes(self) -> dict[str, str]:
        """Codes of 类 by their names: those of the tables by function, else the labels of the statements."""
        found = {}
        for row in self._rows(_BY_LABEL):
            code, label = _CLASS_ROW.search(row.key), row.cells.get("label")
            if code and isinstance(label, str):
                found[_class_key(_NUMERAL.sub("", squeezed(plain(label))))] = code[1]
        own = {_class_key(name): code for name, codes in self._codes.items() for code in codes if len(code) == 3}
        return {**found, **own}

    def _rows(self, codes: tuple[str, ...]) -> Iterator[Row]:
        for code in codes:
            if code in self._tables:
                yield from (row for _, row in self._tables[code].rows())


def item_path(words: str) -> tuple[str, ...]:
    """Names of 类, 款 and 项 (as many as are printed) that squeezed ``words`` end on; none if they name no 项."""
    if quoted := _QUOTED_PATH.search(words):
        return tuple(re.split(r"[-—]+", quoted[1]))
    before, mark, _ = words.rpartition("（项）")
    if not mark:
        return ()
    printed = _LEAD.sub("", re.split(r"[。；：，]", before)[-1].replace("“", "").replace("”", ""))
    return tuple(part for part in re.split(r"（[类款]）", printed) if part)


def _key(name: str) -> str:
    """A name without what is printed now and then."""
    return squeezed(name).removesuffix("支出")


def _class_key(name: str) -> str:
    return _key(name.replace("（类）", "")).removesuffix("事务")
