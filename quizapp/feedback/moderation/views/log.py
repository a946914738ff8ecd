"""The record of moderation, and undoing what stands in it."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.auth.access import current_editor
from quizapp.feedback.moderation import queries
from quizapp.feedback.moderation.acts import BY_COMMAND, KEPT_FOR, Act
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.feedback.moderation.service import record as use_cases
from quizapp.feedback.moderation.words import ACTS, refusal_words
from quizapp.feedback.views.blueprint import bp
from quizapp.web import logs
from quizapp.web.routing import storable

Page = str | Response | tuple[str, int]


@bp.get("/moderation/log")
def moderation_log() -> str:
    return _page()


@bp.post("/moderation/log/<int:record_id>/restore")
def restore(record_id: int) -> Page:
    try:
        use_cases.restore(record_id=record_id, by=current_editor().name, now=clock.now())
    except (use_cases.NotRestorable, use_cases.ChangedSince) as refusal:
        return _page(refusal_words(refusal)), refusal.status
    logs.event("moderation.restore", by=current_editor().name, record=record_id)
    before, anchor = _id_argument("before"), f"record-{record_id}"
    return redirect(url_for("feedback_admin.moderation_log", before=before, _anchor=anchor), 303)


@bp.app_template_global()
def act_words(act: str) -> str:
    """What pages call an act of the record."""
    return str(ACTS[Act(act)])


@bp.app_template_global()
def who_words(name: str) -> str:
    """What pages call who did it: an editor by name, the operator by the tool."""
    return str(_("command line")) if name == BY_COMMAND else name


def done_record() -> ModerationRecord | None:
    """The record of what has just been done, as the address of the page says."""
    done = _id_argument("done")
    record = queries.record_by_id(done) if done else None
    return record if record and record.is_restorable(clock.now()) else None


def _page(problem: str = "") -> str:
    before = _id_argument("before")
    rows = queries.records(before=before)
    shown = rows[: queries.SHOWN]
    return render_template(
        "feedback/moderation_log.html",
        records=[(record, record.is_restorable(clock.now())) for record in shown],
        days=KEPT_FOR.days,
        before=before,
        older=shown[-1].id if len(rows) > len(shown) else None,
        problem=problem,
    )


def _id_argument(name: str) -> int | None:
    """An id in the query; None where there is none that a row may have."""
    return next(iter(storable(request.args.getlist(name, type=int))), None)
