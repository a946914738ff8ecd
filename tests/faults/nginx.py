"""The shipped nginx configuration, run for real inside Debian's ``nginx.conf``.

Only ports, folders and the certificate differ; for crowds TLS is left out as well.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.game import ROOT, free_port
from tests.postgresql import wait_for

DEPLOY = ROOT / "docs" / "deploy"
MAIN = """
daemon off;
{user}
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/logs/error.log;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
    ssl_prefer_server_ciphers on;
    access_log {folder}/logs/access.log;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""
"""Debian's own nginx.conf, with every directive that it has; only folders differ, and `user`."""


@dataclass(frozen=True)
class Front:
    """A running nginx; ``plain_port`` only redirects to https, where there is TLS."""

    port: int
    folder: Path
    plain_port: int = 0

    def logged(self) -> str:
        """All that it has written into its logs."""
        return "".join(path.read_text() for path in sorted((self.folder / "logs").iterdir()))


@contextmanager
def front(
    folder: Path, *app_ports: int, has_tls: bool = False, shared: str = "quiz-front.conf"
) -> Iterator[Front]:
    """nginx with the shipped files before the games on ``app_ports``.

    :param shared: the file that the server includes: for all of a host, or for a path of one.
    """
    folder.mkdir(parents=True)
    place = Front(free_port(), folder, free_port() if has_tls else 0)
    configuration = folder / "nginx.conf"
    (folder / "logs").mkdir()
    configuration.write_text(_main(folder, _site(place, app_ports, shared)))
    shutil.copytree(DEPLOY / "front", folder / "pages" / "front")
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([nginx, "-c", str(configuration), "-p", str(folder)])
    try:
        wait_for(place.port)
        yield place
    finally:
        process.terminate()
        process.wait(timeout=20)


def _main(folder: Path, site: str) -> str:
    user = "user root;" if os.geteuid() == 0 else ""  # whose folders nobody else can look into
    return MAIN.format(folder=folder, site=site, user=user)


def _site(place: Front, app_ports: tuple[int, ...], shared: str) -> str:
    """The shipped configuration with its paths replaced."""
    site = (DEPLOY / "nginx.conf").read_text()
    site = re.sub(r"server 127\.0\.0\.1:8000 ([^\n]*)", _servers(app_ports), site)
    site = _with_tls(site, place) if place.plain_port else _without_tls(site, place)
    site = site.replace("/var/cache/quiz-front", str(place.folder / "cache"))
    site = site.replace("include /etc/nginx/quiz-front.conf;", f"include /etc/nginx/{shared};")
    site = re.sub(r"include /etc/nginx/(quiz-front|quiz-path)\.conf;", _text_of, site)
    site = re.sub(r"include /etc/nginx/(quiz-proxy)\.conf;", _text_of, site)
    site = site.replace("/usr/share/quiz", str(place.folder / "pages"))
    return site.replace("/var/log/nginx", str(place.folder / "logs"))


def _servers(app_ports: tuple[int, ...]) -> str:
    return "\n".join(rf"server 127.0.0.1:{port} \1" for port in app_ports)


def _text_of(include: re.Match[str]) -> str:
    return (DEPLOY / f"{include[1]}.conf").read_text()


def _with_tls(site: str, place: Front) -> str:
    names = ["-keyout", f"{place.folder}/privkey.pem", "-out", f"{place.folder}/fullchain.pem"]
    words = [
        "-x509",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-days",
        "1",
        "-subj",
        "/CN=quiz.example.org",
    ]
    subprocess.run(["openssl", "req", *words, *names], check=True, stderr=subprocess.DEVNULL)
    site = site.replace("/etc/ssl/quiz", str(place.folder))
    for any_, own in {"": "127.0.0.1", "[::]:": "[::1]"}.items():
        site = site.replace(f"listen {any_}443 ", f"listen {own}:{place.port} ")
        site = site.replace(f"listen {any_}80;", f"listen {own}:{place.plain_port};")
    return site.replace("/var/www/quiz-acme", str(place.folder / "acme"))


def _without_tls(site: str, place: Front) -> str:
    site = re.sub(r"server \{\s*listen 80;.*?\n\}\n", "", site, flags=re.DOTALL)
    site = site.replace("listen [::]:443 ssl http2;", "")
    site = site.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{place.port} backlog=1024;")
    site = re.sub(r"ssl_[^\n]*\n", "", site)
    return site.replace("server_name quiz.example.org;", "server_name _;")
