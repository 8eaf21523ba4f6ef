"""Species by scientific or common name: their group as Article 19 names them, water and trophic level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table

_LENGTHS = "monitoring/standard_lengths"
#: Groups of animals that Article 19 of the Convention names, and what is none of them.
Group = Literal["fish", "bird", "marine mammal", "sea turtle", "unknown"]


@dataclass(frozen=True)
class Species:
    """A species, or what is known of a name.

    Attributes:
        scientific: scientific name; empty where the name is not known.
        common: common name in English.
        group: its group; ``unknown`` where the name is not known.
        water: ``freshwater``, ``marine`` or ``both``; empty where not known.
        trophic_level: 1 for plants; None where not known.
        status: whether group and level were checked in a source.
    """

    scientific: str
    common: str
    group: Group
    water: str = ""
    trophic_level: float | None = None
    status: str = "unverified"


def species_of(taxon: str, common_name: str = "") -> Species:
    """The species of a scientific name, or where that is unknown of a common name.

    Args:
        taxon: scientific name, or empty.
        common_name: common name, or empty.
    """
    known = _by_name()
    for name in (taxon, common_name):
        if found := known.get(_plain(name)):
            return found
    return Species("", common_name or taxon, "unknown")


def standard_length(species: Species) -> Origin | None:
    """The length in mm that concentrations of a species are usually told for, and where it was read; None where none.

    Args:
        species: a species.
    """
    for row in read_table(_LENGTHS):
        if species.scientific and row["scientific"] == species.scientific:
            return Origin(f"standard length: {row['common']}", float(row["length_mm"]), "mm", None, None, _LENGTHS,
                          row["source"], row["seen"], row["status"], note=row["note"])  # fmt: skip
    return None


@cache
def _by_name() -> Mapping[str, Species]:
    found: dict[str, Species] = {}
    for row in read_table("monitoring/species_groups"):
        group = row["group"]
        if group not in get_args(Group):
            raise ValueError(group)
        level = number_or_none(row["trophic_level"])
        one = Species(row["scientific"], row["common"], group, row["water"], level, row["status"])  # type: ignore[arg-type]  # checked above
        found.setdefault(_plain(one.scientific), one)
        found[_plain(one.common)] = one
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
