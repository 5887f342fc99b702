"""Fills an installation for a demonstration: code lists, eight published documents, two accounts."""

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.management.base import BaseCommand

from budgets.data.load import load_classification, load_sample, samples
from budgets.editions import Refused, publish

ACCOUNTS = (("admin", "管理员", True), ("clerk", "编制人", False))


class Command(BaseCommand):
    help = "Loads the code lists and the sample documents, publishes them and makes the demo accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="load samples only on a first start, which ends with the accounts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["if_empty"] and User.objects.exists()):
            load_classification()
            for data in samples():
                self._publish(data)
        self.stdout.write(demo_accounts(Path(settings.VAR_DIR) / "demo_accounts.txt"))

    def _publish(self, data: dict[str, Any]) -> None:
        made = load_sample(data)
        if made.editions.exists():
            return
        try:
            publish(made, by=None)
        except Refused as refused:
            self.stderr.write(f"没有公开，留作草稿：{made}。{refused}")
        else:
            self.stdout.write(f"已公开：{made}")


def demo_accounts(file: Path) -> str:
    """Make the accounts where there is none at all; the text of ``file``, which keeps their passwords."""
    if not User.objects.exists():
        made = [_account(*account) for account in ACCOUNTS]
        file.touch(mode=0o600)
        with file.open("a", encoding="utf-8") as accounts:
            accounts.writelines(f"{line}\n" for line in made)
    return file.read_text(encoding="utf-8").rstrip() if file.exists() else ""


def _account(username: str, title: str, superuser: bool) -> str:
    password = secrets.token_urlsafe(9)
    user = User.objects.create_user(
        username, password=password, first_name=title, is_staff=True, is_superuser=superuser
    )
    if not superuser:
        user.user_permissions.set(
            Permission.objects.filter(content_type__app_label="budgets").exclude(content_type__model="edition")
        )
    return f"{title} {username}  密码 {password}"
