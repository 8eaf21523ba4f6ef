"""Keys of questions and choices: words that spreadsheets, addresses and programs for surveys all take."""

from __future__ import annotations

import re
from typing import Final

from almaden.wording import n_

#: Most letters of a key, and what one looks like.
_LONGEST: Final = 40
_KEY: Final = re.compile(rf"[a-z][a-z0-9_]{{0,{_LONGEST - 1}}}", re.ASCII)
#: What stands in files for an answer that is not known; nothing else may be called so.
DONT_KNOW_KEY: Final = "dont_know"
#: The same in words.
KEY_WORDS: Final = n_("small letters a to z, digits and _, a letter first, at most 40")


def is_key(text: str) -> bool:
    """Whether a text can be the key of a question or a choice."""
    return _KEY.fullmatch(text) is not None and text != DONT_KNOW_KEY


def key_of(text: str) -> str:
    """A key made of a text; empty where no letter of it can stand in one."""
    words = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
    return re.sub(r"^[^a-z]+", "", words)[:_LONGEST].rstrip("_")
