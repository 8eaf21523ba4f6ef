"""Quality control on the pages: check, decide by stretch, undo, logbook, final level; whose data, and what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from almaden.store.jobs import run_now
from almaden.store.models import ArchiveFile, Dataset, Identifier, Job, LogbookEntry, QualityDecision, QualityMark, Site
from almaden.store.observations.imports import import_observations
from almaden.store.quality.checking import open_marks
from almaden.store.quality.lines import dataset_line, series_lines
from tests.store.conftest import MakeUser
from tests.store.observations.conftest import START, located, record, upload
from tests.web.inventory_samples import signed_in, text

#: Background of about 1.5 ng/m3, which the rules leave alone, with two plumes: above 5 ng/m3 they propose suspect.
VALUES = [1.4 + 0.01 * (hour * 7 % 23) for hour in range(96)]
PLUMES = {30: 9.0, 31: 12.0, 60: 7.5}


@pytest.fixture
def draft(db: None, own_home: Path, person: MakeUser) -> Dataset:
    """A draft of Kofi, a compiler of Ghana, with a site and four days of hours."""
    author = person("kofi", "compiler", "GHA")
    made = Dataset.objects.create(
        key="raw", title="Raw data (made up)", country="GHA", made_on=START, author=author, made_up=True
    )
    site = Site.objects.create(name="A (made up)", country="GHA", dataset=made, identifiers={"made": "A"})
    Identifier.objects.create(scheme="made", value="A", site=site)
    records = [record(hour=2 + hour, value=PLUMES.get(hour, value)) for hour, value in enumerate(VALUES)]
    beside = [record(hour=2 + hour, value=0.2, species="CO", unit="umol/mol") for hour in range(0, 96, 7)]
    import_observations(None, made, located([*records, *beside]), upload(), lambda rows: None)
    return made


@pytest.fixture
def kofi(draft: Dataset) -> Client:
    assert draft.author is not None
    return signed_in(draft.author)


def page_of(dataset: Dataset, species: str = "GEM") -> str:
    name = next(line.name for line in series_lines(dataset) if line.key.species == species)
    return f"/monitoring/quality/{dataset.pk}/{name}/"


def check(client: Client, dataset: Dataset) -> None:
    assert client.post(f"/monitoring/quality/{dataset.pk}/check/").status_code == 302
    for job in Job.objects.filter(state="queued"):
        assert run_now(job).state == "done", job.problem


def send(client: Client, address: str, **form: object) -> str:
    """Send a form with what the page hides in it; gives where it leads."""
    run = re.search(r'name="run" value="(\d+)"', text(client.get(address.rsplit("/", 2)[0] + "/")))
    assert run is not None
    answer = client.post(address, {"run": run[1], **form})
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def test_from_the_check_to_the_final_level(kofi: Client, draft: Dataset) -> None:
    assert "not yet" in text(kofi.get("/monitoring/quality/"))
    check(kofi, draft)
    address = page_of(draft)
    page = text(kofi.get(address))
    # Two plumes; the hours 30 and 31 are one stretch.
    assert "2 of 2 stretches wait for a decision." in page
    assert "Stretch 1 of 2" in page
    assert "12 ng/m3 is above 5 ng/m3" in page
    assert "CO" in page[page.index('id="quality-around"') :]
    refused = kofi.post(f"/monitoring/quality/{draft.pk}/finish/")
    assert refused.status_code == 422
    assert "wait for a decision" in text(refused)
    assert send(kofi, f"{address}decide/", stretch=1, verdict="accepted") == f"{address}?stretch=2"
    send(kofi, f"{address}decide/", stretch=2, verdict="rejected", reason="a fire far away")
    assert open_marks(draft) == []
    assert "All stretches of this series are decided on." in text(kofi.get(address))
    done = text(kofi.post(f"/monitoring/quality/{draft.pk}/finish/", follow=True))
    assert "Flags that changed: 2" in done
    assert "Submit for review" in done
    final = ArchiveFile.objects.filter(state="current", dataset=draft)
    assert set(final.values_list("series__level", flat=True)) == {"final"}


def test_decisions_are_undone_by_stretch_and_by_what_was_decided_at_once(kofi: Client, draft: Dataset) -> None:
    check(kofi, draft)
    address = page_of(draft)
    send(kofi, f"{address}decide/", stretch=1, verdict="changed", flag="invalid", reason="a generator")
    assert set(QualityDecision.objects.values_list("flag", "undone")) == {("invalid", False)}
    # As soon as one is undone the whole stretch waits again.
    send(kofi, f"{address}undo/", stretch=1)
    assert "2 of 2 stretches wait for a decision." in text(kofi.get(address))
    kofi.post(f"/monitoring/quality/{draft.pk}/finish/", {"rest": "1"})
    assert open_marks(draft) == []
    assert dataset_line(draft).final
    decision = QualityDecision.objects.filter(undone=False).first()
    assert decision is not None
    send(kofi, f"{address}undo/", stretch=2, decision=decision.pk)
    page = text(kofi.get(address))
    assert "2 of 2 stretches wait for a decision." in page
    assert page.count(">undone</span>") == 2
    # The files still carry what was undone: before it is handed in it is to be finished again.
    send(kofi, f"{address}decide/", stretch=1, verdict="rejected")
    send(kofi, f"{address}decide/", stretch=2, verdict="rejected")
    assert not dataset_line(draft).final
    assert "Submit for review" not in text(kofi.get(f"/monitoring/quality/{draft.pk}/"))


def test_the_logbook_and_values_that_no_rule_marked(kofi: Client, draft: Dataset) -> None:
    check(kofi, draft)
    address = page_of(draft)
    send(kofi, f"{address}logbook/", kind="calibration", first="2024-01-02T06:00", text="span gas")
    page = text(kofi.get(address))
    assert "span gas" in page
    assert '"text": "calibration"' in page
    send(kofi, f"{address}logbook/", remove=LogbookEntry.objects.get().pk)
    assert not LogbookEntry.objects.exists()
    send(kofi, f"{address}flag/", first="2024-01-01T00:00", last="2024-01-01T04:00", flag="suspect", reason="door open")
    assert "door open" in text(kofi.get(address))
    assert QualityDecision.objects.get().mark is None


@pytest.mark.parametrize(
    ("where", "form", "told"),
    [
        ("decide", {"stretch": 1, "verdict": "changed", "flag": "invalid"}, "no reason is given"),
        ("decide", {"stretch": 1, "verdict": "perhaps"}, "this is no verdict"),
        ("decide", {"stretch": 9, "verdict": "accepted"}, "The rules were run again meanwhile."),
        ("logbook", {"kind": "audit", "first": "yesterday"}, "this is no day with a time"),
        ("logbook", {"kind": "lunch", "first": "2024-01-01T00:00"}, "this cannot stand in a logbook"),
    ],
)
def test_what_is_wrong_is_said_on_the_same_page(
    kofi: Client, draft: Dataset, where: str, form: dict[str, str], told: str
) -> None:
    check(kofi, draft)
    address, run = page_of(draft), QualityMark.objects.values_list("run", flat=True)[0]
    answer = kofi.post(f"{address}{where}/", {"run": run, **form})
    assert answer.status_code in (409, 422)
    assert told in text(answer)
    assert 'id="quality"' in text(answer)
    assert not QualityDecision.objects.exists()


def test_what_is_not_decided_is_not_handed_in_at_any_door(kofi: Client, draft: Dataset) -> None:
    check(kofi, draft)
    answer = kofi.post(f"/data/{draft.pk}/step/", {"step": "submit"})
    assert answer.status_code == 422
    assert "wait for a decision" in text(answer)
    assert Dataset.objects.get(pk=draft.pk).state == "draft"


def test_nobody_sees_or_decides_on_what_is_not_theirs(kofi: Client, draft: Dataset, person: MakeUser) -> None:
    check(kofi, draft)
    address = page_of(draft)
    other = signed_in(person("ken", "compiler", "KEN"))
    for path in (address, f"/monitoring/quality/{draft.pk}/"):
        assert other.get(path).status_code == 404
    for path in ("check", "finish"):
        assert other.post(f"/monitoring/quality/{draft.pk}/{path}/").status_code == 404
    for path in ("decide", "undo", "flag", "logbook"):
        assert other.post(f"{address}{path}/", {"stretch": 1}).status_code == 404
    assert draft.title not in text(other.get("/monitoring/quality/"))
    # What is no draft is looked at, and stays as it is.
    Dataset.objects.update(state="submitted")
    assert 'value="accepted"' not in text(kofi.get(address))
    run = QualityMark.objects.values_list("run", flat=True)[0]
    assert kofi.post(f"{address}decide/", {"run": run, "stretch": 1, "verdict": "accepted"}).status_code == 409
    assert not QualityDecision.objects.exists()


def test_the_rules_are_public_with_their_sources(browser: Client) -> None:
    page = text(browser.get("/monitoring/quality/rules/"))
    assert "suspect_above" in page
    assert "unverified" in page
