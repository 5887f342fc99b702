"""Files that can be read and say something wrong: each is told with its place, and none gets into the database."""

import pytest

from tests.admin_pages import stored_sample
from tests.importing.bad_contents import CONTENTS
from tests.importing.judged import TARGET, message_of

pytestmark = pytest.mark.django_db
QUICK = [name for name, bad in CONTENTS.items() if bad.quick]


@pytest.mark.parametrize("name", QUICK)
def test_what_is_wrong_is_told(name: str) -> None:
    bad = CONTENTS[name]
    stored_sample(TARGET)
    message = message_of(bad.make(), bad.filename)
    assert [words for words in bad.words if words not in message] == [], message
