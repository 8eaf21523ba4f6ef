"""Nothing is published on one person's word, nothing published changes, and everybody sees what waits for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from pytest_django import Settings

from almaden.errors import InputError
from almaden.store import factor_layers, inventories, reviews
from almaden.store.acting import now
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import canonical, verify
from almaden.store.models import Dataset, FrozenResult, Inventory, User
from almaden.store.rights import RIGHTS, RightsError
from tests.store.conftest import MakeUser
from tests.store.samples import COAL, draft, rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(person: MakeUser) -> User:
    return person("author", "compiler", "GHA")


@pytest.fixture
def reviewer(person: MakeUser) -> User:
    return person("reviewer", "reviewer", "GHA")


def _state(record: Inventory) -> str:
    return Inventory.objects.get(pk=record.pk).state


def test_the_way_of_an_inventory_from_draft_to_the_public(author: User, reviewer: User) -> None:
    made = draft(author, COAL)
    reviews.submit(author, made, "first version")
    assert (made.state, reviews.steps_for(reviewer, made)) == ("submitted", ("take", "give_back"))
    reviews.take(reviewer, made)
    reviews.give_back(reviewer, made, "the source of the rate is missing")
    assert _state(made) == "returned"
    inventories.change_row(author, rates(made)[0], 1, {"source": "Energy balance (made up)"})
    reviews.submit(author, made)
    reviews.take(reviewer, made)
    reviews.publish(reviewer, made, "checked")
    made = Inventory.objects.get(pk=made.pk)
    assert (made.state, made.reviewer) == ("published", reviewer)
    assert made.published_on is not None
    steps = [(one.step, one.author) for one in reviews.decisions_on(made)]
    assert steps == [
        ("submitted", author),
        ("taken", reviewer),
        ("returned", reviewer),
        ("submitted", author),
        ("taken", reviewer),
        ("published", reviewer),
    ]
    assert verify() > 0


def test_the_author_cannot_review_their_own(person: MakeUser) -> None:
    both = person("both", "secretariat")
    made = reviews.submit(both, draft(both, COAL))
    for attempt in (lambda: reviews.take(both, made), lambda: reviews.give_back(both, made, "no")):
        with pytest.raises(RightsError, match="You wrote this"):
            attempt()
    reviews.take(person("other", "secretariat"), made)
    with pytest.raises(RightsError):
        reviews.publish(both, made)
    assert _state(made) == "in_review"


@pytest.mark.parametrize("kind", ["change", "add and remove", "header"])
def test_whoever_changed_a_row_cannot_publish(author: User, reviewer: User, person: MakeUser, kind: str) -> None:
    helper = person("helper", "secretariat")
    made = draft(author, COAL)
    if kind == "change":
        inventories.change_row(helper, rates(made)[0], 1, {"note": "x"})
    elif kind == "header":
        inventories.change_header(helper, made, 1, title="x")
    else:
        row = inventories.add_row(helper, made, "activity_rates", {**COAL, "id": "two"})
        inventories.remove_row(author, row, 1)
    assert reviews.authors_of(made) == {author.pk, helper.pk}
    reviews.submit(author, made)
    with pytest.raises(RightsError, match="You wrote this"):
        reviews.take(helper, made)
    reviews.take(reviewer, made)
    with pytest.raises(RightsError):
        reviews.publish(helper, made)
    reviews.publish(reviewer, made)
    assert reviews.authors_of(made) == {author.pk, helper.pk}


def test_on_an_installation_for_one_person_the_owner_publishes_without_reviewer(
    person: MakeUser, settings: Settings
) -> None:
    settings.ALMADEN_SINGLE_USER = True
    owner, other = person("owner", "administrator"), person("other", "secretariat")
    made = draft(owner, COAL)
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(owner, made)
    made.refresh_from_db()
    assert (made.state, made.reviewer) == ("published", None)
    made = reviews.submit(other, draft(other, COAL))
    with pytest.raises(RightsError):
        reviews.take(other, made)


@pytest.mark.parametrize("role", ["", *RIGHTS])
@pytest.mark.parametrize("country", ["GHA", "KEN"])
def test_who_may_take_which_step(person: MakeUser, role: str, country: str) -> None:
    steps: tuple[tuple[str, str, Callable[[User, Inventory], object]], ...] = (
        ("draft", "submit", reviews.submit),
        ("submitted", "review", reviews.take),
        ("in_review", "review", lambda actor, made: reviews.give_back(actor, made, "x")),
        ("in_review", "publish", reviews.publish),
        ("published", "withdraw", lambda actor, made: reviews.withdraw(actor, made, "x")),
        ("submitted", "submit", lambda actor, made: reviews.withdraw(actor, made, "x")),
    )
    actor = person("actor", role, country)
    made = draft(None, COAL)
    for state, right, step in steps:
        made.state = state
        Inventory.objects.update(state=state)
        if role and right in RIGHTS[role] and country == "GHA":
            step(actor, made)
            assert _state(made) != state
        else:
            with pytest.raises(RightsError):
                step(actor, made)
            assert _state(made) == state


@pytest.mark.parametrize("state", ["draft", "submitted", "in_review", "returned", "published", "superseded"])
def test_steps_that_do_not_follow_are_refused(state: str) -> None:
    open_in = {
        "submit": {"draft", "returned"},
        "take": {"submitted"},
        "give_back": {"submitted", "in_review"},
        "publish": {"in_review"},
        "withdraw": {"submitted", "published"},
    }
    for name, states in open_in.items():
        if state in states:
            continue
        made = draft(None, COAL)
        Inventory.objects.filter(pk=made.pk).update(state=state)
        made.refresh_from_db()
        step: Callable[..., object] = getattr(reviews, name)
        with pytest.raises(ClosedError):
            step(None, made, *(["x"] if name in ("give_back", "withdraw") else []))
        assert _state(made) == state


def test_what_is_shown_when_submitted_is_frozen(author: User) -> None:
    made = draft(author, {**COAL, "year": "2020"}, years=(2019, 2020))
    assert inventories.frozen_result(made) is None
    reviews.submit(author, made)
    frozen = inventories.frozen_result(made, 2020)
    assert frozen == json.loads(inventories.result_of(made, 2020).to_json())
    # 100,000 t of coal at the Toolkit's 0.15 g/t are 15 kg.
    assert frozen is not None
    assert frozen["totals"]["gross"]["input_kg"] == pytest.approx(15)
    assert set(FrozenResult.objects.values_list("year", flat=True)) == {2019, 2020}
    kept = FrozenResult.objects.get(year=2020)
    assert kept.sha256 == hashlib.sha256(canonical(frozen).encode()).hexdigest()
    reviews.withdraw(author, made, "a year too many")
    inventories.change_header(author, made, None, years=[2020])
    inventories.change_row(author, rates(made)[0], 1, {"activity_rate": "200000"})
    reviews.submit(author, made)
    kept = FrozenResult.objects.get()
    assert kept.result["totals"]["gross"]["input_kg"] == pytest.approx(30)


def test_what_does_not_fit_together_cannot_be_submitted(author: User) -> None:
    half = draft(author, {**COAL, "share": "0.5"})
    for made in (half, draft(author)):
        with pytest.raises(InputError):
            reviews.submit(author, made)
        assert _state(made) == "draft"


def test_a_published_correction_supersedes_the_earlier_version(author: User, reviewer: User) -> None:
    first = draft(author, COAL)
    for made in (first, None):
        made = made or inventories.new_version(author, first, "counted twice")
        reviews.submit(author, made)
        reviews.take(reviewer, made)
        reviews.publish(reviewer, made)
        first.refresh_from_db()
    assert list(Inventory.objects.order_by("number").values_list("state", flat=True)) == ["superseded", "published"]


def test_a_data_set_goes_the_same_way(author: User, reviewer: User, person: MakeUser) -> None:
    made = Dataset.objects.create(key="plants", title="Plants (made up)", country="GHA", author=author, made_on=now())
    reviews.submit(author, made)
    reviews.take(reviewer, made)
    reviews.publish(reviewer, made)
    reviews.withdraw(person("secretary", "secretariat"), made, "wrong places")
    made.refresh_from_db()
    assert (made.state, made.reviewer) == ("withdrawn", reviewer)


def test_a_data_set_of_the_world_is_not_for_a_reviewer_of_one_country(reviewer: User, person: MakeUser) -> None:
    made = Dataset.objects.create(key="world", title="World (made up)", made_on=now(), state="submitted")
    with pytest.raises(RightsError):
        reviews.publish(reviewer, made)
    assert made not in reviews.queue_for(reviewer)
    everywhere = person("everywhere", "reviewer")
    assert made in reviews.queue_for(everywhere)
    reviews.publish(everywhere, made)


def test_comments_are_answered_and_settled(author: User, reviewer: User, person: MakeUser) -> None:
    made = draft(author, COAL)
    row = rates(made)[0]
    asked = reviews.comment(reviewer, made, "Where was this read?", row=row)
    assert reviews.waiting_for(author)[0].why == "comment"
    answer = reviews.comment(author, made, "In the energy balance.", answers=asked)
    assert answer.row_id == row.pk
    assert reviews.queue_for(author) == ()
    reviews.resolve(author, asked)
    told = reviews.comments_on(reviewer, made)
    assert [(one.text, one.resolved_by) for one in told] == [
        ("Where was this read?", author),
        ("In the energy balance.", None),
    ]
    stranger = person("stranger", "compiler", "KEN")
    assert reviews.comments_on(stranger, made) == ()
    assert reviews.comments_on(None, made) == ()
    for attempt in (lambda: reviews.comment(stranger, made, "x"), lambda: reviews.resolve(stranger, asked)):
        with pytest.raises(RightsError):
            attempt()
    elsewhere = draft(author, COAL)
    for wrong in ({"row": rates(elsewhere)[0]}, {"text": " "}, {"text": "x" * 10_001}):
        with pytest.raises(InputError):
            reviews.comment(reviewer, made, **{"text": "x", **wrong})  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InputError):
        reviews.comment(reviewer, elsewhere, "x", answers=asked)


def test_comments_of_a_review_are_not_for_the_public(author: User, reviewer: User, person: MakeUser) -> None:
    made = draft(author, COAL)
    reviews.comment(reviewer, made, "Not yet.")
    Inventory.objects.update(state="published")
    reader = person("reader", "contributor")
    assert reviews.comments_on(reader, made) == ()
    mine = reviews.comment(reader, made, "There is a later balance.")
    assert reviews.comments_on(reader, made) == (mine,)


def test_what_waits_for_whom(author: User, reviewer: User, person: MakeUser) -> None:
    made = draft(author, COAL)
    other = person("other", "reviewer", "GHA")
    assert reviews.queue_for(reviewer) == ()
    reviews.submit(author, made)
    assert reviews.queue_for(reviewer) == reviews.queue_for(other) == (made,)
    assert reviews.queue_for(person("far", "reviewer", "KEN")) == reviews.queue_for(author) == ()
    reviews.take(reviewer, made)
    assert [one.why for one in reviews.waiting_for(reviewer)] == ["in_review"]
    assert reviews.queue_for(other) == ()
    reviews.give_back(reviewer, made, "correct it")
    assert [one.why for one in reviews.waiting_for(author)] == ["returned"]


def test_a_layer_is_reviewed_before_an_inventory_may_rest_on_it(author: User, reviewer: User) -> None:
    factor = {"kind": "input", "code": "5.1.1", "value": "0,3", "unit": "g/t"}
    layer = factor_layers.make(author, "national", country="GHA", rows=[factor])
    made = draft(author, COAL, layers=("national",))
    with pytest.raises(InputError, match="not published"):
        reviews.submit(author, made)
    reviews.submit(author, layer)
    reviews.take(reviewer, layer)
    reviews.publish(reviewer, layer)
    with pytest.raises(ClosedError):
        factor_layers.change(author, layer, None, title="x")
    reviews.submit(author, made)
    frozen = inventories.frozen_result(made)
    assert frozen is not None
    # 100,000 t at 0.3 g/t.
    assert frozen["totals"]["gross"]["input_kg"] == pytest.approx(30)
