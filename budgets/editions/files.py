"""The files of an edition: made from the frozen document, on the disk before anybody can ask for them."""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import uuid4

from budgets.document import Document, canonical, sha256
from budgets.editions.reading import file_path, with_sha256
from budgets.entered import Entries
from budgets.entries import schema
from budgets.formats.pdf import pdf_bytes
from budgets.formats.xlsx import xlsx_bytes
from budgets.importing.entered import facts_sheets
from budgets.narrative.printed import printed
from budgets.working import say

A_DAY = 24 * 60 * 60


def _pdf(document: Document, entries: Entries) -> bytes:
    return pdf_bytes(document)


def _json(document: Document, entries: Entries) -> bytes:
    return with_sha256(canonical(document).decode(), sha256(document))


def workbook(document: Document, entries: Entries) -> bytes:
    """The document as a workbook with the sheets 事实 and 文本, from which it can be imported again."""
    return xlsx_bytes(document, facts_sheets(entries, schema(document.kind)))


def _xlsx(document: Document, entries: Entries) -> bytes:
    return workbook(document, _public(document, entries))


def _public(document: Document, entries: Entries) -> Entries:
    """The entries without texts that the document does not print, and without those that are withheld by law."""
    layout = printed(document.layout.partition("@")[0])
    texts = [row for row in entries.get("texts", ()) if layout.says(row["key"])]
    return without_withheld({**entries, "texts": texts})


def without_withheld(entries: Entries) -> Entries:
    """The entries without the words of texts that are withheld by law; reading them back leaves those words alone."""
    texts = [{**row, "text": ""} if row.get("withheld") else row for row in entries.get("texts", ())]
    return {**entries, "texts": texts}


# By ending; another format is added by adding it here.
MAKERS: Mapping[str, Callable[[Document, Entries], bytes]] = {"pdf": _pdf, "xlsx": _xlsx, "json": _json}


class Files:
    """The files of one edition to be: written beside their places, then renamed into them."""

    def __init__(self, document: Document, entries: Entries) -> None:
        self._document = document
        self._made = {ending: self._make(ending, entries) for ending in MAKERS}
        self._partial: dict[Path, Path] = {}

    def _make(self, ending: str, entries: Entries) -> bytes:
        say(f"生成 {ending.upper()}")
        return MAKERS[ending](self._document, entries)

    @property
    def digests(self) -> dict[str, str]:
        """SHA-256 by ending."""
        return {ending: hashlib.sha256(content).hexdigest() for ending, content in self._made.items()}

    def write(self) -> None:
        """Put the contents on the disk, under names that nobody reads."""
        for ending, content in self._made.items():
            final = file_path(self._document.slug, self._document.edition, ending)
            final.parent.mkdir(parents=True, exist_ok=True)
            _tidy(final.parent)
            self._partial[final] = _written(final, content)

    def place(self) -> None:
        """Rename them into their places."""
        for final, partial in self._partial.items():
            partial.replace(final)
            _sync(final.parent)

    def drop(self) -> None:
        """Remove what has not been put into its place."""
        for partial in self._partial.values():
            partial.unlink(missing_ok=True)


def _written(final: Path, content: bytes) -> Path:
    partial = final.with_name(f"{final.name}.{uuid4().hex}.part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return partial


def _tidy(folder: Path) -> None:
    """Remove what publishing that was killed has left; what another one is writing now is younger."""
    for partial in folder.glob("*.part"):
        if time.time() - partial.stat().st_mtime > A_DAY:
            partial.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Write a folder's entries to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def damaged(slug: str, number: int, digests: Mapping[str, str]) -> list[str]:
    """The endings of files that are missing or are not what was published."""
    return [ending for ending, digest in digests.items() if _digest(file_path(slug, number, ending)) != digest]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
