"""The way back: from the statutory tables of a workbook to the lines of the ledger that compose to them."""

from budgets.importing.ledger.invert import Inverted, lines_of

__all__ = ["Inverted", "lines_of"]
