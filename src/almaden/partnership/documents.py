"""The documents that a registry was read from: what the codes in ``source`` stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from almaden.partnership.records.outputs import FactRecord
from almaden.partnership.registry import Registry

#: Topic of the facts that name a document: the title is the value, its day the statement.
DOCUMENT: Final = "Document"


@dataclass(frozen=True)
class Named:
    """A document as the registry names it.

    Attributes:
        code: what stands for it in ``source``.
        title: its title.
        dated: its date, as it is told.
    """

    code: str
    title: str
    dated: str


def documents(registry: Registry) -> Mapping[str, Named]:
    """The documents that the registry names, by their codes."""
    found = (one for one in registry.all(FactRecord) if one.topic == DOCUMENT and one.source)
    return {one.source: Named(one.source, one.value, one.statement) for one in sorted(found, key=lambda one: one.id)}
