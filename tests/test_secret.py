"""The secret key is made once."""

from pathlib import Path

from budgets.secret import secret_key


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "key"
    key = secret_key(file)
    assert len(key) >= 50
    assert secret_key(file) == key
    assert file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [file]
