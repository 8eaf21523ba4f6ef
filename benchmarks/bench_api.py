"""``python -m benchmarks.bench_api``: the API beside datasette and pygeoapi, into docs/benchmarks.md.

Needs wrk (a package of most systems), and datasette and pygeoapi of the extra ``bench``.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from benchmarks import api_data, api_servers
from benchmarks.machine import machine_words
from benchmarks.processes import ROOT
from benchmarks.section import put

CONNECTIONS = 8
OURS = ("almaden, gunicorn", "almaden, waitress")
RECORDS, FRESH, FEATURES, BOXES, FRESH_BOXES = (
    "100 records as JSON",
    "100 records as JSON, nothing kept ready",
    "100 features as GeoJSON",
    "boxes of 2 by 2 degrees among all sites",
    "the same, nothing kept ready",
)

TEXT = """\
## The API

{count:,} made-up sites; each server one process on loopback ({threads} threads where it has threads), asked by wrk over
{connections} connections for {seconds} s, the servers in turn, {repetitions} times; the median [smallest to largest].
Memory is the largest resident size of the process that answers. datasette serves the same table with an index on
latitude and longitude, without counting and facets. pygeoapi reads its whole file for each request, so it was
given only the {features} features that are asked for. Boxes lie at random. Answers that Almaden keeps ready for the
public are switched off by sending a session cookie (*nothing kept ready*).

Machine: {machine}. Load (1 minute) before and after: {load}.

{table}

{aims}
"""


@dataclass(frozen=True)
class Measured:
    per_second: float
    p99_ms: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_api", description=__doc__)
    parser.add_argument("--sites", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-api-") as name:
        folder = Path(name)
        api_data.make(folder, options.sites)
        found, memory = measure(folder, options.seconds, options.repetitions)
    text = TEXT.format(
        count=options.sites,
        threads=api_servers.THREADS,
        connections=CONNECTIONS,
        seconds=options.seconds,
        repetitions=options.repetitions,
        features=api_data.FEATURES,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table=table(found, memory),
        aims=aims(found, memory),
    )
    put(options.out, "api", text)
    return 0


Found = dict[tuple[str, str], list[Measured]]


def measure(folder: Path, seconds: int, repetitions: int) -> tuple[Found, dict[str, float]]:
    found: Found = defaultdict(list)
    plan = tasks()
    with api_servers.running(folder) as servers:
        for repetition in range(-1, repetitions):
            for case, server in plan:
                script = folder / "load.lua"
                script.write_text(plan[case, server], encoding="utf-8")
                one = load(api_servers.PORTS[server], script, seconds if repetition >= 0 else 1)
                # The first round warms every server up.
                if repetition >= 0:
                    found[case, server].append(one)
                    print(f"{case}: {server}: {one.per_second:.0f}/s, {one.p99_ms:.0f} ms", file=sys.stderr)
        return found, {name: api_servers.megabytes(process) for name, process in servers.items()}


def tasks() -> dict[tuple[str, str], str]:
    """For each case and server the script that makes wrk's requests."""
    plan = {}
    for server in OURS:
        plan[RECORDS, server] = _always("/api/v1/sites?limit=100")
        plan[FRESH, server] = _always("/api/v1/sites?limit=100", cookie=True)
        plan[FEATURES, server] = _always("/api/v1/ogc/collections/sites/items?limit=100")
        plan[BOXES, server] = _boxes("/api/v1/sites?bbox=%f,%f,%f,%f", "x, y, x + 2, y + 2")
        plan[FRESH_BOXES, server] = _boxes("/api/v1/sites?bbox=%f,%f,%f,%f", "x, y, x + 2, y + 2", cookie=True)
    plain = "/bench/sites.json?_shape=objects&_nocount=1&_nofacet=1&_size=100"
    plan[RECORDS, "datasette"] = _always(plain)
    sides = "&longitude__gte=%f&latitude__gte=%f&longitude__lte=%f&latitude__lte=%f"
    plan[BOXES, "datasette"] = _boxes(plain + sides, "x, y, x + 2, y + 2")
    plan[FEATURES, "pygeoapi"] = _always("/collections/sites/items?f=json&limit=100")
    return dict(sorted(plan.items()))


def _always(path: str, cookie: bool = False) -> str:
    return f'{_header(cookie)}\nrequest = function() return wrk.format("GET", "{path}") end\n'


def _boxes(path: str, values: str, cookie: bool = False) -> str:
    """Requests for boxes at random places, never the same twice: answers to earlier ones are kept ready."""
    place = "local x, y = math.random() * 358 - 180, math.random() * 130 - 60"
    request = f'return wrk.format("GET", string.format("{path}", {values}))'
    return f"{_header(cookie)}\nmath.randomseed(os.time())\nrequest = function() {place} {request} end\n"


def _header(cookie: bool) -> str:
    return 'wrk.headers["Cookie"] = "sessionid=none"' if cookie else ""


def load(port: int, script: Path, seconds: int) -> Measured:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script)]
    shown = subprocess.run([*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in shown or "Socket errors" in shown:
        raise RuntimeError(shown)
    number, unit = re.findall(r"99%\s+([\d.]+)(us|ms|s)", shown)[0]
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", shown)[0])
    return Measured(rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit])


def table(found: Found, memory: dict[str, float]) -> str:
    lines = ["| case | server | requests per second | p99, ms | MB |", "|---|---|---|---|---|"]
    for (case, server), series in found.items():
        rates, slow = [one.per_second for one in series], [one.p99_ms for one in series]
        lines.append(f"| {case} | {server} | {_span(rates)} | {_span(slow)} | {memory[server]:.0f} |")
    return "\n".join(lines)


def _span(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f} [{min(values):,.0f} to {max(values):,.0f}]"


def aims(found: Found, memory: dict[str, float]) -> str:
    def rate(case: str, server: str) -> float:
        return statistics.median(one.per_second for one in found[case, server])

    lines = ["| aim | gunicorn | waitress |", "|---|---|---|"]
    for name, values in {
        "100 records: at least 1 x datasette": [rate(RECORDS, one) / rate(RECORDS, "datasette") for one in OURS],
        "100 features: at least 5 x pygeoapi": [rate(FEATURES, one) / rate(FEATURES, "pygeoapi") for one in OURS],
        "boxes: at least 200 per second": [rate(BOXES, one) for one in OURS],
        "slowest p99: below 100 ms": [
            max(statistics.median(m.p99_ms for m in series) for (_, server), series in found.items() if server == one)
            for one in OURS
        ],
        "memory: below 150 MB": [memory[one] for one in OURS],
    }.items():
        lines.append(f"| {name} | {' | '.join(f'{value:,.1f}' for value in values)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
