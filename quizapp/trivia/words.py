"""Say when the next round comes, in words that are true in every time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel.dates import get_timezone_location
from flask_babel import get_locale

from quizapp.config import current_settings


@dataclass(frozen=True)
class NextRound:
    """When today's round makes way for the next one.

    :ivar at: the instant, in UTC.
    :ivar place: the city whose midnight it is, in the page's language.
    :ivar utc: the hour and minute of it in UTC, as "15:00".
    """

    at: datetime
    place: str
    utc: str


def next_round(today: date) -> NextRound:
    """When the round after that of a day of the house begins."""
    settings = current_settings()
    at = settings.start_of(today + timedelta(days=1))
    place = get_timezone_location(settings.day_zone.key, locale=get_locale(), return_city=True)
    return NextRound(at, place, f"{at.astimezone(UTC):%H:%M}")
