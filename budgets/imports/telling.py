"""What the preview of an import shows, as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from budgets.checks import FAILS
from budgets.checks.places import row_words
from budgets.document import NUMERIC
from budgets.editions.changes import shown
from budgets.entered import Group, rows_of
from budgets.entries import Change, schema
from budgets.importing.book import ERROR, NOTICE, WARNING, Problem
from budgets.importing.read import ReadTable
from budgets.imports.comparing import Difference
from budgets.imports.reading import Result

Json = dict[str, Any]
MOST = 500  # of one kind of thing, as many are shown
LONG = 60  # characters of a text
SEVERITIES = (ERROR, WARNING, NOTICE)


def report(result: Result) -> Json:
    """``{"problems", "tables", "empty", "lines", "strangers", "words", "differing", "rounded", "changed", "findings",
    "counts"}``: at most ``MOST`` of each; ``counts`` says how many there are."""
    found = result.found
    return {
        "problems": told_problems(result.problems),
        "tables": [_table(read) for read in found.tables.values()],
        "empty": [{"title": read.table.title, "sheet": read.sheet} for read in found.empty],
        "lines": list(islice(_lines(result), MOST)),
        "strangers": list(found.reading.strangers),
        "words": [list(each) for each in islice(found.reading.words, MOST)],
        "differing": [_difference(each) for each in islice(_largest_first(result), MOST)],
        "rounded": [_difference(each) for each in islice(_rounded(result), MOST)],
        "changed": [_change(each) for each in islice(result.changed, MOST)],
        "findings": list(islice(_findings(result), MOST)),
        "counts": _counts(result),
    }


def told_problems(problems: Sequence[Problem]) -> list[Json]:
    """What is to be said, sheet by sheet; of each what is worst first."""
    sheets = list(dict.fromkeys(problem.sheet for problem in problems))
    ordered = sorted(problems, key=lambda each: (sheets.index(each.sheet), SEVERITIES.index(each.severity), each.row))
    return [_problem(each) for each in ordered[:MOST]]


def told(report: Json) -> bool:
    """Whether there is something that has to be seen before the file is taken over."""
    return bool(report.get("differing")) or any(each["severity"] != NOTICE for each in report.get("problems", ()))


def _problem(problem: Problem) -> Json:
    return {
        "sheet": problem.sheet,
        "place": problem.place,
        "message": problem.message,
        "severity": problem.severity,
    }


def _largest_first(result: Result) -> list[Difference]:
    """What differs beyond 尾差, the largest first."""
    return sorted((each for each in result.differing if not each.rounded), key=lambda each: -each.gap)


def _rounded(result: Result) -> list[Difference]:
    return [each for each in result.differing if each.rounded]


def _difference(each: Difference) -> Json:
    return {"place": f"工作表“{each.sheet}”{each.cell}", "words": each.words, "read": each.read, "made": each.made}


def _change(each: Change) -> Json:
    return {
        "group": each.group_title,
        "row": each.row,
        "field": each.field_label,
        "before": each.before,
        "after": each.after,
    }


def _counts(result: Result) -> Json:
    return {
        "problems": len(result.problems),
        "tables": len(result.found.tables),
        "lines": len(result.found.rows),
        "rows": sum(1 for read in result.found.tables.values() for _ in read.table.rows()),
        "differing": len(_largest_first(result)),
        "rounded": len(_rounded(result)),
        "changed": len(result.changed),
        "findings": sum(1 for _ in _findings(result)),
    }


def _table(read: ReadTable) -> Json:
    columns = [column for panel in read.table.panels for column in panel.columns if column.kind in NUMERIC]
    headings = list(dict.fromkeys("".join(dict.fromkeys(column.heading)) for column in columns))
    return {
        "code": read.code,
        "title": read.table.title,
        "sheet": read.sheet,
        "unit": read.unit,
        "headings": headings,
        "rows": list(islice(_rows(read), MOST)),
        "count": sum(1 for _ in read.table.rows()),
    }


def _rows(read: ReadTable) -> Iterator[Json]:
    """Every row with its place in the file and what was read from it."""
    for panel, row in read.table.rows():
        spots = [read.place(row.key, column.key) for column in panel.columns]
        number = next((spot[0] for spot in spots if spot[0]), 0)
        told = [
            {"heading": "".join(dict.fromkeys(column.heading)), "text": shown(row.cells.get(column.key))}
            for column in panel.columns
            if column.key in row.cells
        ]
        yield {"row": number, "name": row_words(row), "cells": [each for each in told if each["text"]]}


def _lines(result: Result) -> Iterator[Json]:
    """The rows of typed facts and of lists of lines: where each stands and what it says."""
    found = result.found
    titles = {group.key: group for group in schema(result.kind)}
    said = {key: rows_of({**found.typed, **found.lines}, group) for key, group in titles.items()}
    for (key, number), (sheet, row) in found.rows.items():
        rows = said.get(key, ())
        cells = _words(titles[key], rows[number]) if number < len(rows) else []
        yield {"group": titles[key].title, "number": number + 1, "sheet": sheet, "row": row, "cells": cells}


def _words(group: Group, row: Json) -> list[Json]:
    """What a row says, as people call it; long texts are cut."""
    told = []
    for field in group.fields:
        value = row.get(field.name)
        if value not in (None, ""):
            text = dict(field.choices).get(value, f"{value}")
            told.append({"heading": field.label, "text": text if len(text) <= LONG else f"{text[:LONG]}……"})
    return told


def _findings(result: Result) -> Iterator[str]:
    found: Iterable[Any] = result.examined.report.findings if result.examined else ()
    for finding in found:
        if finding.outcome == FAILS:
            yield finding.message
