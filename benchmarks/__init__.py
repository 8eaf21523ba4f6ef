"""Speed and memory, side by side with other programs in one run: ``python -m benchmarks``.

Every repetition is a fresh process; the programs take turns; answers are compared before times are.
"""
