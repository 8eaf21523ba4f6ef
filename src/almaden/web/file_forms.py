"""Forms with a file: the size is looked at before anything of the form is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.web.failures import failure
from almaden.web.language import translate
from almaden.wording import Text

#: Parts of a form beside the file.
_REST_BYTES: Final = 1_000_000


def takes_file(view: Callable[..., HttpResponse], most: int = MAX_FILE_BYTES) -> Callable[..., HttpResponse]:
    """Refuse a form that is too large; the proof that our page made it is looked at after its size.

    Args:
        view: the page.
        most: bytes of all files of the form.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdecimal() or int(size) > most + _REST_BYTES:
            text = Text("The file is too large. Files of at most {size} MB are accepted.", size=most // 1_000_000)
            return failure(request, 413, translate(text))
        return protected(request, *args, **kwargs)

    return checked
