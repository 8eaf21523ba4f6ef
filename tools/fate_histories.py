"""Makes the emission histories of the box models, ``fate/emission_histories.csv``, from the published tables.

    python tools/fate_histories.py FOLDER

``FOLDER`` holds the source data: ``data/cumulative_anthropogenic_hg/emissions`` (Geyman and others, 2025) and
``knowledge/science/reference/streets2019_air_landwater_decadal.csv``. What comes out are totals of the world by
decade, in Mg/yr, to eight figures:

- air: the sum of all sectors to the air; lw: to land and water;
- wf, ws, wa: what of lw reaches the fast, slow and protected waste reservoirs, each sector by its weights;
  the sector of production and use of mercury is parted by the share of production (``f_production``) of that decade;
- before 1510, yearly values rise in proportion to the time since 2000 BC and end at 1510: three knots hold them;
  5 % of lw goes to ws and 95 % to wa.

Of a year that stands twice in a table the first row counts. Between the knots a run goes in straight lines.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, float]

TABLE = Path(__file__).resolve().parent.parent / "src/almaden/reference/tables/fate/emission_histories.csv"
COLUMNS = ("air_mg_per_year", "lw_mg_per_year", "wf_mg_per_year", "ws_mg_per_year", "wa_mg_per_year", "f_production")
GEYMAN = (
    "Geyman and others (2025), Cumulative anthropogenic impacts of past and future emissions, ES&T; totals computed",
    "github SunderlandLab/cumulative-anthropogenic-Hg, inputs/emissions (0ec7c9f)",
)
STREETS = (
    "Streets and others (2019), Five hundred years of anthropogenic mercury, Environ. Res. Lett. 14, 084004",
    "github arifein/gbc-boxmodel-sensitivity, src/Streets2019_*.csv (0235eba)",
)
PRODUCTION_AND_USE = "Mercury Production and Use"
#: Before 1510: of what goes to land and water, to ws and wa.
EARLY_SHARES = (0.0, 0.05, 0.95)


def main(folder: Path) -> None:
    """Write the table."""
    emissions = folder / "data/cumulative_anthropogenic_hg/emissions"
    mild, strong = (list(sectors(emissions, name)) for name in ("SSP1-26", "SSP5-85"))
    past = [row for row in mild if row["year"] <= 2010]
    if past != [row for row in strong if row["year"] <= 2010]:
        sys.exit("the two scenarios differ before 2010")
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("history", "year", *COLUMNS, "source", "seen", "status"))
        for history, rows in (("past", [*early(emissions), *past]), ("ssp1-26", mild), ("ssp5-85", strong)):
            for row in rows:
                if history == "past" or row["year"] > 2010:
                    writer.writerow((history, *numbers(row), *GEYMAN, "verified"))
        for row in read(folder / "knowledge/science/reference/streets2019_air_landwater_decadal.csv", "year"):
            cells = (f"{row['year']:g}", f"{row['air']:g}", f"{row['lw']:g}")
            writer.writerow(("streets2019", *cells, "", "", "", "", *STREETS, "verified"))


def numbers(row: Row) -> Iterator[str]:
    """A row as cells."""
    yield f"{row['year']:.10g}"
    for column in COLUMNS:
        yield f"{row[column]:.8g}"


def read(path: Path, year: str = "Year") -> list[Row]:
    """A table of numbers by year, the first row of each year."""
    found: dict[float, Row] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(float(row[year]), {name: float(cell) for name, cell in row.items()})
    return list(found.values())


def early(emissions: Path) -> Iterator[Row]:
    """The three knots before 1510."""
    rows = read(emissions / "AnthroPre1510_68Gg.csv")
    first, last = rows[0], rows[-2]
    for row in rows[:-1]:
        share = (row["Year"] - first["Year"]) / (last["Year"] - first["Year"])
        if abs(row["Air"] - share * last["Air"]) > 1e-9 or abs(row["LW"] - share * last["LW"]) > 1e-9:
            sys.exit(f"emissions before 1510 do not rise in a straight line: {row}")
    for year, air, land in (
        (first["Year"], first["Air"], first["LW"]),
        (last["Year"], last["Air"], last["LW"]),
        (rows[-1]["Year"] - 1e-6, 0.0, 0.0),
    ):
        yield row_of(year, air, land, tuple(share * land for share in EARLY_SHARES), 0.0)


def sectors(emissions: Path, scenario: str) -> Iterator[Row]:
    """Totals by decade of one scenario."""
    tables = (
        emissions / f"{scenario}_sector_1510_2300.csv",
        emissions / f"{scenario}_mercury_production_fraction_1510_2300.csv",
        emissions / "LW_weights/LW_weights_sector.csv",
    )
    for row, production, weights in zip(*(read(table) for table in tables), strict=True):
        if not row["Year"] == production["Year"] == weights["Year"]:
            sys.exit(f"the tables differ in their years: {row['Year']}")
        share = production["f_production"]
        reached = [0.0, 0.0, 0.0]
        for name, amount in row.items():
            medium, _, sector = name.partition(" - ")
            if medium != "LW":
                continue
            parts = {sector: 1.0}
            if sector == PRODUCTION_AND_USE:
                parts = {"Mercury Production": share, "Mercury Use": 1.0 - share}
            for part, of_it in parts.items():
                for place, box in enumerate(("wf", "ws", "wa")):
                    reached[place] += amount * of_it * weights[f"w_{box} - {part}"]
        air, land = (
            sum(amount for name, amount in row.items() if name.startswith(start)) for start in ("Air - ", "LW - ")
        )
        yield row_of(row["Year"], air, land, tuple(reached), share)


def row_of(year: float, air: float, land: float, reached: tuple[float, ...], share: float) -> Row:
    """One row of the table."""
    return {"year": year, **dict(zip(COLUMNS, (air, land, *reached, share), strict=True))}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
