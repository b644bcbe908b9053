"""The container files say what the program understands: settings, commands, files, and no loose ends.

No container engine runs in the tests; what can be checked of the files without one is checked here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from itsm.entrypoints.cli import program
from itsm.platform.settings import Settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
VARIABLE = re.compile(r"\$\{(\w+)")


def ours() -> dict[str, dict[str, Any]]:
    return {name: service for name, service in SERVICES.items() if "madison88-itsm" in service["image"]}


def test_our_processes_are_given_settings_that_exist() -> None:
    fields = {f"ITSM_{name.upper()}" for name in Settings.model_fields}
    for name, service in ours().items():
        assert set(service["environment"]) <= fields, name
    in_image = set(re.findall(r"\b(ITSM_\w+)=", DOCKERFILE))
    assert in_image
    assert in_image <= fields


def test_our_processes_run_commands_that_exist() -> None:
    commands = {
        command.name or command.callback.__name__ for command in program.registered_commands if command.callback
    }
    run = {service["command"][0] for service in ours().values() if service["command"]}
    assert run == {"serve", "worker", "migrate"}
    assert run <= commands


def test_our_processes_may_write_nothing_but_files_and_gain_nothing() -> None:
    for name, service in ours().items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
    for name, service in SERVICES.items():
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name


def test_every_image_is_of_a_named_version() -> None:
    for name, service in SERVICES.items():
        _, _, tag = service["image"].partition(":")
        assert tag not in {"", "latest"}, name
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert all(":" in base and not base.endswith(":latest") for base in bases)


def test_only_the_proxy_is_reached_from_outside() -> None:
    for name, service in SERVICES.items():
        ports = service.get("ports", [])
        assert name == "proxy" or all(str(port).startswith("127.0.0.1:") for port in ports), name
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_no_secret_has_a_default_and_the_example_names_them_all() -> None:
    text = (DEPLOY / "compose" / "compose.yaml").read_text()
    example = (DEPLOY / "compose" / "example.env").read_text()
    for name in ("ITSM_SECRET_KEY", "ITSM_AUDIT_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        assert f"${{{name}:?" in text
        assert f"${{{name}:-" not in text
        assert f"\n{name}=\n" in example
    needed = set(re.findall(r"\$\{(\w+):\?", text))
    assert needed <= set(re.findall(r"^#? ?(\w+)=", example, re.MULTILINE))


def test_what_is_mounted_and_copied_is_there() -> None:
    root = DEPLOY.parent
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (DEPLOY / "compose" / source).resolve().exists(), volume
            elif not source.startswith(("$", "/")):
                assert source in COMPOSE["volumes"], volume
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (root / source).exists(), line


def test_the_image_ends_as_a_person_without_rights() -> None:
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)[-1] == "10001:10001"


def test_the_proxy_is_given_every_name_its_template_asks_for() -> None:
    template = (DEPLOY / "nginx" / "desk.conf.template").read_text()
    assert set(VARIABLE.findall(template.replace("${…}", ""))) == set(SERVICES["proxy"]["environment"])


def test_the_desk_believes_the_addresses_the_proxy_speaks_from() -> None:
    subnet = COMPOSE["networks"]["edge"]["ipam"]["config"][0]["subnet"]
    assert all(service["environment"]["ITSM_TRUSTED_PROXIES"] == subnet for service in ours().values())


def test_the_collector_reads_processes_that_count_and_is_where_traces_are_sent() -> None:
    collector = yaml.safe_load((DEPLOY / "otel" / "collector.yaml").read_text())
    port = COMPOSE["x-desk"]["environment"]["ITSM_METRICS_PORT"]
    (scraped,) = collector["receivers"]["prometheus"]["config"]["scrape_configs"]
    assert set(scraped["static_configs"][0]["targets"]) == {f"{name}:{port}" for name in ("web-a", "web-b", "worker")}
    assert collector["receivers"]["otlp"]["protocols"]["http"]["endpoint"].endswith(":4318")
    known = {*collector["receivers"], *collector["processors"], *collector["exporters"]}
    for pipeline in collector["service"]["pipelines"].values():
        assert {*pipeline["receivers"], *pipeline["processors"], *pipeline["exporters"]} <= known
