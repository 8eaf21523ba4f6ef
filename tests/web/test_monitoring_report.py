"""The report of a network as a page: what is chosen, the document, and what is not for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from almaden.monitoring.network_study import NetworkStudy
from almaden.store import waiting
from almaden.store.imports.local import import_here
from almaden.store.imports.reading import Request, plan_import
from almaden.store.models import Dataset, Site
from tests.store.conftest import MakeUser
from tests.store.observations.conftest import dataset
from tests.web.place_samples import Open, opened, own_home, person

__all__ = ["dataset", "opened", "own_home", "person"]


@pytest.fixture
def network(dataset: Dataset, tmp_path: Path) -> Dataset:
    """Made-up months of two sites, 2010 to 2016, falling by 0.02 ng/m3 a year."""
    file = tmp_path / "made_up.csv"
    rows = [
        f"made:{site},{year}-{month:02d}-01,,air,GEM,{1.6 - 0.02 * (year - 2010) + 0.001 * month:.3f},ng/m3"
        for site in "AB" for year in range(2010, 2017) for month in range(1, 13)
    ]  # fmt: skip
    file.write_text("site,start,end,matrix,species,value,unit\n" + "\n".join(rows) + "\n")
    request = Request(None, file, file.name, "observations", dataset.key)
    import_here(request, plan_import(request), lambda done, total: None)
    Site.objects.update(latitude=50.0, longitude=10.0)
    Dataset.objects.filter(pk=dataset.pk).update(made_up=True, state="published")
    return dataset


def test_a_report_is_chosen_and_taken(network: Dataset, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[NetworkStudy] = []

    def rendered(study: NetworkStudy, kind: str, lang: str) -> bytes:
        told.append(study)
        return f"{kind} {lang}".encode()

    monkeypatch.setattr("almaden.web.monitoring_report.PATIENCE", 30.0)
    monkeypatch.setattr("almaden.web.monitoring_report.render_network_report", rendered)
    browser = opened()
    page = browser.get("/monitoring/report/").content.decode()
    assert "Made up, to try the pages" in page
    assert "168 values" in page
    address = next(part for part in page.split('"') if part.startswith("/monitoring/report/network.docx"))
    answer = browser.get(address.replace("&amp;", "&"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="almaden-network.docx"'
    assert answer.content == b"docx en"
    (study,) = told
    assert [one.verdict for one in study.trends.trends] == ["decreasing", "decreasing"]
    assert study.sites["made:A"].latitude == 50.0
    assert (study.meta.notice, study.decisions) == ("Made up, not measured.", 0)
    assert "made-up" in study.about.citation
    assert browser.get(address.replace("&amp;", "&")).content == b"docx en"
    assert len(told) == 1


def test_a_draft_is_for_those_who_may_see_it(network: Dataset, opened: Open, person: MakeUser) -> None:
    Dataset.objects.filter(pk=network.pk).update(state="draft")
    public = opened().get(f"/monitoring/report/?dataset={network.pk}").content.decode()
    assert "No observations yet" in public
    assert network.title not in public
    assert opened().get(f"/monitoring/report/network.pdf?dataset={network.pk}").status_code == 302
    own = opened(person("ana", "administrator")).get(f"/monitoring/report/?dataset={network.pk}")
    assert network.title in own.content.decode()


def test_what_is_wrong_is_told(network: Dataset, opened: Open) -> None:
    page = opened().get("/monitoring/report/?dataset=999999&from=2014-13-01").content.decode()
    assert "there is no such data set" in page
    assert "this is no day" in page
    assert "network.pdf" not in page


def test_a_long_one_is_waited_for(network: Dataset, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "ask", lambda key, make, patience: None)
    page = browser.get(f"/monitoring/report/network.pdf?dataset={network.pk}").content.decode()
    assert "The file is being made." in page
