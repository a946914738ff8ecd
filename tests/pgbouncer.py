"""A PgBouncer of the tests' own, in transaction mode before a PostgreSQL."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.postgresql import USER, free_port, wait_for

SHIPPED = Path(__file__).parents[1] / "docs" / "deploy" / "pgbouncer.ini"


def program() -> str | None:
    """Where it is installed; Debian keeps it out of the path of ordinary users."""
    return shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")


@contextmanager
def pooler(folder: Path, address: str, *, sessions: int = 20) -> Iterator[str]:
    """The shipped configuration before a server; the address of the same database through it.

    Skips the test where PgBouncer is not installed. It refuses to run as root.
    """
    found = program()
    if found is None:
        pytest.skip("PgBouncer is not installed")
    port = free_port()
    folder.mkdir()
    (folder / "users.txt").write_text(f'"{USER}" ""\n')
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(_configured(folder, address, port, sessions))
    is_root = os.geteuid() == 0
    if is_root:
        shutil.chown(folder, USER)
        for parent in folder.parents[:-2]:
            parent.chmod(parent.stat().st_mode | 0o011)
    process = subprocess.Popen(
        [found, "-q", str(configuration)], cwd="/", user=USER if is_root else None
    )
    try:
        wait_for(port)
        yield str(make_url(address).set(port=port))
    finally:
        process.terminate()
        process.wait(timeout=20)


def _configured(folder: Path, address: str, port: int, sessions: int) -> str:
    """What is shipped, with places of the test and as many sessions as it wants."""
    own = {
        "quiz": f"host=127.0.0.1 port={make_url(address).port}",
        "listen_port": str(port),
        "listen_addr": "127.0.0.1",
        "unix_socket_dir": "",
        "auth_type": "trust",
        "auth_file": str(folder / "users.txt"),
        "logfile": str(folder / "log"),
        "pidfile": str(folder / "pid"),
        "default_pool_size": str(sessions),
        "query_wait_timeout": "60",  # seconds: the test has few sessions, and little of the machine
    }
    lines = []
    for line in SHIPPED.read_text().splitlines():
        name = line.partition("=")[0].strip()
        lines.append(f"{'*' if name == 'quiz' else name} = {own[name]}" if name in own else line)
    return "\n".join(lines) + "\n"
