"""History of records and comments on them: for those who see the record, and no more of it than they see."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from almaden.store.journal import writing
from tests.store.conftest import MakeUser
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db


def test_the_history_of_a_mine_does_not_tell_where_it_is(
    call: Call, records: SimpleNamespace, person: MakeUser
) -> None:
    with writing(None, "site.change") as work:
        work.change(records.mine, latitude=5.4321, network="Made up")
    path = f"/sites/{records.mine.pk}/history"
    shown = call("get", path)
    assert "5.4321" not in shown.content.decode()
    assert shown.json()["items"][0]["content"]["after"] == {"latitude": None, "network": "Made up"}
    told = call("get", path, person("own", "compiler", "GHA")).json()["items"][0]["content"]
    assert (told["before"]["latitude"], told["after"]["latitude"]) == (5.5678, 5.4321)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("facilities", "draft_facility"),
        ("datasets", "draft_dataset"),
    ],
)
def test_history_and_comments_of_a_draft_are_for_its_country(
    call: Call, records: SimpleNamespace, person: MakeUser, path: str, name: str
) -> None:
    record = getattr(records, name)
    with writing(records.author, "made.change", reason="asked by phone") as work:
        field = "owner" if path == "facilities" else "licence"
        work.change(record, None, **{field: "Made up"})
    own, other = person("own", "compiler", "ALB"), person("other", "compiler", "GHA")
    entry = call("get", f"/{path}/{record.pk}/history", own).json()["items"][0]
    assert (entry["actor_name"], entry["reason"], entry["kind"]) == ("author", "asked by phone", "changed")
    for what in ("history", "comments"):
        assert call("get", f"/{path}/{record.pk}/{what}", other).status_code == 404
        assert call("get", f"/{path}/{record.pk}/{what}").status_code == 404


@pytest.mark.parametrize("path", ["datasets", "facilities", "sites", "factor-layers"])
def test_a_comment_is_made_read_answered_and_settled(
    call: Call, records: SimpleNamespace, person: MakeUser, path: str
) -> None:
    names = {"datasets": "dataset", "facilities": "facility", "sites": "site", "factor-layers": "layer"}
    reviewer = person("reviewer", "reviewer")
    comments = f"/{path}/{getattr(records, names[path]).pk}/comments"
    first = call("post", comments, reviewer, json={"text": "Where was this read?"}).json()
    second = call("post", comments, reviewer, json={"text": "There.", "answers": first["id"]}).json()
    assert second["answers"] == first["id"]
    assert call("post", comments, reviewer, json={"text": "Here.", "row": 1}).status_code == 404
    assert call("post", f"{comments}/{first['id']}/resolve", reviewer).json()["resolved"] is True
    assert [one["resolved"] for one in call("get", comments, reviewer).json()["items"]] == [True, False]
    assert call("get", comments).json()["items"] == []
