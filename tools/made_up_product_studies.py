"""Made-up studies of products for the made-up store."""

from __future__ import annotations

from typing import Any


def fill_product_studies(person: Any) -> dict[str, int]:
    """A published study of products sold in two countries, and a draft of one."""
    from almaden.sectors.products.data import example
    from almaden.sectors.products.records import PhaseOutRecord
    from almaden.store import studies
    from almaden.store.models.studies import StudySector

    data = example()
    about = data.about.model_copy(update={"made_up": True, "title": "Products sold (made up)"})
    sales = tuple(
        one.model_copy(update={"country": country, "source": "made up"})
        for country in ("GHA", "KEN")
        for one in data.sales
        if one.kind in ("cfl", "thermometer_medical")
    )
    ends = tuple(
        PhaseOutRecord(country=country, kind="thermometer_medical", year=2020, lag=2, illegal_share=0.05,
                       illegal_low=0.01, illegal_high=0.2, source="made up")
        for country in ("GHA", "KEN")
    )  # fmt: skip
    tables: studies.Tables = {"about": (about,), "sales": sales, "phase_outs": ends}
    kept = studies.make(None, StudySector.PRODUCTS, tables, title=about.title, made_up=True)
    publish(kept)
    own = {**tables, "sales": [one for one in sales if one.country == "GHA"], "phase_outs": ends[:1]}
    draft = studies.make(
        person, StudySector.PRODUCTS, own, country="GHA", title="A draft of sales (made up)",
        made_up=True,
    )  # fmt: skip
    return {"product_study": kept.pk, "product_draft": draft.pk, **_of_countries()}


def _of_countries() -> dict[str, int]:
    """Published studies of dental amalgam and of a national balance."""
    from almaden.demo.product_examples import product_example
    from almaden.sectors.products.national.data import example
    from almaden.sectors.products.readers.amalgam import read_amalgam
    from almaden.store import product_studies, studies
    from almaden.store.models.studies import StudySector

    with product_example("amalgam") as folder:
        told = product_studies.kept_amalgam(read_amalgam(folder))
    found = {}
    for name, sector, read in (
        ("amalgam_study", StudySector.AMALGAM, told),
        ("balance_study", StudySector.PRODUCT_BALANCE, product_studies.kept_balance(example())),
    ):
        (about,) = read.tables["about"]
        tables: studies.Tables = {**read.tables, "about": (about.model_copy(update={"country": "GHA"}),)}
        kept = studies.make(
            None, sector, tables, country="GHA", year=read.year, title=f"{read.title} (made up)", made_up=True
        )
        publish(kept)
        found[name] = kept.pk
    return found


def publish(study: Any) -> None:
    """Review a study and publish it."""
    from almaden.store import reviews

    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, study)
