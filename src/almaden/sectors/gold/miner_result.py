"""What the economics of ways to win gold leave: frozen records that commands, pages, reports and the API show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat
from almaden.sectors.gold.method_anchors import Anchor
from almaden.sectors.gold.methods import Price

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Payback:
    """Months until a method has paid for what has to be bought for it.

    Attributes:
        months: None where it never does.
        low, high: ends of the 95 % range, None for never.
        never: share of the draws in which it never does.
    """

    months: float | None
    low: float | None
    high: float | None
    never: float


@dataclass(frozen=True)
class BreakEven:
    """Gold price at which a method brings as much as the present one.

    Attributes:
        usd_per_g: None where no price does.
        pays: whether the method brings more ``above`` or ``below`` that price, ``always`` or ``never``.
    """

    usd_per_g: float | None
    pays: Literal["above", "below", "always", "never"]


@dataclass(frozen=True)
class MethodResult:
    """A way to win gold, for one miner in one year where nothing else is said.

    Attributes:
        method, name: which.
        yield_g_per_miner_day: fine gold won in a day of work.
        gold_g, mercury_kg: fine gold won, and mercury bought.
        income_usd: for the gold, after what buyer and centre keep.
        cost_usd: of processing; digging costs the same with all methods and is not in it.
        cost_parts: that cost by ``mercury``, ``other``, ``labour`` and ``capital`` (purchase over life).
        net_usd: income less cost.
        difference_usd: net beside the present method; None for that itself, as all that follows but for the capital.
        share_better: share of the draws in which the net is larger than with the present method.
        capital_usd: what has to be bought, for all who share it.
        payback: of that.
        break_even_recovery: recovery from which on it brings as much, None where none up to 1 does.
        break_even_gold: gold price at which it brings as much.
    """

    method: str
    name: str
    yield_g_per_miner_day: Amount
    gold_g: Amount
    mercury_kg: Amount
    income_usd: Amount
    cost_usd: Amount
    cost_parts: Mapping[str, Amount]
    net_usd: Amount
    difference_usd: Amount | None
    share_better: float | None
    capital_usd: Amount
    payback: Payback | None
    break_even_recovery: float | None
    break_even_gold: BreakEven | None


@dataclass(frozen=True)
class MinerResult:
    """All methods for one operation.

    Attributes:
        meta: how it was made.
        present: the method that is used now.
        prices: prices and numbers of the operation, which of them are defaults.
        methods: the methods, in the order of the table.
        anchors: what others found, shown beside and not used.
        origins: every number that was used.
    """

    meta: Meta
    present: str
    prices: tuple[Price, ...]
    methods: tuple[MethodResult, ...]
    anchors: tuple[Anchor, ...]
    origins: tuple[Origin, ...] = field(default=(), repr=False)

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The unverified numbers that it rests on."""
        return tuple(origin for origin in self.origins if origin.status == "unverified")

    def of(self, method: str) -> MethodResult:
        """A method.

        Raises:
            KeyError: there is none of this name.
        """
        for one in self.methods:
            if one.method == method:
                return one
        raise KeyError(method)

    def to_frame(self) -> pandas.DataFrame:
        """One row a method; amounts as value, low and high."""
        import pandas

        return pandas.DataFrame([flat(asdict(one)) for one in self.methods])

    def to_json(self) -> str:
        """Everything; amounts ``x`` as ``x``, ``x_low`` and ``x_high``."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """As :meth:`to_json`, before it is written."""
        return {
            "meta": asdict(self.meta),
            "present": self.present,
            "prices": [_price(one) for one in self.prices],
            "methods": [flat(asdict(one)) for one in self.methods],
            "beside": [asdict(one) for one in self.anchors],
            "unverified": [asdict(origin) for origin in self.unverified],
        }

    def summary(self) -> str:
        """The method with the largest net in a line."""
        best = max(self.methods, key=lambda one: one.net_usd.value)
        net = best.net_usd
        return f"{best.name}: {net.value:,.0f} USD per miner and year ({net.low:,.0f} to {net.high:,.0f})"


def _price(one: Price) -> dict[str, Any]:
    origin = one.number.origin
    told = {name: getattr(origin, name) for name in ("value", "low", "high", "unit", "source", "status")}
    return {"key": one.key, "name": one.name, **told, "default": one.default}
