"""How far long work has come, for the page that waits for it: one small file for each piece of work."""

import json
import re
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.http import JsonResponse

from budgets.working import listening

TOKEN = re.compile(r"[0-9a-f]{32}")


def _file(token):
    return Path(settings.VAR_DIR) / "working" / f"{token}.json"


@contextmanager
def followed(request):
    """Keep what the work within the block says under the token that the page has sent, until it is done."""
    token = request.POST.get("working", "")
    if not TOKEN.fullmatch(token):
        yield
        return
    file = _file(token)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with listening(lambda words, done, of: _keep(file, {"words": words, "done": done, "of": of})):
            yield
    finally:
        file.unlink(missing_ok=True)


def _keep(file, told):
    partial = file.with_suffix(".part")
    partial.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    partial.replace(file)


def working_view(request):
    """``{"words", "done", "of"}`` of the work with the token; empty when there is none (any more)."""
    token = request.GET.get("token", "")
    try:
        told = json.loads(_file(token).read_text(encoding="utf-8")) if TOKEN.fullmatch(token) else {}
    except FileNotFoundError:
        told = {}
    return JsonResponse(told)
