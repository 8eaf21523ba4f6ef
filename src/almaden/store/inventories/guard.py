"""What every change of an inventory asks first: may this person, and does it still stand open?"""

from __future__ import annotations

from typing import Final

from almaden.errors import Fault, InputError, StateError
from almaden.inventory.records import Header
from almaden.store.models import Inventory
from almaden.store.models.inventories import InventoryState, Standing
from almaden.wording import Text, n_

#: States in which the rows of an inventory may be changed.
OPEN: Final = (InventoryState.DRAFT, InventoryState.RETURNED)


class ClosedError(StateError):
    """The record stands in a state in which it cannot be changed."""


def still_open(inventory: Inventory) -> Inventory:
    """The inventory as it stands now, locked until the transaction ends.

    Raises:
        ClosedError: it was submitted or published; a correction of what is published is a new version.
    """
    current = Inventory.objects.select_for_update().get(pk=inventory.pk)
    if current.state not in OPEN:
        raise ClosedError(
            Text(
                "This version is {state} and cannot be changed. What is published is corrected in a new version.",
                state=Text(InventoryState(current.state).label),
            )
        )
    return current


def check_title(header: Header) -> None:
    """Check that the title fits into its column.

    Raises:
        InputError: it is too long.
    """
    most = Inventory._meta.get_field("title").max_length
    if most is not None and len(header.title) > most:
        accepted = Text("at most {count} characters", count=most)
        fault = Fault(n_("the text is too long"), column="title", value=header.title, accepted=accepted)
        raise InputError(fault)


def check_standing(standing: str) -> None:
    """Check whose figure it is said to be.

    Raises:
        InputError: it is none of the standings.
    """
    if standing not in Standing.values:
        raise InputError(
            Fault(
                n_("it is not known whose figure this is"),
                column="standing",
                value=standing,
                accepted=", ".join(Standing.values),
                advice=n_("choose one of them"),
            )
        )
