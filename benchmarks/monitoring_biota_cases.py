"""What is measured of tissue samples, each in a process of its own: Almaden, and pandas by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from almaden.monitoring.biota.synthesis import synthesis
from almaden.monitoring.biota.table import BiotaTable

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
SEED, STUDIES, SPECIES = 1, 1_500, 120
REGIONS = np.array(["Africa", "Asia", "Europe", "North America", "Oceania", "South America", "Antarctica"])


def prepare(program: str, samples: float = 800_000, below: float = 0.0) -> Prepared:
    """Made-up samples of studies that have one region each."""
    rng, count = np.random.default_rng(SEED), int(samples)
    study = rng.integers(0, STUDIES, count)
    species = rng.integers(0, SPECIES, count)
    logs = rng.normal(0.0, 0.6, STUDIES)[study] + rng.normal(-1.5, 0.8, SPECIES)[species] + rng.normal(0, 0.7, count)
    value = np.exp(logs)
    limit = float(np.quantile(value, below)) if below else 0.0
    hidden = value < limit
    names = np.array([f"species {at}" for at in range(SPECIES)])
    text = np.full(count, "muscle")
    table = BiotaTable(
        value=np.where(hidden, limit, value),
        below=hidden,
        length_mm=np.full(count, np.nan),
        moisture=np.full(count, np.nan),
        year=np.full(count, 2020),
        site=np.full(count, ""),
        region=REGIONS[study % len(REGIONS)],
        study=np.char.add("study ", study.astype(str)),
        species=names[species],
        group=np.full(count, "fish"),
        tissue=text,
        basis=np.full(count, "ww"),
        analyte=np.full(count, "THg"),
    )
    return PROGRAMS[program](table)


def almaden(table: BiotaTable) -> Prepared:
    def check(found: Any) -> Answer:
        return {"mean": [one.mean for one in found.groups], "groups": len(found.groups)}

    return lambda: synthesis(table, ("region", "species")), check


def pandas(table: BiotaTable) -> Prepared:
    """Means over studies by random effects, group by group."""
    import pandas as pd

    frame = pd.DataFrame(
        {"region": table.region, "species": table.species, "study": table.study, "log": np.log(table.value)}
    )  # fmt: skip

    def pooled(group: pd.DataFrame) -> float:
        weight = 1.0 / group["variance"]
        fixed = (weight * group["mean"]).sum() / weight.sum()
        q = (weight * (group["mean"] - fixed) ** 2).sum()
        tau2 = max(0.0, (q - len(group) + 1) / (weight.sum() - (weight**2).sum() / weight.sum()))
        weight = 1.0 / (group["variance"] + tau2)
        return float(np.exp((weight * group["mean"]).sum() / weight.sum()))

    def run() -> Any:
        studies = frame.groupby(["region", "species", "study"])["log"].agg(["mean", "var", "count"])
        studies["variance"] = studies["var"].fillna(0.5) / studies["count"]
        return studies.groupby(["region", "species"]).apply(pooled)

    return run, lambda found: {"mean": found.tolist(), "groups": len(found)}


PROGRAMS: dict[str, Callable[[BiotaTable], Prepared]] = {"almaden": almaden, "pandas": pandas}
