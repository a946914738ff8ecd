"""The blueprints of trivia, and what its views have in common."""

from datetime import date
from ipaddress import ip_address

from flask import Blueprint, request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.config import house_day
from quizapp.trivia.forms import CATEGORY_LABELS, CategoryLabels, StartForm
from quizapp.trivia.queries import DayMissing
from quizapp.trivia.service.starts import NETWORK, Start
from quizapp.web import signing
from quizapp.web.i18n import URL_PREFIX
from quizapp.web.networks import network_of

Page = str | Response | tuple[str, int]

bp = Blueprint("trivia", __name__, url_prefix=f"{URL_PREFIX}/trivia")
root_bp = Blueprint("trivia_root", __name__)


@bp.record_once
def _share_labels(state: BlueprintSetupState) -> None:
    """Make the labels global: the view that refuses a flag is `feedback`'s, its page trivia's."""
    state.app.jinja_env.globals["category_labels"] = CategoryLabels(CATEGORY_LABELS)


def read_day(text: str) -> date:
    """Parse the day of a link.

    :raises DayMissing: when it is none, or is still to come."""
    try:
        day = date.fromisoformat(text)
    except ValueError as problem:
        raise DayMissing from problem
    if day.isoformat() != text or day > house_day(clock.now()):
        raise DayMissing
    return day


def begun(form: StartForm, attempt: str) -> Start:
    """How the visitor begins a round."""
    return Start(attempt, form.is_relaxed.data, clock.now(), _network())


def _network() -> str:
    """A keyed digest of the visitor's network, for no address goes on from here.

    Empty for this machine itself: everybody would share it behind a proxy that is not trusted.
    """
    address = request.remote_addr or ""
    if not address or ip_address(address).is_loopback:
        return ""
    return signing.keyed_digest(network_of(address), purpose=NETWORK)
