"""Whether the API keeps to its own description: schemathesis asks what the description allows, and what it does not.

API_EXAMPLES=1000 asks more often than every run of the tests does.
"""

import os
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
import schemathesis
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import settings

from budgets.data.load import load_classification, load_sample, samples
from budgets.seeding import sow
from budgets.wsgi import application
from tests.builders import publish_unprinted

EXAMPLES = int(os.environ.get("API_EXAMPLES", "10"))
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(scope="module", autouse=True)
def published(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The samples, and departments with corrections and withdrawals, once for all operations.

    Every test closes the connection when it ends, and this transaction would end with the first.
    """
    folder = tmp_path_factory.mktemp("samples")
    stays = patch.object(connection, "close")
    with override_settings(EDITIONS_DIR=folder), django_db_blocker.unblock(), stays, transaction.atomic():
        load_classification()
        for data in samples():
            publish_unprinted(load_sample(data))
        sow(3, 3, force=True)
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@schema.parametrize()
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
def test_the_api_keeps_to_its_description(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"Accept-Encoding": "identity"})  # what is asked through WSGI is not unpacked
