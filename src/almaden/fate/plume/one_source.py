"""One stack from what a user says of it outside a table."""

from __future__ import annotations

from collections.abc import Mapping

from almaden.errors import Fault, InputError
from almaden.fate.plume.defaults import limits, setting
from almaden.fate.plume.emission import kelvin
from almaden.fate.plume.sources import Source
from almaden.wording import Text, n_


def one_source(
    place: tuple[float, float],
    height_m: float,
    emission_g_per_s: float,
    species: Mapping[str, float],
    diameter_m: float = 0.0,
    exit_speed_m_per_s: float = 0.0,
    exit_temperature_k: float | None = None,
    roof_m: float = 0.0,
    building_width_m: float = 0.0,
) -> Source:
    """A source.

    Args:
        place: latitude and longitude, degrees.
        height_m: of its mouth above the ground.
        emission_g_per_s: of all species.
        species: share of each.
        diameter_m: of the mouth; 0 for a vent whose plume does not rise.
        exit_speed_m_per_s: of the gas.
        exit_temperature_k: of the gas; that of the air where it is not told.
        roof_m: height of the building that it stands on.
        building_width_m: of that building across the wind.

    Raises:
        InputError: with every fault: a stack below its roof without the width of the building, a temperature that is
            probably in degrees Celsius, diameter, speed and temperature not all told, numbers that cannot be.
    """
    faults = _faults(height_m, diameter_m, exit_speed_m_per_s, exit_temperature_k, roof_m, building_width_m)
    if faults:
        raise InputError(faults)
    return Source(
        f"{place[0]:g},{place[1]:g}",
        {name: emission_g_per_s * share for name, share in species.items()},
        height_m,
        *place,
        diameter_m,
        exit_speed_m_per_s,
        kelvin(setting("air_temperature_c")) if exit_temperature_k is None else exit_temperature_k,
        building_height_m=roof_m if building_width_m > 0.0 else 0.0,
        building_width_m=building_width_m if roof_m > 0.0 else 0.0,
    )


def _faults(
    height_m: float, diameter_m: float, exit_speed_m_per_s: float, exit_temperature_k: float | None, roof_m: float,
    building_width_m: float,
) -> list[Fault]:  # fmt: skip
    faults = []
    for name, value in (("roof", roof_m), ("building_width", building_width_m)):
        low, high = limits()[name]
        if not low <= value <= high:
            accepted = Text("from {low} to {high}", low=low, high=high)
            faults.append(Fault("the building cannot be", column=name, value=f"{value:g}", accepted=accepted))
    if roof_m > 0.0 and building_width_m <= 0.0 and height_m < roof_m:
        faults.append(
            Fault(n_("the stack ends below the roof of its building"), column="height", value=f"{height_m:g}",
                  accepted=Text("at least the height of the roof, {roof} m", roof=roof_m),
                  advice=n_("write the height above the ground, not the roof; for a vent in a wall tell the width of "
                            "the building"))
        )  # fmt: skip
    told = (diameter_m > 0.0, exit_speed_m_per_s > 0.0, exit_temperature_k is not None)
    if any(told) and not all(told):
        faults.append(
            Fault(n_("only some of diameter, speed and temperature of the gas are told"), column="diameter",
                  value=f"{diameter_m:g}", accepted=n_("all three, or none"),
                  advice=n_("fill in the others, or leave all three out: the plume then does not rise"))
        )  # fmt: skip
    least, most = limits()["gas_temperature"]
    if exit_temperature_k is not None and not least <= exit_temperature_k <= most:
        faults.append(
            Fault(n_("no gas of a stack has this temperature"), column="temperature", value=f"{exit_temperature_k:g}",
                  accepted=Text("kelvin, from {low} to {high}", low=least, high=most),
                  advice=Text("in degrees Celsius? Then write {kelvin}", kelvin=kelvin(exit_temperature_k)))
        )  # fmt: skip
    return faults
