"""nginx as deploy/nginx/ describes it, in front of servers of a test."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.needs import ROOT, program
from tests.support.server import Server
from tests.support.waiting import answers, free_port, until

DEPLOYED = ROOT / "deploy" / "nginx"

AROUND = """\
worker_processes 1;
pid {home}/nginx.pid;
daemon off;
events {{ worker_connections 512; }}
http {{
    types {{ }}
    client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
    {pages}
    include {home}/understory.conf;
}}
"""

PAGES = """\
proxy_cache_path {home}/pages keys_zone=understory_pages:8m max_size=256m inactive=10s use_temp_path=off;
    map $upstream_http_cache_control $understory_private {{ "~no-store|private" 1; default ""; }}
"""


class Balancer:
    """nginx at `https://localhost:PORT` before two servers, from the files of deploy/ with this test's addresses in them."""

    def __init__(self, home: Path, *, second_cache: bool = False) -> None:
        self.nginx, self.openssl = program("nginx"), program("openssl")
        self.home, self.port, self.plain_port = home, free_port(), free_port()
        self.base = f"https://localhost:{self.port}"
        self.second_cache = second_cache
        self.process: subprocess.Popen[bytes] | None = None
        home.mkdir(parents=True, exist_ok=True)

    def start(self, first: Server, second: Server) -> Balancer:
        """Make a certificate, write the configuration, start, and wait until it listens."""
        self._make_certificate()
        (self.home / "understory.conf").write_text(self._configuration(first, second))
        pages = PAGES.format(home=self.home) if self.second_cache else ""
        (self.home / "nginx.conf").write_text(AROUND.format(home=self.home, pages=pages))
        # Started as root, nginx's worker is another user: it has to reach its folders.
        for folder in (self.home, *list(self.home.parents)[:2]):
            folder.chmod(folder.stat().st_mode | 0o011)
        command = [self.nginx, "-p", str(self.home), "-e", str(self.home / "start.log"), "-c", str(self.home / "nginx.conf")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        until(lambda: answers(self.port), seconds=20, runs=self.process, log=self.log_tail)
        return self

    def stop(self) -> None:
        """End it."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)

    @property
    def access_log(self) -> str:
        """What it wrote about every request."""
        return (self.home / "access.log").read_text()

    def log_tail(self) -> str:
        """The end of what it said while starting."""
        log = self.home / "start.log"
        return log.read_text(errors="replace")[-2000:] if log.exists() else ""

    def _configuration(self, first: Server, second: Server) -> str:
        text = (DEPLOYED / "understory.conf").read_text()
        here = {
            "10.0.0.11:8000": f"127.0.0.1:{first.port}",
            "10.0.0.12:8000": f"127.0.0.1:{second.port}",
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "blog.example.org;": "localhost;",
            "/etc/letsencrypt/live/blog.example.org/fullchain.pem": f"{self.home}/certificate.pem",
            "/etc/letsencrypt/live/blog.example.org/privkey.pem": f"{self.home}/key.pem",
            "/var/log/nginx/understory.log": f"{self.home}/access.log",
            "/var/log/nginx/understory-error.log": f"{self.home}/error.log",
            "/var/lib/nginx/understory-files": f"{self.home}/files",
        }
        for deployed, ours in here.items():
            assert deployed in text, f"deploy/nginx/understory.conf no longer says {deployed}"
            text = text.replace(deployed, ours)
        if self.second_cache:
            text = text.replace("location / {\n", f"location / {{\n        include {DEPLOYED}/one-second-cache.conf;\n")
        return text

    def _make_certificate(self) -> None:
        where = ["-keyout", str(self.home / "key.pem"), "-out", str(self.home / "certificate.pem")]
        name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        subprocess.run([self.openssl, "req", "-x509", *kind, *where, *name], check=True, capture_output=True)
