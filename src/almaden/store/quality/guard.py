"""Who may work on the quality of a data set: who may import into it, while it is a draft."""

from __future__ import annotations

from almaden.store.acting import allow, allow_somewhere
from almaden.store.models import Dataset, User
from almaden.store.rights import RightsError, visible_datasets
from almaden.wording import n_


def check_operator(actor: User | None, dataset: Dataset) -> None:
    """Refuse those who may not decide on observations of a data set.

    Raises:
        RightsError: the person does not see it, or may not import into it.
    """
    if actor is not None and dataset.author_id == actor.pk:
        # A data set of several countries is of no one country.
        allow_somewhere(actor, "import")
    else:
        allow(actor, "import", dataset.country, dataset.area)
    if actor is not None and not visible_datasets(actor).filter(pk=dataset.pk).exists():
        raise RightsError(n_("You may not write into this data set."))


def may_operate(actor: User, dataset: Dataset) -> bool:
    """Whether a person may decide on observations of a data set, were it a draft."""
    try:
        check_operator(actor, dataset)
    except RightsError:
        return False
    return True
