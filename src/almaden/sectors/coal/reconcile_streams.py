"""Where mercury leaves a unit and where it is measured: every measured flow is a sum of what leaves.

What leaves (bottom ash, what each device takes, air) are the unknowns. The coal's mercury is their sum, and the gas
before a device is what that device and those after it take, with the air. So the mass balance needs no constraint: it
holds for all values of the unknowns.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from almaden.reference.tables import read_table
from almaden.sectors.coal.terms import Fate
from almaden.sectors.coal.train import Train

#: The streams of gas, where forms of mercury can be measured.
GAS_STREAMS = frozenset({"stack", "before device", "after device"})
#: The streams that need the name of a device.
AT_DEVICE = frozenset({"before device", "after device"})


class Output(NamedTuple):
    """One way by which mercury leaves.

    Attributes:
        device: the device that takes it; empty for bottom ash and air.
        fate: where it goes.
        beside: for a way beside the device's usual one, the share of what the device takes that goes there as a rule;
            0 for the usual one.
    """

    device: str
    fate: Fate
    beside: float = 0.0


@dataclass(frozen=True)
class Network:
    """The ways out of a unit, from the boiler to the stack.

    Attributes:
        devices: the train's devices in their order.
        outputs: bottom ash first, air last.
    """

    devices: tuple[str, ...]
    outputs: tuple[Output, ...]

    def row(self, stream: str, device: str = "") -> tuple[float, ...]:
        """Which outputs add up to a stream: 1 or 0 for each output.

        A stream of solids or water without a device is all that leaves that way.
        """
        if stream == "coal":
            return (1.0,) * len(self.outputs)
        if stream in AT_DEVICE:
            passing = {*self.devices[self.position(stream, device) :]}
            return tuple(float(one.fate == "air" or one.device in passing) for one in self.outputs)
        if stream == "stack":
            return tuple(float(one.fate == "air") for one in self.outputs)
        return tuple(float(one.fate == stream and device in ("", one.device)) for one in self.outputs)

    def position(self, stream: str, device: str = "") -> int:
        """Where in the train a stream of gas is: 0 before the first device, their number at the stack."""
        if stream == "stack":
            return len(self.devices)
        return self.devices.index(device) + (stream == "after device")


def network(train: Train, measured: Collection[str] = ()) -> Network:
    """The ways out of a train.

    Args:
        train: the control train.
        measured: streams that were measured. Some that not every unit has (spent sorbent) are there only if they were.
    """
    takes = {row["device"]: row["captured_to"] for row in read_table("coal/devices")}
    beside = [row for row in read_table("coal/test_streams") if _leaves(train, row)]
    # Where several devices may leave a stream, the last one does.
    last = {row["stream"]: row for row in sorted(beside, key=lambda row: train.devices.index(row["device"]))}
    outputs = [Output("", "bottom ash")]
    for device in train.devices:
        if takes[device]:
            outputs.append(Output(device, cast(Fate, takes[device])))
        for stream, row in last.items():
            if row["device"] == device and (row["always"] == "y" or stream in measured):
                outputs.append(Output(device, cast(Fate, stream), float(row["share_of_device"])))
    return Network(train.devices, (*outputs, Output("", "air")))


def _leaves(train: Train, row: Mapping[str, str]) -> bool:
    """Whether a device of the train can leave a stream beside its usual one."""
    if row["device"] not in train.devices:
        return False
    before = train.devices[: train.devices.index(row["device"])]
    return not row["needs_before"] or row["needs_before"] in before
