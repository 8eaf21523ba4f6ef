"""The report of a network, from made-up series whose means and slopes are known by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from almaden.monitoring.network_study import NetworkAbout, NetworkData, NetworkStudy, network_study
from almaden.monitoring.series import BELOW_DETECTION, INVALID, VALID, Series, SeriesKey
from almaden.reference.records import SiteRecord
from almaden.reports.document import Bullets, Figure, Heading, Table
from almaden.reports.figures import svg
from almaden.reports.monitoring.network_report import network_report, render_network_report
from almaden.reports.words import Words

SITES = tuple(
    SiteRecord(identifiers={"net": name}, name=f"Made-up {name}", latitude=latitude, longitude=longitude)
    for name, latitude, longitude in (("A", 60.0, 10.0), ("B", 50.0, -10.0), ("C", 40.0, 30.0))
)
ABOUT = NetworkAbout("A made-up network", "Made up, 2026", "CC0-1.0", notice="Made-up data")


def monthly(site: str, slope: float, months: int = 120, species: str = "GEM") -> Series:
    """Months from 2010 on: 1.6 and a slope in ng/m3 a year, with a small noise."""
    noise = np.random.default_rng(len(site) + months).normal(0.0, 0.01, months)
    edges = (np.datetime64("2010-01", "M") + np.arange(months + 1)).astype("datetime64[s]")
    nothing = np.full(months, np.nan)
    key = SeriesKey(f"net:{site}", "air", species, "ng/m3")
    value = 1.6 + slope * np.arange(months) / 12.0 + noise
    return Series(key, edges[:-1], edges[1:], value, np.full(months, VALID, dtype=np.uint8), nothing,
                  np.arange(months))  # fmt: skip


@pytest.fixture(scope="module")
def study() -> NetworkStudy:
    series = [monthly("A", -0.02), monthly("B", -0.03), monthly("C", -0.025), monthly("D", 0.0, months=12)]
    series[0].flag[:3] = INVALID, BELOW_DETECTION, VALID
    series.append(monthly("A", 0.0, species="wind speed"))
    data = NetworkData(series, SITES, decisions=2, traps={"duplicate row": 3}, sha256="ab" * 32)
    return network_study(data, ABOUT, date(2026, 1, 1))


def test_a_study_counts_what_counts(study: NetworkStudy) -> None:
    first = study.spans[0]
    # The first month is invalid, the second below detection with a number: 119 of 120 count, from February on.
    assert (first.n, first.below_detection, first.rows) == (119, 1, 120)
    assert (first.first, first.last) == (date(2010, 2, 1), date(2019, 12, 31))
    assert first.share_missing == 0.0
    assert [key.site for key in study.keys] == ["net:A", "net:B", "net:C", "net:D"]
    assert [one.verdict for one in study.trends.trends] == ["decreasing"] * 3 + ["cannot tell"]
    # A year of months has no slope over years: the mean is that of the three others.
    (mean,) = study.regional
    assert mean.trend.sites == 3
    assert mean.trend.slope_per_year == pytest.approx(-0.025, abs=0.002)
    assert any("net:D" in str(one) for one in study.untold)
    assert study.as_dict()["meta"]["notice"] == "Made-up data"


def test_a_report_tells_every_part(study: NetworkStudy) -> None:
    document = network_report(study, Words.of("en"))
    assert (document.title, document.notice) == ("A made-up network", "Made-up data")
    assert ("Cite as", "Made up, 2026") in document.meta
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings == [
        "In short", "Sites and series", "Data quality", "Yearly means", "Trends", "What cannot be told, and why",
        "How it was made", "Numbers that nobody has verified",
    ]  # fmt: skip
    tables = {block.caption: block for block in document.blocks if isinstance(block, Table)}
    assert len(tables["Sites"].full_rows) == 4
    trends = [row.cells[-1].text for row in tables["Trends"].full_rows]
    assert [text.partition(":")[0] for text in trends] == ["decreasing"] * 3 + ["cannot tell"]
    assert all(text.partition(": ")[2] for text in trends)
    # A value below detection whose limit nobody told leaves the mean of its year open above.
    assert tables["Yearly means"].full_rows[0].cells[1].text.startswith("at least 1.")
    years = {row.cells[0].text for row in tables["Yearly means"].full_rows}
    assert years == {str(year) for year in range(2010, 2020)}
    assert any("GEM: decreasing, −0.02" in item for item in _bullets(document.blocks))
    for block in document.blocks:
        if isinstance(block, Figure):
            assert svg(block.drawing).startswith(b"<?xml")


def _bullets(blocks: tuple[object, ...]) -> list[str]:
    return [item for block in blocks if isinstance(block, Bullets) for item in block.items]


def test_nothing_that_counts_is_told() -> None:
    series = monthly("E", 0.0, months=3)
    series.flag[:] = INVALID
    study = network_study(NetworkData([series]), NetworkAbout("Nothing"), date(2026, 1, 1))
    assert (study.spans[0].n, study.spans[0].first) == (0, None)
    assert study.trends.trends[0].verdict == "cannot tell"
    assert render_network_report(study, "html", "es").startswith(b"<!")


def test_rain_without_its_depth_is_no_deposition() -> None:
    weeks = np.arange("2015-01-06", "2016-01-12", 7, dtype="datetime64[D]").astype("datetime64[s]")
    key = SeriesKey("net:A", "precipitation", "THg", "ng/L")
    told = np.full(52, 8.0), np.zeros(52, dtype=np.uint8), np.full(52, np.nan), np.arange(52)
    series = Series(key, weeks[:-1], weeks[1:], *told)
    study = network_study(NetworkData([series]), NetworkAbout("Rain"), date(2026, 1, 1))
    assert study.wet.periods == ()
    assert any("no wet deposition" in str(one) for one in study.untold)
