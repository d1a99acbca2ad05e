"""nginx with one worker: serving the same bytes as a file, the limit of what a page can cost, and with the cache of deploy/."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from bench.peers import CannotStart, Peer
from tests.support.waiting import answers, free_port

CACHE = Path(__file__).resolve().parent.parent.parent / "deploy" / "nginx" / "one-second-cache.conf"

CONFIGURATION = """
worker_processes 1; pid {home}/pid; error_log {home}/error.log; events {{ worker_connections 512; }}
http {{
  access_log off; keepalive_requests 100000000; types {{ text/html html; }} gzip_static on;
  client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
  uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  server {{ listen 127.0.0.1:{port}; root {home}/www; }}
}}
"""


CACHING = """
worker_processes 1; pid {home}/pid; error_log {home}/error.log; events {{ worker_connections 512; }}
http {{
  access_log off; keepalive_requests 100000000;
  client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
  uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  proxy_cache_path {home}/pages keys_zone=understory_pages:8m max_size=256m inactive=10s use_temp_path=off;
  map $upstream_http_cache_control $understory_private {{ "~no-store|private" 1; default ""; }}
  upstream understory {{ server 127.0.0.1:{behind} max_fails=0; keepalive 32; }}
  server {{
    listen 127.0.0.1:{port}; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
    location / {{ proxy_pass http://understory; include {cache}; }}
  }}
}}
"""


class Nginx(Peer):
    """A server of one file."""

    def __init__(self, home: Path, page: bytes) -> None:
        self.home, self.port = home, free_port()
        self.url = f"http://127.0.0.1:{self.port}/page.html"
        (home / "www").mkdir(parents=True)
        (home / "www" / "page.html").write_bytes(page)
        (home / "www" / "page.html.gz").write_bytes(gzip.compress(page, 9))
        self._configure(CONFIGURATION.format(home=home, port=self.port))

    def _configure(self, text: str) -> None:
        home = self.home
        (home / "nginx.conf").write_text(text)
        for folder in (home, *home.parents):  # its worker is another user
            if folder.is_relative_to(home.parent):
                folder.chmod(0o755)

    def start(self) -> Nginx:
        """Start, and wait until it listens.

        Raises:
            CannotStart: nginx is not installed.
        """
        program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
        if program is None:
            raise CannotStart("nginx is not installed")
        command = [program, "-c", str(self.home / "nginx.conf"), "-p", str(self.home), "-g", "daemon off;"]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for _ in range(100):
            if answers(self.port):
                return self
            time.sleep(0.05)
        raise CannotStart("nginx does not listen")


class CachingNginx(Nginx):
    """In front of Understory with the optional cache of deploy/nginx, which keeps pages for a second."""

    def __init__(self, home: Path, behind: str) -> None:
        self.home, self.port = home, free_port()
        address = urlsplit(behind)
        self.url = f"http://127.0.0.1:{self.port}{address.path}"
        (home / "pages").mkdir(parents=True)
        (home / "pages").chmod(0o777)
        self._configure(CACHING.format(home=home, port=self.port, behind=address.port, cache=CACHE))
