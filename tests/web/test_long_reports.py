"""Reports that take longer are made by a job; its page works without scripts."""

from __future__ import annotations

import pytest
from django.test import Client

from almaden.store.jobs import run_now
from almaden.store.models import Job
from almaden.web import report_files
from tests.store.conftest import MakeUser
from tests.web.inventory_samples import coal_draft, published, signed_in, text


@pytest.fixture(autouse=True)
def every_report_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_files, "FEW_ROWS", 0)


def test_a_long_report_is_made_by_a_job(person: MakeUser, browser: Client) -> None:
    inventory = published(person("ana", "compiler", "GHA"), person("ben", "reviewer"))
    address = f"/inventories/{inventory.pk}/report/file/?kind=toolkit&format=docx&lang=fr"
    making = browser.get(address)["Location"]
    page = text(browser.get(making))
    assert "The report is being made" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    # Whoever asks again gets the same job.
    assert browser.get(address)["Location"] == making
    assert Job.objects.count() == 1
    assert run_now(Job.objects.get()).state == "done"
    page = text(browser.get(making))
    assert address.replace("&", "&amp;") in page
    assert "http-equiv" not in page
    answer = browser.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="gha-2020-toolkit-fr.docx"'
    assert answer.content.startswith(b"PK")


def test_what_there_is_not_is_told_before_anything_waits(person: MakeUser, browser: Client) -> None:
    inventory = published(person("ana", "compiler", "GHA"), person("ben", "reviewer"))
    address = f"/inventories/{inventory.pk}/report/file/?format=pdf"
    assert browser.get(f"{address}&kind=novel&lang=en").status_code == 422
    assert browser.get(f"{address}&kind=toolkit&lang=tlh").status_code == 422
    assert browser.get(f"{address.replace('pdf', 'html')}&kind=toolkit&lang=en").content.startswith(b"<!DOCTYPE html>")
    assert Job.objects.count() == 0


def test_reports_that_wait_are_limited(person: MakeUser, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_files, "_MOST_WAITING", 1)
    inventory = published(person("ana", "compiler", "GHA"), person("ben", "reviewer"))
    address = f"/inventories/{inventory.pk}/report/file/?kind=toolkit&format=docx&lang="
    assert browser.get(f"{address}fr").status_code == 302
    answer = browser.get(f"{address}es")
    assert 400 <= answer.status_code < 500
    assert "Ask again in some minutes" in text(answer)


def test_the_page_of_a_draft_is_for_those_who_see_it(person: MakeUser, browser: Client) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory = coal_draft(ana)
    making = signed_in(ana).get(f"/inventories/{inventory.pk}/report/file/?kind=toolkit&format=pdf&lang=en")["Location"]
    assert signed_in(ana).get(making).status_code == 200
    assert browser.get(making).status_code == 404
    other = published(person("eve", "compiler", "GHA"), person("ben", "reviewer"))
    assert browser.get(f"/inventories/{other.pk}/report/{Job.objects.get().pk}/").status_code == 404
