"""What every change of a record in a data set asks: does the data set still stand open?

A reviewer must be able to rely on what they saw, and the public on what was reviewed: only a draft is written into.
"""

from __future__ import annotations

from almaden.store.acting import may_for
from almaden.store.inventories.guard import ClosedError
from almaden.store.models import Dataset, User
from almaden.store.models.datasets import DatasetState
from almaden.store.reviews.authors import works_alone
from almaden.wording import Text


def is_open(actor: User | None, dataset: Dataset) -> bool:
    """Whether records of a data set may be changed: of a draft; of one that is published by who works alone."""
    alone = dataset.state == DatasetState.PUBLISHED and works_alone(actor)
    return dataset.state == DatasetState.DRAFT or alone


def check_open(actor: User | None, dataset: Dataset) -> None:
    """Refuse to write into a data set that is no draft; it is locked until the transaction ends.

    Raises:
        ClosedError: it was submitted, published or withdrawn.
    """
    current = Dataset.objects.select_for_update().get(pk=dataset.pk)
    if not is_open(actor, current):
        raise ClosedError(
            Text(
                "The data set is {state}: its records cannot be changed. What is published becomes a draft again "
                "first, and is reviewed once more.",
                state=Text(DatasetState(current.state).label),
            )
        )


def may_import_into(actor: User | None, dataset: Dataset) -> bool:
    """Whether an import may make a data set that is no draft a draft again: not for who could not withdraw it."""
    if is_open(actor, dataset) or actor is None or works_alone(actor):
        return True
    return may_for(actor, "withdraw", dataset.country)
