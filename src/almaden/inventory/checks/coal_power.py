"""Coal of power plants against the electricity that was made from it."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Check

PER_MWH = CheckKind(
    id="coal_per_power",
    title="Coal per electricity",
    severity="warning",
    meaning="The coal of 5.1.1 does not fit the electricity from coal given as coal_power_mwh.",
    message="{coal} t of coal for {power} MWh are {ratio} t per MWh, outside {low} to {high}; at {low} to {high} the "
    "electricity would need {coal_low} to {coal_high} t",
    advice="look at both figures and their years: one is wrong, or part of the coal is burnt elsewhere (5.1.2); "
    "lignite needs up to three times as much",
)
ENERGY = CheckKind(
    id="coal_in_gj",
    title="Coal entered in GJ",
    severity="error",
    meaning="The coal of 5.1.1 is 10 to 30 times what the electricity needs, as if GJ had been entered for tonnes.",
    message="{coal} t of coal for {power} MWh are {ratio} t per MWh, against {low} to {high}; that fits if the figure "
    "is in GJ, at {gj_low} to {gj_high} GJ per t",
    advice="divide the energy by the heating value of the coal (GJ per t) and enter tonnes",
)
KINDS = (PER_MWH, ENERGY)


def check(inspection: Inspection) -> Iterator[Check]:
    """Compare coal and electricity where ``coal_power_mwh`` is given under [context]."""
    coal, power = inspection.rate("5.1.1"), inspection.context("coal_power_mwh")
    if not coal or not power:
        return
    ratio = coal / power
    low, high = threshold("coal_power_least"), threshold("coal_power_most")
    if low <= ratio <= high:
        return
    gj_low, gj_high = threshold("coal_energy_least"), threshold("coal_energy_most")
    rows = [row for row in inspection.of("5.1.1") if row.rate]
    only = rows[0] if len(rows) == 1 else None
    values = {"coal": coal, "power": power, "ratio": ratio, "low": low, "high": high}
    if low * gj_low <= ratio <= high * gj_high:
        yield ENERGY.found({"gj_low": gj_low, "gj_high": gj_high, **values}, only, code="5.1.1")
    else:
        yield PER_MWH.found({"coal_low": low * power, "coal_high": high * power, **values}, only, code="5.1.1")
