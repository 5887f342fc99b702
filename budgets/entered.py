"""What was entered for a disclosure as plain data, and how it is described to people: groups of rows with fields.

``Entries`` is one JSON object, the same for the shipped samples, imports, the sheets 事实 and 文本, and what an edition
keeps. Amounts are decimal strings in yuan, dates ``2024-02-01``, what is not reported ``None`` or left out:

``kind`` · ``regions`` (from the highest, with ``parent``) · ``department`` · ``units`` · ``disclosure`` (year, layout,
dates, ``unit``: the code of the one unit it is of, or "") · ``income`` · ``expenditure`` by cut · ``balances`` · one
object for each sheet of facts (``three_public``, ``procurement`` …) · ``running`` · ``prior`` · ``texts`` ·
``explanations`` · ``tasks`` · ``indicators`` · ``funding`` · ``projects``, each with its ``indicators``, ``funding``,
``management``, ``evaluation``, ``statement``. Lines name a unit by its code and a project by its code, or by its name
where it has none. The order of a list is the printed order.
"""

from dataclasses import dataclass
from typing import Any

Entries = dict[str, Any]

TEXT, LONG, CODE, AMOUNT, COUNT, MARK, DATE, YES, CHOICE = (
    "text",
    "long",
    "code",
    "amount",
    "count",
    "mark",
    "date",
    "yes",
    "choice",
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a group: its name in ``Entries``, what people call it, what it holds.

    Kinds: ``text``, ``long`` (several lines), ``code``, ``amount`` (yuan), ``count``, ``mark`` (a decimal number, no
    money), ``date``, ``yes`` (是 or 否), ``choice`` of ``choices`` (stored value, what people call it).
    """

    name: str
    label: str
    kind: str = TEXT
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows of one shape.

    ``key`` is its place in ``Entries``: ``income``, ``expenditure`` (its rows carry their ``cut``), ``three_public``
    (``single``: one row), ``projects``, ``projects.indicators`` (rows below a project, which they name in a first
    field ``project``).
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    single: bool = False
