"""What has to be known of the machine to read a time, without saying which machine it is."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("numpy", "scipy", "chaospy", "mcerp", "monaco")


def machine_words() -> str:
    """Cores, memory and system in neutral words."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kind = "virtual machine" if _is_virtual() else "machine"
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {gigabytes:.0f} GB, {kind}, {system}"


def _is_virtual() -> bool:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return " hypervisor" in file.read()
    except OSError:
        return False


def package_versions() -> dict[str, str]:
    """Versions of what is compared; empty for what is not installed."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
