"""A made-up network of monitoring for the made-up store: four sites, hourly air at one of them, monthly rain at others.

Its values follow formulas and its countries have codes that ISO keeps for users: nothing can be taken for real.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

#: Number of the site, what is measured there, and how: what, unit, method, instrument, hours of a value, formula.
_YEARS: Final = range(2010, 2020)
_SERIES: Final = (
    (1, "air", "GEM", "ng/m3", "Tekran 2537A", "made up 1", 1, "1.60", range(2010, 2016)),
    (1, "air", "GEM", "ng/m3", "Tekran 2537B", "made up 2", 1, "1.62", range(2016, 2020)),
    (2, "air", "GEM", "ng/m3", "Tekran 2537B", "made up 3", 24, "1.45", range(2012, 2020)),
    (2, "air", "GOM", "ng/m3", "KCl denuder", "made up 4", 24, "0.02", range(2017, 2020)),
    (3, "air", "TGM", "ng/m3", "Tekran 2537B", "made up 5", 24, "1.75", range(2014, 2020)),
    (4, "precipitation", "THg", "ng/L", "", "", 168, "9.0", range(2010, 2020)),
)  # fmt: skip
_COUNTRIES: Final = ("XXA", "XXB", "XXC", "XXD")


def fill_network() -> dict[str, Any]:
    """A published data set with sites and series, and a draft of one series more; gives the ids that pages need."""
    from almaden.store.journal import writing
    from almaden.store.models import Dataset, Identifier, Site, Upload
    from almaden.store.observations import catalogue
    from almaden.store.observations.engine import engine
    from almaden.store.observations.files import write_year
    from tools.made_up_store import position

    now = datetime.now(UTC)
    with writing(None, "sample.add", reason="to try the pages (made up)") as work:
        dataset = work.add(
            Dataset(
                key="made-up-network", title="Made-up network", state="published", made_up=True, licence="CC BY 4.0",
                description="Nothing of it was measured.", made_on=now, published_on=now,
            )
        )  # fmt: skip
        upload = work.add(Upload(sha256="1" * 64, name="made-up-network.csv", size=0, uploaded_on=now))
        sites = []
        for number, country in enumerate(_COUNTRIES, 1):
            latitude, longitude = position(number * 9, 40)
            sites.append(
                Site(
                    dataset=dataset, name=f"Station {number} (made up)", country=country, latitude=latitude,
                    longitude=longitude, kind="monitoring", network="Made-up network",
                    identifiers={"mun": f"S{number}"},
                )
            )  # fmt: skip
        work.add_many(sites)
        Identifier.objects.bulk_create(
            [Identifier(scheme="mun", value=f"S{number}", site=one) for number, one in enumerate(sites, 1)]
        )
        with engine() as connection:
            for year in _YEARS:
                rows = " UNION ALL ".join(_rows(one, year) for one in _SERIES if year in one[-1])
                catalogue.add(work, dataset, year, write_year(connection, rows, dataset.key, year), upload)
    return {"measured_site": sites[0].pk, "measured": "mun:S1", "network_dataset": dataset.pk}


def _rows(series: tuple[Any, ...], year: int) -> str:
    """A query for a year of a series: a season, a day, a slow decline, and flags here and there."""
    from almaden.store.observations.columns import COLUMNS

    number, matrix, species, unit, method, instrument, hours, level, _years = series
    steps = (datetime(year + 1, 1, 1, tzinfo=UTC) - datetime(year, 1, 1, tzinfo=UTC)).days * 24 // hours
    waves = f"0.1 * cos(2 * pi() * (i * {hours} / 8766.0)) + 0.03 * cos(2 * pi() * (i * {hours} + 3) / 24.0)"
    # Numbers that look like chance and are the same in every store.
    chance = f"0.08 * (((i * 7919 + {year} * 104729 + {number} * 31) % 1009) / 504.5 - 1)"
    value = f"round({level} * (1 + {waves} + {chance} - 0.012 * ({year - 2010} + i * {hours} / 8766.0)), 4)"
    flag = (
        "CASE WHEN i % 211 = 5 THEN 'missing' WHEN i % 173 = 7 THEN 'suspect' WHEN i % 307 = 11 THEN 'invalid' "
        f"WHEN {'i % 20 = 3' if species == 'GOM' else 'false'} THEN 'below_detection' ELSE 'valid' END"
    )
    known = {
        "site": f"'mun:S{number}'",
        "start": f"TIMESTAMP '{year}-01-01' + INTERVAL 1 HOUR * (i * {hours})",
        "end": f"TIMESTAMP '{year}-01-01' + INTERVAL 1 HOUR * (i * {hours} + {hours})",
        "matrix": f"'{matrix}'",
        "species": f"'{species}'",
        "value": f"CASE {flag} WHEN 'valid' THEN {value} WHEN 'suspect' THEN {value} * 1.6 "
        f"WHEN 'invalid' THEN {value} * 2.4 END",
        "unit": f"'{unit}'",
        "flag": flag,
        "method": f"'{method}'",
        "instrument": f"'{instrument}'",
        "level": "'final'",
        "detection_limit": f"{float(level) / 20}",
        "original_unit": f"'{unit}'",
        "original_file": f"'made-up-{year}.csv'",
    }
    empty = {"VARCHAR": "''", "DOUBLE": "NULL"}
    columns = ", ".join(f'({known.get(name) or empty[kind]})::{kind} AS "{name}"' for name, kind in COLUMNS.items())
    return f"SELECT {columns} FROM range({steps}) made(i)"
