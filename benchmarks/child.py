"""The fresh process of one repetition: load, make the input, start the clock, compute, stop it, check the answer."""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import time


def main() -> None:
    case, program, *options = sys.argv[1:]
    values = {name: float(value) for name, value in (option.split("=") for option in options)}
    compute, check = importlib.import_module(f"benchmarks.{case}").prepare(program, **values)
    wall, cpu = time.perf_counter(), _cpu()
    result = compute()
    record = {
        "wall": time.perf_counter() - wall,
        "cpu": _cpu() - cpu,
        "megabytes": _megabytes(int(values.get("workers", 1))),
        "process": time.monotonic() - float(os.environ["BENCHMARK_STARTED"]),
    }
    record["answer"] = check(result)
    print(json.dumps(record))


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _megabytes(workers: int) -> float:
    """Peak resident size; that of the largest worker counts once for each, so the sum is an upper bound."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    each = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if workers > 1 else 0
    return (own + workers * each) / 1024


if __name__ == "__main__":
    main()
