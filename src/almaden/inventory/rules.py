"""The rules that turn the gross total into the Toolkit's total and into the linked one, as data."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.reference.tables import read_table

#: Main categories whose input counts in the linked total; what enters 5.8 to 5.10 comes from them.
LINKED_INPUT = ("5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7")


@dataclass(frozen=True)
class ToolkitRule:
    """How much of a category's input and releases the Toolkit adds to its totals.

    ``counted`` maps names of AMOUNTS to the share that counts; what is not named counts whole.
    """

    code: str
    rule: str
    counted: Mapping[str, float]
    explanation: str
    source: str
    seen: str
    status: str


@dataclass(frozen=True)
class Link:
    """A flow from sources to waste rows: an output of ``from_codes`` is what enters ``to_codes``.

    With ``limit`` not more flows than rate x factor gives there; the rest leaves directly.
    """

    from_codes: tuple[str, ...]
    amount: str
    to_codes: tuple[str, ...]
    group: str
    group_name: str
    limit: bool
    note: str

    def takes_from(self, code: str) -> bool:
        """Whether a category is one of those that the link takes from."""
        return any(code == start or code.startswith(f"{start}.") for start in self.from_codes)


@functools.cache
def toolkit_rules() -> Mapping[str, ToolkitRule]:
    """The Toolkit's corrections by code of the source category."""
    return MappingProxyType(
        {
            row["code"]: ToolkitRule(
                code=row["code"],
                rule=row["rule"],
                counted={
                    f"{name}_kg": float(row[f"{name}_share"])
                    for name in ("input", "water", "land")
                    if float(row[f"{name}_share"]) != 1.0
                },
                explanation=row["explanation"],
                source=row["source"],
                seen=row["seen"],
                status=row["status"],
            )
            for row in read_table("toolkit_rules")
        }
    )


@functools.cache
def links() -> tuple[Link, ...]:
    """The flows between sources and waste rows."""
    return tuple(
        Link(
            from_codes=tuple(filter(None, row["from_codes"].split(";"))),
            amount=f"{row['pathway']}_kg" if row["pathway"] else "",
            to_codes=tuple(row["to_codes"].split(";")),
            group=row["group"],
            group_name=row["group_name"],
            limit=row["limit"] == "y",
            note=row["note"],
        )
        for row in read_table("links")
    )


def counts_as_source(code: str) -> bool:
    """Whether the input of a category counts in the linked total."""
    return ".".join(code.split(".")[:2]) in LINKED_INPUT
