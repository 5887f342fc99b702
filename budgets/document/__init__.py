"""The Document: the frozen vocabulary in which every disclosure is composed, read, checked, stored and printed."""

from budgets.document.address import anchor, cell_address, split_address
from budgets.document.codec import canonical, sha256, to_json
from budgets.document.reader import LARGEST_FILE, DocumentError, from_bytes, from_json
from budgets.document.vocabulary import (
    NOT_REPORTED,
    NUMERIC,
    Amount,
    Base,
    Cell,
    Column,
    Document,
    Figure,
    Number,
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
    "LARGEST_FILE",
    "NOT_REPORTED",
    "NUMERIC",
    "Amount",
    "Base",
    "Cell",
    "Column",
    "Document",
    "DocumentError",
    "Figure",
    "Number",
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
    "from_bytes",
    "from_json",
    "sha256",
    "split_address",
    "to_json",
]
