"""The rules of quality control: rows of a table, of which users may replace single ones or switch them off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Final, Literal

from pydantic import model_validator

from almaden.reference.origin import Origin
from almaden.reference.record import Record, described
from almaden.reference.tables import read_table
from almaden.wording import n_

Proposed = Literal["valid", "suspect", "invalid", "off"]
SiteClass = Literal["", "background", "urban", "hot spot", "contaminated"]
SITE_CLASSES: Final[tuple[SiteClass, ...]] = ("", "background", "urban", "hot spot", "contaminated")
#: What a rule may be bound to.
SCOPES: Final = ("site class", "region", "network", "method")
POLAR_SPRING: Final = "polar spring"


class RuleRecord(Record):
    """One threshold of a rule of quality control."""

    id: str = described("Rule.", "R1", min_length=1)
    title: str = described("What the rule looks at.", "Range", default="")
    species: str = described("Species, several separated by |; * is any, and may stand in a name.", "GEM|TGM")
    matrix: str = described("Matrices, several separated by |; * is any.", "air", default="*")
    scope: str = described(
        "Where alone it holds: site class=, region=, network= or method= and a name.",
        "site class=hot spot",
        default="",
    )
    parameter: str = described(
        "Threshold of the rule; empty with the flag off: the whole rule.", "suspect_above", default=""
    )
    threshold: float | None = described("The number; may be empty where the flag is off.", "5", default=None)
    unit: str = described("Unit of the number; empty: that of the values.", "ng/m3", default="")
    flag: Proposed = described("Flag that is proposed: valid (told only), suspect, invalid; off.", "suspect")
    source: str = described("Where the number comes from.", "Standard procedure of the network", default="")
    seen: str = described("Where it was read.", "page 12", default="")
    status: Literal["verified", "unverified", "user"] = described(
        "verified, unverified or user.", "user", default="user"
    )
    note: str = described("Anything a reader should know.", "", default="")

    @model_validator(mode="after")
    def _is_whole(self) -> RuleRecord:
        if self.flag != "off" and (self.threshold is None or not self.parameter):
            raise ValueError(n_("give a parameter and a threshold, or the flag off"))
        if self.scope and self.scope.partition("=")[0].strip() not in SCOPES:
            raise ValueError(n_("a scope begins with site class=, region=, network= or method="))
        return self

    @property
    def origin(self) -> Origin:
        """Where its number was read."""
        name = f"{self.id} {self.parameter}".strip()
        return Origin(
            name, self.threshold or 0.0, self.unit, None, None, "quality control", self.source, self.seen,
            self.status, note=self.note,
        )  # fmt: skip


@dataclass(frozen=True)
class Circumstances:
    """What decides which rules hold for a series, and for its points in a region.

    Attributes:
        species, matrix, method: of the series.
        site_class: class of the site; empty where nobody tells it.
        network: network of the site.
        region: ``polar spring`` or empty.
    """

    species: str
    matrix: str
    method: str = ""
    site_class: str = ""
    network: str = ""
    region: str = ""


@dataclass(frozen=True)
class Rules:
    """All rules that a check is made by; of several that hold the most particular counts, then the last."""

    rows: tuple[RuleRecord, ...]

    def find(self, rule: str, parameter: str, where: Circumstances) -> RuleRecord | None:
        """The threshold that holds under some circumstances; None where there is none or it is switched off."""
        found: RuleRecord | None = None
        for row in self.rows:
            if row.id != rule or row.parameter not in (parameter, "") or not _holds(row, where):
                continue
            if found is None or _particular(row) >= _particular(found):
                found = row
        return None if found is None or found.flag == "off" else found

    def replaced(self, own: Iterable[RuleRecord]) -> Rules:
        """These rules with rows of a user, which take the place of those of equal rule, kind of values and scope.

        A row without a parameter and with the flag ``off`` switches off the whole rule for what it names.
        """
        own = tuple(row.model_copy(update={"status": "user"}) for row in own)
        told = {_key(row) for row in own}
        off = [row for row in own if not row.parameter]
        kept = (row for row in self.rows if _key(row) not in told and not any(_covers(one, row) for one in off))
        return Rules((*kept, *own))


@cache
def bundled_rules() -> Rules:
    """The rules that come with the program. Most thresholds are proposals and say so."""
    cells = ({name: cell for name, cell in row.items() if cell} for row in read_table("monitoring/qc_rules"))
    return Rules(tuple(RuleRecord.model_validate(row) for row in cells))


@cache
def titles() -> dict[str, str]:
    """Titles of the rules by their names."""
    return {row.id: row.title for row in bundled_rules().rows}


def _key(row: RuleRecord) -> tuple[str, str, str, str, str]:
    return row.id, row.species, row.matrix, row.scope, row.parameter


def _covers(off: RuleRecord, row: RuleRecord) -> bool:
    return (
        off.id == row.id
        and (off.species == "*" or _names(row.species) <= _names(off.species))
        and (off.matrix == "*" or _names(row.matrix) <= _names(off.matrix))
        and off.scope in ("", row.scope)
    )


def _names(text: str) -> set[str]:
    return set(text.split("|"))


def _holds(row: RuleRecord, where: Circumstances) -> bool:
    if not any(fnmatchcase(where.species, one) for one in row.species.split("|")):
        return False
    if not any(fnmatchcase(where.matrix, one) for one in row.matrix.split("|")):
        return False
    if not row.scope:
        return True
    kind, _, name = row.scope.partition("=")
    told = {
        "site class": where.site_class, "region": where.region, "network": where.network, "method": where.method,
    }[kind.strip()]  # fmt: skip
    return bool(told) and fnmatchcase(told.casefold(), name.strip().casefold())


def _particular(row: RuleRecord) -> tuple[bool, bool, bool]:
    """How particular a row is: a scope first, then species without wildcards, then a matrix."""
    return bool(row.scope), "*" not in row.species and "?" not in row.species, row.matrix != "*"
