"""What every record of the registry has, and the kinds of fields that many of them have."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, StringConstraints, ValidationInfo, field_validator

from almaden.reference.areas import areas
from almaden.reference.countries import is_country
from almaden.reference.record import Record, described
from almaden.wording import n_

#: The key of a record: what other records name it by. It never changes.
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$")]
#: The key of another record, or nothing.
Link = Annotated[str, StringConstraints(pattern=r"^$|^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$")]
#: Several, separated by semicolons in a cell.
Links = tuple[Link, ...]
Words = tuple[str, ...]
Currency = Annotated[str, StringConstraints(pattern="^$|^[A-Z]{3}$")]
#: Said of a country that is none.
NO_COUNTRY: Final = n_("no country has this code or name")
#: Said of a line break or another control character in a field of one line.
ONE_LINE: Final = n_("this is one line of text, without line breaks and control characters")
#: Fields of several lines.
LONG_FIELDS: Final = frozenset(
    {
        "text", "note", "description", "outputs", "obstacles", "contribution", "objective", "statement", "answer",
        "evaluation", "summary", "result", "follow_up", "response", "performance", "constraints", "outcome",
        "needs", "actions", "criteria", "judgement",
    }
)  # fmt: skip
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def _country(code: str) -> str:
    if code and not is_country(code):
        raise ValueError(NO_COUNTRY)
    return code


def _website(address: str) -> str:
    if address and not address.lower().startswith(("https://", "http://")):
        raise ValueError(n_("the address of a page begins with https:// or http://"))
    return address


#: The three-letter code of a country, or nothing.
Country = Annotated[str, AfterValidator(_country)]
Countries = tuple[Annotated[str, StringConstraints(min_length=1), AfterValidator(_country)], ...]
#: The address of a page, or nothing.
Website = Annotated[str, AfterValidator(_website)]

Websites = tuple[Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_website)], ...]

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

    @field_validator("*")
    @classmethod
    def _one_line(cls, value: Any, info: ValidationInfo) -> Any:
        """Names and titles end up in the heads of messages: they hold no line breaks."""
        # Nearly every text is printable, which is asked much faster.
        if isinstance(value, str):
            odd = not value.isprintable() and _CONTROL.search(value) is not None
        else:
            odd = isinstance(value, tuple) and any(isinstance(one, str) and _CONTROL.search(one) for one in value)
        if odd and info.field_name not in LONG_FIELDS:
            raise ValueError(ONE_LINE)
        return value


def personal_fields(record: type[Record]) -> frozenset[str]:
    """The fields of a record type that tell of a person."""
    return frozenset(
        name
        for name, info in record.model_fields.items()
        if isinstance(info.json_schema_extra, dict) and info.json_schema_extra.get("personal")
    )
