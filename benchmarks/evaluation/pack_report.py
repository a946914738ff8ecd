"""The acceptance figures of a pack's mood quiz, and a winning sheet for every track, computed
without a database."""

import time
from collections.abc import Iterator, Sequence

from benchmarks.evaluation.cpu_benchmark import cpu_figures
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.mood_report import mood_report
from quizapp.mood import simulation
from quizapp.mood.balance.exact import count
from quizapp.mood.balance.reach import Reach, reaches
from quizapp.mood.scoring import core_order
from quizapp.packs.files import read_pack
from quizapp.packs.schemas import AlbumFile, Pack, QuizFile
from quizapp.packs.service import shipped_packs
from quizapp.quizzes.candidate import CandidateItem
from quizapp.trivia.difficulty import EXPECTED_RIGHT_SHARES
from quizapp.trivia.schedule import BankItem, Wording, with_tells
from tests.mood.pack_table import compiled, mood_table

LETTERS = "abcdef"


def mood_figures(album: AlbumFile, mood: QuizFile, *, seed: int) -> Iterator[Figure]:
    table = mood_table(album, mood)
    yield from mood_report(table, seed=seed)
    yield from cpu_figures(table, seed=seed, cpu_time=time.process_time)


def winning_sheets(album: AlbumFile, mood: QuizFile) -> Iterator[str]:
    """For every track one sheet that it wins and by how much, as the pack numbers its items."""
    order = core_order(compiled(album, mood, mood.items))
    table = compiled(album, mood, [mood.items[index] for index in order])
    for reach in reaches(table, count(simulation.arrays(table)).sheets):
        yield _sheet_line(reach, order)


def _sheet_line(reach: Reach, order: Sequence[int]) -> str:
    if reach.answers is None:
        return f"{reach.track:<30} has no winning sheet"
    places = sorted(zip(order, reach.answers, strict=True))
    chosen = [f"{at + 1}{LETTERS[answer]}" for at, answer in places if answer is not None]
    return f"{reach.track:<30} {' '.join(chosen)}  wins by {reach.lead}"


def shipped_trivia_bank() -> list[BankItem]:
    """What the daily sets of the shipped packs are drawn from, as hard as its stars say."""
    items = [
        item
        for directory in shipped_packs()
        for item in _trivia_items(read_pack(directory))
        if item.spoiler_episode == 0
    ]
    bank = [BankItem(each.slug, each.category, EXPECTED_RIGHT_SHARES[each.stars]) for each in items]
    return with_tells(bank, {item.slug: _wording(item) for item in items})


def _wording(item: CandidateItem) -> Wording:
    key = next(option.text for option in item.options if option.is_key)
    return Wording(said=f"{item.stem.en} {item.explanation.en}", key=key.en)


def _trivia_items(pack: Pack) -> Sequence[CandidateItem]:
    return pack.trivia.items if pack.trivia else []
