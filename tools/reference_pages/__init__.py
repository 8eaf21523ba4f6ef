"""Makes the reference pages of the documentation from the program itself, whenever they are built.

A page says where a generated part belongs with a line of its own, ``<!-- generated: NAME -->``. The names are
those of :data:`PARTS`. Nothing is written to disk, so that no page can be older than the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tools.reference_pages import (
    checks,
    chloralkali,
    coal,
    commands,
    factors,
    fate,
    gold,
    market,
    monitoring,
    places,
    records,
    store,
    tables,
)

#: What makes each generated part, by its name in the pages.
PARTS: Mapping[str, Callable[[], str]] = {
    **records.PARTS,
    **places.PARTS,
    **store.PARTS,
    **tables.PARTS,
    **factors.PARTS,
    **checks.PARTS,
    **coal.PARTS,
    **gold.PARTS,
    **chloralkali.PARTS,
    **market.PARTS,
    **monitoring.PARTS,
    **fate.PARTS,
    **commands.PARTS,
}

_PLACE = re.compile(r"^<!-- generated: (?P<name>[\w-]+) -->$", re.MULTILINE)


def with_parts(text: str) -> str:
    """The text of a page with its generated parts in place.

    Raises:
        KeyError: the page asks for a part that there is not.
    """
    return _PLACE.sub(lambda found: PARTS[found["name"]](), text)


def asks_for_parts(text: str) -> bool:
    """Whether a page has generated parts."""
    return _PLACE.search(text) is not None
