"""The site tells whether it is ready, and what it allows a browser to do."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import Client


@pytest.mark.django_db
def test_the_site_is_ready_when_the_database_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_the_site_is_not_ready_when_the_database_fails(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=DatabaseError):
        assert client.get("/healthz").status_code == 503


def test_no_inline_script_is_allowed_and_no_foreign_frame(client: Client) -> None:
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
