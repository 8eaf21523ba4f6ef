"""An explanation as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from almaden.inventory.explanation import Explanation, RowExplanation
from almaden.inventory.result import Amount
from almaden.reference.origin import Origin
from almaden.wording import Exact, Fixed, Text, Translate, joined, n_, place_of_row

#: More rows than this are listed by their formula, without the sources of their numbers.
IN_FULL = 8

#: Uncertain numbers that are named.
NAMED = 6

#: Words of the result, besides those that other texts hold.
_WORDS = (
    n_("user"),
    n_("info"),
    n_("inventory"),
    n_("default_spread"),
    n_("toolkit_rules"),
    n_("ratio"),
    n_("share"),
    n_("sum of shares"),
)


def write(explanation: Explanation, translate: Translate = n_) -> str:
    """The whole explanation as text, in the language of a translator."""
    return "\n".join(_Writer(explanation, translate).lines())


@dataclass(frozen=True)
class _Writer:
    """Writes one explanation; ``say`` is the translator."""

    explanation: Explanation
    say: Translate

    def lines(self) -> Iterator[str]:
        told, meta = self.explanation, self.explanation.meta
        yield self.say(Text("{title} = {amount}", title=told.title, amount=_kg(told.value)))
        yield self.say(Text("{place}, factor set {name}", place=told.place, name=meta.factor_set))
        if meta.notice:
            yield self.say(meta.notice)
        in_full = len(told.rows) <= IN_FULL
        for row in told.rows:
            yield ""
            yield from self._in_full(row) if in_full else self._in_short(row)
        if not in_full:
            yield ""
            yield self.say(Text("For the sources of the numbers of a row, ask for its code or id."))
        yield ""
        yield from self._path()
        yield from self._variance()

    def _in_short(self, row: RowExplanation) -> Iterator[str]:
        total = self.explanation.total
        yield self.say(Text("{title}: {amount}", title=_name(row), amount=_kg(row.amount)))
        yield f"    {self.say(row.leaving or row.formula)}{self._places(row)}"
        if row.amount is not None and row.added[total] != row.amount.value:
            kg, name = Exact(row.added[total]), Text(total)
            yield f"    {self.say(Text('adds {kg} kg to the {name} total', kg=kg, name=name))}"

    def _in_full(self, row: RowExplanation) -> Iterator[str]:
        yield self.say(Text("{title}: {amount}", title=_name(row), amount=_kg(row.amount))) + self._places(row)
        yield f"    {self.say(row.formula)}"
        if row.leaving:
            yield f"    {self.say(row.leaving)}"
        for origin in row.origins:
            yield from self._origin(origin)
        for flag in row.flags:
            yield f"    ! {self.say(flag)}"
        for one in row.findings:
            finding = joined((one.message, one.advice), "; ")
            yield f"    {self.say(Text('{name}: {text}', name=Text(one.severity), text=finding))}"
        for other in row.others:
            yield f"    {self.say(Text('another value, not counted: {value}', value=other))}"

    def _places(self, row: RowExplanation) -> str:
        return f"  ({self.say(joined(row.places, '; '))})" if row.places else ""

    def _origin(self, origin: Origin) -> Iterator[str]:
        told = Text(
            "{name}: {number} [{status}, {layer}]",
            name=origin.quantity,
            number=_number(origin),
            status=Text(origin.status),
            layer=Text(origin.layer),
        )
        yield f"    - {self.say(told)}"
        seen = Text("seen: {place}", place=Text(origin.seen)) if origin.seen else ""
        said = [text for text in (origin.source, seen, place_of_row(origin.place), origin.note) if text]
        if said:
            yield f"        {self.say(joined(said, '; '))}"

    def _path(self) -> Iterator[str]:
        yield self.say(Text("In the totals, kg/y:"))
        for step in self.explanation.path:
            yield f"  {self.say(Text('{name}: {text}', name=Text(step.total), text=_given(step.value_kg)))}"
            for reason in step.reasons:
                told = Text(
                    "{change} from gross, {codes}: {reason}",
                    change=_signed(reason.change_kg),
                    codes=", ".join(reason.codes),
                    reason=Text(reason.explanation),
                )
                yield f"    {self.say(told)}"

    def _variance(self) -> Iterator[str]:
        if self.explanation.variance:
            yield self.say(Text("What makes it uncertain, as shares of its variance:"))
        for one in self.explanation.variance[:NAMED]:
            share = Fixed(100 * one.share, 1)
            yield f"    {self.say(Text('{percent}% {name}', percent=share, name=one.input))}"


def _kg(amount: Amount | None) -> Text:
    if amount is None:
        return Text("not known")
    return Text(
        "{value} kg/y (95 % range {low} to {high})",
        value=_rounded(amount.value),
        low=_rounded(amount.low),
        high=_rounded(amount.high),
    )


def _rounded(value: float) -> float:
    return value if abs(value) < 1000.0 else Exact(round(value))


def _given(value: float) -> Text:
    return Text("{value}", value=Exact(value))


def _signed(value: float) -> Text:
    return Text("+{value}" if value >= 0 else "-{value}", value=Exact(abs(value)))


def _number(origin: Origin) -> Text:
    number = _given(origin.value)
    if origin.unit:
        number = Text("{value} {unit}", value=Exact(origin.value), unit=Text(origin.unit))
    if origin.low is None and origin.high is None:
        return number
    low, high = (Text("?") if end is None else _given(end) for end in (origin.low, origin.high))
    return Text("{number} ({low} to {high})", number=number, low=low, high=high)


def _name(row: RowExplanation) -> Text:
    named = joined(filter(None, (Text(row.name), Text(row.variant), Text(row.phase), row.facility)))
    text = Text("{code} {name}", code=row.code, name=named)
    return text if row.id == row.code else Text("{name} [{id}]", name=text, id=row.id)
