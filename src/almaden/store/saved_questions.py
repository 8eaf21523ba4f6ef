"""Questions that are kept by name, with their answers as of an edition: anybody who has the edition gets the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet

from almaden.errors import Fault, InputError
from almaden.reference.records import SiteRecord
from almaden.store.acting import allow_somewhere, now, plain_text
from almaden.store.editions.files import folder_of
from almaden.store.history import history_of
from almaden.store.journal import writing
from almaden.store.kept_texts import kept_result, with_texts
from almaden.store.models import Edition, SavedQuestion, User
from almaden.store.models.questions import AskedBy, QuestionState
from almaden.store.observations.engine import engine, quoted
from almaden.store.reviews.authors import works_alone
from almaden.store.rights import Person, RightsError
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.monitoring.questions import Question
    from almaden.monitoring.series import Series

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST: Final = {"slug": 80, "title": 300, "text": 2000}
_SITE_FIELDS: Final = ("name", "country", "latitude", "longitude")


def visible_questions(user: Person) -> QuerySet[SavedQuestion]:
    """The questions that a person may see: published ones and their own."""
    seen = Q(state=QuestionState.PUBLISHED)
    if isinstance(user, User) and user.is_active:
        seen |= Q(author=user.pk)
    return SavedQuestion.objects.filter(seen)


def save_question(
    actor: User | None, slug: str, title: str, text: str, asked_by: str, kind: str, parameters: Mapping[str, str]
) -> SavedQuestion:
    """Keep a question as a draft.

    Args:
        actor: who keeps it; None for the program.
        slug: its name in addresses, that no other question has.
        title: a few words.
        text: the question, as a sentence.
        asked_by: kind of user who asks; persons are not kept.
        kind: such as mean; see :mod:`almaden.monitoring.questions`.
        parameters: what it is about.

    Raises:
        RightsError: the person may write data nowhere.
        InputError: with everything that cannot be kept.
    """
    from almaden.monitoring.questions import check_question

    allow_somewhere(actor, "write_data")
    texts = {"slug": slug, "title": plain_text(title), "text": plain_text(text)}
    faults = list(_faults(texts, asked_by))
    try:
        check_question(kind, parameters)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    with writing(actor, "question.save") as work:
        return work.add(
            SavedQuestion(
                **texts, asked_by=asked_by, kind=kind, parameters=dict(parameters), author=actor, made_on=now()
            )
        )


def add_built_in(actor: User | None) -> int:
    """Keep the questions that come with the program, for all to see; returns how many were not there yet.

    Raises:
        RightsError: the person may not publish.
    """
    from almaden.monitoring.questions import built_in

    allow_somewhere(actor, "publish")
    there = set(SavedQuestion.objects.values_list("slug", flat=True))
    new = [
        SavedQuestion(
            slug=one.slug, title=one.title, text=one.text, asked_by=one.asked_by, kind=one.kind,
            parameters=dict(one.parameters), state=QuestionState.PUBLISHED, author=actor, made_on=now(),
        )
        for one in built_in()
        if one.slug not in there
    ]  # fmt: skip
    if new:
        with writing(actor, "question.save") as work:
            work.add_many(new)
    return len(new)


def publish_question(actor: User | None, question: SavedQuestion, expected: int | None = None) -> None:
    """Show a question to all.

    Raises:
        RightsError: the person may not publish, or wrote it.
        ConflictError: somebody changed it meanwhile.
    """
    allow_somewhere(actor, "publish")
    if actor is not None and question.author_id == actor.pk and not works_alone(actor):
        raise RightsError(n_("You wrote this, or a part of it. Somebody else has to review it."))
    with writing(actor, "question.publish") as work:
        work.change(question, expected, state=QuestionState.PUBLISHED)


def answer_as_of(actor: User | None, question: SavedQuestion, edition: Edition) -> SavedQuestion:
    """Answer a question from the files of an edition alone, and keep the answer.

    Observations of people are in no answer; those that are made up only where the edition has no others, which the
    answer then says.

    Raises:
        RightsError: the person may write data nowhere, or does not see the question.
        InputError: the edition holds no observations.
        OutputError: files of the edition cannot be read.
    """
    from almaden.monitoring.questions import answer

    allow_somewhere(actor, "write_data")
    if actor is not None and not visible_questions(actor).filter(pk=question.pk).exists():
        raise RightsError(n_("You may not do this. Ask an administrator for the role that it needs."))
    if not holds_observations(edition):
        advice = n_("choose an edition with observations")
        raise InputError(Fault(n_("the edition holds no observations"), column="edition", advice=advice))
    made_up, paths = _files_of(edition)
    found = answer(_asked(question), _sites_of(edition), _series_of(paths))
    with writing(actor, "question.answer") as work:
        told = with_texts({**found.as_dict(), "made_up": made_up})
        work.change(question, edition_id=edition.pk, answer=told, answered_on=now())
    return question


def holds_observations(edition: Edition) -> bool:
    """Whether an edition has what questions are asked of; those of reports alone have not."""
    return any(name.startswith("observations/") for name in edition.manifest.get("files", ()))


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as of an edition, and when it was given."""

    edition: Edition
    answer: Mapping[str, Any]
    answered_on: datetime


