"""What every test stands on."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Document
from budgets.editions import draft
from budgets.formats.pdf import pdf_bytes
from tests.admin_pages import only_by_name
from tests.builders import publish_unprinted
from tests.stub_checks import only

__all__ = ["only", "only_by_name"]
record_only_grows = import_module("budgets.migrations.0005_record_only_grows")


@pytest.fixture(autouse=True)
def editions_in_a_folder_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test writes to the folder of the real editions, and none sees what another one wrote."""
    folder = tmp_path_factory.mktemp("editions")
    with override_settings(EDITIONS_DIR=folder):
        yield folder


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Hashing that is meant to be slow would be most of the time of every test that signs in."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, for in memory threads do not wait for each other; only the disk is not waited for."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "db.sqlite3")
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(autouse=True, scope="session")
def record_that_can_be_emptied() -> Iterator[None]:
    """Tests on threads empty all tables when they end, which the record's triggers would refuse."""
    operations = type(connection.ops)
    flush = operations.sql_flush

    def flush_without_triggers(self: Any, *args: Any, **options: Any) -> list[str]:
        vendor = connection.vendor
        return [*record_only_grows.REMOVE[vendor], *flush(self, *args, **options), *record_only_grows.ADD[vendor]]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(operations, "sql_flush", flush_without_triggers)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that look at the samples composed once: what database that was on says nothing twice."""
    for item in items:
        if "documents" in getattr(item, "fixturenames", ()):
            item.add_marker("composed")


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No checks: a test of something else publishes what need not add up."""
    monkeypatch.setattr("budgets.checks.report.checks", lambda: ())


@pytest.fixture(scope="session")
def documents(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Document]:
    """The eight samples, composed, by address; each one is published before the next, which may take amounts of it."""
    composed: list[Document] = []
    with (
        override_settings(EDITIONS_DIR=tmp_path_factory.mktemp("samples")),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        load_classification()
        for data in samples():
            made = load_sample(data)
            composed.append(draft(made))
            publish_unprinted(made)
        transaction.set_rollback(True)
    return {document.slug: document for document in composed}


@pytest.fixture(scope="session")
def pdf_of(documents: dict[str, Document]) -> Callable[[str], bytes]:
    """Gives the PDF of a sample, rendered once."""
    return cache(lambda slug: pdf_bytes(documents[slug]))
