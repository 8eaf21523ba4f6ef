"""Data sets: made and changed by hand; imports make their own.

What is published stays as it was reviewed: whoever wants to change it begins a new draft, which is reviewed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.store.accounts.checks import check_country
from almaden.store.acting import allow, allow_everywhere, now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import writing
from almaden.store.models import Dataset, User
from almaden.store.models.datasets import DatasetState
from almaden.wording import Text, n_

#: What may be changed in a draft; the key stays, for imports and editions name the data set by it.
FIELDS: Final = ("title", "description", "licence", "country", "source_id", "made_up")
_TEXTS: Final = ("title", "description", "licence")
_LONGEST: Final = {"title": 300, "description": 20_000, "licence": 200}
_LONGEST_KEY: Final = 80
_NONE: Final[dict[str, Any]] = {"description": "", "licence": "", "country": "", "source_id": None, "made_up": False}


def make(actor: User | None, key: str, title: str, *, reason: str = "", **values: Any) -> Dataset:
    """Make an empty data set, a draft.

    Args:
        actor: who makes it, and is its author; None for the program.
        key: its name in files and commands, which no other data set has and which stays.
        title: what people call it.
        reason: why, for the journal.
        **values: description, licence, country (empty for several), source_id, made_up.

    Raises:
        RightsError: the person may not write data of the country, or of all where it is for several.
        InputError: with everything that is wrong.
    """
    whole = _clean({**_NONE, "title": title, **values})
    allow_everywhere(actor, "write_data", whole["country"])
    faults = [*_key_faults(key), *_faults(whole)]
    if faults:
        raise InputError(faults)
    with writing(actor, "dataset.add", reason=plain_text(reason)) as work:
        return work.add(Dataset(key=key, author=actor, made_on=now(), **whole))


def change(actor: User | None, dataset: Dataset, expected: int | None, *, reason: str = "", **values: Any) -> Dataset:
    """Change fields of a draft.

    Args:
        actor: its author, or who may write data of its country.
        dataset: the data set.
        expected: the version that the person saw.
        reason: why, for the journal.
        **values: any of :data:`FIELDS`.

    Raises:
        RightsError: the person may not change it, or not move it to that country.
        ConflictError: somebody changed it meanwhile.
        ClosedError: it is no draft.
        InputError: with everything that is wrong.
    """
    _allow(actor, dataset)
    whole = _clean({**{name: getattr(dataset, name) for name in FIELDS}, **values})
    if whole["country"] != dataset.country:
        allow_everywhere(actor, "write_data", whole["country"])
    if faults := list(_faults(whole)):
        raise InputError(faults)
    with writing(actor, "dataset.change", reason=plain_text(reason)) as work:
        _need(dataset, DatasetState.DRAFT)
        work.change(dataset, expected, **{name: whole[name] for name in values})
    return dataset


def reopen(actor: User | None, dataset: Dataset, reason: str) -> Dataset:
    """Make a published data set a draft again; the public sees it no more until it is reviewed and published.

    Raises:
        RightsError: the person is neither its author nor may publish data of its country.
        ClosedError: it is not published.
        InputError: no reason is given.
    """
    _allow(actor, dataset)
    if actor is not None and dataset.author_id != actor.pk:
        allow_everywhere(actor, "publish", dataset.country)
    if not plain_text(reason):
        advice = n_("write what is to be done, or why")
        raise InputError(Fault(n_("no reason is given"), column="reason", advice=advice))
    with writing(actor, "dataset.reopen", reason=plain_text(reason)) as work:
        _need(dataset, DatasetState.PUBLISHED)
        work.change(dataset, state=DatasetState.DRAFT, published_on=None, reviewer_id=None)
    return dataset


def _allow(actor: User | None, dataset: Dataset) -> None:
    """Let its author pass, who must still have the right somewhere, and who has it for its country."""
    if actor is not None and dataset.author_id == actor.pk:
        allow(actor, "write_data")
    else:
        allow_everywhere(actor, "write_data", dataset.country)


def _need(dataset: Dataset, state: DatasetState) -> None:
    current = Dataset.objects.select_for_update().get(pk=dataset.pk)
    if current.state != state:
        told = Text(DatasetState(current.state).label)
        raise ClosedError(Text("This cannot be done now: the record is {state}.", state=told))


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, **{name: plain_text(values[name]) for name in _TEXTS}}


def _key_faults(key: str) -> Iterator[Fault]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", key) or len(key) > _LONGEST_KEY:
        accepted = n_("small letters a to z, digits, hyphens; at most 80")
        yield Fault(n_("this cannot be the key of a data set"), column="key", value=key, accepted=accepted)
    elif Dataset.objects.filter(key=key).exists():
        yield Fault(n_("there is a data set with this key"), column="key", value=key, advice=n_("take another key"))


def _faults(values: dict[str, Any]) -> Iterator[Fault]:
    check_country(values["country"])
    if not values["title"]:
        yield Fault(n_("the data set has no title"), column="title", advice=n_("write its title"))
    for name, most in _LONGEST.items():
        if len(values[name]) > most:
            accepted = Text("at most {count} characters", count=most)
            yield Fault(n_("the text is too long"), column=name, value=values[name], accepted=accepted)
