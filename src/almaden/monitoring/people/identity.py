"""What would tell who a participant is."""

from __future__ import annotations

import re
from typing import Final, Literal

from almaden.reference.personal import PersonalKind, personal_data

IdentityKind = PersonalKind | Literal["name of a person", "exact date", "address"]

#: Two words of letters, as a first name and a family name are.
_TWO_WORDS: Final = re.compile(r"[^\W\d_]{2,}[\s.'-]+[^\W\d_]{2,}")
#: Letters of a short code such as AB.
_CODE_LETTERS: Final = 3
_DATE: Final = re.compile(r"\b(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)\b")
_STREETS: Final = "street|road|avenue|lane|rue|chemin|boulevard|calle|carrera|avenida|rua|jalan|straße|strasse|улица"
_ADDRESS: Final = re.compile(
    rf"\b\d{{1,5}}\s*[a-z]?,?\s+(?:[\w.'-]+\s+){{1,4}}(?:{_STREETS})\b"
    rf"|\b(?:{_STREETS})\s+(?:[\w.'-]+\s+){{0,4}}\d{{1,5}}\b|\bP\.?\s?O\.?\s?Box\s+\d+",
    re.IGNORECASE,
)


def looks_like_name(text: str) -> bool:
    """Whether what should be a number is probably the name of a person.

    Args:
        text: the number of a miner or participant: ``17``, ``P-17``, ``AB``.
    """
    if _TWO_WORDS.search(text):
        return True
    if any(letter.isdecimal() for letter in text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > _CODE_LETTERS or any(not letter.isascii() for letter in letters)


def identity_in(text: str) -> IdentityKind | None:
    """What a free text tells of a person, as far as its form shows it; a name it cannot find."""
    if _DATE.search(text):
        return "exact date"
    return "address" if _ADDRESS.search(text) else personal_data(text)
