"""A field for several names in a few lines, so that each of them can be taken from a list without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from almaden.web.language import translate
from almaden.wording import Text, n_

#: Lines, of which the first holds all that stands already.
_LINES: Final = 3


class Several(forms.TextInput):
    """Lines of text of one field; what is typed into them is joined by semicolons.

    Args:
        label: what the field is called, in English.
        attrs: attributes of its first line.
    """

    def __init__(self, label: str, attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        self.label = label

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """What all lines hold together."""
        lines = data.getlist(name) if hasattr(data, "getlist") else [data[name]] if name in data else []
        return "; ".join(line.strip() for line in lines if line.strip()) if lines else None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The lines, each with a name for those who hear the page."""
        first = super().render(name, value, attrs, renderer)
        shared = {key: one for key, one in {**self.attrs, **(attrs or {})}.items() if key in ("list", "dir")}
        label = translate(Text(n_("{name}, one more"), name=Text(self.label)))
        more = format_html_join(
            "", '<input type="text" name="{}" aria-label="{}"{}>', ((name, label, flatatt(shared)),) * (_LINES - 1)
        )
        return format_html("{}{}", first, more)
