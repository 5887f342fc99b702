"""What the templates of a layout see: figures that print themselves, with change, rate and share; typed texts."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from budgets.document import NOT_REPORTED, Base, Figure
from budgets.facts import Explanation, Facts, TypedText
from budgets.layouts import Layout
from budgets.money import FACTOR, NumberStyle, added, growth, round_half_up, share
from budgets.narrative.figures import Ledgerbook, Value
from budgets.narrative.typed import with_figures

COUNT = NumberStyle(unit="元", decimals=2, trim="all")
BASES = {"budget": "上年预算数", "executed": "上年执行数", "final": "上年决算数"}
# Figures whose last year's amount is the sum of those of their parts, where it was not entered itself.
PARTS = {
    f"{prefix}.vehicles": (f"{prefix}.purchase", f"{prefix}.operation")
    for prefix in ("three_public", "three_public_final")
}
ITEM = "item."
OPEN, CLOSE = "\ue000", "\ue001"


@dataclass
class Recorder:
    """Keeps the figures that a template prints; the text holds marks for them that nobody can type."""

    figures: list[Figure] = field(default_factory=list)
    token: str = field(default_factory=lambda: secrets.token_hex(8))

    def mark(self, figure: Figure) -> str:
        """Put a figure down and give the mark that stands for it."""
        self.figures.append(figure)
        return f"{OPEN}{self.token}.{len(self.figures) - 1}{CLOSE}"


class Word:
    """A figure in a template: printed by ``{{ }}``; ``known``, ``zero`` and the like serve conditions."""

    def __init__(self, words: "Words", value: Value) -> None:
        self._words = words
        self._value = value

    def __str__(self) -> str:
        value = self._value
        return self._words.put(value.name, value.number, value.cell, money=value.money)

    @property
    def known(self) -> bool:
        """Whether it is reported."""
        return self._value.number is not None

    @property
    def zero(self) -> bool:
        """Whether it is reported and zero."""
        return self._value.number == 0

    @property
    def more(self) -> bool:
        """Whether it is reported and above zero."""
        return self._value.number is not None and self._value.number > 0

    @property
    def negative(self) -> bool:
        """Whether it is reported and below zero: money that was taken back (冲减)."""
        return self._value.number is not None and self._value.number < 0

    def has_share(self, whole: "Word") -> bool:
        """Whether a share of ``whole`` may be printed: both are reported, it is not below zero, the whole above it."""
        return self.known and not self.negative and whole.more

    def share(self, whole: "Word") -> str:
        """Its share of ``whole`` in percent."""
        part, base = self._value.number, whole._value.number
        percent = None if part is None or base is None else share(part, base)
        return self._words.put_percent(f"{self._value.name}.share", percent, self._value.cell)

    def completion(self, whole: "Word") -> str:
        """How much of ``whole`` (年初预算, 全年预算) it is, in percent: 完成率."""
        part, base = self._value.number, whole._value.number
        percent = None if part is None or base is None else share(part, base)
        return self._words.put_percent(f"{self._value.name}.completion", percent, self._value.cell)

    def against(self, whole: "Word") -> int:
        """-1, 0 or 1: whether it prints less than, the same as, or more than ``whole``."""
        part, base = self._value.number, whole._value.number
        assert part is not None and base is not None
        return 0 if not self._words.shows(part - base) else -1 if part < base else 1

    @property
    def prior(self) -> Decimal | None:
        """Last year's amount in yuan, where it is known."""
        return self._words.prior(self._value)

    @property
    def before(self) -> str:
        """Last year's amount as a figure of its own."""
        return self._words.put(f"{self._value.name}.prior", self.prior)

    @property
    def basis(self) -> str:
        """What last year's amount is: 上年预算数, 上年执行数 or 上年决算数."""
        return self._words.basis(self._value.name)

    @property
    def compared(self) -> bool:
        """Whether last year's amount is known."""
        return self.prior is not None

    @property
    def delta(self) -> Decimal:
        """This year's amount less last year's, in yuan; zero where the difference is too small to be printed."""
        assert self.prior is not None and self._value.number is not None
        exact = self._value.number - self.prior
        return exact if self._words.shows(exact) else Decimal("0.00")

    @property
    def change(self) -> str:
        """The size of the change, with last year's amount behind it."""
        assert self.prior is not None
        base = Base(self.prior, self._words.layout.narrative.amount(self.prior))
        return self._words.put(f"{self._value.name}.change", self.delta, self._value.cell, base=base)

    @property
    def has_rate(self) -> bool:
        """Whether a rate may be printed: the base is not zero."""
        return bool(self.prior)

    @property
    def rate(self) -> str:
        """The size of the change in percent of last year's amount."""
        assert self.prior is not None and self._value.number is not None
        percent = growth(self._value.number, self.prior)
        return self._words.put_percent(f"{self._value.name}.rate", percent, self._value.cell)


