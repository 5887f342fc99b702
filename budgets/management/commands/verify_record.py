"""Verifies the record of acts: every entry, the chain, and the editions that it names."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgets.acts.record import verify
from budgets.models import Record


class Command(BaseCommand):
    help = "核对办理记录：每一条、前后相接、公开的版次；有不符则以 1 退出"

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = verify()
        if wrong:
            raise CommandError("办理记录有 {} 处不符：\n{}".format(len(wrong), "\n".join(wrong)))
        self.stdout.write(f"办理记录 {Record.objects.count()} 条，前后相接，与公开的版次一致。")
