"""``python -m tests.supply.trade.planted_flows``: made-up trade with planted hidden flows, and how many are found.

Honest flows have both sides, each with an error of its own; among them are deliveries at the turn of a year, goods that
pass through hubs, weights in wrong units, weights that are missing, and reporters without statistics of a year. They
must not be flagged. Hidden flows lack one side, or one side tells a part only. They must be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from almaden.supply.trade.areas import areas
from almaden.supply.trade.mirror import mirror
from almaden.supply.trade.mirror_result import MirrorResult
from almaden.supply.trade.readers.comtrade import read_trade

_LETTERS = """
ARG AUS AUT BEL BGR BOL BRA CAN CHL CHN CIV COL CZE DEU DNK ECU EGY ESP FIN FRA GBR GHA GUY HUN IDN IND IRL ISR ITA JPN
KEN KGZ KOR MEX MLI MYS NGA NOR PAK PER PHL POL PRT ROU RUS SDN SEN SVK SWE THA TUN TUR TZA UKR URY USA VEN VNM ZAF ZWE
"""
COUNTRIES = _LETTERS.split()
HUBS = ("SGP", "ARE")
YEARS = range(2011, 2019)
#: Error of each side's weight and scatter of prices, as standard deviations of the logarithm.
WEIGHT_ERROR, PRICE_ERROR = 0.08, 0.3
HEADER = "refYear,reporterISO,partnerISO,flowCode,cmdCode,classificationCode,qtyUnitAbbr,qty,netWgt,primaryValue"
WRONG_UNITS = {"t": 1000.0, "g": 0.001, "flask": 34.5, "l": 13.534}

Key = tuple[int, str, str]


@dataclass
class MadeUp:
    """Made-up trade: the lines, what is hidden in it, and what is honest, by kind."""

    lines: list[str] = field(default_factory=list)
    hidden: dict[Key, str] = field(default_factory=dict)
    honest: dict[Key, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """How many pairs of each kind there are, and how many of them are flagged."""

    hidden: dict[str, tuple[int, int]]
    honest: dict[str, tuple[int, int]]

    @property
    def found(self) -> float:
        return _share(self.hidden)

    @property
    def false_alarms(self) -> float:
        return _share(self.honest)


def _share(kinds: dict[str, tuple[int, int]]) -> float:
    return sum(one[1] for one in kinds.values()) / sum(one[0] for one in kinds.values())


def made_up(seed: int, *, routes: int = 320) -> MadeUp:
    """Made-up trade; one route in six is hidden in one year."""
    rng = np.random.default_rng(seed)
    made = MadeUp()
    ends = [(a, b) for a in COUNTRIES for b in COUNTRIES if a != b]
    chosen = [ends[place] for place in rng.choice(len(ends), routes, replace=False)]
    kinds = ("silent exporter", "silent importer", "part of exports", "part of imports", "turn of the year",
             "hub books", "hub sells", "wrong unit", "no weight", "flasks")  # fmt: skip
    for place, (exporter, importer) in enumerate(chosen):
        usual = float(np.exp(rng.normal(8.0, 1.0)))
        odd = int(rng.choice(YEARS[1:-1]))
        for year in YEARS:
            kg = max(400.0, usual * float(np.exp(rng.normal(0, 0.3))))
            kind = kinds[place % 20] if year == odd and place % 20 < len(kinds) else "plain"
            flow(made, rng, (year, exporter, importer), kg, kind)
    return made


def flow(made: MadeUp, rng: np.random.Generator, key: Key, kg: float, kind: str) -> None:
    """Write the lines of a flow."""
    year, exporter, importer = key
    x, m = (kg * float(np.exp(rng.normal(0, WEIGHT_ERROR))) for _ in range(2))
    hub = str(rng.choice(HUBS))
    part = float(rng.uniform(0.2, 0.6))
    (made.hidden if kind in ("silent exporter", "silent importer", "part of exports", "part of imports")
     else made.honest)[key] = kind  # fmt: skip

    def line(when: int, reporter: str, partner: str, which: str, weight: float, problem: str = "") -> None:
        usd = weight * 40.0 * float(np.exp(rng.normal(0, PRICE_ERROR))) * (1.06 if which == "M" else 1.0)
        unit, quantity, net = "kg", f"{weight:.3f}", f"{weight:.3f}"
        if problem == "wrong unit":
            net = quantity = f"{weight / WRONG_UNITS[str(rng.choice(list(WRONG_UNITS)))]:.5f}"
        elif problem == "no weight":
            unit, quantity, net = "N/A", "", str(rng.choice(["", "0"]))
        elif problem == "flasks":
            unit, quantity, net = str(rng.choice(["flasks", "u"])), f"{weight / 34.5:.1f}", ""
        made.lines.append(f"{when},{reporter},{partner},{which},280540,H4,{unit},{quantity},{net},{usd:.0f}")

    if kind == "turn of the year":
        # A delivery of its own, beside the usual ones: it leaves in this year and arrives in the next.
        line(year, exporter, importer, "X", x)
        line(year, exporter, importer, "X", kg)
        line(year, importer, exporter, "M", m)
        line(year + 1, importer, exporter, "M", kg)
        made.honest[(year + 1, exporter, importer)] = kind
    elif kind == "hub books":
        line(year, exporter, hub, "X", x)
        line(year, importer, exporter, "M", m)
        made.honest[(year, exporter, hub)] = kind
    elif kind == "hub sells":
        line(year, exporter, hub, "X", x)
        line(year, hub, exporter, "M", m)
        line(year, hub, importer, "X", m)
        line(year, importer, exporter, "M", m)
        made.honest[(year, exporter, hub)] = made.honest[(year, hub, importer)] = kind
    else:
        if kind != "silent exporter":
            side = "X" if rng.random() < 0.5 else "M"
            line(
                year,
                exporter,
                importer,
                "X",
                x * (part if kind == "part of exports" else 1),
                kind if side == "X" else "",
            )
        else:
            side = "M"
        if kind != "silent importer":
            line(
                year,
                importer,
                exporter,
                "M",
                m * (part if kind == "part of imports" else 1),
                kind if side == "M" else "",
            )


def analysed(made: MadeUp, folder: Path) -> MirrorResult:
    """The analysis of made-up trade, by way of a file."""
    file = folder / "made_up.csv"
    file.write_text("\n".join([HEADER, *made.lines]) + "\n", encoding="utf-8")
    return mirror(read_trade([file]), hubs=HUBS, draws=200)


def compared(made: MadeUp, result: MirrorResult) -> Found:
    """What was planted beside what is flagged."""
    names, pairs = areas(), result.pairs
    flagged = {
        (int(pairs.year[one]), names[pairs.exporter[one]], names[pairs.importer[one]]) for one in result.flagged
    }  # fmt: skip

    def count(kinds: dict[Key, str]) -> dict[str, tuple[int, int]]:
        return {
            kind: (sum(one == kind for one in kinds.values()),
                   sum(one == kind and key in flagged for key, one in kinds.items()))
            for kind in sorted(set(kinds.values()))
        }  # fmt: skip

    honest = {key: kind for key, kind in made.honest.items() if key not in made.hidden}
    return Found(count(made.hidden), count(honest))


def main() -> None:
    for seed in (1, 2, 3):
        with TemporaryDirectory() as folder:
            made = made_up(seed)
            result = analysed(made, Path(folder))
        found = compared(made, result)
        print(
            f"Seed {seed}: {len(made.lines):,} lines, {len(result.pairs):,} pairs, "
            f"scatter {result.agreement.scatter:.3f}"
        )
        for title, kinds in (("hidden", found.hidden), ("honest", found.honest)):
            for kind, (many, flags) in kinds.items():
                print(f"  {title}  {kind:<18} {flags:>5} of {many:>5} flagged")
        print(
            f"  found {found.found:.1%}; false alarms {found.false_alarms:.1%} "
            f"(stated: at most {result.false_alarm:.0%})"
        )


if __name__ == "__main__":
    main()
