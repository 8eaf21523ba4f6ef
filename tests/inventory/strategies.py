"""Inventories made up by hypothesis: any source categories, rates, units, ranges, shares, factors and candidates."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from almaden.inventory import Inventory
from almaden.inventory.activities import with_ids
from almaden.inventory.records import ActivityRow, ContextEntry, FactorRow, Header, InventoryData
from almaden.reference.categories import categories, category
from almaden.reference.factors import factor_set

CONTEXT = {
    "population": ContextEntry(8_000_000.0, low=7_500_000.0, high=8_200_000.0),
    "electrification_rate": ContextEntry(0.6),
    "dental_personnel_per_1000": ContextEntry(0.3),
}
SCALED = {"t": ("t", "kt", "million t", "short ton"), "items": ("items", "thousand items"), "m3": ("m3", "l")}

codes = st.sampled_from([code for code, one in categories().items() if one.quantified])
rates = st.floats(1e-3, 1e9).map(lambda rate: float(f"{rate:.5g}"))
headers = st.builds(
    lambda level, context: Header("PHL", 2020, level=level, context=context),
    st.sampled_from([1, 2]),
    st.sampled_from([CONTEXT, {}]),
)


@cache
def scenarios(code: str, variant: str) -> tuple[str, ...]:
    """Scenario rows among which a line may choose; empty is the default."""
    return ("", *dict.fromkeys(row.scenario for row in factor_set().distribution_rows(code, variant)))


@cache
def variants(code: str) -> tuple[str, ...]:
    return ("", *(factor.variant for factor in factor_set().inputs(code)))


@st.composite
def ranges(draw: st.DrawFn, rate: float) -> dict[str, object]:
    low, high = draw(st.floats(0.1, 0.99)), draw(st.floats(1.01, 8.0))
    return {
        "low": draw(st.sampled_from([None, rate * low, 0.0])),
        "high": draw(st.sampled_from([None, rate * high])),
        "distribution": draw(st.sampled_from(["", "lognormal", "normal", "triangular", "uniform", "fixed"])),
        "status": draw(st.sampled_from(["verified", "unverified", "user"])),
    }


@st.composite
def own_factors(draw: st.DrawFn, unit: str) -> dict[str, object]:
    per = {"t": "g/t", "kg": "g/kg", "Nm3": "ug/Nm3", "m3": "mg/m3", "MWh": "g/MWh"}.get(unit, f"g/{unit.rstrip('s')}")
    if unit == "kg Hg" or draw(st.booleans()):
        return {}
    value = draw(st.floats(1e-3, 1e3))
    ends = draw(st.sampled_from([(None, None), (0.5, 2.0), (0.9, None)]))
    return {
        "input_factor": value,
        "factor_low": value * ends[0] if ends[0] else None,
        "factor_high": value * ends[1] if ends[1] else None,
        "factor_unit": per,
    }


@st.composite
def activities(draw: st.DrawFn, id: str, present: str | None = None) -> list[ActivityRow]:
    """The lines of one activity: one, or several under shares that add to one; an empty id makes a single line."""
    code = draw(codes)
    variant = draw(st.sampled_from(variants(code)))
    usual = category(code).unit
    unit = draw(st.sampled_from(SCALED.get(usual, (usual,))))
    present = present or draw(st.sampled_from(["Y", "Y", "Y", "Y", "N", "?"]))
    rate = draw(rates)
    known = present == "Y"
    line = ActivityRow(
        id=id,
        code=code,
        variant=variant,
        facility=draw(st.sampled_from(["", "Plant 1", "Plant 2"])),
        present=present,
        activity_rate=rate if known else None,
        unit=unit,
        **(draw(ranges(rate)) if known else {}),
        **(draw(own_factors(usual)) if known else {}),
    )
    number = draw(st.integers(1, 3)) if known and id else 1
    if number == 1:
        return [line.model_copy(update={"scenario": draw(st.sampled_from(scenarios(code, variant)))})]
    weights = draw(st.lists(st.integers(1, 8), min_size=number, max_size=number))
    shares = [weight / sum(weights) for weight in weights[:-1]]
    shares.append(1.0 - sum(shares))
    names = draw(st.lists(st.sampled_from(scenarios(code, variant)), min_size=number, max_size=number))
    return [
        line.model_copy(update={"scenario": name, "share": share}) for name, share in zip(names, shares, strict=True)
    ]


@st.composite
def layers(draw: st.DrawFn) -> tuple[FactorRow, ...]:
    """Layer rows with drawn shares for some categories."""
    rows = []
    for code in draw(st.lists(codes, max_size=3, unique=True)):
        parts = draw(st.lists(st.integers(0, 5), min_size=7, max_size=7).filter(any))
        air, water, land, products, waste, treatment, _ = (part / sum(parts) for part in parts)
        rows.append(
            FactorRow(
                kind="distribution",
                code=code,
                air=air,
                water=water,
                land=land,
                products=products,
                general_waste=waste,
                sector_treatment=treatment,
                concentration=draw(st.sampled_from([None, 2.0, 50.0])),
            )
        )
    return tuple(rows)


@st.composite
def inventories(draw: st.DrawFn, named: bool = False, most: int = 7) -> Inventory:
    """An inventory; with ``named`` every line has an id, so that it keeps its streams whatever changes in it."""
    rows: list[ActivityRow] = []
    for number in range(draw(st.integers(1, most))):
        id = f"activity {number}" if named or draw(st.booleans()) else ""
        rows += draw(activities(id))
    header = draw(headers)
    return Inventory(InventoryData(header, with_ids(rows), layers=(("made up", draw(layers())),)))
