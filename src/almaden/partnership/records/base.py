"""What every record of the registry has, and the kinds of fields that many of them have."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import AfterValidator, StringConstraints

from almaden.reference.areas import areas
from almaden.reference.record import Record, described
from almaden.wording import n_

#: The key of a record: what other records name it by. It never changes.
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$")]
#: The key of another record, or nothing.
Link = Annotated[str, StringConstraints(pattern=r"^$|^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$")]
#: Several, separated by semicolons in a cell.
Links = tuple[Link, ...]
Words = tuple[str, ...]
Country = Annotated[str, StringConstraints(pattern="^$|^[A-Z]{3}$")]
Countries = tuple[Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")], ...]
Currency = Annotated[str, StringConstraints(pattern="^$|^[A-Z]{3}$")]


#: The code of what overarches the areas, or lies outside them.
OVERARCHING: Final = "CROSS"


def _area(code: str) -> str:
    if code and code != OVERARCHING and code not in areas():
        raise ValueError(n_("there is no area of work with this code"))
    return code


#: The code of an area of work, ``CROSS`` for what overarches them, or nothing.
Area = Annotated[str, AfterValidator(_area)]
Areas = tuple[Area, ...]


def personal(meaning: str, example: str, **kwargs: Any) -> Any:
    """A field that tells of a person: it is never public and stands in no export."""
    field = described(meaning, example, **kwargs)
    field.json_schema_extra["personal"] = True
    return field


class RegistryRecord(Record):
    """Base of the records of the registry."""

    id: Key = described("Key of the record; it never changes.", "A-0001")
    source: str = described("Document in which it was read.", "004", default="")
    locator: str = described("Where in the document.", "L121", default="")
    note: str = described("Anything a reader should know.", "", default="")


def personal_fields(record: type[Record]) -> frozenset[str]:
    """The fields of a record type that tell of a person."""
    return frozenset(
        name
        for name, info in record.model_fields.items()
        if isinstance(info.json_schema_extra, dict) and info.json_schema_extra.get("personal")
    )
