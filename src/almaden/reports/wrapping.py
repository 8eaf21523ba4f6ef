"""Labels of figures broken into lines, by an estimate of their width."""

from __future__ import annotations

from almaden.reports.document import plain
from almaden.reports.layout import width_em

#: The sans face of figures is wider than the text face that :func:`width_em` measures.
_SANS = 1.22


def sans_em(text: str) -> float:
    """Estimated width of ``text`` in em of the face used in figures."""
    return _SANS * width_em(text)


def wrapped(text: str, room: float, lines: int) -> str:
    """``text`` in at most ``lines`` lines of at most ``room`` em; what does not fit ends in an ellipsis."""
    found = [""]
    for word in _pieces(plain(text), room):
        joined = f"{found[-1]} {word}".strip()
        if sans_em(joined) <= room or not found[-1]:
            found[-1] = joined
        else:
            found.append(word)
    if len(found) > lines:
        last = found[lines - 1]
        while last and sans_em(last + "…") > room:
            last = last[:-1]
        found = [*found[: lines - 1], last.rstrip() + "…"]
    return "\n".join(found)


def _pieces(text: str, room: float) -> list[str]:
    """Words, those too long for a line cut."""
    pieces = []
    for word in text.split(" "):
        while sans_em(word) > room:
            cut = len(word)
            while cut > 1 and sans_em(word[:cut]) > room:
                cut -= 1
            pieces.append(word[:cut])
            word = word[cut:]
        pieces.append(word)
    return pieces
