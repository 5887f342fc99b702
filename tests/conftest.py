"""What every test stands on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from budgets.data.load import load_classification, load_sample, samples
from budgets.document import Document
from budgets.editions import draft


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
def documents(django_db_setup: None, django_db_blocker: Any) -> dict[str, Document]:
    """The four sample budgets, composed; by region and department code."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_classification()
        budgets = [load_sample(data) for data in samples()]
        composed = [draft(budget) for budget in budgets]
        transaction.set_rollback(True)
    return {document.slug.rsplit("-", 2)[0]: document for document in composed}
