"""``export_disclosure SLUG --format pdf|json --output PATH``: a file of the live edition."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgets.editions import document_of, live, pdf_path, public_json
from budgets.formats.pdf import pdf_bytes
from budgets.models import Edition


def pdf(edition: Edition) -> bytes:
    """The PDF as published; made again from the frozen document if the file is gone."""
    path = pdf_path(edition.slug, edition.number)
    return path.read_bytes() if path.exists() else pdf_bytes(document_of(edition))


FORMATS = {"pdf": pdf, "json": public_json}


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
