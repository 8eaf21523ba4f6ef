"""What stands below the fields of the registry's forms: what the label does not say already, in plain words."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import Final

from pydantic.fields import FieldInfo

from almaden.errors import Fault
from almaden.partnership.records.kinds import KINDS, Kind
from almaden.web.registry_words import FIELD_WORDS
from almaden.wording import n_

#: Meanings that are written for tables, and what they are in a form.
_IN_FORMS: Final = {
    "Code of the area.": "",
    "Code of its area; CROSS overarches them.": "",
    "Code of the area; empty for all.": n_("Left empty, it is for all areas."),
    "Code of the area; empty for the advisory group.": n_("Left empty, it is for the advisory group."),
    "Kind of activity, one of the list of types.": "",
    "Country, as ISO 3166 code.": "",
    "Country of its seat, as ISO 3166 code.": n_("Country of its seat."),
    "Document in which it was read.": n_("Title or number of the document in which it was read."),
}
#: Words that add nothing to a label.
_EMPTY_WORDS: Final = frozenset(
    {"the", "its", "it", "is", "a", "of", "in", "and", "or", "what", "how", "separated", "by", "semicolons"}
)


def help_below(kind: Kind, name: str, info: FieldInfo, words: tuple[str, ...]) -> str:
    """What to say below a field, in English; empty where its label says it.

    Args:
        kind: of the record.
        name: of the field.
        info: the field.
        words: the words that it chooses from, none where it is free.
    """
    meaning = info.description or ""
    if name == "id":
        return n_("Left empty, it gets a key of its own.")
    if name in kind.links:
        several = info.annotation is not None and str(info.annotation).startswith("tuple")
        return n_("Names or keys, separated by semicolons, or one in each line.") if several else n_("Its name or key.")
    if name == "countries" and "empty" not in meaning:
        return n_("Names or codes, separated by semicolons, or one in each line.")
    if meaning in _IN_FORMS:
        return _IN_FORMS[meaning]
    told = _told(meaning) - _told(FIELD_WORDS[name])
    return "" if not told - {part for word in words for part in _told(word)} else meaning


def at_field(fault: Fault) -> Fault:
    """A fault as it is told at its field, where the meaning of the field stands already."""
    return replace(fault, accepted="") if fault.accepted in _meanings() else fault


@functools.cache
def _meanings() -> frozenset[str]:
    return frozenset(info.description or "" for kind in KINDS.values() for info in kind.record.model_fields.values())


def _told(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold())) - _EMPTY_WORDS
