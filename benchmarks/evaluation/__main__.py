"""``python -m benchmarks.evaluation mood|trivia|elsewhere|learning``: figures beside goals."""

import argparse
from collections.abc import Iterator, Sequence

from quizapp.packs import service as packs
from quizapp.packs.files import read_pack
from tests.mood.pack_table import mood_table

from .elsewhere_report import elsewhere_report
from .figures import Figure
from .learning_report import learning_report
from .pack_report import mood_figures, shipped_trivia_bank, winning_sheets
from .trivia_report import trivia_report


def main() -> None:
    options = _parser().parse_args()
    for line in REPORTS[options.report](options.seeds):
        print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.evaluation", description=__doc__)
    parser.add_argument("report", choices=REPORTS)
    parser.add_argument("--seed", dest="seeds", type=int, nargs="+", default=[2018])
    return parser


def _mood_lines(seeds: Sequence[int]) -> Iterator[str | Figure]:
    for directory in packs.shipped_packs():
        pack = read_pack(directory)
        if pack.mood is None:
            continue
        yield f"{directory.name}: {pack.mood.quiz.slug}, a winning sheet for each track"
        yield from winning_sheets(pack.album, pack.mood)
        for seed in seeds:
            yield f"seed {seed}"
            yield from mood_figures(pack.album, pack.mood, seed=seed)


def _trivia_lines(seeds: Sequence[int]) -> Iterator[str | Figure]:
    for seed in seeds:
        yield f"seed {seed}"
        yield from trivia_report(shipped_trivia_bank(), seed=seed)


def _elsewhere_lines(seeds: Sequence[int]) -> Iterator[str | Figure]:
    for directory in packs.shipped_packs():
        pack = read_pack(directory)
        if pack.mood is None:
            continue
        table = mood_table(pack.album, pack.mood)
        for seed in seeds:
            yield f"{directory.name}: {pack.mood.quiz.slug}, medium noise, seed {seed}"
            yield from elsewhere_report(table, seed=seed)


def _learning_lines(seeds: Sequence[int]) -> Iterator[str | Figure]:
    for directory in packs.shipped_packs():
        pack = read_pack(directory)
        if pack.mood is None:
            continue
        for seed in seeds:
            yield f"{directory.name}: {pack.mood.quiz.slug}, seed {seed}"
            yield from learning_report(mood_table(pack.album, pack.mood), seed=seed)


REPORTS = {
    "mood": _mood_lines,
    "trivia": _trivia_lines,
    "elsewhere": _elsewhere_lines,
    "learning": _learning_lines,
}


if __name__ == "__main__":
    main()
