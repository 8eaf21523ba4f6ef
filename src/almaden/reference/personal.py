"""Finds what tells of a person in free text: e-mail addresses and telephone numbers. Names it cannot find."""

from __future__ import annotations

import re
from typing import Final, Literal

PersonalKind = Literal["e-mail address", "telephone number"]

_MAIL: Final = re.compile(r"[\w.+-]+\s*(?:@|\[at\]|\(at\))\s*[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
#: A number with a country's prefix, or any long number behind a word for telephones and messengers.
_PHONE: Final = re.compile(
    r"(?<![\w+])(?:\+[1-9](?:[\s().-]?\d){7,13}|00[1-9]\d{0,2}[\s().-]\d(?:[\s().-]?\d){5,11})(?!\d)"
    r"|(?:\b(?:tel|telephone|phone|mobile|whatsapp|viber|wechat|telegram|call|wa\.me)\b|тел|手机|电话|微信|هاتف|واتساب)"
    r"[^\d\n]{0,12}\d(?:[\s().-]?\d){5,13}",
    re.IGNORECASE,
)


def personal_data(text: str) -> PersonalKind | None:
    """What a free text tells of a person, as far as its form shows it; None where nothing is found."""
    if _MAIL.search(text):
        return "e-mail address"
    return "telephone number" if _PHONE.search(text) else None
