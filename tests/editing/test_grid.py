"""The question grid: what its filters find, its pages, and the way from question to question."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.editing.grid.filters import Filter
from quizapp.editing.grid.queries import PAGE_SIZE, beside, grid_page, ordered_ids
from quizapp.plays.models import OptionTally
from quizapp.quizzes.models import Flag, FlagReason, Item, Quiz, ScheduledDay, Suggestion
from tests.admin_pages import FormFiller
from tests.editors import EditorClient
from tests.statements import counted

NOW = clock.now()
TODAY = NOW.date()
CELL = re.compile(r'name="tick" value="(\d+):(\d+)"')


def trivia() -> list[Item]:
    of_trivia = select(Item).join(Quiz).where(Quiz.kind == "trivia").order_by(Item.id)
    return list(db.session.scalars(of_trivia))


def set_values(item: Item, **values: object) -> None:
    with transaction():
        db.session.execute(update(Item).where(Item.id == item.id).values(values))


def found(**wanted: object) -> set[int]:
    return set(ordered_ids(Filter(**wanted), TODAY))  # type: ignore[arg-type]


@pytest.mark.storage
class TestFilter:
    def test_finds_words_in_any_text_of_either_language(self, game: Flask) -> None:
        item, other = trivia()[:2]
        set_values(item, stem_en="Whose ZITHER is it?", stem_ko="등불지기는 누구인가요?")
        with transaction():
            other.options[1].text = type(other.stem)("a zither, 100%", "등불지기 하나")

        assert found(q="zither") == found(q="등불지기") == {item.id, other.id}
        assert found(q="Zither 지기는") == {item.id}
        assert found(q="zither 100%") == {other.id}
        assert found(q="z_ther") == set()

    def test_knows_the_states(self, game: Flask) -> None:
        draft, retired, ready = trivia()[:3]
        set_values(draft, is_draft=True)
        set_values(retired, retired_at=NOW)

        assert found(state="draft") == {draft.id}
        assert found(state="retired") == {retired.id}
        assert ready.id in found(state="ready")
        assert draft.id not in found(state="ready")
        assert found(state="all") - found() == {retired.id}

    def test_finds_what_is_missing(self, game: Flask) -> None:
        unexplained, unsourced, untold, half = trivia()[:4]
        set_values(unexplained, explanation_ko="")
        set_values(unsourced, sources=[])
        set_values(untold, category="")
        with transaction():
            half.options[0].text = type(half.stem)("only English")

        assert found(missing="explanation-ko") == {unexplained.id}
        assert found(missing="ko") == {unexplained.id, half.id}
        assert found(missing="en") == set()
        assert found(missing="source") == {unsourced.id}
        assert found(missing="category") == {untold.id}

    def test_counts_open_flags(self, game: Flask) -> None:
        twice, once = trivia()[:2]
        for item, resolved in ((twice, None), (twice, None), (once, None), (once, NOW)):
            add_flag(item, resolved)

        assert found(flags=2) == {twice.id}
        assert found(flags=1) == {twice.id, once.id}
        assert ordered_ids(Filter(sort="flags"), TODAY)[:2] == [twice.id, once.id]

    def test_finds_values_themes_and_quizzes(self, game: Flask) -> None:
        item = next(item for item in trivia() if item.theme_tags)
        theme = item.theme_tags[0].slug

        assert item.id in found(stars=item.stars, category=item.category, theme=theme)
        assert item.id not in found(stars=item.stars % 5 + 1)
        of_mood = found(quiz="mood", theme=theme)
        assert of_mood
        assert of_mood < found(theme=theme)
        assert found(quiz="mood") | found(quiz="trivia") == found()

    def test_finds_what_a_player_suggested(self, game: Flask, sunny: EditorClient) -> None:
        with transaction():
            proposal = {"language": "ko", "stem": "누가 부르나요?", "options": ["가", "나"]}
            proposal |= {"why": "그래서요.", "source": ""}
            row = Suggestion(quiz_id=trivia()[0].quiz_id, proposal=proposal, suggested_at=NOW)
            db.session.add(row)
        sunny.get("/suggestions")
        sunny.post(f"/suggestions/{row.id}/approve")

        (made,) = found(is_suggested=True)
        assert db.session.get_one(Item, made).stem.ko == "누가 부르나요?"

    def test_finds_what_the_figures_mark(self, game: Flask) -> None:
        easy, fine, mood = trivia()[0], trivia()[1], db.session.get_one(Quiz, 1).items[0]
        for item, counts in ((easy, [400, 0, 0, 0]), (fine, [60, 20, 20, 20])):
            key_first = sorted(item.options, key=lambda option: not option.is_key)
            add_counts(dict(zip([each.id for each in key_first], counts, strict=True)))
        add_counts({option.id: 90 if n == 0 else 10 for n, option in enumerate(mood.options)})

        assert found(needs_hand=True) == {easy.id, mood.id}
        assert ordered_ids(Filter(sort="right"), TODAY)[:2] == [fine.id, easy.id]
        assert ordered_ids(Filter(sort="asked"), TODAY)[0] == easy.id
        line = next(
            line for line in grid_page(Filter(sort="asked"), TODAY).lines if line.item.id == fine.id
        )
        assert (line.numbers.asked, line.numbers.right_share) == (120, 0.5)

    def test_knows_the_last_day_and_no_day_to_come(self, game: Flask) -> None:
        items = [item.id for item in trivia()]
        with transaction():
            db.session.query(ScheduledDay).delete()
            for days, number in ((9, 0), (2, 1), (-1, 2)):
                day = TODAY - timedelta(days=days)
                edition_id = trivia()[0].quiz.editions[0].id
                row = {"quiz_id": trivia()[0].quiz_id, "day": day, "edition_id": edition_id}
                db.session.add(ScheduledDay(**row, item_ids=[items[number]]))

        assert ordered_ids(Filter(quiz="trivia", sort="last"), TODAY)[-2:] == items[:2]

    def test_takes_as_many_statements_for_many_as_for_few(self, game: Flask) -> None:
        add_many(60)
        for wanted in (Filter(), Filter(q="그 music", needs_hand=True, sort="last", flags=0)):
            costs = []
            for state in ("all", "retired"):
                db.session.expire_all()
                with counted() as statements:
                    grid_page(Filter(**{**vars(wanted), "state": state}), TODAY)
                costs.append(len(statements))
            assert costs[1] <= costs[0] <= 9


class TestPages:
    def test_are_small_and_lead_on(self, game: Flask, sunny: EditorClient) -> None:
        add_many(60)
        first, last = sunny.get("/questions/").text, sunny.get("/questions/?page=99").text

        assert len(first.encode()) < 120_000
        assert len(CELL.findall(first)) == PAGE_SIZE
        assert 0 < len(CELL.findall(last)) < PAGE_SIZE
        assert not set(CELL.findall(first)) & set(CELL.findall(last))

    @pytest.mark.parametrize("query", ["stars=x", "quiz=none", "page=0", "flags=-1", "sort=id"])
    def test_take_no_sense_for_no_filter(
        self, game: Flask, sunny: EditorClient, query: str
    ) -> None:
        everything = CELL.findall(sunny.get("/questions/").text)

        assert CELL.findall(sunny.get(f"/questions/?{query}").text) == everything

    def test_say_so_when_nothing_fits(self, game: Flask, sunny: EditorClient) -> None:
        assert "Nothing fits." in sunny.get("/questions/?q=xyzzy").text


class TestWay:
    def test_leads_from_question_to_question_within_the_filter(
        self, game: Flask, sunny: EditorClient
    ) -> None:
        one, two, three = trivia()[3:6]
        for item in (one, two, three):
            set_values(item, is_draft=True)
        form = FormFiller(sunny, f"/items/{two.id}?within=state%3Ddraft")

        assert f"/items/{one.id}?within=state%3Ddraft" in form.page.text
        form.put("stem-en", "Which lantern burns last?").put("is_ready", "y").press()

        assert "Saved." in form.page.text
        assert f"/items/{three.id}?within=state%3Ddraft" in form.page.text
        assert beside(one.id, Filter(state="draft"), TODAY) == (None, three.id)

    def test_is_not_there_without_a_filter(self, game: Flask, sunny: EditorClient) -> None:
        assert "Next question" not in sunny.get(f"/items/{trivia()[1].id}").text

    def test_leads_from_a_saved_question_to_an_empty_one(
        self, game: Flask, sunny: EditorClient
    ) -> None:
        item = trivia()[0]
        form = FormFiller(sunny, f"/items/{item.id}").put("stem-en", "Whose lantern?")

        assert (
            form.press("save and add")
            .headers["Location"]
            .endswith(f"/new/items/{item.quiz_id}?added={item.id}")
        )
        assert "Whose lantern?" in form.page.text
        assert form.get("stem-en") == ""

    def test_leads_to_a_duplicate_that_is_a_draft(self, game: Flask, sunny: EditorClient) -> None:
        item = trivia()[0]
        address = sunny.post(f"/items/{item.id}/duplicate").headers["Location"]

        copy = db.session.get_one(Item, int(address.partition("?")[0].rpartition("/")[2]))
        assert "This is a copy, and a draft." in sunny.client.get(address).text
        assert (copy.stem, copy.quiz_id, copy.is_draft) == (item.stem, item.quiz_id, True)
        assert [each.text for each in copy.options] == [each.text for each in item.options]


def add_flag(item: Item, resolved_at: object = None) -> None:
    row = {"item_id": item.id, "reason": FlagReason.TYPO, "flagged_at": NOW}
    with transaction():
        db.session.execute(insert(Flag).values(**row, resolved_at=resolved_at))


def add_counts(counts: dict[int, int]) -> None:
    rows = [{"option_id": key, "response_count": count} for key, count in counts.items()]
    with transaction():
        db.session.execute(insert(OptionTally), rows)


def add_many(count: int) -> None:
    """Retired copies of one row: enough for another page."""
    quiz_id = trivia()[0].quiz_id
    rows = [
        {"quiz_id": quiz_id, "slug": f"many-{n}", "position": 900 + n, "stem_en": f"Music {n}?"}
        for n in range(count)
    ]
    with transaction():
        db.session.execute(insert(Item.__table__), [{**EMPTY, **row} for row in rows])  # type: ignore[arg-type]


EMPTY = {
    "stem_ko": "", "explanation_en": "", "explanation_ko": "", "category": "", "stars": 3,
    "spoiler_episode": 0, "sources": [], "is_draft": True, "revision": 1,
}  # fmt: skip
