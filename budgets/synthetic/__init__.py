"""Made-up disclosures that keep every equality: random, rich in cells, the same for the same seed."""

from budgets.synthetic.whole import Whose, document, facts

__all__ = ["Whose", "document", "facts"]
