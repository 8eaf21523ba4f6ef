"""Imports on the pages: a file, its check, the preview, decisions, keeping and discarding; data sets."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.store.jobs import run_now
from almaden.store.models import Dataset, Facility, ImportRun, Job, Upload
from tests.store.conftest import MakeUser
from tests.web.inventory_samples import signed_in, text

PLANTS = """name,country,latitude,longitude,status
Plant A (made up),GHA,6.1,-1.2,operating
Plant B (made up),GHA,5.2,-2,retired
"""


def bring(client: Client, content: str | bytes, name: str = "plants.csv", **form: str) -> ImportRun:
    """Upload a file, let the check run, and give the import."""
    data = content if isinstance(content, bytes) else content.encode()
    answer = client.post("/imports/new/", {"reader": "facilities", **form, "file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, text(answer)
    return checked()


def checked() -> ImportRun:
    for job in Job.objects.filter(state="queued"):
        run_now(job)
    return ImportRun.objects.order_by("-pk")[0]


def do(client: Client, run: ImportRun, step: str, **form: str) -> ImportRun:
    """Take a step and let its job run."""
    answer = client.post(f"/imports/{run.pk}/step/", {"step": step, "version": str(run.version), **form})
    assert answer.status_code == 302, text(answer)
    return checked()


def counts(client: Client, run: ImportRun) -> str:
    """The line of the preview about facilities, without spaces."""
    page = "".join(text(client.get(f"/imports/{run.pk}/")).split())
    start = page.index('<thscope="row">Facilities</th>')
    return page[start : page.index("</tr>", start)]


def test_a_file_is_looked_at_before_it_is_kept(person: MakeUser) -> None:
    client = signed_in(person("ana", "secretariat"))
    run = bring(client, PLANTS)
    # added, changed, unchanged, faulty, doubtful
    assert [cell.split("<")[0] for cell in counts(client, run).split('class="num">')[1:]] == ["2", "0", "0", "0", "0"]
    assert not Facility.objects.exists()
    run = do(client, run, "keep")
    assert run.state == "committed"
    assert sorted(Facility.objects.values_list("name", flat=True)) == ["Plant A (made up)", "Plant B (made up)"]
    dataset = Dataset.objects.get()
    assert f'href="/data/{dataset.pk}/"' in text(client.get(f"/imports/{run.pk}/"))
    assert "plants.csv" in text(client.get(f"/data/{dataset.pk}/"))


def test_the_same_file_again_changes_nothing_and_another_its_differences(person: MakeUser) -> None:
    client = signed_in(person("ana", "secretariat"))
    do(client, bring(client, PLANTS), "keep")
    again = bring(client, PLANTS)
    assert [cell.split("<")[0] for cell in counts(client, again).split('class="num">')[1:]] == ["0", "0", "2", "0", "0"]
    changed = bring(client, PLANTS.replace("retired", "operating"))
    page = text(client.get(f"/imports/{changed.pk}/"))
    assert "Changed records" in page
    assert '<td class="was">' in page
    assert "<bdi>retired</bdi>" in page


def test_faults_are_listed_and_downloaded(person: MakeUser) -> None:
    client = signed_in(person("ana", "secretariat"))
    run = bring(client, PLANTS.replace("6.1", "far").replace("-2,", "999,"))
    page = text(client.get(f"/imports/{run.pk}/"))
    assert run.state == "faulty"
    assert "2 faults were found." in page
    assert "<bdi>far</bdi>" in page
    assert ">Keep it</button>" not in page
    answer = client.get(f"/imports/{run.pk}/faulty.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="faulty-rows-{run.pk}.csv"'
    assert "far" in answer.content.decode()
    assert not Facility.objects.exists()


def test_a_doubtful_record_is_decided_by_a_person(person: MakeUser) -> None:
    client = signed_in(person("ana", "secretariat"))
    do(client, bring(client, PLANTS), "keep")
    there = Facility.objects.get(name__startswith="Plant A")
    # The same name 22 km away may be the same plant or another.
    run = bring(client, "name,country,latitude,longitude\nPlant A (made up),GHA,6.3,-1.2\n", "others.csv")
    page = text(client.get(f"/imports/{run.pk}/"))
    assert "Is it the same?" in page
    assert f'value="same:{there.pk}"' in page
    assert "same name" in page
    assert ">Keep it</button>" not in page
    key = page.split('name="choice:')[1].split('"')[0]
    run = do(client, run, "decide", **{f"choice:{key}": "new"})
    assert run.counts["facility"]["added"] == 1
    assert run.counts["facility"]["doubtful"] == 0


def test_an_import_is_discarded(person: MakeUser) -> None:
    client = signed_in(person("ana", "secretariat"))
    run = do(client, bring(client, PLANTS), "discard")
    assert run.state == "discarded"
    assert not Facility.objects.exists()


def test_progress_is_shown_without_scripts(person: MakeUser) -> None:
    client = signed_in(person("ana", "secretariat"))
    file = SimpleUploadedFile("plants.csv", PLANTS.encode())
    answer = client.post("/imports/new/", {"reader": "facilities", "file": file}, follow=True)
    page = text(answer)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "The file is being checked." in page


def test_columns_of_any_table_are_mapped_in_a_second_step(person: MakeUser) -> None:
    client = signed_in(person("ana", "secretariat"))
    table = "Works,Land,Town\nPlant C (made up),GHA,Tema\n"
    file = SimpleUploadedFile("works.csv", table.encode())
    second = client.post("/imports/new/", {"reader": "table", "file": file})["Location"]
    assert '<option value="Works">Works</option>' in text(client.get(second))
    fields = {"field-name": "Works", "field-country": "Land", "field-place": "Town"}
    assert client.post(second, {"record": "facility", **fields}).status_code == 302
    run = checked()
    assert run.counts["facility"]["added"] == 1
    # The address is for the person who brought the file.
    assert signed_in(person("eve", "secretariat")).get(second).status_code == 404


@pytest.mark.parametrize("name", ["nothing", "two", "empty", "macro"])
def test_what_cannot_be_read_is_refused_at_once(person: MakeUser, name: str) -> None:
    client = signed_in(person("ana", "secretariat"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr("[Content_Types].xml", b"<Types/>")
    every: dict[str, dict[str, Any]] = {
        "nothing": {},
        "two": {"file": [SimpleUploadedFile("a.csv", PLANTS.encode()), SimpleUploadedFile("b.csv", PLANTS.encode())]},
        "empty": {"file": SimpleUploadedFile("a.csv", b"")},
        "macro": {"file": SimpleUploadedFile("a.xlsm", packed.getvalue())},
    }
    sent = every[name]
    answer = client.post("/imports/new/", {"reader": "facilities", **sent})
    assert answer.status_code == 422
    assert 'class="failure"' in text(answer)
    assert not Upload.objects.exists()


def test_a_file_that_says_it_is_huge_is_not_even_read(person: MakeUser) -> None:
    client = signed_in(person("ana", "secretariat"))
    answer = client.post(
        "/imports/new/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**10)
    )
    assert answer.status_code == 413
    assert not Upload.objects.exists()


def test_an_upload_needs_the_proof_that_our_page_sent_it(person: MakeUser) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("ana", "secretariat"), backend="django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile("plants.csv", PLANTS.encode())
    assert strict.post("/imports/new/", {"reader": "facilities", "file": file}).status_code == 403
    assert not Upload.objects.exists()


def test_imports_of_others_are_hidden(person: MakeUser) -> None:
    run = bring(signed_in(person("ana", "secretariat")), PLANTS)
    eve = signed_in(person("eve", "secretariat"))
    assert eve.get(f"/imports/{run.pk}/").status_code == 404
    assert eve.get(f"/imports/{run.pk}/faulty.csv").status_code == 404
    assert eve.post(f"/imports/{run.pk}/step/", {"step": "keep", "version": str(run.version)}).status_code == 404


def test_a_data_set_is_published_by_somebody_else(person: MakeUser, browser: Client) -> None:
    ana = signed_in(person("ana", "secretariat"))
    do(ana, bring(ana, PLANTS), "keep")
    dataset = Dataset.objects.get()
    address = f"/data/{dataset.pk}/"
    assert browser.get(address).status_code == 404
    ana.post(f"{address}step/", {"step": "submit"})
    assert ana.post(f"{address}step/", {"step": "publish"}).status_code == 403
    signed_in(person("ben", "secretariat")).post(f"{address}step/", {"step": "publish"})
    assert dataset.title in text(browser.get(address))
    assert f'href="{address}"' in text(browser.get("/data/"))


def test_what_is_odd_about_a_file_is_shown_and_stops_nothing(person: MakeUser) -> None:
    client = signed_in(person("compiler", "compiler", "GHA"))
    sites = "identifiers,name,country,latitude,longitude\nmade:A,A (made up),GHA,5.6,-0.1\n"
    do(client, bring(client, sites, "sites.csv", reader="sites"), "keep")
    row = "made:A,2024-01-01T00:00Z,air,GEM,1.5,ng/m3\n"
    run = bring(client, f"site,start,matrix,species,value,unit\n{row}{row}", "made-up.csv", reader="observations")
    page = text(client.get(f"/imports/{run.pk}/"))
    assert run.state == "ready"
    assert "duplicate row" in page
    assert "this row says the same as row 2" in page
