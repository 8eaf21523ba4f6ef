"""What the campaigns of a register found, as frozen records that commands, pages and reports show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat, nested
from almaden.sectors.products.testing.found import Alert, Evidence
from almaden.sectors.products.testing.levels import Levels
from almaden.sectors.products.testing.limits import ContentLimit
from almaden.sectors.products.testing.records import CampaignRecord, ProductRecord
from almaden.sectors.products.testing.samples import Confirmations
from almaden.sectors.products.testing.shares import Share
from almaden.sectors.products.testing.takedowns import Due, PlatformResult
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas

Grouping = Literal["", "campaign", "country", "platform", "seller", "kind", "method"]


@dataclass(frozen=True)
class GroupResult:
    """Samples that have something in common.

    Attributes:
        by: what they are grouped by; empty for all.
        name: what they have in common; empty where it is not told, or for all.
        above: the share above the limit.
        levels: contents in ppm.
    """

    by: Grouping
    name: str
    above: Share
    levels: Levels

    def row(self) -> dict[str, Any]:
        """One row of a table."""
        return {"by": self.by, "name": self.name, **_share("above", self.above), **_levels(self.levels)}


@dataclass(frozen=True)
class Change:
    """How the share above the limit changed from one campaign to the next.

    Attributes:
        first, second: identifiers of the campaigns.
        share: how much the second share is above the first, with its 95 % interval.
    """

    first: str
    second: str
    share: Amount


@dataclass(frozen=True)
class CampaignResult:
    """What the campaigns of a register found, as known on a day.

    Attributes:
        on: the day.
        limit: the limit that samples are held against.
        campaigns: the campaigns in the order of their years.
        whole: all samples for which the limit holds.
        products: share of products of which a sample is above the limit.
        groups: samples by campaign, country, platform, kind of seller, kind of product, and method.
        changes: from each campaign to the next.
        confirmations: screenings set against the laboratory.
        above: samples above the limit with the evidence, the highest content first.
        platforms: what platforms did, all together last; nothing without requests.
        due: answers that are due, and removed listings that are to be looked for.
        alerts: products above the limit that may still be sold.
        origins: numbers of the program that it rests on.
        notes: what is to be known.
        meta: how it was made.
    """

    on: date
    limit: ContentLimit
    campaigns: tuple[CampaignRecord, ...]
    whole: GroupResult
    products: Share
    groups: tuple[GroupResult, ...]
    changes: tuple[Change, ...]
    confirmations: Confirmations
    above: tuple[Evidence, ...]
    platforms: tuple[PlatformResult, ...]
    due: tuple[Due, ...]
    alerts: tuple[Alert, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """Those of the origins that nobody has verified."""
        return tuple(one for one in self.origins if one.status == "unverified")

    def groups_by(self, by: Grouping) -> tuple[GroupResult, ...]:
        """The groups of one grouping by name."""
        return tuple(one for one in self.groups if one.by == by)

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain data; amounts ``x`` as ``x``, ``x_low`` and ``x_high``."""
        return {
            "meta": asdict(self.meta),
            "on": self.on.isoformat(),
            "limit": asdict(self.limit),
            "campaigns": [one.model_dump(mode="json") for one in self.campaigns],
            "whole": self.whole.row(),
            "products": _share("above", self.products),
            "groups": [one.row() for one in self.groups],
            "changes": [nested(asdict(one)) for one in self.changes],
            "confirmations": asdict(self.confirmations),
            "above": [_plain(asdict(one) | {"product": one.product}) for one in self.above],
            "platforms": [platform_row(one) for one in self.platforms],
            "due": [_plain(asdict(one) | {"takedown": one.takedown.model_dump(mode="json")}) for one in self.due],
            "alerts": [_plain(asdict(one) | {"product": one.product}) for one in self.alerts],
            "origins": [asdict(one) for one in self.origins],
            "notes": [str(note) for note in self.notes],
        }

    def as_public_dict(self) -> dict[str, Any]:
        """As :meth:`as_dict`, without addresses of listings and names of files, which may name people, and remarks."""
        found: dict[str, Any] = _without_private(self.as_dict())
        return found

    def to_json(self) -> str:
        """Everything, as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def to_frame(self) -> pandas.DataFrame:
        """One row for all samples and for each group."""
        import pandas

        return pandas.DataFrame([one.row() for one in (self.whole, *self.groups)])

    def summary(self) -> str:
        """The share above the limit in a line."""
        above = self.whole.above
        if above.wilson is None:
            return f"none of {above.cannot_tell} samples can be held against {self.limit.ppm:g} ppm"
        low, high = 100 * above.wilson.low, 100 * above.wilson.high
        return (
            f"{above.count} of {above.of} samples above {self.limit.ppm:g} ppm: {100 * above.wilson.value:.1f} % "
            f"({low:.1f} to {high:.1f})"
        )


def platform_row(one: PlatformResult) -> dict[str, Any]:
    """What a platform did, as one row of a table."""
    return {
        "platform": one.platform,
        "requests": one.requests,
        **{f"outcome_{(name or 'open').replace(' ', '_')}": count for name, count in one.outcomes.items()},
        **_share("removed", one.removed),
        **{f"answers_{name}": value for name, value in asdict(one.answers).items()},
        **_share("relisted", one.relisted),
        **{f"until_relisted_{name}": value for name, value in asdict(one.until_relisted).items()},
    }


_NOTHING: Final[Mapping[str, Any]] = {"value": None, "low": None, "high": None}


def _share(name: str, share: Share) -> dict[str, Any]:
    values = asdict(share)
    shares = {name: values["wilson"] or _NOTHING, f"{name}_exact": values["exact"] or _NOTHING}
    return {
        f"{name}_count": share.count, f"{name}_of": share.of, f"{name}_cannot_tell": share.cannot_tell, **flat(shares),
        f"{name}_lowest": share.lowest, f"{name}_highest": share.highest,
    }  # fmt: skip


def _levels(levels: Levels) -> dict[str, Any]:
    return {
        "samples": levels.samples,
        "detected": levels.detected,
        "lowest_ppm": levels.lowest,
        "highest_ppm": levels.highest,
        **{f"p{round(100 * share)}_ppm": value for share, value in levels.quantiles.items()},
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> Any:
    if isinstance(value, ProductRecord):
        return value.model_dump(mode="json")
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


#: Addresses may name a seller, names of files whoever took a picture; remarks say anything.
_PRIVATE: Final = frozenset({"url", "note", "photographs"})


def _without_private(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_private(one) for name, one in value.items() if name not in _PRIVATE}
    return [_without_private(one) for one in value] if isinstance(value, list) else value
