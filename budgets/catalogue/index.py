"""Asks the full-text index of the database (migration 0007), SQLite's FTS5 or PostgreSQL's GIN, for passages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from budgets.catalogue.words import Phrase, label
from budgets.models import CatalogueEntry, CatalogueLine, CataloguePassage, Unit

_TABLES = {
    "passage": CataloguePassage._meta.db_table,
    "entry": CatalogueEntry._meta.db_table,
    "line": CatalogueLine._meta.db_table,
    "unit": Unit._meta.db_table,
    "index": f"{CataloguePassage._meta.db_table}_words",
}
# CROSS JOIN keeps SQLite from beginning anywhere but at the index, which gives its rows in order.
_FROM = {
    "sqlite": "{index} AS found CROSS JOIN {passage} AS passage ON passage.id = found.rowid",
    "postgresql": "{passage} AS passage",
}
_MATCHES = {
    "sqlite": "{index} MATCH %(wanted)s",
    "postgresql": "to_tsvector('simple', passage.words) @@ to_tsquery('simple', %(wanted)s)",
}
_ORDER = {"sqlite": "found.rowid", "postgresql": "passage.id"}
_SELECT = "SELECT passage.id, passage.department_id, passage.unit_id, passage.heading, passage.text FROM "
_LIVE = "entry.public_from <= %(now)s AND (entry.until IS NULL OR entry.until > %(now)s)"
_OF_LIVE_EDITIONS = (
    f" CROSS JOIN {{entry}} AS entry WHERE {{matches}} AND entry.edition_id = passage.entry_id AND {_LIVE}"
)
# A department that has a live edition; a unit that has one of its own, or that one of its department tells of.
_OF_PUBLIC_NAMES = f""" WHERE {{matches}} AND EXISTS (
    SELECT 1 FROM {{entry}} AS entry WHERE entry.department_id = passage.department_id AND {_LIVE}
    AND (%(year)s = 0 OR entry.year = %(year)s)
    AND (passage.unit_id IS NULL OR entry.unit_id = passage.unit_id OR EXISTS (
        SELECT 1 FROM {{line}} AS line JOIN {{unit}} AS unit ON unit.code = line.unit
        WHERE line.entry_id = entry.edition_id AND unit.id = passage.unit_id)))"""


class Row(NamedTuple):
    """A passage that matches: its key, whose it is, its words."""

    key: int
    department: int
    unit: int | None
    heading: str
    text: str


class Way(NamedTuple):
    """One way for a passage to match: it holds every phrase, and one label of each group; ``*`` ends a label of which
    the beginning is enough. A group without labels asks for nothing."""

    phrases: Sequence[Phrase]
    labels: Sequence[Sequence[object]] = ()


def of_live_editions(mark: str, ways: Sequence[Way], now: datetime, most: int) -> list[Row]:
    """The newest ``most`` passages of live editions that match in one of the ways, by what stands behind ``mark``."""
    return _rows(_OF_LIVE_EDITIONS, {"wanted": _expression(mark, ways), "now": now, "most": most})


def of_public_names(mark: str, ways: Sequence[Way], year: int | None, now: datetime, most: int) -> list[Row]:
    """Names of departments and units that live editions tell of (those of ``year``, if there is one)."""
    expression = _expression(mark, ways, names=True)
    return _rows(_OF_PUBLIC_NAMES, {"wanted": expression, "now": now, "most": most, "year": year or 0})


def _rows(condition: str, values: Mapping[str, Any]) -> list[Row]:
    vendor = connection.vendor
    tables = {**_TABLES, "matches": _MATCHES[vendor].format(**_TABLES)}
    statement = f"{_SELECT}{_FROM[vendor]}{condition} ORDER BY {_ORDER[vendor]} DESC LIMIT %(most)s".format(**tables)
    now = connection.ops.adapt_datetimefield_value(values["now"])
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "now": now})
        return [Row._make(found) for found in cursor.fetchall()]


def _expression(mark: str, ways: Iterable[Way], names: bool = False) -> str:
    """What the index is asked for, in its own language; tokens are letters and digits alone, so none can break it."""
    language = _LANGUAGES[connection.vendor]
    return language.either.join(f"({_way(mark, way, names, language)})" for way in ways)


def _way(mark: str, way: Way, names: bool, language: "_Language") -> str:
    groups = (language.either.join(_label(mark, str(each), language) for each in group) for group in way.labels)
    wanted = (
        language.words([f"{mark}{token}" for token in phrase.tokens], phrase.open and (names or not phrase.common))
        for phrase in way.phrases
    )
    return language.both.join((*wanted, *(f"({group})" for group in groups if group)))


def _label(mark: str, value: str, language: "_Language") -> str:
    return language.words([f"{mark}{label(value.removesuffix('*'))}"], value.endswith("*"))


def _of_sqlite(tokens: Sequence[str], begins: bool) -> str:
    return f'"{" ".join(tokens)}"{" *" if begins else ""}'


def _of_postgresql(tokens: Sequence[str], begins: bool) -> str:
    return "(" + " <-> ".join(f"'{token}'" for token in tokens) + (":*)" if begins else ")")


class _Language(NamedTuple):
    """How an index is asked: for words that follow each other, the last as a beginning or whole; for all, for any."""

    words: Callable[[Sequence[str], bool], str]
    both: str
    either: str


_LANGUAGES = {
    "sqlite": _Language(_of_sqlite, " AND ", " OR "),
    "postgresql": _Language(_of_postgresql, " & ", " | "),
}
