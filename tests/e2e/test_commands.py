"""``export``, ``import`` and ``recover`` as a script uses them: what they say, how they end."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e import programs

pytestmark = pytest.mark.e2e
WORDS = "quiet harbour at noon"


def run(
    folder: Path, verb: str, *arguments: str, data: str = "data", **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gateway", verb, *arguments]
    command += ["--data-dir", str(folder / data), "--log-dir", str(folder / "log")]
    return subprocess.run(
        command,
        env={**os.environ, **programs.environment(folder), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def test_a_household_moves_by_script(tmp_path: Path) -> None:
    file = str(tmp_path / "move.homeport")
    words = tmp_path / "words"
    words.write_text(f"{WORDS}\n")
    with ExitStack() as stack:
        program = programs.gateway(stack, tmp_path)
        programs.manage(program, "PUT", "/api/option/", {"key": "max_attempts", "value": "3"})
        made = programs.manage(
            program, "POST", "/api/token/", {"name": "Mia", "unlimited_quota": True}
        )
        held = run(tmp_path, "export", file, HOMEPORT_PASSPHRASE=WORDS)
        assert held.returncode == 3, held.stderr
        assert "in use by process" in held.stderr
        assert program.stop() == 0
    exported = run(tmp_path, "export", file, "--passphrase-file", str(words))
    assert exported.returncode == 0, exported.stderr
    assert "2 tokens, 1 settings" in exported.stdout
    new = {"data": "new", "INITIAL_ROOT_TOKEN": "sk-" + "Another0" * 6}
    said = run(tmp_path, "import", file, "--dry-run", HOMEPORT_PASSPHRASE=WORDS, **new)
    assert said.returncode == 0, said.stderr
    assert "import token Mia (new)" in said.stdout.splitlines()
    imported = run(tmp_path, "import", file, HOMEPORT_PASSPHRASE=WORDS, **new)
    assert imported.returncode == 0, imported.stderr
    assert "imported setting max_attempts (new)" in imported.stdout.splitlines()
    with ExitStack() as stack:
        folder = tmp_path / "there"
        folder.mkdir()
        (tmp_path / "new").rename(folder / "data")
        program = programs.gateway(stack, folder)
        options = programs.manage(program, "GET", "/api/option/")
        assert {"key": "max_attempts", "value": "3"} in options
        tokens = programs.manage(program, "GET", "/api/token/")
        mia = next(token for token in tokens if token["name"] == "Mia")
        assert mia["key"] == made["key"], "the same key"
        assert program.stop() == 0


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "said"),
    [
        (("export",), {}, 2, "file"),
        (("export", "FILE"), {}, 2, "a passphrase is needed"),
        (("export", "FILE"), {"HOMEPORT_PASSPHRASE": ""}, 2, "empty"),
        (("export", "FILE"), {"HOMEPORT_PASSPHRASE": "short"}, 1, "at least 8"),
        (("export", "FILE", "--passphrase-file", "/no/such"), {}, 2, "cannot read the passphrase"),
        (("export", "/no/such/place/file"), {"HOMEPORT_PASSPHRASE": WORDS}, 1, "No such file"),
        (("import", "FILE"), {"HOMEPORT_PASSPHRASE": WORDS}, 1, "No such file"),
        (("recover", "--nonsense"), {}, 2, "nonsense"),
    ],
)
def test_what_is_wrong_is_one_line_and_a_code(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], code: int, said: str
) -> None:
    file = str(tmp_path / "move.homeport")
    done = run(tmp_path, *[file if each == "FILE" else each for each in arguments], **environment)
    assert done.returncode == code, done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("homeport: ")
    assert said in last
    assert "Traceback" not in done.stderr
    assert not Path(file).exists()


def test_a_spoilt_file_and_a_wrong_passphrase_end_with_one(tmp_path: Path) -> None:
    file = tmp_path / "move.homeport"
    assert run(tmp_path, "export", str(file), HOMEPORT_PASSPHRASE=WORDS).returncode == 0
    wrong = run(tmp_path, "import", str(file), HOMEPORT_PASSPHRASE="something else")
    assert (wrong.returncode, "not the one it was sealed with" in wrong.stderr) == (1, True)
    file.write_bytes(file.read_bytes()[:-200])
    cut = run(tmp_path, "import", str(file), HOMEPORT_PASSPHRASE=WORDS)
    assert (cut.returncode, "the file is damaged" in cut.stderr) == (1, True)


def test_prices_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "prices.json"
    file.write_text('{"gpt-4o": {"input_per_mtok": 7}, "own": {"input_per_mtok": 1}}')
    said = ["new own", "changed gpt-4o input_per_mtok: 2.5 -> 7"]
    for arguments in (["--dry-run"], [], []):
        done = run(tmp_path, "prices", str(file), *arguments)
        assert done.returncode == 0, done.stderr
        assert [line for line in said if line in done.stdout.splitlines()] == said
        said = said if arguments else []
    assert not done.stdout
    file.write_text('{"gpt-4o": {"input_per_mtok": -1}}')
    assert run(tmp_path, "prices", str(file)).returncode == 1


def test_a_lost_key_is_told_when_serving_and_recovered(tmp_path: Path) -> None:
    key = tmp_path / "data" / "master.key"
    with ExitStack() as stack:
        assert programs.gateway(stack, tmp_path).stop() == 0
    assert run(tmp_path, "recover", HOMEPORT_PASSPHRASE=WORDS).stdout.startswith(
        "the vault is open"
    )
    _set_recovery(tmp_path)
    key.rename(tmp_path / "hidden")
    with ExitStack() as stack:
        program = programs.gateway(stack, tmp_path)
        assert "python -m gateway recover" in program.stderr
        assert program.stop() == 0
    assert not key.exists(), "no key is made over sealed rows"
    wrong = run(tmp_path, "recover", HOMEPORT_PASSPHRASE="something else")
    assert (wrong.returncode, key.exists()) == (1, False)
    recovered = run(tmp_path, "recover", HOMEPORT_PASSPHRASE=WORDS)
    assert recovered.returncode == 0, recovered.stderr
    assert recovered.stdout.strip() == "the vault is open again; its key is kept in keyfile"
    assert key.read_text() == (tmp_path / "hidden").read_text()


def test_without_a_passphrase_that_was_set_there_is_nothing_to_ask_for(tmp_path: Path) -> None:
    with ExitStack() as stack:
        assert programs.gateway(stack, tmp_path).stop() == 0
    (tmp_path / "data" / "master.key").unlink()
    done = run(tmp_path, "recover", HOMEPORT_PASSPHRASE=WORDS)
    assert done.returncode == 1
    assert "no recovery passphrase was ever set" in done.stderr


def _set_recovery(folder: Path) -> None:
    """As the window does it, in a program of its own."""
    code = (
        "import asyncio, sys; from pathlib import Path\n"
        "from tests.gateway.house import make_config; from gateway.app import Gateway\n"
        "async def main():\n"
        "    gateway = Gateway(make_config(Path(sys.argv[1])))\n"
        "    await gateway.start(listen=False)\n"
        "    await gateway.vault_service.set_recovery(sys.argv[2])\n"
        "    await gateway.stop()\n"
        "asyncio.run(main())\n"
    )
    environment = {**os.environ, **programs.environment(folder)}
    subprocess.run([sys.executable, "-c", code, str(folder), WORDS], env=environment, check=True)
