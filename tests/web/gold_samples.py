"""A made-up study of small-scale gold mining, published, for tests of its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from almaden.sectors.gold.data import GoldData
from almaden.store import reviews, studies, waiting
from almaden.store.models import Study
from tools.made_up_studies import gold_data


def published_study(**changes: Any) -> Study:
    """The study of the made-up store with some of its tables changed."""
    waiting.forget()
    data: GoldData = replace(gold_data(), **changes)
    study = studies.make(
        None, "gold", studies.gold_tables(data), country="GHA", year=2024, title="Survey (made up)", made_up=True
    )
    reviews.submit(None, study)
    reviews.take(None, study)
    reviews.publish(None, study)
    return study
