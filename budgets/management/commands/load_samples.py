"""Fills an installation for a demonstration: code lists, eight published documents, an account of each role."""

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from budgets.acts import ActRefused, approve, publish, send_back, submit
from budgets.data.load import load_classification, load_sample, samples
from budgets.models import Department, Disclosure, Post, Region
from budgets.models.disclosure import DRAFT
from budgets.models.post import CLERK, OFFICER, REGIONAL, REVIEWER

# Names to sign in with, what they are called, and the role that they have everywhere; an administrator has none.
ACCOUNTS = (
    ("admin", "管理员", ""),
    ("clerk", "编制人", CLERK),
    ("reviewer", "审核人", REVIEWER),
    ("officer", "财政局", OFFICER),
)


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
        made: Disclosure = load_sample(data)
        if made.editions.exists():
            return
        try:
            for act in (submit, approve, publish):
                act(made, by=None)
        except ActRefused as refused:
            if made.state != DRAFT:
                send_back(made, by=None, reason="检查没有通过")
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


def _account(username: str, title: str, role: str) -> str:
    password = secrets.token_urlsafe(9)
    user = User.objects.create_user(username, password=password, first_name=title, is_staff=True, is_superuser=not role)
    if role:
        Post.objects.bulk_create(Post(user=user, role=role, **where) for where in _held_where(role))
    return f"{title} {username}  密码 {password}"


def _held_where(role: str) -> list[dict[str, Any]]:
    """Every region that has a department, or every department."""
    if role in REGIONAL:
        return [{"region": region} for region in Region.objects.exclude(departments=None)]
    return [{"department": department} for department in Department.objects.all()]
