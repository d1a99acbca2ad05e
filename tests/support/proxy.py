"""nginx with TLS in front of a server, as a site on the internet is run."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.needs import program
from tests.support.server import Server
from tests.support.waiting import answers, free_port, until

CONFIGURATION = """\
worker_processes 1;
pid {home}/nginx.pid;
error_log {home}/error.log;
daemon off;
events {{ worker_connections 128; }}
http {{
    access_log off;
    client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {home}/certificate.pem;
        ssl_certificate_key {home}/key.pem;
        location / {{
            proxy_pass http://127.0.0.1:{behind};
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }}
    }}
}}
"""


class TlsServer:
    """A server behind nginx at `https://localhost:PORT`, with a certificate that nobody signed."""

    def __init__(self, home: Path) -> None:
        self.nginx, self.openssl = program("nginx"), program("openssl")
        self.home = home
        self.port = free_port()
        self.base = f"https://localhost:{self.port}"
        self.behind = Server(home / "behind", SITE_URL=self.base, TRUSTED_PROXIES=1)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> TlsServer:
        """Make the certificate, start both, wait until nginx passes requests on."""
        self.behind.start()
        subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        files = ["-keyout", str(self.home / "key.pem"), "-out", str(self.home / "certificate.pem")]
        subprocess.run(
            [
                self.openssl,
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                *files,
                *subject,
            ],
            check=True,
            capture_output=True,
        )
        (self.home / "nginx.conf").write_text(CONFIGURATION.format(home=self.home, port=self.port, behind=self.behind.port))
        (self.home / "error.log").touch()
        # Started as root, nginx's worker is another user: it has to reach its folders.
        for folder in (self.home, self.home.parent):
            folder.chmod(folder.stat().st_mode | 0o011)
        command = [self.nginx, "-p", str(self.home), "-e", str(self.home / "error.log"), "-c", str(self.home / "nginx.conf")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        until(lambda: answers(self.port), seconds=20, runs=self.process, log=self.log_tail)
        return self

    def stop(self) -> None:
        """Stop nginx, then the server behind it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
        self.behind.stop()

    def log_tail(self) -> str:
        """The ends of both logs."""
        return (self.home / "error.log").read_text(errors="replace")[-2000:] + self.behind.log_tail()
