"""``catalogue``: brings the catalogue up to date with the editions, after an update of the site or by hand."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from budgets.catalogue import bring_up_to_date
from budgets.models import CatalogueEntry


class Command(BaseCommand):
    help = "补齐公开目录：把没有编入，或由旧版程序编入的公开版次编入目录。已是最新的不动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="全部重新编入")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            CatalogueEntry.objects.update(made_by=0)
        entered = bring_up_to_date()
        if entered:
            self.stdout.write(f"公开目录：编入 {entered} 个版次")
