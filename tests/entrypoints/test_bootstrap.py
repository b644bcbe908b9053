from __future__ import annotations

import errno
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import bootstrap
from prepare import steps
from tests.entrypoints.conftest import ROOT


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 14)])
def test_too_old_a_python_is_one_sentence(version: tuple[int, ...]) -> None:
    sentence = bootstrap.problem_with_python(version)
    assert sentence is not None
    assert sentence.startswith("Python 3.11 or newer is needed; this one is " + ".".join(map(str, version)))
    assert sentence.count("\n") == 0


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_newer_pythons_pass(version: tuple[int, ...]) -> None:
    assert bootstrap.problem_with_python(version) is None


def test_the_first_file_keeps_to_syntax_that_old_pythons_read() -> None:
    source = (ROOT / "tools" / "bootstrap.py").read_text()
    compile(source, "bootstrap.py", "exec")
    for newer in ('f"', "f'", ":=", "->", "from __future__"):
        assert newer not in source


def test_an_unknown_mode_is_refused() -> None:
    done = subprocess.run(  # noqa: S603 - our own file
        [sys.executable, ROOT / "tools" / "bootstrap.py", "fast"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == "error: unknown mode 'fast': use one of run, dev\n"


@pytest.mark.parametrize(
    "output",
    [
        "error: Failed to fetch\n  Caused by: dns error\n  Temporary failure in name resolution",
        "npm error code EAI_AGAIN\nnpm error errno EAI_AGAIN",
        "WARNING: Retrying ... Failed to establish a new connection: [Errno 101] Network is unreachable",
    ],
)
def test_no_network_is_one_sentence(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = str(steps.explain("installing uv", output))
    assert sentence.startswith("no network: 'installing uv' has to download")
    assert capsys.readouterr().err == ""


def test_another_failure_shows_its_last_lines(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = str(steps.explain("building the front end", "line 1\nsyntax error in App.tsx"))
    assert sentence == "'building the front end' failed; its last lines are above"
    assert "syntax error in App.tsx" in capsys.readouterr().err


def test_a_read_only_folder_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(steps.PreparationError, match=r"cannot be written to \(Read-only file system\); nothing was"):
        steps.check_writable(tmp_path)


def test_a_step_is_done_for_exactly_one_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "VENV", tmp_path)
    steps.set_done("packages", "first")
    assert steps.is_done("packages", "first")
    assert not steps.is_done("packages", "second")
    steps.forget("packages")
    assert not steps.is_done("packages", "first")


def test_the_fingerprint_sees_contents_and_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("a")
    other.write_text("a")
    before = steps.fingerprint(files=[one])
    assert steps.fingerprint(files=[other]) != before
    one.write_text("b")
    assert steps.fingerprint(files=[one]) != before


def test_lock_files_carry_hashes_and_no_address() -> None:
    for name in ("run", "dev", "node", "build", "uv"):
        text = (ROOT / "requirements" / f"{name}.lock").read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_the_product_alone_has_the_versions_it_was_tested_with() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("run.lock") < pins("dev.lock")
