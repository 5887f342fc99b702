"""Addresses of cells: ``code/row key/column key``, and the anchor of a cell on a page."""

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9.]")


def cell_address(code: str, row_key: str, column_key: str) -> str:
    """``B03/101/2013101/basic``: the row key may hold slashes, code and column key never do."""
    return f"{code}/{row_key}/{column_key}"


def split_address(address: str) -> tuple[str, str, str]:
    """Code, row key and column key of an address; ``ValueError`` if it is none."""
    code, slash, rest = address.partition("/")
    row_key, second, column_key = rest.rpartition("/")
    if not (slash and second):
        raise ValueError(f"不是单元格地址：{address}")
    return code, row_key, column_key


def anchor(address: str) -> str:
    """The element id of a cell on a page (contract: characters outside ``A-Za-z0-9.`` become ``_``)."""
    code, row_key, column_key = split_address(address)
    return "-".join(_UNSAFE.sub("_", part) for part in (code, row_key, column_key))
