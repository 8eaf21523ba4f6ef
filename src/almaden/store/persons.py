"""E-mail addresses in texts that everybody is to read: found before they are out, for what is out stays out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from almaden.errors import Fault
from almaden.wording import n_

#: What looks like an e-mail address; the lengths keep long texts from taking long.
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
#: Said wherever such a text is refused.
ADVICE: Final = n_("take out names and addresses of persons")


def address_faults(texts: Mapping[str, Any], file: str = "") -> Iterator[Fault]:
    """What is wrong with texts for everybody that hold an e-mail address.

    Args:
        texts: by the name of the field, each a text or a list of texts; other values are passed over.
        file: key of the record, or title of the text, that the fields belong to.
    """
    for name, value in texts.items():
        found = next((hit for text in _texts(value) if (hit := _ADDRESS.search(text))), None)
        if found is not None:
            problem = n_("an e-mail address stands in a text that everybody can read")
            yield Fault(problem, file=file, column=name, value=found[0], advice=ADVICE)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return (one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()
