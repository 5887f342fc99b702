"""``seed_synthetic``: fills a database of its own with made-up departments and editions, to try out its size."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgets.data.load import load_classification
from budgets.seeding import Real, sow

REAL = "数据库里有真实财政区划的公开文件，虚构的会混入其中。确实要加入，请用 --force"


class Command(BaseCommand):
    help = (
        "用虚构的部门和公开文件充实一个试验用的数据库：每个部门每年有预算，除最后一年外有决算，个别有单位预算、更正、"
        "撤下、逾期和未公开。没有 PDF 等文件，不记办理记录。已有的虚构部门不动，所以可以重复运行。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--departments", type=int, default=20, help="部门数（默认 20）")
        parser.add_argument("--years", type=int, default=3, help="年数，至去年为止（默认 3）")
        parser.add_argument("--seed", type=int, default=1, help="随机数种子（默认 1）")
        parser.add_argument("--force", action="store_true", help="数据库里已有真实财政区划的公开文件，也照样加入")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        load_classification()
        try:
            sown = sow(
                options["departments"],
                options["years"],
                options["seed"],
                force=options["force"],
                beside=True,
                say=self.stdout.write if options["verbosity"] else lambda line: None,
            )
        except Real as error:
            raise CommandError(
                "数据库里有真实财政区划的公开文件。虚构的文件会混入其中；确实要加入，请用 --force"
            ) from error
        if options["verbosity"]:
            added = f"加入虚构部门 {sown.departments} 个、公开版次 {sown.editions} 个"
            taken = f"用时 {time.monotonic() - begun:.0f} 秒"
            self.stdout.write(f"{added}，{taken}；原已有 {sown.there} 个部门，没有改动。")
