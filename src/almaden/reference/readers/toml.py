"""Values as TOML writes them; Python reads TOML but does not write it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from almaden.reference.readers.table import number_text

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")


def toml_key(name: str) -> str:
    """A key, in quotation marks if it needs them."""
    return name if _BARE_KEY.fullmatch(name) else toml_value(name)


def toml_value(value: str | float | bool | Sequence[Any] | Mapping[str, Any]) -> str:
    """A text, number, yes/no, list or inline table on one line."""
    if isinstance(value, str):
        # JSON writes a string as TOML does, but for one control character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (float, int)):
        return number_text(float(value))
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{toml_key(key)} = {toml_value(one)}" for key, one in value.items()) + " }"
    return "[" + ", ".join(toml_value(one) for one in value) + "]"
