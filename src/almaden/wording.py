"""Texts that can be said in another language after they were made.

A finding, a fault or the name of a number is made deep in the calculation, where nobody knows who will read
it. It is made as a :class:`Text`: in English a plain ``str``, but one that remembers its template and what was
put into it, so that the translation of the template can be filled with the same values later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

#: Says an English text of the program in a language; see :func:`almaden.reference.languages.translator`.
Translate = Callable[[str], str]

#: What a template names: words that stay as they are, a :class:`Text` that is translated too, a number.
Value = str | float

#: From this size on a number is written with marks between thousands.
_GROUPED = 1000.0


class Exact(float):
    """A number that is shown with all its figures, as it was given; others are shown with four."""


class Fixed(float):
    """A number that is shown with so many decimals, for numbers that stand below each other."""

    places: int

    def __new__(cls, value: float, places: int) -> Fixed:
        """A number that is shown with ``places`` decimals."""
        made = super().__new__(cls, value)
        made.places = places
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Fixed, (float(self), self.places)


class Text(str):
    """An English text with the template and the values that it was made from.

    >>> text = Text("{count} of {name}", count=1234, name=Text("General waste"))
    >>> text
    '1,234 of General waste'
    >>> text.template
    '{count} of {name}'
    """

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> Text:
        """Fill a template.

        Args:
            template: the English text with names in braces; it stands in the catalogues.
            values: what the names stand for. Numbers stay numbers, and get the marks of each language.
        """
        if isinstance(template, Text) and not values:
            return template
        # A text among the values is its own English.
        made = super().__new__(cls, template.format_map(_English(values)) if values else template)
        made.template = template
        made.values = values
        return made

    def say(self, translate: Translate, number: Callable[[float], str]) -> str:
        """The text in a language.

        Args:
            translate: finds the translation of a template.
            number: writes a number.
        """
        template = translate(self.template)
        if not self.values:
            return template
        try:
            return fill(template, self.values, translate, number)
        except (KeyError, IndexError, ValueError):
            # A wrong translation must not hide what was to be said.
            return str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return _made_again, (self.template, dict(self.values))

    def __deepcopy__(self, memo: Any) -> Text:
        return self


def _made_again(template: str, values: Mapping[str, Value]) -> Text:
    return Text(template, **values)


def n_(text: str) -> str:
    """Mark a text for the catalogues without translating it: it is translated when it is shown."""
    return text


def fill(template: str, values: Mapping[str, Value], translate: Translate, number: Callable[[float], str]) -> str:
    """Put values into a template.

    Raises:
        KeyError: the template names a value that is not there.
    """
    return template.format_map({name: _said(value, translate, number) for name, value in values.items()})


def _said(value: Value, translate: Translate, number: Callable[[float], str]) -> str:
    if isinstance(value, Text):
        return value.say(translate, number)
    return value if isinstance(value, str) else number(value)


class _English(dict[str, Value]):
    """Values as an English reader sees them, made when a template asks for them."""

    def __getitem__(self, name: str) -> str:
        value = super().__getitem__(name)
        return value if isinstance(value, str) else shown(value)


def joined(parts: Iterable[Value], separator: str = ", ") -> Text:
    """Several texts or numbers as one text; what can be said in another language still can."""
    named: dict[str, Value] = {f"part{place}": part for place, part in enumerate(parts)}
    if len(named) == 1 and isinstance(named["part0"], Text):
        return named["part0"]
    return Text("{separator}".join(f"{{{name}}}" for name in named), **named, separator=Text(separator))


def either(parts: Sequence[str]) -> str:
    """Texts to choose one from: ``a, b or c``."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return Text("{first} or {last}", first=joined(parts[:-1]), last=parts[-1])


def did_you_mean(near: Sequence[str]) -> Text:
    """The advice that names what a wrong name comes near to."""
    return Text("did you mean {names}?", names=either(near))


def shown(value: float) -> str:
    """A number as an English reader wants it: four figures, and every figure before the point.

    >>> shown(118652.9296), shown(1103.1), shown(0.0123456), shown(Exact(0.0123456))
    ('118,653', '1,103.1', '0.01235', '0.0123456')
    """
    if isinstance(value, Fixed):
        return f"{value:,.{value.places}f}"
    if isinstance(value, Exact):
        return f"{value:,.10g}"
    if abs(value) < _GROUPED:
        return f"{value:.4g}"
    text = f"{value:,.1f}" if abs(value) < 10 * _GROUPED else f"{value:,.0f}"
    return text.removesuffix(".0")


_PLACE = re.compile(r"(?P<file>.*?)(?:, sheet (?P<sheet>.*))?, row (?P<row>\d+)", re.DOTALL)


def place_of_row(text: str) -> str:
    """Places of the input, ``file, sheet s, row 5; file, row 2``, as a text that can be said in another language."""
    places = text.split("; ")
    if len(places) > 1 and all(map(_PLACE.fullmatch, places)):
        return joined(map(place_of_row, places), "; ")
    found = _PLACE.fullmatch(text)
    if found is None:
        return text
    if found["sheet"] is None:
        return Text("{file}, row {row}", file=found["file"], row=found["row"])
    return Text("{file}, sheet {sheet}, row {row}", file=found["file"], sheet=found["sheet"], row=found["row"])
