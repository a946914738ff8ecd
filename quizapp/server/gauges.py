"""Figures that operators watch, read at the moment when they are asked for."""

import shutil
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from quizapp.config import current_settings
from quizapp.database.db import db
from quizapp.database.writing import HELD, writing_problem
from quizapp.feedback.queries import waiting_counts

from .backup_mark import last_backup


class OperatorGauges(Collector):
    """Age of the backup, room on the disk, what waits for editors, whether anything is written.

    Needs an application context. What cannot be found out is left out.
    """

    def collect(self) -> Iterator[GaugeMetricFamily]:
        if (made_at := last_backup(current_settings().data_dir)) is not None:
            yield _gauge("quiz_last_backup_timestamp_seconds", "Last backup", made_at)
        disk = shutil.disk_usage(current_settings().data_dir)
        yield _gauge("quiz_disk_free_bytes", "Free on the disk of DATA_DIR", disk.free)
        yield _gauge("quiz_disk_size_bytes", "Size of the disk of DATA_DIR", disk.total)
        yield from _of_database()


def _of_database() -> Iterator[GaugeMetricFamily]:
    is_writable = writing_problem() in {"", HELD}
    yield _gauge("quiz_database_writable", "Whether writing works", is_writable)
    try:
        suggestions, flags = waiting_counts()
    except SQLAlchemyError:
        db.session.rollback()
        return
    yield _gauge("quiz_suggestions_waiting", "Suggestions that nobody has decided", suggestions)
    yield _gauge("quiz_flags_waiting", "Flags that nobody has resolved", flags)


def _gauge(name: str, help_text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help_text, value=value)
