"""Removal of single devices, each of what reaches it: these, and only these, may be combined."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from almaden.sectors.coal.methods.measured import StackKg


@dataclass(frozen=True)
class DeviceRemoval:
    """What a device removes of the mercury that reaches it.

    Attributes:
        devices: the device, or those that are combined.
        removal: share removed, 0 to 1.
    """

    devices: tuple[str, ...]
    removal: float

    def __post_init__(self) -> None:
        if isinstance(self.removal, StackKg):
            raise TypeError("what a measured total says of a whole train is no removal of a device")
        if not 0.0 <= self.removal <= 1.0:
            raise ValueError(f"removal of {self.removal}")


def combined(parts: Sequence[DeviceRemoval]) -> DeviceRemoval:
    """Devices in series: what each lets through is multiplied.

    Raises:
        TypeError: one is not the removal of a device; a measured total holds for a whole train.
    """
    for part in parts:
        if not isinstance(part, DeviceRemoval):
            raise TypeError("only removals of single devices can be combined")
    devices = tuple(device for part in parts for device in part.devices)
    return DeviceRemoval(devices, 1.0 - math.prod(1.0 - part.removal for part in parts))
