"""How gunicorn serves the game; each value is explained in `docs/operating.md`."""

import gc
import os
import sys
import tempfile
from multiprocessing import get_context
from typing import Any

from .config import read_settings, remarks
from .server.startup import STATUS_TO_HALT, starting
from .web.i18n import missing_catalogs

with starting():
    settings = read_settings()

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT') or 8000}"
worker_class = "quizapp.server.gunicorn_worker.DrainingWorker"
workers = settings.worker_count
threads = 8
timeout = 30
graceful_timeout = 10
keepalive = 5
max_requests = 100_000
max_requests_jitter = 10_000
backlog = 256
limit_request_line = 4094
limit_request_fields = 60
forwarded_allow_ips = ""  # TRUSTED_PROXIES alone decides whose X-Forwarded-* count
control_socket_disable = True
logger_class = "quizapp.server.gunicorn_logger.JsonLogger"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a heartbeat

if os.environ.get("METRICS") == "1":  # before prometheus_client is imported in any worker
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="quiz-metrics-"))


def on_starting(server: Any) -> None:
    """Say what should be mended; migrate and load content in a process that ends.

    In a worker its memory would stay allocated, some 40 MiB, numpy above all. Where it has
    failed, and has said why, no worker is started.
    """
    for remark in (*remarks(), *missing_catalogs()):
        server.log.warning("%s", remark)
    preparing = get_context("fork").Process(target=server.app.wsgi)
    preparing.start()
    preparing.join()
    if preparing.exitcode:
        sys.exit(STATUS_TO_HALT)


def when_ready(_server: Any) -> None:
    """Freeze the objects that workers share with this process: a garbage collection that visits
    them would copy their pages, some 12 MiB for each worker."""
    gc.collect()
    gc.freeze()


def child_exit(_server: Any, worker: Any) -> None:
    """Merge the metrics files of a worker that ended."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
