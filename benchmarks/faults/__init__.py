"""Fault experiments: run `python -m benchmarks.faults` for the experiments and figures."""
