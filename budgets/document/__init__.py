"""The Document: the frozen vocabulary in which every disclosure is composed, read, checked, stored and printed."""

from budgets.document.address import anchor, cell_address, split_address
from budgets.document.codec import DocumentError, canonical, from_json, sha256, to_json
from budgets.document.vocabulary import (
    NOT_REPORTED,
    Amount,
    Base,
    Cell,
    Column,
    Document,
    Figure,
    Organisation,
    Panel,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Text,
)

__all__ = [
    "NOT_REPORTED",
    "Amount",
    "Base",
    "Cell",
    "Column",
    "Document",
    "DocumentError",
    "Figure",
    "Organisation",
    "Panel",
    "Paragraph",
    "Row",
    "Run",
    "Section",
    "Table",
    "Text",
    "anchor",
    "canonical",
    "cell_address",
    "from_json",
    "sha256",
    "split_address",
    "to_json",
]
