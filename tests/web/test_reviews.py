"""Review on the pages: steps for those who may, comments on rows, the queue."""

from __future__ import annotations

from almaden.store.models import Comment
from almaden.store.reviews import submit
from tests.store.conftest import MakeUser
from tests.store.samples import rates
from tests.web.inventory_samples import coal_draft, signed_in, text


def test_an_inventory_goes_from_draft_to_published_in_four_eyes(person: MakeUser) -> None:
    ana, ben = person("ana", "compiler", "GHA"), person("ben", "reviewer")
    inventory = coal_draft(ana)
    author, reviewer = signed_in(ana), signed_in(ben)
    page, step = f"/inventories/{inventory.pk}/review/", f"/inventories/{inventory.pk}/review/step/"
    assert 'name="step" value="submit"' in text(author.get(page))
    author.post(step, {"step": "submit"})
    assert f'href="{page}"' in text(reviewer.get("/review/"))
    assert 'value="publish"' not in text(author.get(page))
    reviewer.post(step, {"step": "take"})
    reviewer.post(step, {"step": "give_back", "text": "Say where the rate was read."})
    inventory.refresh_from_db()
    assert inventory.state == "returned"
    assert "Say where the rate was read." in text(author.get(page))
    assert "Returned to you" in text(author.get("/review/"))
    author.post(step, {"step": "submit"})
    reviewer.post(step, {"step": "take"})
    reviewer.post(step, {"step": "publish"})
    inventory.refresh_from_db()
    assert (inventory.state, inventory.reviewer_id) == ("published", ben.pk)


def test_authors_do_not_publish_their_own(person: MakeUser) -> None:
    # The secretariat may write and publish, but not both of one inventory.
    ana = person("ana", "secretariat")
    inventory, client = coal_draft(ana), signed_in(ana)
    submit(ana, inventory)
    step = f"/inventories/{inventory.pk}/review/step/"
    assert client.post(step, {"step": "take"}).status_code == 403
    # It has to be taken into review first, which nobody did.
    assert client.post(step, {"step": "publish"}).status_code == 409
    inventory.refresh_from_db()
    assert inventory.state == "submitted"


def test_a_return_needs_a_reason(person: MakeUser) -> None:
    ana, ben = person("ana", "compiler", "GHA"), person("ben", "reviewer")
    inventory = coal_draft(ana)
    submit(ana, inventory)
    answer = signed_in(ben).post(f"/inventories/{inventory.pk}/review/step/", {"step": "give_back", "text": " "})
    assert answer.status_code == 422
    inventory.refresh_from_db()
    assert inventory.state == "submitted"


def test_a_step_that_is_none_is_not_found(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory = coal_draft(ana)
    assert signed_in(ana).post(f"/inventories/{inventory.pk}/review/step/", {"step": "burn"}).status_code == 404


def test_rows_are_commented_answered_and_settled(person: MakeUser) -> None:
    ana, ben = person("ana", "compiler", "GHA"), person("ben", "reviewer")
    inventory = coal_draft(ana)
    submit(ana, inventory)
    row = rates(inventory)[0]
    author, reviewer = signed_in(ana), signed_in(ben)
    say, settle = f"/inventories/{inventory.pk}/review/comment/", f"/inventories/{inventory.pk}/review/resolve/"
    reviewer.post(say, {"row": str(row.pk), "text": "Is <b>this</b> dry coal?"})
    question = Comment.objects.get()
    assert question.row_id == row.pk
    page = text(author.get(f"/inventories/{inventory.pk}/review/"))
    assert "Is &lt;b&gt;this&lt;/b&gt; dry coal?" in page
    author.post(say, {"answers": str(question.pk), "text": "As received."})
    author.post(settle, {"comment": str(question.pk)})
    question.refresh_from_db()
    assert question.resolved_by_id == ana.pk
    page = text(reviewer.get(f"/inventories/{inventory.pk}/review/"))
    assert "As received." in page
    assert "settled" in page


def test_an_empty_comment_is_refused(person: MakeUser) -> None:
    ana = person("ana", "compiler", "GHA")
    inventory = coal_draft(ana)
    assert signed_in(ana).post(f"/inventories/{inventory.pk}/review/comment/", {"text": ""}).status_code == 422
    assert not Comment.objects.exists()


def test_outsiders_neither_see_nor_comment_on_a_draft(person: MakeUser) -> None:
    inventory = coal_draft(person("ana", "compiler", "GHA"))
    eve = signed_in(person("eve", "contributor", "PHL"))
    assert eve.get(f"/inventories/{inventory.pk}/review/").status_code == 404
    assert eve.post(f"/inventories/{inventory.pk}/review/comment/", {"text": "hello"}).status_code == 404
