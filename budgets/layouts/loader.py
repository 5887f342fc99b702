"""Reads the folders of ``budgets/layouts``: ``layout.toml`` merged over the one that it extends, and ``*.txt``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from budgets.layouts.model import Layout, SectionLayout, TableLayout
from budgets.money import NumberStyle

ROOT = Path(__file__).parent
Toml = dict[str, Any]


class LayoutError(ValueError):
    """A layout that cannot be used; the message names it and what is wrong."""


@cache
def load(key: str) -> Layout:
    """The layout with this key (its folder's name)."""
    folders = _chain(key)
    data: Toml = {}
    for folder in reversed(folders):
        data = _merged(data, _toml(folder))
    try:
        return _layout(key, data, folders)
    except (KeyError, TypeError) as error:
        raise LayoutError(f"版式 {key} 不完整：{error}") from error


@cache
def available(kind: str = "") -> tuple[tuple[str, str], ...]:
    """(key, name) of every layout that a document can use, of one kind where it is given."""
    found = []
    for path in sorted(ROOT.glob("*/layout.toml")):
        data = _toml(path.parent)
        if data.get("abstract"):
            continue
        layout = load(path.parent.name)
        if kind in ("", layout.kind):
            found.append((layout.key, layout.name))
    return tuple(found)


def _toml(folder: Path) -> Toml:
    path = folder / "layout.toml"
    if not path.is_file():
        raise LayoutError(f"没有名为 {folder.name} 的版式")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _chain(key: str) -> tuple[Path, ...]:
    folders = [ROOT / key]
    while parent := _toml(folders[-1]).get("extends"):
        if ROOT / parent in folders:
            raise LayoutError(f"版式 {key} 绕了一圈又继承自己")
        folders.append(ROOT / parent)
    return tuple(folders)


def _merged(general: Toml, special: Toml) -> Toml:
    """``special`` over ``general``: tables are merged, everything else is replaced."""
    merged = dict(general)
    for key, value in special.items():
        both_tables = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both_tables else value
    return merged


def _layout(key: str, data: Toml, folders: tuple[Path, ...]) -> Layout:
    default = data["style"]
    return Layout(
        key=key,
        version=data["version"],
        name=data["name"],
        kind=data["kind"],
        title=data["title"],
        tables=tuple(
            _table(code, {"number": data["number"].format(place=place), **data["tables"][code]}, default)
            for place, code in enumerate(data["order"], start=1)
        ),
        unprinted=tuple(
            _table(code, {"number": "", **table}, default)
            for code, table in data["tables"].items()
            if code not in data["order"]
        ),
        sections=tuple(_section(section) for section in data["sections"]),
        narrative=NumberStyle(**data["narrative"]),
        percent=NumberStyle(**data["percent"]),
        grades=tuple((name, least) for name, least in data.get("grades", ())),
        folders=folders,
    )


def _section(data: Toml) -> SectionLayout:
    return SectionLayout(**{**data, "tables": tuple(data.get("tables", ()))})


def _table(code: str, data: Toml, default: Toml) -> TableLayout:
    style = {**default, **data.get("style", {})}
    panels = {name: NumberStyle(**{**style, **own}) for name, own in data.get("panel_styles", {}).items()}
    return TableLayout(
        code=code,
        title=data["title"],
        number=data["number"],
        styles={"": NumberStyle(**style), **panels},
        drop=frozenset(data.get("drop", ())),
        headings={key: tuple(path) for key, path in data.get("headings", {}).items()},
        rows={panel: _rows(rows, data) for panel, rows in data.get("rows", {}).items()},
        notes=tuple(data.get("notes", ())),
        empty_note=data.get("empty_note", ""),
        when=data.get("when", "always"),
        form=data.get("form", code),
        columns=tuple(data.get("columns", ())),
        options=data.get("options", {}),
    )


def _rows(rows: list[list[str]], data: Toml) -> tuple[tuple[str, str], ...]:
    """Rows as (key, label): without those to ``omit``, relabelled by ``labels``, those of ``lead`` first."""
    labels, lead = data.get("labels", {}), data.get("lead", ())
    found = [(key, labels.get(key, label)) for key, label in rows if key not in data.get("omit", ())]
    return tuple(sorted(found, key=lambda row: row[0] not in lead))
