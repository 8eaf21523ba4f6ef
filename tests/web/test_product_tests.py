"""The pages of product tests: a campaigner enters tests, follows take-downs, and the public sees what was found."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from almaden.demo.product_tests import product_tests
from almaden.demo.store_loader import load_product_tests
from almaden.sectors.products.testing.campaign import campaign_result
from almaden.sectors.products.testing.readers.product_tests import read_product_tests
from almaden.store.models import ProductCampaign, ProductTest
from tests.web.conftest import SignIn

LISTING = "https://shop.example/item/1?seller=someone"
TEST = {
    "product": "P1", "seller_kind": "platform", "platform": "Platform (made up)", "url": LISTING, "country": "GHA",
    "method": "XRF", "value": "1.2", "unit": "%", "detection_limit": "0.0005", "tested_on": "2025-03-20",
}  # fmt: skip


def begun(browser: Client) -> str:
    """The address of a campaign with a product, entered by the forms."""
    answer = browser.post(
        "/products/tests/new/",
        {"run_in": "GHA", "title": "Creams (made up)", "year": "2025", "sampling": "targeted", "made_up": "on"},
    )
    address = str(answer["Location"])
    answer = browser.post(f"{address}products/new/", {"kind": "cosmetic", "name": "Cream (made up)", "lot": "A12"})
    assert answer["Location"] == f"{address}tests/new/?product=P1"
    return address


def photograph(name: str = "front.jpg") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue())


def test_a_campaigner_enters_a_test_and_follows_its_take_down_until_it_comes_back(signed_in_as: SignIn) -> None:
    compiler, reviewer, public = (
        signed_in_as("compiler", "GHA"),
        signed_in_as("reviewer", "GHA"),
        signed_in_as("public"),
    )
    address = begun(compiler)
    answer = compiler.post(f"{address}tests/new/", {**TEST, "photograph": photograph()}, follow=True)
    page = answer.content.decode()
    # A percentage is told in ppm, so that one may see whether it was meant.
    assert "1.2 % are taken as 12,000 ppm" in page
    photo = re.findall(rf"{address}photos/\d+/", page)[0]
    kept = compiler.get(photo)
    assert (kept["Content-Type"], kept["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert b"".join(kept.streaming_content)[:3] == b"\xff\xd8\xff"  # type: ignore[attr-defined]  # a JPEG, in pieces
    request = {"product": "P1", "platform": "Platform (made up)", "url": LISTING, "requested_on": "2025-04-01"}
    assert compiler.post(f"{address}takedowns/new/", request).status_code == 302
    due = compiler.get(address).content.decode()
    assert "ask for the answer" in due
    to_answer = re.findall(rf"({address}takedowns/\d+/\?answer=1)", due)[0]
    answered = {"outcome": "removed", "answered_on": "2025-04-09", "removed_on": "2025-04-10", "version": "1"}
    assert compiler.post(to_answer, answered)["Location"] == address
    assert "look for the listing again" in compiler.get(address).content.decode()
    look = {"takedown": "R1", "checked_on": "2025-06-01", "found_again": "y", "same_seller": ""}
    assert compiler.post(f"{address}checks/new/", look).status_code == 302
    page = compiler.get(address).content.decode()
    assert "found again after it was removed" in page
    assert "1 of 1" in page
    assert public.get(address).status_code == 404
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"{address}step/", {"step": step}).status_code == 302
    shown = public.get(address).content.decode() + public.get(f"{address}results.json").content.decode()
    assert "Platform (made up)" in shown
    assert "seller=someone" not in shown
    for hidden in (photo, f"{address}tests/", f"{address}tables.xlsx"):
        assert public.get(hidden).status_code == 404
    assert compiler.post(f"{address}tests/new/", TEST).status_code == 409
    later = compiler.post(f"{address}go-on/", {"reason": "more tests"})["Location"]
    assert compiler.post(f"{later}tests/new/", {**TEST, "value": "2"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"value": "", "below_detection": "on", "detection_limit": ""}, "ask the laboratory"),
        ({"bought_on": "2025-05-01"}, "it was tested before it was bought"),
        ({"note": "call +233 20 123 4567"}, "persons are not registered"),
        ({"value": "150"}, "it is probably in ppm"),
        ({"product": ""}, "the field must not be empty"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(signed_in_as: SignIn, wrong: dict[str, str], told: str) -> None:
    compiler = signed_in_as("compiler", "GHA")
    address = begun(compiler)
    answer = compiler.post(f"{address}tests/new/", {**TEST, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    field = "detection_limit" if "below_detection" in wrong else next(iter(wrong)).replace("bought_on", "tested_on")
    assert told in page.partition(f'id="id_{field}_error"')[2].partition("</p>")[0]
    # What was typed stands there still.
    assert 'value="Platform (made up)"' in page
    assert not ProductTest.objects.exists()


def test_a_file_is_read_whole_or_not_at_all_and_comes_back(signed_in_as: SignIn) -> None:
    compiler = signed_in_as("compiler", "GHA")
    address = begun(compiler)
    table = "id,product,method,value,unit,detection_limit\nT7,P1,XRF,7,ppm,5\nT8,P1,XRF,8,ppm,5\n"
    for text, status in ((table.replace("T8,P1", "T8,P9"), 422), (table, 302), (table, 302)):
        file = SimpleUploadedFile("tests.csv", text.encode())
        assert compiler.post(f"{address}upload/", {"file": file}).status_code == status
    assert ProductTest.objects.count() == 2
    for kind in ("xlsx", "zip"):
        tables = SimpleUploadedFile(f"tables.{kind}", compiler.get(f"{address}tables.{kind}").content)
        page = compiler.post(f"{address}upload/", {"file": tables}, follow=True).content.decode()
        assert "0 rows were added." in page


def test_two_people_see_both_versions(signed_in_as: SignIn) -> None:
    compiler = signed_in_as("compiler", "GHA")
    address = begun(compiler)
    row = f"{address}products/{ProductCampaign.objects.get().products.get().pk}/"
    typed = {"kind": "cosmetic", "name": "Cream (made up)", "version": "1"}
    assert compiler.post(row, {**typed, "lot": "B1"}).status_code == 302
    answer = signed_in_as("secretariat").post(row, {**typed, "lot": "C1"})
    assert answer.status_code == 409
    assert {"B1", "C1"} <= set(re.findall(r"<bdi>(\w+)</bdi>", answer.content.decode())) | set(
        re.findall(r">(\w+)</td>", answer.content.decode())
    )


def test_others_cannot_see_or_change_a_draft(signed_in_as: SignIn) -> None:
    address = begun(signed_in_as("compiler", "GHA"))
    for stranger in (signed_in_as("compiler", "KEN"), signed_in_as("contributor", "GHA")):
        assert stranger.get(address).status_code == 404
        assert stranger.post(f"{address}tests/new/", TEST).status_code == 404
        assert "Creams (made up)" not in stranger.get("/products/tests/").content.decode()


def test_the_page_tells_what_the_command_tells(browser: Client) -> None:
    assert load_product_tests()
    assert not load_product_tests()
    one = ProductCampaign.objects.get()
    with product_tests() as folder:
        read = read_product_tests(folder)
    found = campaign_result(read, date(2025, 12, 1)).as_public_dict()
    told = browser.get(f"/products/tests/{one.pk}/results.json?on=2025-12-01").json()
    for part in ("whole", "products", "groups", "platforms", "alerts", "above"):
        assert told[part] == found[part]
    page = browser.get(f"/products/tests/{one.pk}/?on=2025-12-01&ppm=1").content.decode()
    assert "made up: an example" in page
    assert browser.get(f"/products/tests/{one.pk}/?ppm=much").status_code == 422
    report = browser.get(f"/products/tests/{one.pk}/report.html").content
    assert not any(private in report for private in (b"b.example", b"p01-front.jpg"))
