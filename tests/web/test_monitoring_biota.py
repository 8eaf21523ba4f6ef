"""Animals on pages: the archive looked at, a study brought, reviewed and published; its samples stay private."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.monitoring.biota.explored import explored
from almaden.monitoring.biota.table import table_of
from almaden.store import waiting
from almaden.store.journal import writing
from almaden.store.models import Dataset, Identifier, Site, Study
from almaden.store.observations import catalogue
from almaden.store.observations.engine import engine
from almaden.store.observations.files import write_year
from almaden.store.tissue_studies import tissue_samples
from tests.store.observations.conftest import upload
from tests.web.conftest import SignIn

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HEAD = (
    "study,sample,site,latitude,longitude,day,taxon,tissue,analyte,value,unit,basis,below_detection,detection_limit,"
    "length_mm"
)
LENGTHS = (400, 450, 500, 560, 620, 700)
ROWS = [
    f"Lakes 2025 {site % 2},S{site}-{length},hidden-{site},{60 + site}.5,24.5,2025-08-14,Esox lucius,muscle,THg,"
    f"{0.5 * (length / 550) ** 2 * (1 + 0.1 * site):.4f},ug/g,ww,n,,{length}"
    for site in (1, 2)
    for length in LENGTHS
]
TABLE = "\n".join(
    [HEAD, *ROWS, "Lakes 2025 1,S1-x,hidden-1,61.5,24.5,2025-08-14,Esox lucius,muscle,THg,,ug/g,ww,y,0.02,300"]
)


@pytest.fixture(autouse=True)
def forgetting() -> Iterator[None]:
    """Studies of other tests have the same numbers."""
    waiting.forget()
    yield
    waiting.forget()


def page_of(browser: Client, address: str) -> str:
    """A page, asked for again until its figures are there."""
    for _ in range(200):
        answer = browser.get(address)
        page = answer.content.decode()
        if "The figures are being computed" not in page:
            return page
    raise AssertionError(address)


def brought(browser: Client, text: str, **more: str) -> str:
    file = SimpleUploadedFile("samples.csv", text.encode())
    answer = browser.post("/monitoring/biota/studies/new/", {"file": file, "title": "Lakes", "country": "GHA", **more})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_a_study_is_brought_published_and_its_samples_stay_private(signed_in_as: SignIn, client: Client) -> None:
    compiler, reviewer = signed_in_as("compiler", "GHA"), signed_in_as("reviewer", "GHA")
    address = brought(compiler, TABLE)
    study = Study.objects.get(pk=int(re.findall(r"\d+", address)[0]))
    assert (study.sector, study.country, study.year) == ("biota", "GHA", 2025)
    assert client.get(address).status_code == 404
    assert "hidden-1" in page_of(compiler, address)
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"/studies/{study.pk}/step/", {"step": step}).status_code == 302
    page = page_of(client, f"{address}?taxon=northern+pike&issuer=EU")
    wanted = explored(table_of(tissue_samples(study)), date(2026, 3, 1), taxon="northern pike", issuer="EU")
    mean = wanted.result.species[0].values.geometric_mean
    assert mean is not None
    assert f"{mean.value:.2f}" in page
    told = client.get(f"/api/v1/monitoring/biota/studies/{study.pk}?taxon=Esox+lucius").content.decode()
    assert json.loads(told)["samples"] == 13
    for text in (page, told, page_of(client, "/monitoring/biota/studies/")):
        assert "hidden-1" not in text
        assert "S1-400" not in text
    assert "Finland" not in page


def test_who_may_not_write_for_a_country_brings_nothing_for_it(signed_in_as: SignIn) -> None:
    compiler = signed_in_as("compiler", "GHA")
    compiler.post(
        "/monitoring/biota/studies/new/", {"file": SimpleUploadedFile("s.csv", TABLE.encode()), "country": "PER"}
    )
    assert not Study.objects.exists()
    said = brought(compiler, TABLE.replace("0.02,300", "half,300"))
    assert "detection_limit" in said
    assert not Study.objects.exists()


def test_samples_of_the_archive_by_species_site_and_length(client: Client, db: None, own_home: object) -> None:
    with writing(None, "sample.add") as work:
        common = {"licence": "CC BY 4.0", "made_up": True, "made_on": NOW}
        shown = work.add(Dataset(key="shown", title="Fish (made up)", state="published", published_on=NOW, **common))
        for name, kind in (("A", "other"), ("B", "informal_mine")):
            site = work.add(Site(dataset=shown, name=f"Lake {name}", country="ALB", latitude=5.4321, longitude=1.2345,
                                 kind=kind, identifiers={"made": name}))  # fmt: skip
            Identifier.objects.create(scheme="made", value=name, site=site)
        with engine() as connection:
            catalogue.add(work, shown, 2024, write_year(connection, _fish(), "shown", 2024), upload())
    page = page_of(client, "/monitoring/biota/")
    assert "northern pike" in page
    assert "nothing of “Fish (made up)” was measured" in page
    one = page_of(client, "/monitoring/biota/?taxon=northern+pike&length=600&country=ALB&first=2024")
    assert [word for word in ("Lake A", "600 mm", "lengths-chart") if word not in one] == []
    circles = client.get("/monitoring/biota/circles.json?taxon=northern+pike").json()
    assert {(point["title"], point["y"]) for point in circles} == {("Lake A", 5.4321), ("Lake B", 5.4)}
    assert "choose fewer filters" in page_of(client, "/monitoring/biota/?tissue=ear&country=XXX")
    assert "detection" in page_of(client, "/monitoring/biota/?last=x&length=5")
    told = client.get("/api/v1/monitoring/biota?taxon=Esox+lucius&issuer=EU").json()
    # 40 fish of two lakes; every tenth is below detection.
    assert (told["samples"], told["species"][0]["values"]["below"]) == (40, 4)


def _fish() -> str:
    """A query for forty pikes."""
    from almaden.store.observations.columns import COLUMNS

    known = {
        "site": "CASE WHEN i % 2 = 0 THEN 'made:A' ELSE 'made:B' END", "start": "TIMESTAMP '2024-07-01'",
        "matrix": "'biota'", "species": "'THg'", "unit": "'ug/g'", "basis": "'ww'", "tissue": "'Muscle'",
        "value": "CASE WHEN i % 10 = 0 THEN NULL ELSE 0.3 + 0.01 * i END", "taxon": "'Esox lucius'",
        "flag": "CASE WHEN i % 10 = 0 THEN 'below_detection' ELSE 'valid' END", "detection_limit": "0.1",
        "length_mm": "400 + 10.0 * i", "sample": "'F' || i", "original_file": "'fish.csv'",
        "diagnostics": "'length_kind=total; study=Lakes ' || (i % 3)",
    }  # fmt: skip
    empty = {"VARCHAR": "''", "DOUBLE": "NULL"}
    columns = ", ".join(f'({known.get(name) or empty.get(kind, "NULL")})::{kind} AS "{name}"'
                        for name, kind in COLUMNS.items())  # fmt: skip
    return f"SELECT {columns} FROM range(40) made(i)"
