"""Questions are kept by name, answered from the files of an edition, and cited."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from almaden.cli.help import CommandGroup
from almaden.cli.monitoring_questions import add_commands
from almaden.errors import InputError
from almaden.store import saved_questions as questions
from almaden.store.editions.create import create
from almaden.store.models import Dataset, Edition, Identifier, Role, SavedQuestion, Site, User
from almaden.store.observations.imports import import_observations
from almaden.store.rights import RightsError
from tests.store.observations.conftest import START, located, record, upload, with_people  # noqa: F401


@pytest.fixture
def edition(transactional_db: None, with_people: None) -> Edition:  # noqa: F811
    dataset = Dataset.objects.create(key="made-up", title="Made up", state="published", made_on=START)
    site = Site.objects.create(
        name="A (made up)", country="IRL", latitude=53.0, longitude=-9.0, dataset=dataset, identifiers={"made": "A"}
    )
    Identifier.objects.create(scheme="made", value="A", site=site)
    records = [record(hour=2, value=1.0), record(hour=3, value=2.0), record(value=9.0, matrix="human", species="THg")]
    import_observations(None, dataset, located(records), upload(), lambda rows: None)
    return create(None, "Made-up edition")


def test_a_question_is_answered_as_of_an_edition_and_cited(edition: Edition) -> None:
    assert questions.add_built_in(None) == SavedQuestion.objects.count() >= 12
    assert questions.add_built_in(None) == 0
    one = SavedQuestion.objects.get(slug="air-by-country")
    with pytest.raises(InputError, match="no answer yet"):
        questions.cite(one)
    (line,) = questions.answer_as_of(None, one, edition).answer["lines"]
    assert (line["group"], line["mean"], line["sites"], line["unit"]) == ("IRL", 1.5, 1, "ng/m3")
    assert "Made-up edition. Edition 1." in questions.cite(SavedQuestion.objects.get(pk=one.pk))
    # People are in no answer.
    all_of_it = questions.answer_as_of(None, SavedQuestion.objects.get(slug="what-there-is"), edition)
    assert [line["group"] for line in all_of_it.answer["lines"]] == ["air"]


def test_what_is_saved_is_seen_by_others_when_somebody_else_published_it(db: None) -> None:
    author, other = User.objects.create(username="author"), User.objects.create(username="other")
    Role.objects.create(user=author, name="area_lead")
    Role.objects.create(user=other, name="area_lead")
    one = questions.save_question(author, "my-own", "Own", "How much?", "party", "mean", {"by": "country"})
    assert questions.visible_questions(author).get() == one
    assert not questions.visible_questions(other).exists()
    with pytest.raises(RightsError):
        questions.publish_question(author, one)
    questions.publish_question(other, one, 1)
    assert questions.visible_questions(None).get() == one


def test_everything_that_cannot_be_kept_is_told(db: None) -> None:
    with pytest.raises(InputError) as told:
        questions.save_question(None, "No Slug", "", "?", "somebody", "guess", {"by": "moon"})
    assert [fault.column for fault in told.value.faults] == ["slug", "title", "asked_by", "kind", "by"]
    with pytest.raises(RightsError):
        questions.save_question(User.objects.create(username="guest"), "a", "a", "a", "party", "mean", {})


def test_questions_are_listed_answered_and_cited_by_a_command(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("almaden.store.setup.start", lambda: None)
    app = CommandGroup(help="Made up.")
    add_commands(app)
    # A group of one command is that command.
    app.command("other")(lambda: None)

    def told(*words: str) -> dict[str, Any]:
        done = CliRunner().invoke(app, ["questions", *words, "--json"])
        if done.exception is not None:
            raise done.exception
        return json.loads(done.stdout)

    assert "air-trend" in {one["slug"] for one in told()["questions"]}
    with pytest.raises(InputError, match="no answer yet"):
        told("air-by-country")
    found = told("air-by-country", "--edition", "1")
    assert (found["answer"]["lines"][0]["mean"], found["edition"]) == (1.5, 1)
    assert "Made-up edition. Edition 1." in told("air-by-country")["citation"]
    assert "1.5" in CliRunner().invoke(app, ["questions", "air-by-country"]).stdout
    for wrong in (["nothing"], ["air-by-country", "--edition", "9"], ["--edition", "1"]):
        with pytest.raises(InputError):
            told(*wrong)
