"""Letters that no font of this computer has: a PDF says so instead of showing boxes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from almaden.reference.languages import translator
from almaden.reports.document import Callout

#: Letters that the fonts that come with the program lack: those of Asia south and east of the Arabic ones, signs
#: beyond the first plane. Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic letters are always there.
_RARE: Final = re.compile("[\u0700-\u1cff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00010000-\U0001ffff]")
#: Stands in the place of letters that cannot be shown.
_STAND_IN: Final = "[…]"


def unshown(text: str, fonts: tuple[str, ...]) -> frozenset[str]:
    """The letters of a text that none of the font files has.

    Args:
        text: what is to be shown.
        fonts: paths of the font files; they are read only where the text has rare letters.
    """
    rare = frozenset(_RARE.findall(text))
    return rare - _rare_letters(fonts) if rare else rare


def without(text: str, letters: frozenset[str]) -> str:
    """The text with a stand-in for each run of letters that cannot be shown."""
    run = re.compile(f"[{re.escape(''.join(sorted(letters)))}]+")
    return run.sub(_STAND_IN, text)


def told(letters: frozenset[str], lang: str) -> Callout:
    """What is said of letters that cannot be shown."""
    _ = translator(lang)
    scripts = sorted({unicodedata.name(one, "?").split()[0].capitalize() for one in letters})
    text = _(
        "The computer that made this file has no font for some letters ({scripts}); {sign} stands in their place. The "
        "other formats of this report hold them."
    )
    named = ", ".join("CJK" if one == "Cjk" else one for one in scripts)
    return Callout(_("Some letters cannot be shown"), text.format(scripts=named, sign=_STAND_IN), "note")


@cache
def _rare_letters(fonts: tuple[str, ...]) -> frozenset[str]:
    """The rare letters that the fonts have; a file that cannot be read has none."""
    from matplotlib.ft2font import FT2Font

    found: set[str] = set()
    for path in fonts:
        if not Path(path).is_file():
            continue
        try:
            codes = FT2Font(path).get_charmap()
        except (RuntimeError, OSError):
            continue
        found.update(one for code in codes if _RARE.match(one := chr(code)))
    return frozenset(found)
