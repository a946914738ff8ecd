"""How gunicorn serves the game; each value is explained in `docs/operating.md`."""

import os
import sys

from .config import WrongSetting, read_settings

try:
    settings = read_settings()
except WrongSetting as problem:
    sys.exit(f"The game cannot start. {problem}")

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = settings.worker_count
threads = 8
timeout = 30
graceful_timeout = 10
keepalive = 5
max_requests = 100_000
max_requests_jitter = 10_000
backlog = 256
limit_request_line = 4094
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a heartbeat
