"""From what is stored to a Document: ``facts_of`` reads the models, ``compose`` makes the Document."""

from budgets.composing.document import compose
from budgets.composing.stored import facts_of

__all__ = ["compose", "facts_of"]
