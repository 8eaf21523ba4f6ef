"""Which factor layers of the store an inventory may name."""

from __future__ import annotations

from collections.abc import Sequence

from almaden.errors import Fault, InputError
from almaden.store.models import FactorLayer, User
from almaden.store.models.inventories import InventoryState
from almaden.store.rights import may
from almaden.wording import n_


def check_layers(actor: User | None, country: str, names: Sequence[str]) -> None:
    """Check that layers are there and open to a person: published, their own, or of the country that they work for.

    Raises:
        InputError: with every layer that cannot be used.
    """
    known = {layer.name: layer for layer in FactorLayer.objects.filter(name__in=names)}
    faults = [
        Fault(
            n_("there is no factor layer with this name"),
            column="layers",
            value=name,
            advice=n_("choose another, or leave it out"),
        )
        for name in names
        if name not in known or not _is_open(actor, country, known[name])
    ]
    if faults:
        raise InputError(faults)


def _is_open(actor: User | None, country: str, layer: FactorLayer) -> bool:
    if layer.state == InventoryState.PUBLISHED or actor is None or layer.author_id == actor.pk:
        return True
    return layer.country == country and may(actor, "read_drafts", country)
