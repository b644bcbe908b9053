"""Two web processes behind the proxy's own configuration, run by a real nginx."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

from drills.report import ROOT, SkippedError
from itsm.entrypoints.local.processes import free_port, spawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from drills.stage import Stage

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
READY_SECONDS = 90
_NO_LIMITS = {"DESK_CONNECTIONS_PER_ADDRESS": "1000", "DESK_REQUESTS_PER_SECOND": "2000", "DESK_REQUESTS_BURST": "4000"}

MAIN = """\
daemon off;
master_process on;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    types {{ text/javascript js; text/css css; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/desk.conf;
}}
"""


class Site:
    """Two web processes and the proxy before them."""

    def __init__(self, folder: Path, environment: Mapping[str, str], limits: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.ports = {"a": free_port(), "b": free_port()}
        self.http_port, self.https_port = free_port(), free_port()
        self.address = f"https://localhost:{self.https_port}"
        self._limits = dict(limits or {})
        self._environment = dict(environment) | {
            "ITSM_ENVIRONMENT": "local",
            "ITSM_PUBLIC_URL": self.address,
            "ITSM_TRUSTED_PROXIES": "127.0.0.1",
            "ITSM_DATABASE_POOL_SIZE": "4",
            "ITSM_HOME": str(folder),
            "ITSM_WEB_DIST": str(ROOT / "web" / "dist"),
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.trust = ssl.create_default_context()

    def start(self) -> None:
        """Start all three and wait until they serve."""
        for name in self.ports:
            self.start_web(name)
        for name in self.ports:
            self.wait_for_web(name)
        self._make_certificate()
        self._start_proxy()

    def start_web(self, name: str) -> None:
        """Start one web process, "a" or "b"."""
        command = [sys.executable, "-m", "itsm", "serve", "--host", "127.0.0.1", "--port", str(self.ports[name])]
        self.running[name] = spawn(command, env=self._environment, log=self.folder / f"web-{name}.log")

    def wait_for_web(self, name: str) -> None:
        """Wait until one web process serves."""
        self._wait(f"http://127.0.0.1:{self.ports[name]}/api/health/ready", f"web-{name}")

    def direct(self, name: str) -> str:
        """Return where one web process answers, past the proxy."""
        return f"http://127.0.0.1:{self.ports[name]}"

    def stop(self, name: str) -> None:
        """Ask one part to end, and wait for it."""
        process = self.running.pop(name)
        process.terminate()
        process.wait(30)

    def stop_all(self) -> None:
        """End what runs."""
        for name in list(self.running):
            self.stop(name)

    def _make_certificate(self) -> None:
        """One for localhost, signed by itself and trusted by the clients here."""
        key, certificate = self.folder / "desk.key", self.folder / "desk.crt"
        make = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ]
        make += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        make += ["-keyout", str(key), "-out", str(certificate)]
        subprocess.run(make, check=True, capture_output=True)
        self.trust.load_verify_locations(str(certificate))

    def _start_proxy(self) -> None:
        assert NGINX is not None
        values = {
            "DESK_WEB_A": f"127.0.0.1:{self.ports['a']}",
            "DESK_WEB_B": f"127.0.0.1:{self.ports['b']}",
            "DESK_HOST": "localhost",
            "DESK_PUBLIC_URL": self.address,
            "DESK_HTTP_PORT": f"127.0.0.1:{self.http_port}",
            "DESK_HTTPS_PORT": f"127.0.0.1:{self.https_port}",
            "DESK_CERTIFICATES": str(self.folder),
            "DESK_DIST": str(ROOT / "web" / "dist"),
            "DESK_REQUESTS_PER_SECOND": "500",
            "DESK_REQUESTS_BURST": "1000",
            "DESK_CONNECTIONS_PER_ADDRESS": "600",
            **self._limits,
        }
        template = (ROOT / "deploy" / "nginx" / "desk.conf.template").read_text()
        filled = re.sub(r"\$\{([A-Z_]+)\}", lambda found: values[found[1]], template)
        (self.folder / "desk.conf").write_text(filled)
        main = self.folder / "nginx.conf"
        main.write_text(MAIN.format(folder=self.folder))
        check = [NGINX, "-t", "-c", str(main)]
        checked = subprocess.run(check, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        self.folder.chmod(0o755)
        self.running["proxy"] = spawn([NGINX, "-c", str(main)], log=self.folder / "proxy.log")
        self._wait(f"http://127.0.0.1:{self.http_port}/nginx-health", "proxy")

    def _wait(self, url: str, name: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            assert self.running[name.removeprefix("web-")].poll() is None, f"{name} ended"
            try:
                if httpx.get(url).status_code < 300:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{name} did not come up")


@contextmanager
def desk_behind_proxy(stage: Stage, name: str) -> Iterator[Site]:
    """Give the shared desk two more web processes behind nginx. Raises SkippedError where that cannot run."""
    if NGINX is None or shutil.which("openssl") is None:
        raise SkippedError("no nginx or no openssl on this machine")
    if not (ROOT / "web" / "dist" / "index.html").exists():
        raise SkippedError("the front end is not built (make prepare)")
    folder = stage.new_folder(name)
    for own in (stage.folder, folder):  # nginx reads here under another account
        own.chmod(0o755)
    site = Site(folder, stage.product.environment(), _NO_LIMITS)
    try:
        site.start()
        yield site
    finally:
        site.stop_all()
