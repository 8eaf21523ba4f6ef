"""Measured series on pages: found, looked at, compared, taken along; drafts and people stay hidden."""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from almaden.monitoring.views.explored import explored
from almaden.store import waiting
from almaden.store.journal import writing
from almaden.store.models import Dataset, Identifier, Site
from almaden.store.observations import catalogue
from almaden.store.observations.engine import engine
from almaden.store.observations.files import write_year
from almaden.store.observations.query import Filter
from almaden.store.observations.series import series
from tests.store.conftest import MakeUser
from tests.store.observations.conftest import upload
from tests.web.place_samples import Open, opened, own_home, person

__all__ = ["opened", "own_home", "person"]

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def rows(site: str, species: str, year: int, level: float | str, **more: str) -> str:
    """A query for days of a year: every 50th is suspect, every 70th below detection."""
    from almaden.store.observations.columns import COLUMNS

    flag = "CASE WHEN i % 50 = 3 THEN 'suspect' WHEN i % 70 = 9 THEN 'below_detection' ELSE 'valid' END"
    known = {
        "site": f"'{site}'", "start": f"TIMESTAMP '{year}-01-01' + INTERVAL 1 DAY * i",
        "end": f"TIMESTAMP '{year}-01-01' + INTERVAL 1 DAY * (i + 1)", "matrix": "'air'", "species": f"'{species}'",
        "value": f"CASE {flag} WHEN 'below_detection' THEN NULL ELSE {level} + 0.1 * cos(i / 58.0) END",
        "unit": "'ng/m3'", "flag": flag, "level": "'final'", "detection_limit": "0.1",
        **{name: f"'{text}'" for name, text in more.items()},
    }  # fmt: skip
    empty = {"VARCHAR": "''", "DOUBLE": "NULL"}
    columns = ", ".join(f'({known.get(name) or empty[kind]})::{kind} AS "{name}"' for name, kind in COLUMNS.items())
    return f"SELECT {columns} FROM range(365) made(i)"


@pytest.fixture
def measured(person: MakeUser) -> Iterator[SimpleNamespace]:
    """A published data set of two sites and an informal mine, and a draft."""
    with writing(None, "sample.add") as work:
        common = {"licence": "CC BY 4.0", "made_up": True, "made_on": NOW}
        shown = work.add(Dataset(key="shown", title="Shown (made up)", state="published", published_on=NOW, **common))
        hidden = work.add(Dataset(key="hidden", title="Hidden (made up)", country="ALB", **common))
        sites = []
        for name, dataset, kind in (("A", shown, "monitoring"), ("B", shown, "informal_mine"), ("C", hidden, "other")):
            site = Site(
                dataset=dataset, name=f"Site {name}", country="ALB", latitude=5.4321, longitude=1.2345, kind=kind,
                network="Net", identifiers={"made": name},
            )  # fmt: skip
            sites.append(work.add(site))
            Identifier.objects.create(scheme="made", value=name, site=site)
        with engine() as connection:
            for year in (2021, 2022):
                parts = [
                    rows("made:A", "GEM", year, 1.5, method="Tekran 2537B", instrument="1"),
                    rows("made:B", "GEM", year, 1.7),
                    rows("made:B", "TGM", year, 1.8),
                    rows("made:A", "THg", year, 0.9, matrix="human"),
                ]
                written = write_year(connection, " UNION ALL ".join(parts), "shown", year)
                catalogue.add(work, shown, year, written, upload())
            written = write_year(connection, rows("made:C", "GEM", 2021, 3.25), "hidden", 2021)
            catalogue.add(work, hidden, 2021, written, upload())
    yield SimpleNamespace(shown=shown, hidden=hidden, site=sites[0])
    waiting.forget()


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_finds_a_series_and_takes_it_along(measured: SimpleNamespace, opened: Open) -> None:
    visitor = opened()
    home = page_of(visitor, "/monitoring/")
    assert "2021–2022" in home
    assert "Net" in home
    sites = page_of(visitor, "/monitoring/sites/?species=TGM")
    assert "Site B" in sites
    assert ">Site A<" not in sites
    assert "What is measured" in page_of(visitor, f"/sites/{measured.site.pk}/")

    shown = page_of(visitor, "/monitoring/series/?site=made:A&what=air|GEM|ng/m3")
    given = series(None, Filter(("made:A",), "GEM", "air", flag=""))
    told = explored(given)
    assert str(told.trend.reason) in shown
    assert "nothing of “Shown (made up)” was measured" in shown
    data = json.loads(shown.split('<script type="application/json" id="series-chart">')[1].split("</script>")[0])
    assert len(data["rows"]) == 700
    later = page_of(visitor, "/monitoring/series/?site=made:A&from=2022-01-01&to=2022-06-30")
    assert "2021-" not in later
    files = [html.unescape(one.partition('"')[0]) for one in later.split('href="')[1:] if one.startswith("/api/v1/")]
    assert [visitor.get(one).status_code for one in files if "?" in one] == [200] * 3

    asked = "site=made:A&what=air|GEM|ng/m3&flag=valid&flag=below_detection&format=csv&format=parquet"
    request = page_of(visitor, f"/monitoring/request/?{asked}")
    # Of 365 days 8 are suspect, none of them below detection, in each of two years.
    assert "714 values" in request
    assert "Data set shown, licence: CC BY 4.0. MADE UP, NOT MEASURED." in request
    for _ in range(50):
        file: Any = visitor.get(f"/monitoring/request/data.zip?{asked}")
        if file["Content-Type"] == "application/zip":
            break
    with zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content))) as archive:
        assert "714 observations taken on" in archive.read("CITATION.txt").decode()
        back = list(csv.DictReader(io.StringIO(archive.read("observations.csv").decode())))
    assert len(back) == 714
    assert {row["flag"] for row in back} == {"valid", "below_detection"}


