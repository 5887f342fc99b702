"""A Document as JSON, without loss; its canonical bytes and their SHA-256."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from budgets.document.vocabulary import Amount, Cell, Column, Document, Number, Panel, Row, Run, Section, Table, Text

Json = dict[str, Any]


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
