"""Device averages of Chinese power plants (Zhu et al. 2016): printed totals, else the product of single devices.

Its table is built from removals of single devices, each of what reaches the device, so those may be combined; the
single ones that it does not print are solved back from its totals. What leaves the boiler with the gas comes on top.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from almaden.reference.tables import read_table
from almaden.sectors.coal.methods.device_removal import DeviceRemoval, combined
from almaden.sectors.coal.methods.measured import Answer
from almaden.sectors.coal.methods.scope import Method, device_set, no_value, origin_of, outside
from almaden.sectors.coal.methods.spreads import NO_RANGE, total
from almaden.sectors.coal.plant import Conditions
from almaden.sectors.coal.train import Train
from almaden.wording import Text, n_

NAME = "china2016"
TITLE = n_("Chinese plants, averages of 2016")
DESCRIPTION = n_(
    "Average removal of control trains in China, coal of all ranks; where a train is not printed, the product of its "
    "single devices. The share that leaves the boiler with the gas is counted with it."
)

_Row = Mapping[str, str]


@functools.cache
def _rows(kind: str) -> Mapping[str, _Row]:
    return MappingProxyType({row["devices"]: row for row in read_table("coal/removal_china") if row["kind"] == kind})


@functools.cache
def _totals() -> Mapping[frozenset[str], _Row]:
    return MappingProxyType({device_set(devices): row for devices, row in _rows("total").items()})


def device_removal(device: str, train: Train) -> DeviceRemoval | None:
    """What a device removes of what reaches it; None where the paper does not say.

    Args:
        device: its name.
        train: the train that it stands in: some removals hold only beside another device.
    """
    row = _rows("device").get(device)
    if row is None or (row["beside"] and not train.has(row["beside"])):
        return None
    return DeviceRemoval((device,), float(row["percent"]) / 100.0)


def washing_removal() -> float:
    """Share of the mercury of a coal that washing removes, in China."""
    return float(_rows("washing")[""]["percent"]) / 100.0


def release(boiler: str) -> float:
    """Share of the coal's mercury that leaves a boiler with the gas.

    Raises:
        KeyError: the paper has none for such boilers.
    """
    return float(_rows("release")[boiler]["percent"]) / 100.0


def answer(conditions: Conditions) -> Answer:
    """The printed total of the unit's train, or the product of its devices."""
    train = conditions.train
    reason = outside(NAME, conditions)
    row = _totals().get(frozenset(train.devices))
    singles = _singles(train)
    if reason or (row is None and singles is None):
        return Answer(NAME, TITLE, reason=reason or no_value(train))
    told: tuple[Text | str, ...] = (NO_RANGE,)
    if row is not None:
        removal = float(row["percent"]) / 100.0
        origin = origin_of("removal", 100.0 * removal, "%", "removal_china", row)
    else:
        removal = combined(singles or ()).removal
        told = (_of_singles(train), NO_RANGE)
        # The last device's row: where single devices are used, one at least is solved back and unverified.
        base = _rows("device")[train.devices[-1]] if train.devices else _rows("release")[conditions.boiler]
        origin = origin_of("removal", 100.0 * removal, "%", "removal_china", base)
        origin = replace(origin, status="unverified", note=told[0])
    passing = release(conditions.boiler) * (1.0 - removal)
    return Answer(NAME, TITLE, total(passing, origin, f"{NAME}\0{train}"), told=told)


def _singles(train: Train) -> tuple[DeviceRemoval, ...] | None:
    """Removals of all devices of a train, None if one is not known."""
    found = [device_removal(device, train) for device in train.devices]
    known = tuple(single for single in found if single is not None)
    return known if len(known) == len(found) else None


def _of_singles(train: Train) -> Text | str:
    if not train.devices:
        return n_("without devices, only what stays in the boiler is removed")
    return Text("{devices} is not printed: it is the product of its single devices", devices=str(train))


METHODS = (Method(NAME, TITLE, DESCRIPTION, answer),)
