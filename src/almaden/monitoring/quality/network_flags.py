"""Flags of networks other than EBAS on the scale of observations; the original flag stays beside it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple, cast

from almaden.reference.records import Flag
from almaden.reference.tables import read_table


class NetworkFlag(NamedTuple):
    """What a code of a network means.

    Attributes:
        network: ``MDN``, ``AMNet``, ``GMOS`` or ``SeaDataNet``.
        kind: which of the network's lists the code is of, such as ``quality`` or ``sample``.
        code: the code as the network writes it.
        flag: the same on the scale of :class:`~almaden.reference.records.ObservationRecord`.
        meaning: what it says; empty where the code is not known.
    """

    network: str
    kind: str
    code: str
    flag: Flag
    meaning: str

    @property
    def known(self) -> bool:
        """Whether the code stands in the list of its network."""
        return bool(self.meaning)


def network_flag(network: str, code: str, kind: str = "") -> NetworkFlag:
    """The meaning of a code of a network, whatever its case; one that is not known is suspect, never valid.

    Args:
        network: name of the network.
        code: the code as it was written.
        kind: which of its lists; empty where it has only one, or any will do.
    """
    wanted = code.strip().upper()
    for one in _known().get(network, ()):
        if one.code.upper() == wanted and kind in ("", one.kind):
            return one
    return NetworkFlag(network, kind, code, "suspect", "")


@functools.cache
def _known() -> Mapping[str, tuple[NetworkFlag, ...]]:
    found: dict[str, list[NetworkFlag]] = {}
    for row in read_table("monitoring/network_flags"):
        one = NetworkFlag(row["network"], row["kind"], row["code"], cast("Flag", row["flag"]), row["meaning"])
        found.setdefault(one.network, []).append(one)
    return {network: tuple(flags) for network, flags in found.items()}
