"""Makes data sets and changes what is said of them; their records come by imports and by forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.reference.areas import check_area
from almaden.store.accounts.checks import check_country
from almaden.store.acting import allow, allow_somewhere, now, plain_text
from almaden.store.dataset_guard import check_open
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import writing
from almaden.store.models import Dataset, User
from almaden.store.models.datasets import DatasetState
from almaden.store.rights import RightsError, visible_datasets
from almaden.wording import Text, n_

#: What can be said of a data set and changed later; its key stays.
FIELDS: Final = (
    "title", "description", "licence", "country", "area", "organisation", "source", "made_up",
)  # fmt: skip
#: Longest texts, in characters.
_LONGEST: Final = {"title": 300, "description": 10_000, "licence": 200}
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


def make_dataset(actor: User | None, key: str, title: str, *, reason: str = "", **values: Any) -> Dataset:
    """Make an empty data set.

    Args:
        actor: who makes it, and is its author; None for the program.
        key: its name in files and addresses; no other data set has it, and it stays.
        title: what people call it.
        reason: why, for the journal.
        **values: what else :data:`FIELDS` names.

    Raises:
        RightsError: the person may not write data of this country and area.
        InputError: with everything that cannot be kept.
    """
    clean = _checked({**values, "title": title}, [*_key_faults(key)])
    allow(actor, "write_data", clean.get("country", ""), clean.get("area", ""))
    with writing(actor, "dataset.add", reason=plain_text(reason)) as work:
        return work.add(Dataset(key=key, author=actor, made_on=now(), **clean))


def change_dataset(
    actor: User | None, dataset: Dataset, expected: int | None, *, reason: str = "", **values: Any
) -> Dataset:
    """Change what is said of a data set.

    Args:
        actor: who changes it.
        dataset: the data set.
        expected: the version that the person saw.
        reason: why, for the journal.
        **values: what :data:`FIELDS` names.

    Raises:
        RightsError: the person may not write into it, or not data of the country and area that it is moved to.
        ConflictError: somebody changed it meanwhile.
        ClosedError: it is no draft.
        InputError: with everything that cannot be kept.
    """
    check_may_change(actor, dataset)
    clean = _checked(values)
    where = clean.get("country", dataset.country), clean.get("area", dataset.area)
    if where != (dataset.country, dataset.area):
        allow(actor, "write_data", *where)
    with writing(actor, "dataset.change", reason=plain_text(reason)) as work:
        check_open(actor, dataset)
        work.change(dataset, expected, **clean)
    return dataset


def reopen_dataset(actor: User | None, dataset: Dataset, reason: str) -> Dataset:
    """Make a published data set a draft again; the public sees it no more until it is reviewed and published.

    Raises:
        RightsError: the person is neither its author nor may publish its data.
        ClosedError: it is not published.
        InputError: no reason is given.
    """
    check_may_change(actor, dataset)
    if actor is not None and dataset.author_id != actor.pk:
        allow(actor, "publish", dataset.country, dataset.area)
    if not plain_text(reason):
        advice = n_("write what is to be done, or why")
        raise InputError(Fault(n_("no reason is given"), column="reason", advice=advice))
    with writing(actor, "dataset.reopen", reason=plain_text(reason)) as work:
        current = Dataset.objects.select_for_update().get(pk=dataset.pk)
        if current.state != DatasetState.PUBLISHED:
            told = Text(DatasetState(current.state).label)
            raise ClosedError(Text("This cannot be done now: the record is {state}.", state=told))
        work.change(dataset, state=DatasetState.DRAFT, published_on=None, reviewer_id=None)
    return dataset


def check_may_change(actor: User | None, dataset: Dataset) -> None:
    """Refuse those who may not change what is said of a data set.

    Raises:
        RightsError: the person does not see it, or may not write its data.
    """
    if actor is not None and dataset.author_id == actor.pk:
        # An import of a compiler may hold records of no one country.
        allow_somewhere(actor, "write_data")
    else:
        allow(actor, "write_data", dataset.country, dataset.area)
    if actor is not None and not visible_datasets(actor).filter(pk=dataset.pk).exists():
        raise RightsError(n_("You may not write into this data set."))


def _checked(values: Mapping[str, Any], faults: list[Fault] | None = None) -> dict[str, Any]:
    """Values as they are kept; those of other records by their ids.

    Raises:
        InputError: with everything that is wrong.
    """
    faults = list(faults or ())
    faults += [Fault(n_("this cannot be changed"), column=column) for column in sorted(values.keys() - {*FIELDS})]
    clean: dict[str, Any] = {name: plain_text(one) if isinstance(one, str) else one for name, one in values.items()}
    faults += _text_faults(clean)
    for name, check in (("country", check_country), ("area", check_area)):
        try:
            check(clean.get(name, ""))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    for name in {"organisation", "source"} & clean.keys():
        one = clean.pop(name)
        clean[f"{name}_id"] = one.pk if one is not None else None
    return clean


def _text_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    if values.get("title") == "":
        yield Fault(n_("the field must not be empty"), column="title", advice=n_("say what the data are"))
    for name, most in _LONGEST.items():
        if len(values.get(name, "")) > most:
            yield Fault(n_("the text is too long"), column=name, value=values[name], advice=n_("shorten it"))


def _key_faults(key: str) -> Iterator[Fault]:
    if not _KEY.fullmatch(key):
        accepted = n_("small letters a to z, digits, hyphens; at most 80")
        yield Fault(n_("this cannot be the key of a data set"), column="key", value=key, accepted=accepted)
    elif Dataset.objects.filter(key=key).exists():
        advice = n_("take another key")
        yield Fault(n_("there is a data set with this key"), column="key", value=key, advice=advice)
