"""Product tests by the API: rows come many at once, whole or not at all; the public reads results, never rows."""

from __future__ import annotations

from types import SimpleNamespace

from tests.store.conftest import MakeUser
from tests.web.api.conftest import Call

ROW = {"product": "P1", "method": "XRF", "unit": "ppm", "detection_limit": 5}


def test_rows_come_all_or_none_and_twice_is_once(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    path, compiler = f"/product-tests/{records.draft_campaign.pk}", person("c", "compiler", "ALB")
    good = [{**ROW, "id": f"T{number}", "value": number} for number in range(10, 40)]
    answer = call("post", f"{path}/rows", compiler, json={"tables": {"tests": [*good, {**ROW, "product": "P9"}]}})
    assert answer.status_code == 422
    assert "P9" in answer.content.decode()
    first, second = (call("post", f"{path}/rows", compiler, json={"tables": {"tests": good}}) for _ in "12")
    assert (len(first.json()["added"]["tests"]), second.json()["unchanged"]) == (30, 30)
    assert len(call("get", f"{path}/tables", compiler).json()["tables"]["tests"]) == 31
    whole = call("get", f"{path}/results?ppm=9", compiler).json()["whole"]
    assert (whole["above_count"], whole["above_of"]) == (30, 31)


def test_the_public_reads_results_without_addresses_and_remarks(
    call: Call, records: SimpleNamespace, person: MakeUser
) -> None:
    path = f"/product-tests/{records.campaign.pk}"
    public, own = (call("get", f"{path}/results", user) for user in (None, person("c", "compiler", "ALB")))
    assert public.json()["whole"]["above_count"] == own.json()["whole"]["above_count"] == 1
    assert "hidden" not in public.content.decode().lower()
    assert "https://shop.example/hidden" in own.content.decode()
    assert [one["id"] for one in call("get", "/product-tests").json()["items"]] == [records.campaign.pk]
