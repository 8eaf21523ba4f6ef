"""Where the fields of a record come from: who set them last, when, why and from which file."""

from __future__ import annotations

import json
from collections.abc import Iterable

from almaden.store.history import Version
from almaden.store.models import Entry


def origins_of(versions: Iterable[Version]) -> dict[str, Entry]:
    """By field the entry of the journal that set it last.

    Args:
        versions: the history of the record, the first first.
    """
    origins: dict[str, Entry] = {}
    for version in versions:
        content = json.loads(version.change.content)
        set_now = content["after"] if version.change.kind == "changed" else content
        origins.update(dict.fromkeys(set_now, version.entry))
    return origins
