"""Somebody who asks for addresses: whether a page comes, what is changed, what secrets are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from budgets.imports.downloads import DOWNLOADS
from tests.every_state import SECRETS, readable
from tests.workplace import unprinted

Address = tuple[str, str, dict[str, Any]]  # its row in a table, where it is, what is sent there
# Who may take a file away is asked here; what is in it, elsewhere.
UNMADE = {which: replace(each, make=lambda disclosure: b"-") for which, each in DOWNLOADS.items()}
STRANGERS = ("nobody", "postless", "neighbour", "elsewhere")


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


LEFT_OUT = ("django_session", "sqlite_sequence", "django_content_type")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but those of sessions."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - set(LEFT_OUT)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


class Writes:
    """Whether anything was written but sessions."""

    def __init__(self) -> None:
        self.any = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            self.any = True
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request did is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Visitor:
    """Somebody who asks for addresses, and what it did."""

    def __init__(self, role: str, user: User | None) -> None:
        self.role = role
        self.client = signed_in(user)
        self.client.raise_request_exception = False
        self.writes = Writes()
        self.told: set[str] = set()

    def tries(self, address: Address, before: dict[str, Any]) -> str:
        """The letter of the tables for an address; ``before`` are the tables as they were."""
        _, where, sent = address
        with undone():
            looked = self._asks("GET", where, {}).status_code == 200
            assert not self._wrote(before), (self.role, where)
        with undone():
            self._asks("POST", where, sent)
            wrote = self._wrote(before)
        return {(True, True): "w", (True, False): "v", (False, True): "p", (False, False): "-"}[looked, wrote]

    def _asks(self, method: str, where: str, sent: dict[str, Any]) -> HttpResponse:
        self.writes = Writes()
        with connection.execute_wrapper(self.writes), unprinted(), patch("budgets.imports.downloads.DOWNLOADS", UNMADE):
            response = self.client.get(where) if method == "GET" else self.client.post(where, sent)
        assert response.status_code < 500, (self.role, method, where)
        assert "X-Frame-Options" in response, where
        self._is_told(method, where, response)
        return response

    def _wrote(self, before: dict[str, Any]) -> bool:
        return self.writes.any and everything() != before

    def _is_told(self, method: str, where: str, response: HttpResponse) -> None:
        """Strangers read no secret, and nobody who is not signed in reads anything of the administration."""
        read = readable(response)
        told = {secret for secret in SECRETS if secret in read}
        self.told |= told
        if self.role in STRANGERS:
            assert not told, (self.role, method, where, told)
        if self.role == "nobody" and where.startswith("/admin/") and not where.startswith("/admin/login/"):
            to_login = response.status_code == 302 and response["Location"].startswith("/admin/login/?")
            to_login = to_login or where == "/admin/logout/"
            assert to_login or response.status_code in (403, 404), (method, where, response.status_code)
