"""What is checked and frozen when a record is handed in."""

from __future__ import annotations

import hashlib
from typing import Any

from almaden import __version__
from almaden.errors import Fault, InputError
from almaden.store.acting import now
from almaden.store.inventories import faults_of, header_of, result_of, years_of
from almaden.store.inventories.results import content_of
from almaden.store.journal import Work, canonical
from almaden.store.models import Dataset, FactorLayer, FrozenResult, Inventory, ProductCampaign, Study
from almaden.store.models.inventories import InventoryState
from almaden.store.product_tests import results as campaign_results
from almaden.store.quality.readiness import check_settled
from almaden.store.reviews.authors import Reviewed
from almaden.store.study_results import check_reckonable
from almaden.wording import n_


def check_ready(record: Reviewed) -> None:
    """Refuse what cannot be reviewed; the results of an inventory are computed here, before anything is locked.

    Raises:
        InputError: with everything that is missing or does not fit together.
    """
    if isinstance(record, Inventory):
        faults = [*faults_of(record), *_open_layers(record)]
        if not record.rows.filter(table="activity_rates").exists():
            faults.append(Fault(n_("the inventory has no rows"), column="activity_rates", advice=n_("add its rows")))
        if faults:
            raise InputError(faults)
        for year in years_of(record):
            result_of(record, year)
    if isinstance(record, Dataset):
        check_settled(record)
    if isinstance(record, FactorLayer) and not record.rows:
        raise InputError(Fault(n_("the layer has no rows"), column="rows", advice=n_("add its factors")))
    if isinstance(record, Study):
        check_reckonable(record)
    if isinstance(record, ProductCampaign):
        campaign_results.check_reckonable(record)


def freeze(work: Work, record: Reviewed) -> None:
    """Keep the results of an inventory for each of its years; those of an earlier submission give way."""
    if not isinstance(record, Inventory):
        return
    years = years_of(record)
    for left in FrozenResult.objects.filter(inventory=record).exclude(year__in=years):
        work.remove(left)
    for year in years:
        content = content_of(result_of(record, year))
        values: dict[str, Any] = {
            "result": content,
            "sha256": hashlib.sha256(canonical(content).encode()).hexdigest(),
            "program_version": __version__,
            "made_on": now(),
        }
        known = FrozenResult.objects.filter(inventory=record, year=year).first()
        if known is None:
            work.add(FrozenResult(inventory=record, year=year, **values))
        else:
            work.change(known, **values)


def _open_layers(inventory: Inventory) -> list[Fault]:
    """Layers that may still change: a result must not rest on them."""
    brought = inventory.header.get("brought_layers", ())
    names = [name for name in header_of(inventory).layers if name not in brought]
    fixed = (InventoryState.PUBLISHED, InventoryState.SUPERSEDED)
    still_open = FactorLayer.objects.filter(name__in=names).exclude(state__in=fixed)
    return [
        Fault(
            n_("the factor layer is not published"),
            column="layers",
            value=layer.name,
            advice=n_("have the layer reviewed first"),
        )
        for layer in still_open
    ]