def answers_of(question: SavedQuestion) -> tuple[KeptAnswer, ...]:
    """The answers of a question out of the journal, that of the newest edition first; of each edition the last."""
    found: dict[int, tuple[Mapping[str, Any], str]] = {}
    now_told: dict[str, Any] = {}
    for version in history_of(question):
        content = json.loads(version.change.content)
        now_told |= content["after"] if version.change.kind == "changed" else content
        if now_told.get("edition_id") and now_told.get("answer"):
            found[now_told["edition_id"]] = now_told["answer"], now_told["answered_on"]
    editions = Edition.objects.in_bulk(list(found))
    kept = [KeptAnswer(editions[pk], kept_result(told), datetime.fromisoformat(on)) for pk, (told, on) in found.items()]
    return tuple(sorted(kept, key=lambda one: -one.edition.number))


def cite(question: SavedQuestion, edition: Edition | None = None) -> str:
    """How to cite the answer of a question.

    Args:
        question: the question.
        edition: of the answer; otherwise that of the last one.

    Raises:
        InputError: it has no answer yet.
    """
    of = edition or question.edition
    if of is None:
        problem, advice = n_("the question has no answer yet"), n_("answer it as of an edition")
        raise InputError(Fault(problem, value=question.slug, advice=advice))
    told = str(of.manifest.get("citation", f"Almaden. Edition {of.number}."))
    return f"{question.title} ({question.slug}). {told} SHA-256 {of.sha256[:16]}."


def _faults(texts: Mapping[str, str], asked_by: str) -> Iterator[Fault]:
    if not _SLUG.fullmatch(texts["slug"]):
        accepted = n_("small letters a to z, digits, hyphens; at most 80")
        yield Fault(n_("this cannot be the name of a question"), column="slug", value=texts["slug"], accepted=accepted)
    elif SavedQuestion.objects.filter(slug=texts["slug"]).exists():
        yield Fault(n_("there is a question with this name"), column="slug", value=texts["slug"])
    for name, value in texts.items():
        if not value:
            yield Fault(n_("the field must not be empty"), column=name)
        elif len(value) > _LONGEST[name]:
            yield Fault(n_("the text is too long"), column=name, advice=n_("shorten it"))
    if asked_by not in AskedBy.values:
        accepted = ", ".join(AskedBy.values)
        yield Fault(n_("this is no kind of user"), column="asked_by", value=asked_by, accepted=accepted)


def _asked(question: SavedQuestion) -> Question:
    from almaden.monitoring.questions import Question

    return Question(question.slug, question.title, question.text, question.asked_by, question.kind, question.parameters)


def _series_of(paths: Iterable[Path]) -> Iterator[Series]:
    from almaden.store.observations.series import series_in_paths

    return (one for one in series_in_paths(paths) if one.key.matrix != "human")


def _files_of(edition: Edition) -> tuple[bool, list[Path]]:
    """Whether all observations of an edition are made up, and the files that an answer is of."""
    folder = folder_of(edition)
    with engine() as connection:
        datasets = quoted(str(folder / "data" / "datasets.parquet"))
        rows = connection.execute(f"SELECT key FROM read_parquet({datasets}) WHERE made_up").fetchall()
    made_up = {key for (key,) in rows}
    paths = sorted((folder / "observations").rglob("*.parquet"))
    measured = [path for path in paths if path.parent.name not in made_up]
    return bool(paths) and not measured, measured or paths


def _sites_of(edition: Edition) -> dict[str, SiteRecord]:
    """The sites of an edition by each of their identifiers."""
    path = folder_of(edition) / "data" / "sites.parquet"
    columns = ", ".join(("identifiers", *_SITE_FIELDS))
    with engine() as connection:
        rows = connection.execute(f"SELECT {columns} FROM read_parquet({quoted(str(path))})").fetchall()
    sites: dict[str, SiteRecord] = {}
    for identifiers, *values in rows:
        site = SiteRecord.model_construct(**dict(zip(_SITE_FIELDS, values, strict=True)))
        sites |= dict.fromkeys(filter(None, identifiers.split(";")), site)
    return sites