def test_what_may_not_be_merged_is_not_compared(measured: SimpleNamespace, opened: Open) -> None:
    address = "/monitoring/compare/?" + "&".join(
        f"series={one}|ng/m3" for one in ("made:A|air|GEM", "made:B|air|GEM", "made:B|air|TGM", "made:C|air|GEM")
    )
    page = page_of(opened(), address + "&normalised=1")
    assert "they stay apart" in page
    assert "there is no such series" in page
    assert "months that both have" in page
    # An address with nothing that can be seen is told so.
    assert "there is no such series" in page_of(opened(), "/monitoring/compare/?series=made:C|air|GEM|ng/m3")


def test_drafts_people_and_the_places_of_mines_stay_hidden(
    measured: SimpleNamespace, opened: Open, person: MakeUser
) -> None:
    addresses = (
        "/monitoring/", "/monitoring/sites/", "/monitoring/sites/circles.json", "/monitoring/series/?site=made:C",
        "/monitoring/series/?site=made:A", "/monitoring/compare/", "/monitoring/request/?site=made:C",
        "/monitoring/request/?site=made:A", "/api/v1/monitoring/sites", "/api/v1/monitoring/series?site=made:C",
        "/api/v1/monitoring/series?site=made:A", "/api/v1/monitoring/citation?site=made:A&site=made:C",
    )  # fmt: skip
    for address in addresses:
        page = page_of(opened(), address).replace("value=made:C", "")
        for secret in ("Site C", "Hidden (made up)", "human", "THg", "3.25"):
            assert secret not in page, (address, secret)
    points = opened().get("/monitoring/sites/circles.json").json()
    assert {(one["title"], one["y"]) for one in points} == {("Site A", 5.4321), ("Site B", 5.4)}
    compiler = opened(person("ana", "compiler", "ALB"))
    assert "Site C" in page_of(compiler, "/monitoring/sites/")
    assert "5.4321" in page_of(compiler, "/monitoring/sites/circles.json")


def test_bad_input_is_told_beside_the_field(measured: SimpleNamespace, opened: Open) -> None:
    page = page_of(opened(), "/monitoring/series/?site=made:A&from=soon&to=2022-13-40")
    assert page.count("this is no day") == 2
    assert "this is not measured there" in page_of(opened(), "/monitoring/series/?site=made:A&what=air|Cd|ng")
    assert "no observations of this site" in page_of(opened(), "/monitoring/series/?site=made:Z")
    assert "animals and plants" in page_of(opened(), "/monitoring/request/?site=made:A&format=darwin-core")
    assert "nothing is chosen" in page_of(opened(), "/monitoring/request/?format=csv")
    assert opened().get("/monitoring/request/data.zip?format=csv").status_code == 302


def test_an_empty_store_says_what_to_bring(opened: Open) -> None:
    for address in ("/monitoring/", "/monitoring/sites/", "/monitoring/series/", "/monitoring/compare/"):
        assert "almaden monitoring import" in page_of(opened(), address)


def test_the_api_tells_the_same(measured: SimpleNamespace, opened: Open) -> None:
    query = "site=made:A&species=GEM"
    told = explored(series(None, Filter(("made:A",), "GEM", "air", flag="")))
    (trend,) = opened().get(f"/api/v1/monitoring/trend?{query}").json()["series"]
    assert (trend["verdict"], trend["n"]) == (told.trend.verdict, told.trend.n)
    months = opened().get(f"/api/v1/monitoring/averages?{query}").json()["averages"]
    assert months == json.loads(json.dumps(list(told.months.rows())))
    (thin,) = opened().get(f"/api/v1/monitoring/series?{query}&points=10").json()["items"]
    assert len(thin["mean"]) == 10
    assert set(thin["worst"]) == {"suspect"}
    cited = opened().get(f"/api/v1/monitoring/citation?{query}&unit=ng/m3").json()
    assert cited["observations"] == 714
    assert cited["datasets"][0]["licence"] == "CC BY 4.0"
    assert opened().get("/api/v1/monitoring/series?site=made:A&points=0").status_code == 422


def test_the_wind_of_a_site_is_shown_beside_its_series(measured: SimpleNamespace, opened: Open) -> None:
    visitor = opened()
    address = "/monitoring/series/?site=made:A&what=air|GEM|ng/m3"
    assert "wind-sectors" not in page_of(visitor, address)
    with writing(None, "sample.add") as work, engine() as connection:
        common = {"licence": "CC BY 4.0", "made_up": True, "made_on": NOW}
        told = {"state": "published", "published_on": NOW}
        weather = work.add(Dataset(key="weather", title="Weather (made up)", **told, **common))
        # Four days of five from the east, the fifth from the west; a cosine of 0.1 beside.
        parts = [
            rows("made:A", "wind direction", 2021, "CASE WHEN i % 5 = 0 THEN 270 ELSE 90 END", unit="degree"),
            rows("made:A", "wind speed", 2021, "3.0", unit="m/s"),
        ]
        written = write_year(connection, " UNION ALL ".join(parts), "weather", 2021)
        catalogue.add(work, weather, 2021, written, upload())
    waiting.forget()
    shown = page_of(visitor, address)
    data = json.loads(shown.split('<script type="application/json" id="wind-sectors">')[1].split("</script>")[0])
    assert [row["label"] for row in data["rows"]] == ["90°", "270°"]
    assert "Which winds bring polluted air" in shown
