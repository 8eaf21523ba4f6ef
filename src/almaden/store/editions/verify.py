"""Checking an edition: every file is what the manifest says, and every result can be computed again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from almaden.errors import Fault, InputError
from almaden.inventory import Inventory
from almaden.store.editions.create import FORMAT, MANIFEST
from almaden.store.editions.files import checksums
from almaden.store.editions.inventories import from_json
from almaden.wording import Text, n_


@dataclass(frozen=True)
class Verified:
    """What was checked: numbers of files and of results."""

    number: int
    files: int
    results: int


def verify(folder: Path) -> Verified:
    """Check the files of an edition, in the store or a copy of them elsewhere; needs no database.

    Raises:
        InputError: with everything that is wrong.
    """
    manifest = _manifest(folder)
    faults = _files(folder, manifest)
    if faults:
        raise InputError(faults)
    names = sorted(path.name for path in (folder / "results").glob("*.json"))
    faults = [fault for name in names if (fault := _recomputed(folder, name)) is not None]
    if faults:
        raise InputError(faults)
    return Verified(manifest["number"], len(manifest["files"]), len(names))


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files, written = manifest["files"], manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            Fault(
                n_("this is no edition: its manifest is missing or broken"),
                file=str(folder / MANIFEST),
                accepted=n_("a folder that almaden edition create or export wrote"),
                advice=n_("name the folder of an edition, or export it again"),
            )
        ) from error
    if not isinstance(files, dict) or written > FORMAT:
        raise InputError(
            Fault(
                n_("the edition was written by a later version of Almaden"),
                file=str(folder / MANIFEST),
                value=str(written),
                accepted=str(FORMAT),
                advice=n_("install that version"),
            )
        )
    return manifest


def _files(folder: Path, manifest: dict[str, Any]) -> list[Fault]:
    found = checksums(folder)
    found.pop(MANIFEST, None)
    expected = manifest["files"]
    faults = [_fault(n_("the file is missing"), name) for name in expected if name not in found]
    faults += [_fault(n_("the file does not belong to the edition"), name) for name in found if name not in expected]
    faults += [
        _fault(n_("the file was altered"), name) for name in expected if name in found and found[name] != expected[name]
    ]
    return faults


def _fault(problem: str, name: str) -> Fault:
    return Fault(problem, file=name, advice=n_("get the edition again from where it was published"))


def _recomputed(folder: Path, name: str) -> Fault | None:
    """Compute a result again and compare every figure; the version of the program may be another."""
    kept = json.loads((folder / "results" / name).read_text(encoding="utf-8"))
    data = from_json((folder / "inventories" / name).read_text(encoding="utf-8"))
    meta = kept["meta"]
    again = json.loads(Inventory(data).run(meta["draws"], meta["seed"], year=kept["year"]).to_json())
    then, now = meta["version"], again["meta"]["version"]
    for result in (kept, again):
        result["meta"]["version"] = ""
    if kept == again:
        return None
    return Fault(
        Text(
            "the result computed again is not the one that was published: then with version {then}, now with {now}",
            then=then,
            now=now,
        ),
        file=f"results/{name}",
        advice=n_("compute it with the version of the program that made the edition"),
    )
