"""The pages of small-scale gold mining: a study from its file to the public, and what wrong files and others get."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.demo.gold import ghana
from almaden.store import reviews, waiting
from almaden.store.countries import set_stage
from almaden.store.models import Comment, Study, User
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person

__all__ = ["opened", "own_home", "person"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home", "nothing_kept")]


@pytest.fixture
def nothing_kept() -> None:
    """Another test's study may have had the same number."""
    waiting.forget()


def tables(**more: str) -> SimpleUploadedFile:
    """A folder of tables of a made-up survey, packed."""
    sites = ["id,region,name,latitude,longitude,miners,gold_per_miner,gold_unit,gold_period,days_per_year"]
    sites += [
        f"S{n},{'North' if n < 4 else 'South'},Creek {n},5.91{n},-2.03{n},{4 + n},0.4,g,day,200" for n in range(8)
    ]
    found = {
        "about": "country,year,title\nGHA,2024,Survey of creeks (made up)",
        "sites": "\n".join(sites),
        "practices": "practice,share\nconcentrate,0.7\nwhole_ore,0.3",
        **more,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in found.items():
            if text:
                archive.writestr(f"survey/{name}.csv", text)
    return SimpleUploadedFile("survey.zip", packed.getvalue())


def reckoned(browser: Client, address: str) -> str:
    """A page, asked for again until its figures are there: a busy machine takes longer than a page waits."""
    page = browser.get(address).content.decode()
    while "The figures are being computed." in page:
        page = browser.get(address).content.decode()
    return page


def brought(browser: Client, made_up: str = "1", **more: str) -> Study:
    sent = {"file": tables(**more), "kind": "gold", **({"made_up": "1"} if made_up else {})}
    answer = browser.post("/gold/studies/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    study = Study.objects.get()
    assert answer["Location"] == f"/gold/studies/{study.pk}/"
    return study


def published(study: Study, person: MakeUser) -> User:
    reviewer = person("rosa", "reviewer", "GHA")
    study.refresh_from_db()
    reviews.take(reviewer, study)
    reviews.publish(reviewer, study)
    return reviewer


def test_from_the_file_to_the_public(opened: Open, person: MakeUser) -> None:
    compiler = opened(person("kofi", "compiler", "GHA"))
    study = brought(compiler)
    address = f"/gold/studies/{study.pk}/"
    page = reckoned(compiler, address)
    for heading in ("Where the mercury goes", "Gold by route", "By region", "The four worst practices", "Tables"):
        assert f"<h2>{heading}</h2>" in page
    assert opened().get(address).status_code == 404
    assert opened().get(f"/studies/{study.pk}/").status_code == 404
    said = {"text": "Which year is this from?"}
    commented = compiler.post(f"/studies/{study.pk}/comment/", said)
    assert commented["Location"] == f"{address}#comment-{Comment.objects.get().pk}"
    assert compiler.post(f"/studies/{study.pk}/step/", {"step": "submit"})["Location"] == address
    published(study, person)
    assert f'href="/studies/{study.pk}/"' in opened().get("/search/?q=creeks").content.decode()
    public = reckoned(opened(), address)
    assert "These figures are made up: an example." in public
    assert "Gold by route" in public
    # Four sites of 4 to 7 miners in the north have 22, those in the south 38: both are told.
    assert "North" in public
    for secret in ("Creek", "5.91", "<h2>Tables</h2>", "Which year"):
        assert secret not in public
    assert opened().get(f"{address}tables.xlsx").status_code == 403
    assert compiler.get(f"{address}replace/").status_code == 409
    assert compiler.get(f"{address}tables.xlsx").content[:2] == b"PK"
    told = json.loads(opened().get(f"{address}estimate.json").content)
    assert (told["country"], told["questions"]) == ("GHA", [])
    assert told["mercury_kg_low"] < told["mercury_kg"] < told["mercury_kg_high"]
    assert opened().get(f"{address}report.xlsx").content[:2] == b"PK"
    assert opened().get(f"{address}report.exe").status_code == 404
    assert opened().get(f"{address}parts.csv").content.decode("utf-8-sig").startswith("by,name,gold_kg")
    with zipfile.ZipFile(io.BytesIO(opened().get(f"{address}inventory.zip").content)) as archive:
        assert any(name.endswith("inventory.toml") for name in archive.namelist())


def test_without_the_split_it_is_asked_for(opened: Open, person: MakeUser) -> None:
    compiler = opened(person("kofi", "compiler", "GHA"))
    address = f"/gold/studies/{brought(compiler, practices='').pk}/"
    page = reckoned(compiler, address)
    assert "How is the gold won?" in page
    # Eight sites with 60 miners, 0.4 g a day, 200 days: 4.8 kg of gold.
    assert "gold, by all routes" in page
    answered = reckoned(compiler, f"{address}?concentrate=60&whole_ore=40")
    assert "Where the mercury goes" in answered
    wrong = compiler.get(f"{address}?concentrate=60&whole_ore=60")
    assert wrong.status_code == 422
    assert compiler.get(f"{address}?reduction=x").status_code == 422


def test_where_the_tables_tell_too_little_the_public_learns_no_more(opened: Open, person: MakeUser) -> None:
    compiler = opened(person("kofi", "compiler", "GHA"))
    study = brought(compiler, sites="id,region,miners,gold_per_miner,days_per_year\nS1,North,30,1e-300,200")
    assert "a number is too large or too small" in compiler.get(f"/gold/studies/{study.pk}/").content.decode()
    # It cannot be handed in, and the page says why.
    refused = compiler.post(f"/studies/{study.pk}/step/", {"step": "submit"})
    assert refused.status_code == 422
    assert "a number is too large or too small" in refused.content.decode()
    # One that was published before that was looked at.
    Study.objects.filter(pk=study.pk).update(state="published")
    assert "cannot be estimated" in opened().get(f"/gold/studies/{study.pk}/").content.decode()
    answer = opened().get(f"/gold/studies/{study.pk}/estimate.json")
    assert (answer.status_code, b"too large" in answer.content) == (422, False)


def test_every_fault_of_a_file_is_told(opened: Open, person: MakeUser) -> None:
    compiler = opened(person("kofi", "compiler", "GHA"))
    bad = "id,region,miners,women,retort_efficiency\nS1,North,4,9,85\nS1,South,3,,1.7"
    answer = compiler.post("/gold/studies/new/", {"file": tables(sites=bad), "kind": "gold"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sites.csv" in page
    assert page.count("retort_efficiency") >= 2
    assert not Study.objects.exists()
    assert compiler.post("/gold/studies/new/", {"kind": "gold"}).status_code == 422
    # Another country is not theirs.
    other = tables(about="country,year\nPER,2024")
    assert compiler.post("/gold/studies/new/", {"file": other, "kind": "gold"}).status_code == 403


def test_a_draft_is_replaced_knowingly_and_thrown_away(opened: Open, person: MakeUser) -> None:
    compiler = opened(person("kofi", "compiler", "GHA"))
    study = brought(compiler)
    address = f"/gold/studies/{study.pk}/replace/"
    fewer = "id,region,miners\nS1,North,20"
    both = compiler.post(address, {"file": tables(sites=fewer), "version": study.version - 1})
    assert both.status_code == 409
    page = both.content.decode()
    assert "Keep my version" in page
    kept = page.split('name="kept" value="')[1].split('"')[0]
    again = compiler.post(address, {"kept": kept, "version": study.version})
    assert again.status_code == 302
    assert len(Study.objects.get().tables["sites"]) == 1
    visits = "SubmissionDate,where-id,where-region,people-miners,KEY\n2024-03-14,V1,North,12,a\n2024-03-15,V2,North,9,b"
    sent = {"file": SimpleUploadedFile("visits.csv", visits.encode()), "version": study.version + 1, "kind": "visits"}
    collected = compiler.post(address, sent)
    assert collected.status_code == 302, collected.content.decode()
    assert [row["id"] for row in Study.objects.get().tables["sites"]] == ["V1", "V2"]
    assert len(Study.objects.get().tables["practices"]) == 2
    assert opened(person("ama", "compiler", "PER")).get(address).status_code == 404
    assert compiler.post(f"/studies/{study.pk}/remove/").status_code == 302
    assert not Study.objects.exists()


def test_values_of_countries_join_the_table(opened: Open, person: MakeUser) -> None:
    secretary = person("sec", "secretariat")
    text = "country,year,mercury_t,low_t,high_t,data_class,source\nGHA,2024,50,40,70,4,A survey of ours"
    values = SimpleUploadedFile("values.csv", text.encode())
    browser = opened(secretary)
    assert browser.post("/gold/studies/new/", {"file": values, "kind": "gold_countries"}).status_code == 302
    assert "A survey of ours" in browser.get("/gold/").content.decode()
    assert "A survey of ours" not in opened().get("/gold/").content.decode()
    study = Study.objects.get()
    other = person("other", "secretariat")
    reviews.submit(secretary, study)
    reviews.take(other, study)
    reviews.publish(other, study)
    assert "A survey of ours" in opened().get("/gold/").content.decode()
    assert "A survey of ours" in opened().get("/gold/country/GHA/").content.decode()
    assert "A survey of ours" in opened().get("/gold/countries.csv").content.decode()
    assert "A survey of ours" in opened().get(f"/gold/studies/{study.pk}/").content.decode()


def test_the_sum_is_never_called_the_worlds(browser: Client) -> None:
    page = browser.get("/gold/").content.decode()
    assert "sum of" in page
    assert 'href="/gold/xlsform.xlsx?kind=buyer"' in page
    assert "unverified" in page
    assert browser.get("/gold/country/XXX/").status_code == 404
    # Nigeria's plan is one of the sixteen whose budgets are published.
    set_stage(None, "NGA", "nap", "submitted", "2021-06-01")
    nigeria = browser.get("/gold/country/NGA/").content.decode()
    assert "of 16 plans" in nigeria
    assert "national action plan for small-scale gold mining" in nigeria
    for name in ("template.xlsx", "xlsform.xlsx", "xlsform.xlsx?kind=buyer"):
        assert browser.get(f"/gold/{name}").content[:2] == b"PK"


def test_the_worked_example_reads(opened: Open, person: MakeUser) -> None:
    with ghana() as folder:
        rows = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.csv")}
    compiler = opened(person("kofi", "compiler", "GHA"))
    study = brought(compiler, "", **{"sites": "", **rows})
    assert "worked example" in reckoned(compiler, f"/gold/studies/{study.pk}/")
