"""Campaigns that test products in the store: rows of several people, checked together, reviewed, corrected."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from almaden.demo.product_tests import product_tests
from almaden.errors import InputError
from almaden.sectors.products.testing.campaign import campaign_result
from almaden.sectors.products.testing.readers.product_tests import read_product_tests
from almaden.sectors.products.testing.records import TABLES
from almaden.store import reviews
from almaden.store.editions.create import create
from almaden.store.editions.files import folder_of
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError, verify
from almaden.store.models import ProductCampaign, ProductPhoto, ProductTest, Upload
from almaden.store.product_tests import campaigns, photos, results, rows, versions
from almaden.store.product_tests.shape import KEPT, data_of
from almaden.store.rights import RightsError
from tests.store.conftest import MakeUser

pytestmark = pytest.mark.django_db

ROUND = {"title": "Creams (made up)", "year": "2025", "made_up": "y", "sampling": "targeted"}
PRODUCT = {"id": "P1", "kind": "cosmetic", "name": "Cream (made up)"}
TEST = {"product": "P1", "method": "XRF", "value": "1250", "unit": "ppm", "detection_limit": "5"}
REQUEST = {"id": "R1", "product": "P1", "platform": "Platform (made up)", "requested_on": "2025-04-01"}


def made(**more: str) -> ProductCampaign:
    campaign = campaigns.make(None, {**ROUND, **more}, country="GHA")
    rows.add_rows(None, campaign, {"products": [PRODUCT], "tests": [TEST], "takedowns": [REQUEST]})
    return campaign


def published(campaign: ProductCampaign) -> ProductCampaign:
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, campaign)
    campaign.refresh_from_db()
    return campaign


def with_camera() -> io.BytesIO:
    """A picture with what cameras write beside it: an owner, a place, a remark."""
    exif = Image.Exif()
    exif[0xA430] = "Somebody"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    Image.new("RGB", (3000, 40), "red").save(file, "JPEG", exif=exif, comment=b"Somebody's camera")
    file.seek(0)
    return file


def test_models_hold_the_fields_of_their_records() -> None:
    for table, kept in KEPT.items():
        fields = {one.name: one for one in kept.model._meta.concrete_fields}
        renamed = {"id": "key", **{name: field for name, (field, _) in kept.links.items()}}
        expected = {renamed.get(name, name) for name in TABLES[table].model_fields}
        assert set(fields) - {"id", "version", "campaign"} == expected
        for name, info in TABLES[table].model_fields.items():
            longest = next((one.max_length for one in info.metadata if hasattr(one, "max_length")), None)
            if longest and renamed.get(name, name) not in [field for field, _ in kept.links.values()]:
                assert fields[renamed.get(name, name)].max_length == longest


def test_the_example_comes_back_as_it_was_read() -> None:
    with product_tests() as folder:
        read = read_product_tests(folder)
        campaign = campaigns.make(None, {**ROUND, "id": "ROUND-0"})
        added = rows.import_tables(None, campaign, folder, "example")
        again = rows.import_tables(None, campaign, folder, "example")
    assert (len(added.new["tests"]), again.new) == (len(read.tests), {})
    assert again.unchanged == sum(len(each) for each in (read.campaigns, read.products, read.tests, read.takedowns))\
        + len(read.checks)  # fmt: skip
    kept = data_of(campaign)
    assert (kept.products, kept.tests, kept.takedowns, kept.checks) == (
        read.products, read.tests, read.takedowns, read.checks,
    )  # fmt: skip
    assert kept.campaigns[1:] == read.campaigns
    on = date(2025, 12, 1)
    told, pure = results.result_of(campaign, on), campaign_result(read, on)
    assert (told.whole, told.platforms, told.due, told.alerts) == (pure.whole, pure.platforms, pure.due, pure.alerts)


def test_rows_are_checked_with_those_that_are_there_and_all_or_none_are_kept() -> None:
    campaign = made()
    with pytest.raises(InputError) as caught:
        rows.add_rows(None, campaign, {"tests": [
            {**TEST, "value": "7", "sample": "S9"},
            {**TEST, "product": "P7"},
            {**TEST, "value": "", "below_detection": "y", "detection_limit": ""},
            {**TEST, "note": "ask Jo, +233 20 123 4567"},
        ]})  # fmt: skip
    told = {(fault.row, fault.column) for fault in caught.value.faults}
    assert {(2, "product"), (3, "detection_limit"), (4, "note")} <= told
    assert campaign.tests.count() == 1
    # The answer was before the request, and a listing that was never removed cannot come back.
    (request,) = campaign.takedowns.all()
    with pytest.raises(InputError):
        rows.change_row(None, request, 1, {"answered_on": "2025-03-01", "outcome": "refused"})
    with pytest.raises(InputError):
        rows.add_rows(None, campaign, {"checks": [{"takedown": "R1", "checked_on": "2025-05-01", "found_again": "n"}]})
    (product,) = campaign.products.all()
    with pytest.raises(InputError):
        rows.remove_row(None, product, product.version)


def test_a_percentage_among_ppm_of_a_sample_is_asked_about_across_entries() -> None:
    campaign = made()
    rows.add_rows(
        None, campaign, {"tests": [{**TEST, "id": "T8", "value": "12500", "sample": "S1", "detection_limit": "0.5"}]}
    )
    kept = rows.add_rows(
        None, campaign, {"tests": [{**TEST, "id": "T9", "value": "1.25", "sample": "S1", "detection_limit": "0.5"}]}
    )
    assert any("is T9 in percent?" in note for note in kept.notes)


def test_two_people_at_one_row_are_told_of_each_other(person: MakeUser) -> None:
    first, second = person("first", "compiler", "GHA"), person("second", "compiler", "GHA")
    campaign = made()
    (request,) = campaign.takedowns.all()
    rows.change_row(first, request, 1, {"answered_on": "2025-04-09", "outcome": "removed"})
    with pytest.raises(ConflictError):
        rows.change_row(second, request, 1, {"outcome": "no answer"})
    rows.add_rows(second, campaign, {"checks": [{"takedown": "R1", "checked_on": "2025-05-01", "found_again": "n"}]})
    campaign.refresh_from_db()
    reviewer = person("third", "reviewer", "GHA")
    assert reviews.authors_of(campaign) == {first.pk, second.pk}
    assert reviews.may_review(reviewer, campaign)
    assert verify() > 0


def test_rights(person: MakeUser) -> None:
    campaign = made()
    elsewhere, contributor = person("a", "compiler", "KEN"), person("b", "contributor", "GHA")
    for one in (elsewhere, contributor):
        assert not campaigns.visible_campaigns(one).exists()
        with pytest.raises(RightsError):
            rows.add_rows(one, campaign, {"products": [{**PRODUCT, "id": "P2", "name": "Other (made up)"}]})
    own = campaigns.make(contributor, ROUND, country="GHA")
    rows.add_rows(contributor, own, {"products": [PRODUCT]})
    assert list(campaigns.visible_campaigns(contributor)) == [own]
    assert not campaigns.visible_campaigns(None).exists()
    with pytest.raises(InputError):
        reviews.submit(None, own)


def test_what_is_published_goes_on_in_a_new_version_with_its_photographs(tmp_path: Path) -> None:
    campaign = made()
    (test,) = campaign.tests.all()
    photo = photos.add_photo(None, test, with_camera(), "IMG Somebody.jpg")
    assert photo.name == "T1-1.jpg"
    published(campaign)
    with pytest.raises(ClosedError):
        photos.remove_photo(None, photo)
    later = versions.new_version(None, campaign, "answers came")
    assert (later.number, later.tests.get().photographs) == (2, ["T1-1.jpg"])
    copy = ProductPhoto.objects.get(test__campaign=later)
    path, kind = photos.picture(copy)
    assert kind == "image/jpeg"
    # The published version still has it: the file stays.
    photos.remove_photo(None, copy)
    assert path.is_file()
    published(later)
    campaign.refresh_from_db()
    assert campaign.state == "superseded"
    assert "url" not in str(results.public_results(later))


def test_photographs_are_kept_without_what_cameras_write(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]  # of pytest-django
    campaign = made()
    (test,) = campaign.tests.all()
    photo = photos.add_photo(None, test, with_camera(), "x.jpg")
    path, _ = photos.picture(photo)
    assert b"Somebody" not in path.read_bytes()
    with Image.open(path) as kept:
        assert (kept.width, dict(kept.getexif())) == (photos.LONGEST_SIDE, {})
    test.refresh_from_db()
    with pytest.raises(InputError):
        photos.add_photo(None, test, io.BytesIO(b"GIF89a, or a page <script>"), "x.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        photos.remove_photo(None, photo)
    assert not path.exists()
    assert not Upload.objects.exists()
    assert ProductTest.objects.get().photographs == []


@pytest.mark.django_db(transaction=True)
def test_an_edition_holds_what_published_campaigns_found(own_home: Path) -> None:
    campaign = campaigns.make(None, ROUND, country="GHA")
    test = {**TEST, "url": "https://shop.example/hidden", "note": "Hidden note"}
    rows.add_rows(None, campaign, {"products": [PRODUCT], "tests": [test]})
    published(campaign)
    made(title="A draft (made up)")
    folder = folder_of(create(None, "Tests (made up)"))
    (file,) = (folder / "product-tests").iterdir()
    found = json.loads(file.read_text(encoding="utf-8"))
    assert (file.stem, found["whole"]["above_count"], found["above"][0]["host"]) == (
        str(campaign.pk), 1, "shop.example",
    )  # fmt: skip
    assert "idden" not in str(found)


def test_a_draft_is_thrown_away_whole() -> None:
    campaign = made()
    versions.remove(None, campaign)
    assert not ProductCampaign.objects.exists()
