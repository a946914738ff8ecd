"""Views after a round: its result and review, and the boards."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from quizapp import clock
from quizapp.config import house_day
from quizapp.database.cache_versions import BOARDS, CONTENT
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import edition_by_id, readable_edition
from quizapp.trivia import pages
from quizapp.trivia.board_queries import ALL_TIME
from quizapp.trivia.forms import BARS, NICKNAME_PROBLEMS, NicknameForm
from quizapp.trivia.nickname import nickname
from quizapp.trivia.queries import DayMissing, scheduled_day
from quizapp.trivia.service import board
from quizapp.trivia.service.board import (
    Bar,
    NamedBefore,
    NicknameRefused,
    NicknameTaken,
    NotForTheBoard,
)
from quizapp.trivia.view_models import anchor
from quizapp.trivia.words import next_round
from quizapp.web import signing
from quizapp.web.i18n import current_language
from quizapp.web.page_cache import cached
from quizapp.web.security import limiter

from .blueprints import Page, bp, read_day

CURSOR = "trivia board page"


@bp.get("/play/<play_key>/result")
def result(play_key: str) -> Page:
    return _result(play_key, NicknameForm())


@bp.post("/play/<play_key>/result")
@limiter.limit("30/minute")
def enter_board(play_key: str) -> Page:
    """Put the round on the boards under a nickname, and show its row."""
    form = NicknameForm(request.form)
    if not form.validate():
        return _with_status(_result(play_key, form), 422)
    try:
        round_ = board.enter_board(
            play_key=play_key,
            typed=form.nickname.data or "",
            now=clock.now(),
            earlier_keys=(form.earlier.data or "").split(),
        )
    except NicknameRefused as refusal:
        form.nickname.errors = [NICKNAME_PROBLEMS[problem] for problem in refusal.problems]
        return _with_status(_result(play_key, form), refusal.status)
    except NicknameTaken as taken:
        form.nickname.errors = [_("“%(name)s” is somebody else’s already.", name=taken.name)]
        return _with_status(_result(play_key, form, offer=taken.offer), taken.status)
    except NotForTheBoard as refusal:
        form.nickname.errors = [BARS[Bar(refusal.reason)]]
        return _with_status(_result(play_key, form), refusal.status)
    except NamedBefore as refusal:
        form.nickname.errors = [_("This round is on the board under another name already.")]
        return _with_status(_result(play_key, form), refusal.status)
    row = anchor(nickname(round_.nickname).key)
    slug = edition_by_id(round_.edition_id).content.slug
    return redirect(url_for("trivia.leaderboard", slug=slug, day=round_.day, _anchor=row), 303)


def _with_status(page: Page, status: int) -> Page:
    return (page, status) if isinstance(page, str) else page


def _result(play_key: str, form: NicknameForm, offer: str = "") -> Page:
    now = clock.now()
    page = pages.result(play_key=play_key, language=current_language(), now=now)
    if page is None:
        return redirect(url_for("trivia.play", play_key=play_key))
    return render_template(
        "trivia/result.html",
        page=page,
        form=form,
        offer=offer,
        bar=BARS[Bar(page.bar)] if page.bar else "",
        today=house_day(now),
        next_round=next_round(house_day(now)),
    )


@bp.get("/play/<play_key>/review")
def review(play_key: str) -> str:
    page = pages.review(play_key=play_key, language=current_language())
    return render_template("trivia/review.html", play_key=play_key, page=page)


@bp.get("/leaderboard/<day>", defaults={"slug": ""})
@bp.get("/quizzes/<slug>/leaderboard/<day>")
@cached(BOARDS, CONTENT, recheck_seconds=0)
def leaderboard(slug: str, day: str) -> str:
    """The board of a day, or of ``all`` days.

    :raises DayMissing: for a day without a round, or the page cache would fill with empty boards.
    """
    cursor = signing.read(request.args.get("from", ""), purpose=CURSOR)
    edition, today = readable_edition(slug, QuizKind.TRIVIA), house_day(clock.now())
    on = None if day == ALL_TIME else read_day(day)
    if on and on != today and scheduled_day(edition.quiz_id, on) is None:
        raise DayMissing
    page = pages.board(edition, day=on, start=cursor)
    next_page = page.next_page and signing.sign(page.next_page, purpose=CURSOR)
    return render_template(
        "trivia/leaderboard.html",
        slug=slug,
        day=on,
        today=today,
        rows=page.rows,
        next_page=next_page,
    )
