"""Puts the worked examples into a store, so that the web application has something to show."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from almaden.demo.loader import demo_countries, demo_path
from almaden.store.home import home
from almaden.store.setup import start

if TYPE_CHECKING:
    from almaden.partnership.registry import Registry
    from almaden.store.registry.loading import Loaded


def use_demo_home() -> None:
    """Turn this process to a store of its own, ``demo`` below the usual folder; the user's own is not touched.

    Must come before Django is loaded. Its one user may do everything, as everything in it is an example.
    """
    os.environ["ALMADEN_HOME"] = str(home() / "demo")
    os.environ["ALMADEN_SINGLE_USER"] = "1"
    os.environ.pop("ALMADEN_DATABASE_URL", None)


def load_examples() -> int:
    """Publish the worked examples that the store does not hold yet.

    Returns:
        How many were added.
    """
    start()
    from django.db import transaction

    from almaden.inventory import Inventory
    from almaden.store import inventories, reviews
    from almaden.store.models.inventories import Inventory as Kept
    from almaden.store.models.inventories import Standing

    added = 0
    for name in demo_countries():
        with demo_path(name) as folder:
            data = Inventory.read(folder).data
        examples = Kept.objects.filter(standing=Standing.WORKED_EXAMPLE, author=None)
        if examples.filter(country=data.header.country, year=data.header.year).exists():
            continue
        # Whoever stops the program here finds the example whole next time, or not at all.
        with transaction.atomic():
            kept = inventories.from_data(None, data, standing=Standing.WORKED_EXAMPLE)
            reviews.submit(None, kept)
            reviews.take(None, kept)
            reviews.publish(None, kept)
        added += 1
    return added


def load_registry(registry: Registry) -> Loaded:
    """Publish the records of a registry that the store does not hold yet; what was changed since stays as it is.

    Args:
        registry: the records; those of the demonstration, or of a test.
    """
    start()
    from almaden.partnership.registry import Registry
    from almaden.store.models import RegistryRow
    from almaden.store.registry.loading import Loaded, load

    kept = set(RegistryRow.objects.values_list("kind", "key"))
    new = [(kind, one) for kind, records in registry.tables.items() for one in records if (kind, one.id) not in kept]
    if not new:
        # An entry of the journal that did nothing, at every start, tells nobody anything.
        return Loaded(0, 0, 0, 0)
    return load(None, Registry.made_of(new), "the registry that comes with the program")


def load_questionnaire() -> bool:
    """Open the made-up questionnaire to everybody, if the store has it not; says whether it was added."""
    start()
    from django.db import transaction

    from almaden.demo.questionnaires import AREA, demo_questionnaire
    from almaden.store.models import Survey
    from almaden.store.questionnaires import making

    form = demo_questionnaire()
    if Survey.objects.filter(title=form.titles["en"]).exists():
        return False
    with transaction.atomic():
        survey = making.make(None, AREA, form)
        making.set_rules(None, survey, None, is_public=True, closes_on=None)
        making.open_survey(None, survey, None)
    return True


def load_gold() -> bool:
    """Publish the worked example of small-scale gold mining, if the store has it not; says whether it was added."""
    start()
    from django.db import transaction

    from almaden.demo.gold import ghana
    from almaden.sectors.gold.readers.field import read_gold
    from almaden.store import reviews, studies
    from almaden.store.models import Study

    with ghana() as folder:
        data = read_gold(folder)
    if Study.objects.filter(sector="gold", sha256=data.sha256).exists():
        return False
    about = data.about
    with transaction.atomic():
        kept = studies.make(
            None,
            "gold",
            studies.gold_tables(data),
            country=about.country,
            year=about.year,
            title=about.title,
            sha256=data.sha256,
        )
        reviews.submit(None, kept)
        reviews.take(None, kept)
        reviews.publish(None, kept)
    return True


def load_product_tests() -> bool:
    """Publish the made-up example of product tests, if the store has it not; says whether it was added."""
    start()
    from django.db import transaction

    from almaden.demo.product_tests import product_tests
    from almaden.sectors.products.testing.readers.product_tests import read_product_tests
    from almaden.store import reviews
    from almaden.store.models import CampaignRound
    from almaden.store.product_tests import campaigns, rows
    from almaden.store.product_tests.shape import cells_of

    with product_tests() as folder, transaction.atomic():
        first = read_product_tests(folder).campaigns[0]
        if CampaignRound.objects.filter(key=first.id, campaign__author=None).exists():
            return False
        kept = campaigns.make(None, cells_of(first))
        rows.import_tables(None, kept, folder, folder.name)
        reviews.submit(None, kept)
        reviews.take(None, kept)
        reviews.publish(None, kept)
    return True


def load_ledger() -> bool:
    """Keep the made-up mass ledger, its totals published, if the store has it not; says whether it was added."""
    start()
    from django.db import transaction

    from almaden.demo.ledger import entries
    from almaden.store.ledger_writing import add_entries
    from almaden.store.ledgers import make_ledger, publish_totals
    from almaden.store.models import Ledger
    from almaden.supply.ledger.readers.entries import read_entries

    title = "Recovered and seized mercury (made up)"
    if Ledger.objects.filter(title=title, made_up=True, author=None).exists():
        return False
    with entries() as file, transaction.atomic():
        read = read_entries(file)
        ledger = make_ledger(None, "GHA", title, made_up=True)
        add_entries(None, ledger, read.entries, place=read.place)
        publish_totals(None, ledger, None, published=True)
    return True


def load_station() -> bool:
    """Publish the made-up monitoring station, if the store has it not; says whether it was added."""
    start()
    from django.db import transaction

    from almaden.demo.station import station
    from almaden.store import reviews
    from almaden.store.datasets import make_dataset
    from almaden.store.imports.local import import_here
    from almaden.store.imports.reading import Request, plan_import
    from almaden.store.models import Dataset

    key = "lake-station-made-up"
    if Dataset.objects.filter(key=key).exists():
        return False
    with station() as folder, transaction.atomic():
        title, text = "Lake station (made up)", "Nothing was measured: the station shows how series look."
        kept = make_dataset(None, key, title, made_up=True, description=text)
        for name, reader in (("sites.csv", "sites"), ("days.csv", "observations")):
            request = Request(None, folder / name, name, reader, key)
            import_here(request, plan_import(request), lambda _done, _total: None)
        kept.refresh_from_db()
        reviews.submit(None, kept)
        reviews.take(None, kept)
        reviews.publish(None, kept)
    return True
