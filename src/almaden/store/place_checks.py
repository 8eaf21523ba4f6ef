"""What the record type of a place cannot know: whether country and category exist, and what the tables can hold."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from almaden.errors import Fault, InputError
from almaden.reference.categories import category
from almaden.reference.countries import country_name, find_country, is_made_up
from almaden.reference.record import Record
from almaden.store.models import Facility, Identifier, Site, Unit
from almaden.wording import Text, n_


def check(model: type[Facility | Unit | Site], record: Record) -> None:
    """See that a record can be kept as a row of a table.

    Raises:
        InputError: everything that is wrong.
    """
    values = record.model_dump()
    if values.get("country"):
        # A place stands on maps: it lies in no country of a made-up example, which is not found.
        (find_country if is_made_up(values["country"].strip().upper()) else country_name)(values["country"])
    if values.get("category"):
        category(values["category"])
    faults = [*_lengths(model, values), *_numbers(values), *_years(values)]
    if faults:
        raise InputError(faults)


def _lengths(model: type[Facility | Unit | Site], values: dict[str, Any]) -> Iterator[Fault]:
    most = {one.name: one.max_length for one in model._meta.concrete_fields}
    texts = [(name, value, most.get(name)) for name, value in values.items() if isinstance(value, str)]
    for scheme, identifier in values["identifiers"].items():
        texts.append(("identifiers", scheme, Identifier._meta.get_field("scheme").max_length))
        texts.append(("identifiers", identifier, Identifier._meta.get_field("value").max_length))
    for name, text, longest in texts:
        if longest is not None and len(text) > longest:
            accepted = Text("at most {count} letters", count=str(longest))
            yield Fault(n_("the text is too long"), column=name, value=text, accepted=accepted)
        if "\0" in text:
            yield Fault(n_("the text holds a sign that cannot be kept"), column=name, value=text)


def _numbers(values: dict[str, Any]) -> Iterator[Fault]:
    for name, value in values.items():
        if isinstance(value, float) and not math.isfinite(value):
            yield Fault(n_("this is not a number"), column=name, value=str(value))


def _years(values: dict[str, Any]) -> Iterator[Fault]:
    start, end = values.get("start_year"), values.get("retired_year")
    if start is not None and end is not None and end < start:
        accepted = Text("{number} or more", number=str(start))
        yield Fault(n_("the last year is before the first"), column="retired_year", value=str(end), accepted=accepted)
