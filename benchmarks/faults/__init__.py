"""What the game withstands: run `python -m benchmarks.faults` for the experiments and figures."""
