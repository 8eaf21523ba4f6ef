"""What the tables of a country must hold, each and between them: every fault at once, with the likely fix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.gold.readers.checks_amounts import check_amounts
from almaden.sectors.gold.readers.checks_documents import check_documents
from almaden.sectors.gold.readers.checks_links import check_links
from almaden.sectors.gold.readers.checks_people import check_people
from almaden.sectors.gold.readers.checks_places import check_places
from almaden.sectors.gold.readers.checks_sample import check_sample
from almaden.sectors.gold.readers.checks_shares import check_shares

_CHECKS: Final[tuple[Callable[[Mapping[str, Rows]], Iterator[Fault]], ...]] = (
    check_links, check_places, check_sample, check_people, check_shares, check_amounts, check_documents,
)  # fmt: skip


def check_tables(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Every fault of the rows that could be read.

    Args:
        tables: the tables that are there, by name.
    """
    for check in _CHECKS:
        yield from check(tables)
