"""Made-up results for the tests of reports: no number here is of any country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from almaden.inventory.records import (
    ContextEntry,
    Header,
    InventoryData,
    LawRow,
    PopulationRow,
    PriorityRow,
    PublishedRow,
)
from almaden.inventory.result import (
    Amount,
    Amounts,
    Check,
    Correction,
    GroupResult,
    KeySource,
    Meta,
    Part,
    Result,
    RowResult,
    Total,
    Unverified,
    VarianceShare,
)
from almaden.reference.categories import categories
from almaden.reference.groups import groups
from almaden.reference.origin import Origin
from almaden.reference.pathways import AMOUNTS

NOTICE = "worked example, not an inventory of the country"

#: Texts that a format could take for markup, formulas or commands, or could not break into lines.
HOSTILE = (
    '#panic("x") $x^2$ [a] *b* _c_ @d <e> `f` //g',
    '=HYPERLINK("http://example.org";"click")',
    "<script>alert('x')</script> & </td> \"quoted\" 'single'",
    "منجم الذهب الصغير في الجنوب",
    "小规模金矿 🪙 réf. ñandú",
    "W" * 90,
    "https://example.org/a/very/long/address/that/has/no/place/to/break?with=query&and=more#fragment",
    "control \x00\x07 characters\tand\nnewlines \ud800",
    "+1-2 \\ backslash \\\\ end\\",
)

#: Shares of the input by the six pathways; the seventh is not allocated.
_SHARES = {
    "5.1": (0.9, 0, 0, 0, 0, 0.1, 0),
    "5.2": (0.5, 0.2, 0.3, 0, 0, 0, 0),
    "5.5": (0.2, 0.1, 0.2, 0, 0.4, 0.1, 0),
    "5.9": (0.01, 0.0001, 0, 0, 0, 0, 0.9899),
}


def amounts(kg: float, shares: tuple[float, ...], spread: float) -> Amounts:
    """Amounts of an input of ``kg`` with a range from kg / spread to kg x spread."""
    values = (kg, *(kg * share for share in shares))
    return {name: Amount(v, v / spread, v * spread) for name, v in zip(AMOUNTS, values, strict=True)}


def made_up_row(number: int, code: str, hostile: bool) -> RowResult:
    """A row whose numbers follow from its place only."""
    one = categories()[code]
    main = ".".join(code.split(".")[:2])
    shares = _SHARES.get(main, (0.3, 0.1, 0.2, 0.1, 0.2, 0.1, 0.0))
    present = "?" if number % 11 == 5 else "N" if number % 13 == 7 else "Y"
    kg = 1000.0 * 7 ** (-(number % 6)) * (1 + number % 3)
    unknown = present == "?" or main == "5.11"
    found = None if unknown else amounts(0.0 if present == "N" else kg, shares, 1.3 + 0.4 * (number % 4))
    odd = HOSTILE[number % len(HOSTILE)] if hostile else ""
    origins = (
        Origin(
            "activity rate", 12345.678 * (number + 1), one.unit, 10000.0, 20000.0 * (number + 1), "inventory",
            odd or "Energy balance (made up)", "page 12", "user", f"activity_rates.csv, row {number + 2}", odd,
        ),
        Origin(
            "input factor", 0.15, "g/t", 0.05, 0.3, "toolkit-2019",
            "UN Environment, Toolkit for identification and quantification of mercury sources, 2019",
            "recalled, not re-read", "unverified", "", "doubt: low",
        ),
    )  # fmt: skip
    parts = (
        Part(odd, "none", "No abatement (made up)", 0.6, 0.15, "g/t", shares[:6], ""),
        Part(odd, "esp", "Electrostatic precipitator (made up)", 0.4, 0.15, "g/t", shares[:6], ""),
    )
    return RowResult(
        id=f"row-{number}" + (f" {odd}" if hostile else ""),
        code=code,
        name=odd or one.name,
        group=one.group,
        variant=odd,
        phase="disposal" if main == "5.5" else "",
        facility=f"Plant {number} (made up)" if number % 4 == 0 else "",
        present=present,
        activity_rate=None if found is None else 12345.678 * (number + 1),
        unit=one.unit or "t",
        year=2019,
        parts=parts,
        amounts=found,
        origins=origins,
        formula=f"{12345.678 * (number + 1)} {one.unit} x 0.15 g/t x 0.001 = {kg:.3f} kg {odd}",
        flags=("scenario not given: the Level 1 default was taken",) if number % 3 == 0 else (),
    )


def added(parts: list[Amounts]) -> Amounts:
    """Sums of amounts, ends of ranges added."""
    return {
        name: Amount(*(sum(getattr(part[name], end) for part in parts) for end in ("value", "low", "high")))
        for name in AMOUNTS
    }


def made_up_result(count: int = 40, hostile: bool = False, notice: str = NOTICE) -> Result:
    """A result of ``count`` rows."""
    codes = [code for code, one in categories().items() if one.quantified or code.startswith("5.11.")]
    step = max(1, len(codes) // count)
    picked = sorted((codes * 3)[::step][:count], key=lambda code: [int(part) for part in code.split(".")])
    rows = tuple(made_up_row(number, code, hostile) for number, code in enumerate(picked))
    known = [row.amounts for row in rows if row.amounts is not None]
    gross = added(known)
    tenth = gross["input_kg"].value / 10
    toolkit = {**gross, "input_kg": Amount(9 * tenth, 5 * tenth, 16 * tenth)}
    steps = (
        Correction("share of the waste input", ("5.8.1", "5.9.1"), "input_kg", -tenth, "only 10 % of it is counted"),
    )
    in_groups = []
    for key, group in groups().items():
        mine = [row for row in rows if row.group == key]
        in_groups.append(
            GroupResult(
                key,
                group.name,
                added([row.amounts for row in mine if row.amounts is not None]),
                len(mine),
                sum(row.amounts is None for row in mine),
            )
        )
    ranked = sorted((row for row in rows if row.amounts), key=lambda row: -row.amounts["input_kg"].value)  # type: ignore[index]
    total = sum(row.amounts["input_kg"].value for row in ranked if row.amounts) or 1.0
    keys, up = [], 0.0
    for quantity in ("input_kg", "air_kg", "land_kg"):
        up = 0.0
        for row in ranked:
            assert row.amounts is not None
            share = row.amounts["input_kg"].value / total
            keys.append(KeySource(quantity, row.code, row.name, share * total, share, up + share, up < 0.95, share / 2))
            up += share
    unverified = tuple(
        Unverified(
            row.code, "input factor", 0.15, "g/t", "toolkit-2019",
            "UN Environment, Guideline for Inventory Level 1 v2.1 (2019)", "recalled, not re-read", "low", (row.id,),
        )
        for row in rows
    )  # fmt: skip
    checks = (
        Check("fuel-counted-twice", "warning", "5.3.1", rows[-1].id, "Coal may be in two rows.", "Take it off."),
        Check("no-distribution", "error", "5.9.1", rows[0].id, "The shares do not add to 1.", "Give a scenario."),
        Check("published-total", "info", "", "", "A published total differs by 3 %.", "Look at its date."),
    )
    share = 0.9 / len(rows)
    variance = (
        *(VarianceShare(f"factor/{row.code}", f"input factor of {row.code}", (row.code,), share) for row in rows),
        VarianceShare("interactions", "interactions", (), 0.1),
    )
    unexplained = {"waste_incineration": Amount(1084.4, 500, 1500), "waste_water": Amount(-12.5, -30, 4)}
    return Result(
        meta=Meta("Almaden", "0.0", "toolkit-2019", ("national",), 10_000, 1, "sobol", "0123456789abcdef" * 4, notice),
        country="XXX",
        country_name=HOSTILE[0] if hostile else "Exampleland (made up)",
        year=2019,
        level=2,
        context={"population": 1_000_000.0},
        rows=rows,
        groups=tuple(in_groups),
        totals={
            "gross": Total("gross", gross, {}, ()),
            "toolkit": Total("toolkit", toolkit, {}, steps),
            "linked": Total("linked", toolkit, unexplained, steps),
        },
        key_sources=tuple(keys),
        variance=variance,
        checks=checks,
        unverified=unverified,
    )


def made_up_data(hostile: bool = False, empty: bool = False) -> InventoryData:
    """Inventory data with law, priorities and populations, or with none of them."""
    odd = HOSTILE[2] if hostile else ""
    header = Header("XXX", 2019, 2, context={"population": ContextEntry(1_000_000.0, year=2019, source="made up")})
    if empty:
        return InventoryData(header, ())
    return InventoryData(
        header,
        (),
        published=(PublishedRow(quantity="total mercury input", value=81060, unit="kg/y", source=odd or "made up"),),
        law=(
            LawRow(obligation="OB013", in_law="partly", instrument=odd or "Chemicals Act (made up)", note="imports"),
            LawRow(obligation="OB004", in_law="Y", instrument="Mining Code (made up)"),
        ),
        priorities=made_up_priorities(odd),
        populations=(
            PopulationRow(
                group="small-scale gold miners",
                persons=30_000,
                women=9_000,
                children=7,
                exposure="vapour from burning amalgam",
                place_name=odd or "mining districts",
                source="made up",
            ),
            PopulationRow(group="dental staff", persons=None, exposure="vapour at work"),
        ),
    )


def made_up_priorities(odd: str) -> tuple[PriorityRow, ...]:
    """Three actions with costs, and one of which nothing is known yet."""
    told = (
        ("Collect mercury thermometers of hospitals", "5.5.1.1", "4", 2027, 2029, 250_000.0, 50.0),
        ("Introduce retorts in two mining districts", "5.2.2", "7", 2026, 2030, 1_200_000.0, 900.0),
        ("Write the missing import rule", "", "3", 2026, 2026, 20_000.0, None),
    )
    dated = (
        PriorityRow(
            action=f"{action} {odd}".strip(),
            code=code,
            article=article,
            responsible="Ministry (made up)",
            start_year=start,
            end_year=end,
            cost_usd=cost,
            cost_low=cost * 0.8,
            cost_high=cost * 1.5,
            reduction_kg=kg,
        )
        for action, code, article, start, end, cost, kg in told
    )
    return (*dated, PriorityRow(action="Study contaminated sites", article="12"))


@pytest.fixture(scope="session")
def result() -> Result:
    """A made-up result of forty rows."""
    return made_up_result()


@pytest.fixture
def make_result() -> Callable[..., Result]:
    """Maker of made-up results."""
    return made_up_result


@pytest.fixture
def make_data() -> Callable[..., InventoryData]:
    """Maker of made-up inventory data."""
    return made_up_data


@pytest.fixture
def unchecked(result: Result) -> Result:
    """A result that rests on no unverified number, without a notice."""
    return replace(result, unverified=(), meta=replace(result.meta, notice=""))
