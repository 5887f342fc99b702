"""The shape of the rules of a section: tables of patterns and the names that they stand for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

# What an entry says of words that speak of something which has no name with us.
UNNAMED = "?"
Entries = tuple[tuple[str, str], ...]
# How many characters ``[^…]*`` of an entry reaches over: what a hostile text makes it try stays within bounds.
_REACH = "]{0,80}"


@dataclass(frozen=True)
class Rules:
    """How numbers of a section are named. Patterns see plain text without spaces; the number itself is ``#``.

    ``amounts``: words → the subject of the amounts behind them; the last words before a number win, and of words that
    begin at one place the first entry. ``exact``: ``words#words`` → name of an amount, ``counts``: the same for counts;
    the first entry wins, numbers earlier in the sentence are ``¤``. ``stages``: words in the clause before an amount →
    what its name is made of, ``{}`` being the subject. ``start``: the subject where a paragraph begins. ``finders``:
    names looked up in the document's own tables. ``aliases``: name → name. ``[^…]*`` stops after 80 characters.
    """

    amounts: Entries = ()
    exact: Entries = ()
    counts: Entries = ()
    stages: Entries = ()
    count_stages: Entries = ()
    start: str = ""
    plain: str = "{}"
    finders: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def subject(self, words: str) -> str:
        """The subject that squeezed ``words`` speak of last; empty if they speak of none."""
        found = [match.lastindex for match in self._amounts.finditer(words)]
        return self.amounts[found[-1] - 1][1] if found and found[-1] else ""

    def exactly(self, context: str, counting: bool) -> str:
        """The name of the number that is ``#`` in ``context``; empty if no entry fits."""
        compiled = self._counts if counting else self._exact
        return next((name for pattern, name in compiled if pattern.search(context)), "")

    def staged(self, subject: str, clause: str) -> str:
        """The name of the amount of ``subject`` that ``clause`` leads to."""
        found = next((template for pattern, template in self._stages if pattern.search(clause)), self.plain)
        return self.named(found.format(subject))

    def counted(self, subject: str, sentence: str) -> str:
        """The name of a count of ``subject`` within ``sentence``."""
        found = next((template for pattern, template in self._count_stages if pattern.search(sentence)), "{}")
        return found.format(subject)

    def named(self, name: str) -> str:
        """The name, or what it is called with us."""
        return self.aliases.get(name, name)

    @cached_property
    def _amounts(self) -> re.Pattern[str]:
        return re.compile("|".join(f"({_bounded(pattern)})" for pattern, _ in self.amounts) or r"(?!)")

    @cached_property
    def _exact(self) -> list[tuple[re.Pattern[str], str]]:
        return _compiled(self.exact)

    @cached_property
    def _counts(self) -> list[tuple[re.Pattern[str], str]]:
        return _compiled(self.counts)

    @cached_property
    def _stages(self) -> list[tuple[re.Pattern[str], str]]:
        return _compiled(self.stages)

    @cached_property
    def _count_stages(self) -> list[tuple[re.Pattern[str], str]]:
        return _compiled(self.count_stages)


def _compiled(entries: Entries) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(_bounded(pattern)), name) for pattern, name in entries]


def _bounded(pattern: str) -> str:
    return pattern.replace("]*", _REACH)
