"""Control trains: the ordered devices on the flue gas of a unit, read from text and checked."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.reference.tables import read_table
from almaden.sectors.coal.terms import Sorbent
from almaden.wording import Text

_JOINTS: Final = re.compile(r"\s*(?:\+|;|,|/|->|→|\bthen\b)\s*")
NONE_WORDS: Final = frozenset({"none", "no controls", "uncontrolled", "aucun", "ninguno"})


@dataclass(frozen=True)
class Train:
    """The devices of a unit and what is added to them; hashable, since tables are looked up by it.

    Attributes:
        devices: names of :data:`~almaden.sectors.coal.terms.Device`, from the boiler to the stack.
        sorbent: kind of the carbon injected by ACI, empty without ACI.
        sorbent_mg_per_m3: how much, per cubic metre of flue gas as it is.
        bromine_added_mg_per_kg: bromine added to the coal.
        reemission_additive: whether the scrubber has an additive against re-emission.
    """

    devices: tuple[str, ...] = ()
    sorbent: Sorbent = ""
    sorbent_mg_per_m3: float = 0.0
    bromine_added_mg_per_kg: float = 0.0
    reemission_additive: bool = False

    def __str__(self) -> str:
        return " + ".join(self.devices) or "none"

    def has(self, *devices: str) -> bool:
        """Whether all of these devices are there."""
        return all(device in self.devices for device in devices)


@functools.cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """Each way to write a device, in small letters without spaces, and its row of the table of devices."""
    found: dict[str, Mapping[str, str]] = {}
    for row in read_table("coal/devices"):
        for word in (row["device"], *row["words"].split("|")):
            found[_plain(word)] = row
    return MappingProxyType(found)


def _plain(word: str) -> str:
    return re.sub(r"[\s_\-]", "", word.casefold())


def parse_devices(text: str) -> tuple[str, ...]:
    """The devices that a text names, in its order.

    Raises:
        ValueError: a word is no device; its argument is the word.
    """
    if not text.strip() or text.strip().casefold() in NONE_WORDS:
        return ()
    words = [word for word in _JOINTS.split(text.strip()) if word]
    known = _words()
    for word in words:
        if _plain(word) not in known:
            raise ValueError(word)
    return tuple(known[_plain(word)]["device"] for word in words)


def order_problem(devices: tuple[str, ...]) -> Text | str | None:
    """What is impossible in the order of devices, or None.

    Each device has a stage in the table of devices (catalyst before hot particle control, injection before the
    particle control that catches the carbon, dry scrubber before its particle control, wet scrubber last).
    """
    rows = {row["device"]: row for row in read_table("coal/devices")}
    if len(set(devices)) != len(devices):
        double = next(device for device in devices if devices.count(device) > 1)
        return Text("{device} stands twice in the control train", device=double)
    for place, device in enumerate(devices):
        after = [name for name in rows[device]["never_after"].split("|") if name]
        wrong = next((name for name in after if name in devices[:place]), None)
        if wrong is not None:
            return Text("{device} cannot stand after {other}", device=device, other=wrong)
        needs = [name for name in rows[device]["needs_after"].split("|") if name]
        if needs and not any(name in devices[place + 1 :] for name in needs):
            return Text("{device} needs one of {others} after it", device=device, others=", ".join(needs))
    return None
