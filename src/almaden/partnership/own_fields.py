"""Fields of records as attributes in a name space of their own: what a standard has no place for.

A reader understands an element by the standard first; these attributes then say what it cannot tell. A file that
was written here gives back every field, and other programs pass over what they do not know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import NoneType
from typing import Any, Final, get_args, get_origin

from almaden.partnership.iati_codes import OWN
from almaden.partnership.nodes import Node
from almaden.partnership.records.base import RegistryRecord, personal_fields
from almaden.reference.record import columns

#: The element that holds a whole record for which the standard has no place; ``of`` names its kind.
RECORD_TAG: Final = f"{OWN} record"
#: Says of an element that it does not come from a record: what it assumes, or repeats.
MARK: Final = f"{OWN} is"
#: Says of a transaction that it stands for a statement on funding.
FUNDING: Final = "funding"


def difference(record: RegistryRecord, told: Mapping[str, Any]) -> dict[str, str]:
    """The attributes that make ``record`` of what the standard alone has told; never a personal field."""
    hidden = personal_fields(type(record))
    found: dict[str, str] = {}
    for name in columns(type(record)):
        value = getattr(record, name)
        info = type(record).model_fields[name]
        if name not in hidden and (
            value != told[name] if name in told else info.is_required() or value != info.default
        ):
            found[f"{OWN} {name}"] = _text(value)
    return found


def whole(kind: str, record: RegistryRecord) -> Node:
    """An element that holds a whole record, without its personal fields."""
    return Node(RECORD_TAG, {"of": kind, **difference(record, {})})


def own_values(node: Node, record: type[RegistryRecord]) -> dict[str, Any]:
    """What the attributes of an element say of the public fields of a record type.

    Raises:
        ValueError: an attribute is not what was written here.
    """
    hidden = personal_fields(record)
    found: dict[str, Any] = {}
    for attribute, text in node.attributes.items():
        space, _, name = attribute.partition(" ")
        if space == OWN and name in record.model_fields and name not in hidden:
            found[name] = _value(text, record.model_fields[name].annotation)
    return found


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)


def _value(text: str, annotation: Any) -> Any:
    if get_origin(annotation) is tuple:
        try:
            found = json.loads(text)
        except RecursionError:
            raise ValueError(text[:80]) from None
        if not isinstance(found, list):
            raise ValueError(text[:80])
        return tuple(found)
    return None if text == "" and NoneType in get_args(annotation) else text
