"""The shipped nginx configuration, run for real: only ports, folders and the certificate differ."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection

from .game import ROOT, free_port

DEPLOY = ROOT / "docs" / "deploy"
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 2;
{user}
events {{ worker_connections 2048; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


@dataclass(frozen=True)
class Front:
    port: int
    folder: Path


@contextmanager
def front(folder: Path, *app_ports: int) -> Iterator[Front]:
    """nginx with the shipped files, over plain http, before the games on ``app_ports``."""
    folder.mkdir(parents=True)
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(_main(folder, _site(folder, port, app_ports)))
    shutil.copytree(DEPLOY / "front", folder / "pages" / "front")
    for parent in [folder / "pages", *folder.parents[:-2]]:
        parent.chmod(parent.stat().st_mode | 0o011)
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([nginx, "-c", str(configuration), "-p", str(folder)])
    try:
        _wait(port)
        yield Front(port, folder)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _main(folder: Path, site: str) -> str:
    user = "user www-data;" if os.geteuid() == 0 else ""
    return MAIN.format(folder=folder, site=site, user=user)


def _site(folder: Path, port: int, app_ports: tuple[int, ...]) -> str:
    """The shipped files with their places replaced, and without TLS."""
    site = (DEPLOY / "nginx.conf").read_text()
    shared = (DEPLOY / "quiz-front.conf").read_text()
    servers = "\n".join(f"server 127.0.0.1:{p} max_conns=32 max_fails=0;" for p in app_ports)
    site = re.sub(r"server 127\.0\.0\.1:8000 [^\n]*", servers, site)
    site = re.sub(r"server \{\s*listen 80;.*?\n\}\n", "", site, flags=re.DOTALL)
    site = site.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port} backlog=1024;")
    site = re.sub(r"ssl_[^\n]*\n", "", site)
    site = site.replace("server_name quiz.example.org;", "server_name _;")
    site = site.replace("/var/cache/nginx/quiz", str(folder / "cache"))
    shared = shared.replace("/usr/share/quiz", str(folder / "pages"))
    return site.replace("include /etc/nginx/quiz-front.conf;", shared)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("nginx did not start")