class Said:
    """A typed text in a template: ``{{ }}`` prints its paragraphs, ``inline`` one sentence without its full stop."""

    def __init__(self, words: "Words", typed: TypedText | None) -> None:
        self._words = words
        self._typed = typed

    @property
    def known(self) -> bool:
        """Whether there is anything to print: a text, or the ground on which it is withheld."""
        return self._typed is not None and bool(self._typed.text.strip() or self._typed.withheld)

    @property
    def open(self) -> bool:
        """Whether there is a text that is not withheld, so that a sentence may go on with it."""
        return self.known and self._typed is not None and not self._typed.withheld

    def __str__(self) -> str:
        if self._typed is None:
            return NOT_REPORTED
        if self._typed.withheld:
            return self._typed.printed
        return "\n\n".join(self._words.typed(line) for line in self._typed.text.splitlines() if line.strip())

    @property
    def inline(self) -> str:
        """The text within a sentence."""
        return str(self).rstrip("。；;.").replace("\n\n", "")


class Namespace:
    """Names under a prefix, so that a template says ``expenditure.basic``."""

    def __init__(self, prefix: str, find: Callable[[str], object]) -> None:
        self._prefix = prefix
        self._find = find

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._find(f"{self._prefix}.{name}")


@dataclass
class Words:
    """Makes the words of one narrative and records the figures that it prints.

    ``names`` is what its templates may name, made once for all of its sections.
    """

    facts: Facts
    layout: Layout
    book: Ledgerbook
    recorder: Recorder = field(default_factory=Recorder)
    names: dict[str, Any] = field(default_factory=dict)

    def figure(self, name: str) -> Word:
        """The figure with this name."""
        return Word(self, self.book.value(name))

    def said(self, key: str) -> Said:
        """The typed text with this key."""
        return Said(self, self.facts.texts.get(key))

    def said_text(self, text: str) -> Said:
        """A text typed elsewhere, told in paragraphs like the others."""
        return Said(self, TypedText(text))

    def typed(self, text: str) -> str:
        """A typed text with its figures inserted."""
        return with_figures(text, lambda name: str(self.figure(name)))

    def prior(self, value: Value) -> Decimal | None:
        """Last year's amount of a figure as entered, or added up from its parts; a change that implies less than zero
        is none to compare with."""
        found = self.facts.priors.get(value.name)
        if value.name.startswith(ITEM):
            return self.facts.explanations.get(value.name.removeprefix(ITEM), Explanation()).prior
        if found is None and value.name in PARTS:
            return added(*(self.prior(self.book.value(part)) for part in PARTS[value.name]))
        amount = found.against(value.number) if found and value.number is not None else None
        return None if amount is None or amount < 0 else amount

    def shows(self, yuan: Decimal) -> bool:
        """Whether an amount is more than zero as it is printed."""
        style = self.layout.narrative
        return round_half_up(yuan / FACTOR[style.unit], style.decimals) != 0

    def basis(self, name: str) -> str:
        """What last year's amount of a figure (or of its first part) is."""
        found = self.facts.priors.get(name) or self.facts.priors.get(PARTS.get(name, (name,))[0])
        return BASES[found.basis] if found else BASES["budget"]

    def put(
        self, name: str, number: Decimal | None, cell: str = "", *, money: bool = True, base: Base | None = None
    ) -> str:
        """Print money or a count; a figure that is not reported says so. A change prints its size only."""
        style = self.layout.narrative if money else COUNT
        size = None if number is None else abs(number) if name.endswith(".change") else number
        text = NOT_REPORTED if size is None else style.amount(size) if money else style.text(size)
        unit = style.unit if money else ""
        figure = Figure(name, text, number if money else None, None if money else number, cell, unit, base)
        return self.recorder.mark(figure)

    def put_percent(self, name: str, percent: Decimal | None, cell: str = "") -> str:
        """Print a rate or share; a rate of change prints its size only, for 增长 or 下降 say its direction."""
        shown = abs(percent) if percent is not None and name.endswith(".rate") else percent
        text = NOT_REPORTED if shown is None else self.layout.percent.text(shown)
        return self.recorder.mark(Figure(name, text, value=percent, cell=cell, unit="%"))
