"""A PostgreSQL server of the tests' own, where its programs can be found."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket
from tempfile import TemporaryDirectory

import pytest

USER = "postgres"
CARELESS = "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
"""Nothing of it has to survive the machine."""


@contextmanager
def server() -> Iterator[str]:
    """Start an empty server, give its address, and stop it again.

    Skips the test where PostgreSQL is not installed. ``initdb`` refuses to run as root, so root
    runs it as the system's own user of that name.
    """
    with TemporaryDirectory(prefix="quiz-postgresql-") as folder:
        yield from _served(Path(folder))


def _served(folder: Path) -> Iterator[str]:
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    data, port = folder / "data", free_port()
    data.mkdir()
    if os.geteuid() == 0:
        folder.chmod(0o755)
        shutil.chown(data, USER)
    _run(
        programs / "initdb",
        "--auth=trust",
        f"--username={USER}",
        "--encoding=UTF8",
        "--no-sync",
        "-D",
        data,
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {data} {CARELESS}"
    log = data / "log"
    _run(programs / "pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start")
    try:
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-W", "stop")


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until something listens at a port of this machine.

    :raises TimeoutError: when nothing does after some five seconds.
    """
    for _ in range(100):
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens at {port}")


def _programs() -> Path | None:
    found = [Path(p).resolve().parent for p in [shutil.which("initdb")] if p]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists()), None)


def _run(*command: str | Path) -> None:
    prefix = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL)
