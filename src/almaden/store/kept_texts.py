"""Results that are kept as JSON, with the texts in them as they can be said in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from almaden.store.problems import text_from_json, text_to_json
from almaden.wording import Text

#: Under which the texts stand in what is kept.
_KEY: Final = "texts"


def with_texts(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result as it is kept: its texts are English in their places, and once more with their templates and values."""
    found: dict[str, Any] = {}
    _gather(result, found)
    return {**result, _KEY: found}


def kept_result(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The result that :func:`with_texts` was given."""
    texts = {english: text_from_json(told) for english, told in kept.get(_KEY, {}).items()}
    return {name: _said(value, texts) for name, value in kept.items() if name != _KEY}


def _gather(value: Any, found: dict[str, Any]) -> None:
    if isinstance(value, Text):
        if value.values:
            found[str(value)] = text_to_json(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            _gather(one, found)
    elif isinstance(value, list | tuple):
        for one in value:
            _gather(one, found)


def _said(value: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return texts.get(value, value)
    if isinstance(value, Mapping):
        return {name: _said(one, texts) for name, one in value.items()}
    return [_said(one, texts) for one in value] if isinstance(value, list) else value
