"""``export_disclosure SLUG --format pdf|xlsx|json|csv|docx --output PATH``: a file of the live edition."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgets.editions import document_of, file_path, live, public_json
from budgets.entered import Entries
from budgets.entries import schema
from budgets.formats.docx import docx_bytes
from budgets.formats.pdf import pdf_bytes
from budgets.formats.xlsx import xlsx_bytes
from budgets.importing.entered import lines_csv
from budgets.models import Edition, EditionEntries


def stored(ending: str, again: Callable[[Edition], bytes]) -> Callable[[Edition], bytes]:
    """The file as published; made again from the frozen document if it is gone."""

    def content(edition: Edition) -> bytes:
        path = file_path(edition.slug, edition.number, ending)
        return path.read_bytes() if path.exists() else again(edition)

    return content


def _lines(edition: Edition) -> bytes:
    return lines_csv(_entries(edition), schema(document_of(edition).kind))


def _entries(edition: Edition) -> Entries:
    kept = EditionEntries.objects.filter(edition=edition.pk).first()
    if kept is None:
        raise CommandError(f"{edition.slug} 第 {edition.number} 版公开时没有保存录入内容，导不出明细")
    entries: Entries = kept.entries
    return entries


# csv: every line of money with all of its codes.
FORMATS: Mapping[str, Callable[[Edition], bytes]] = {
    "pdf": stored("pdf", lambda edition: pdf_bytes(document_of(edition))),
    "xlsx": stored("xlsx", lambda edition: xlsx_bytes(document_of(edition))),
    "json": public_json,
    "csv": _lines,
    "docx": lambda edition: docx_bytes(document_of(edition)),
}


class Command(BaseCommand):
    help = "导出一份已公开文件"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="如 410800-101-2024-budget")
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args: Any, slug: str, format: str, output: Path, **options: Any) -> None:
        edition = live().filter(slug=slug).first()
        if edition is None:
            raise CommandError(f"没有已公开的文件 {slug}")
        output.write_bytes(FORMATS[format](edition))
        self.stdout.write(f"{slug} 第 {edition.number} 版 → {output}")
