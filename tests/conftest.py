"""What every test stands on."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Document
from budgets.editions import draft
from budgets.formats.pdf import pdf_bytes
from tests.builders import publish_unprinted
from tests.stub_checks import only

__all__ = ["only"]


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
