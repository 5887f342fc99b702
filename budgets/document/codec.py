"""A Document as JSON and back, without loss; its canonical bytes and their SHA-256."""

import hashlib
import json
from decimal import Decimal, InvalidOperation
from typing import Any

from budgets.document.vocabulary import (
    Amount,
    Base,
    Cell,
    Column,
    Document,
    Figure,
    Number,
    Organisation,
    Panel,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Text,
)

Json = dict[str, Any]


class DocumentError(ValueError):
    """The JSON is not a document; the message names the place."""


def to_json(document: Document) -> Json:
    """The document in the public JSON shape (``sha256`` is of the canonical bytes without that key)."""
    body = _document(document)
    return {**body, "sha256": _digest(body)}


def canonical(document: Document) -> bytes:
    """The bytes that are stored and hashed: UTF-8 JSON in fixed key order."""
    return _bytes(_document(document))


def sha256(document: Document) -> str:
    """SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(canonical(document)).hexdigest()


def from_json(data: Json) -> Document:
    """The document that ``to_json`` wrote; ``DocumentError`` for anything else."""
    try:
        return _read_document(data)
    except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise DocumentError(f"不是本系统的公开文件 JSON：{type(error).__name__} {error}") from error


def _bytes(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(body: Json) -> str:
    return hashlib.sha256(_bytes(body)).hexdigest()


def _document(document: Document) -> Json:
    who = document.organisation
    return {
        "slug": document.slug,
        "title": document.title,
        "organisation": {"region": who.region, "region_name": who.region_name, "code": who.code, "name": who.name},
        "year": document.year,
        "kind": document.kind,
        "unit": document.unit,
        "date": document.date,
        "edition": document.edition,
        "layout": document.layout,
        "meta": document.meta,
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> Json:
    return {
        "key": section.key,
        "heading": section.heading,
        "level": section.level,
        "paragraphs": [[_run(run) for run in paragraph] for paragraph in section.paragraphs],
        "tables": [table_to_json(table) for table in section.tables],
    }


def _run(run: Run) -> Json:
    if isinstance(run, Text):
        return {"text": run.text}
    plain = run.value is not None or (run.yuan is None and run.unit in ("%", ""))
    number = {"value": _decimal(run.value)} if plain else {"yuan": _decimal(run.yuan)}
    body: Json = {"figure": run.name, **number, "text": run.text, "cell": run.cell or None, "unit": run.unit}
    if run.base is not None:
        body["base"] = {"yuan": str(run.base.yuan), "text": run.base.text}
    return body


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def table_to_json(table: Table) -> Json:
    """One table in the public JSON shape: ``columns`` and ``rows``, or ``panels`` where it has several."""
    body: Json = {"code": table.code, "number": table.number, "title": table.title, "unit": table.unit}
    if len(table.panels) == 1:
        body.update(_panel(table.panels[0]))
    else:
        body["arrangement"] = table.arrangement
        body["panels"] = [_panel(panel) for panel in table.panels]
    return {**body, "notes": list(table.notes)}


def _panel(panel: Panel) -> Json:
    named = {"key": panel.key, "title": panel.title} if panel.key or panel.title else {}
    return {
        **named,
        "columns": [_column(column) for column in panel.columns],
        "rows": [_row(row) for row in panel.rows],
    }


def _column(column: Column) -> Json:
    body: Json = {"key": column.key, "heading": list(column.heading), "kind": column.kind}
    if column.width:
        body["width"] = column.width
    if column.number:
        body["number"] = column.number
    return body


def _row(row: Row) -> Json:
    body: Json = {"key": row.key, "kind": row.kind}
    if row.group:
        body["group"] = row.group
    if row.level:
        body["level"] = row.level
    return {**body, "cells": {key: _cell(cell) for key, cell in row.cells.items()}}


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Amount):
        return {"yuan": _decimal(cell.yuan), "text": cell.text}
    return {"value": _decimal(cell.value), "text": cell.text} if isinstance(cell, Number) else cell


def _read_document(data: Json) -> Document:
    who = data["organisation"]
    return Document(
        slug=data["slug"],
        title=data["title"],
        organisation=Organisation(who["region"], who.get("region_name", ""), who["code"], who["name"]),
        year=int(data["year"]),
        kind=data["kind"],
        unit=data["unit"],
        layout=data["layout"],
        date=data.get("date", ""),
        edition=int(data.get("edition") or 0),
        meta=dict(data.get("meta") or {}),
        sections=tuple(_read_section(section) for section in data["sections"]),
    )


def _read_section(data: Json) -> Section:
    return Section(
        key=data["key"],
        heading=data["heading"],
        level=int(data["level"]),
        paragraphs=tuple(_read_paragraph(runs) for runs in data["paragraphs"]),
        tables=tuple(table_from_json(table) for table in data["tables"]),
    )


def _read_paragraph(runs: list[Json]) -> Paragraph:
    return tuple(_read_run(run) for run in runs)


def _read_run(data: Json) -> Run:
    if "figure" not in data:
        return Text(data["text"])
    base = data.get("base")
    return Figure(
        name=data["figure"],
        text=data["text"],
        yuan=_read_decimal(data.get("yuan")),
        value=_read_decimal(data.get("value")),
        cell=data.get("cell") or "",
        unit=data.get("unit", ""),
        base=Base(Decimal(base["yuan"]), base["text"]) if base else None,
    )


def _read_decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def table_from_json(data: Json) -> Table:
    """The table that ``table_to_json`` wrote."""
    panels = data.get("panels", [data])
    return Table(
        code=data["code"],
        number=data.get("number", ""),
        title=data["title"],
        unit=data["unit"],
        arrangement=data.get("arrangement", "beside"),
        panels=tuple(_read_panel(panel, alone="panels" not in data) for panel in panels),
        notes=tuple(data.get("notes", ())),
    )


def _read_panel(data: Json, alone: bool) -> Panel:
    return Panel(
        key="" if alone else data.get("key", ""),
        title="" if alone else data.get("title", ""),
        columns=tuple(_read_column(column) for column in data["columns"]),
        rows=tuple(_read_row(row) for row in data["rows"]),
    )


def _read_column(data: Json) -> Column:
    heading = tuple(data["heading"])
    return Column(data["key"], heading, data["kind"], int(data.get("width", 0)), data.get("number", ""))


def _read_row(data: Json) -> Row:
    cells = {key: _read_cell(cell) for key, cell in data["cells"].items()}
    return Row(data["key"], data["kind"], cells, data.get("group", ""), int(data.get("level", 0)))


def _read_cell(data: Json | str | None) -> Cell:
    if not isinstance(data, dict):
        return data
    if "yuan" in data:
        return Amount(Decimal(data["yuan"]), data["text"])
    return Number(Decimal(data["value"]), data["text"])
