"""The page of a data set: observations are withdrawn there, and the public reads no sign-in names."""

from __future__ import annotations

from datetime import UTC, datetime

from almaden.store.journal import writing
from almaden.store.models import ArchiveFile, Dataset, Inventory, Upload, User
from tests.store.conftest import MakeUser
from tests.web.place_samples import NOW, Open, opened, own_home, person

__all__ = ["opened", "own_home", "person"]


def made(author: User) -> Dataset:
    """A published data set of Kenya with one file of observations (made up)."""
    upload = Upload.objects.create(sha256="1" * 64, name="made-up.csv", size=1, uploaded_on=NOW)
    with writing(author, "dataset.add") as work:
        one = work.add(Dataset(key="k", title="Set", state="published", country="KEN", made_on=NOW, author=author))
    ArchiveFile.objects.create(
        dataset=one, path="k/2024.parquet", sha256="2" * 64, size=1, rows=1, year=2024, upload=upload, made_on=NOW,
        first=datetime(2024, 1, 1, tzinfo=UTC), last=datetime(2024, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    return one


def test_observations_are_withdrawn_with_a_reason(person: MakeUser, opened: Open) -> None:
    one = made(person("ana", "compiler", "KEN"))
    page, address = f"/data/{one.pk}/", f"/data/{one.pk}/observations/withdraw/"
    other = opened(person("gil", "secretariat", "GHA"))
    assert address not in other.get(page).content.decode()
    assert other.post(address, {"reason": "Made up"}).status_code == 403
    browser = opened(person("sue", "secretariat", "KEN"))
    assert address in browser.get(page).content.decode()
    assert browser.post(address, {"reason": " "}).status_code == 422
    assert ArchiveFile.objects.get().state == "current"
    assert browser.post(address, {"reason": "Wrong instrument"}).status_code == 302
    assert ArchiveFile.objects.get().state == "withdrawn"
    after = browser.get(page).content.decode()
    assert "Wrong instrument" in after
    assert address not in after


def test_the_public_reads_no_names_of_people(person: MakeUser, opened: Open) -> None:
    author = person("secret-word", "compiler", "KEN")
    page = f"/data/{made(author).pk}/"
    public = opened().get(page).content.decode()
    assert "secret-word" not in public
    assert "an account" in public
    User.objects.filter(pk=author.pk).update(full_name="Ana Made-Up")
    public = opened().get(page).content.decode()
    assert "secret-word" not in public
    assert "Ana Made-Up" not in public
    assert "Ana Made-Up (secret-word)" in opened(author).get(page).content.decode()


def test_the_api_tells_the_public_no_sign_in_names(person: MakeUser, opened: Open) -> None:
    author = person("secret-word", "compiler", "KEN")
    with writing(author, "inventory.add") as work:
        one = work.add(
            Inventory(country="KEN", year=2020, state="published", standing="estimate", made_on=NOW, author=author)
        )
    address = f"/api/v1/inventories/{one.pk}/history"
    public = opened().get(address).content.decode()
    assert "secret-word" not in public
    assert "an account" in public
    assert "secret-word" in opened(author).get(address).content.decode()
