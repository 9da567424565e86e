"""The first start makes the owner once, and never leaves one that nobody can sign in as."""

from __future__ import annotations

import dataclasses
import os
import stat
from pathlib import Path

import pytest

from gateway.app import Gateway
from gateway.domain.person import OWNER_ID, Role
from gateway.errors import StartError, StoreUnavailable
from gateway.services.first_run import FILE_NAME
from gateway.services.tokens import THIS_COMPUTER
from tests.gateway.house import ACCESS_TOKEN, ROOT_KEY, make_config


@pytest.fixture(autouse=True)
def without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEPORT_KEYRING", "off")


def plain_gateway(folder: Path) -> Gateway:
    config = make_config(folder)
    return Gateway(dataclasses.replace(config, root_access_token="", root_token=""))


def written(folder: Path) -> dict[str, str]:
    lines = (folder / "data" / FILE_NAME).read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if not line.startswith("#"))


async def test_what_the_file_says_is_what_works(tmp_path: Path) -> None:
    gateway = plain_gateway(tmp_path)
    first_run = await gateway.start(first_run_file=True)
    try:
        assert first_run is not None
        path = tmp_path / "data" / FILE_NAME
        assert first_run.path == path
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        said = written(tmp_path)
        assert list(said) == ["username", "password", "access_token", "api_token"]
        person = await gateway.people.check_access_token(said["access_token"])
        assert person is not None
        assert (person.id, person.role, person.unlimited) == (OWNER_ID, Role.OWNER, True)
        signed_in = await gateway.people.check_password("root", said["password"])
        assert signed_in is not None
        assert signed_in.id == OWNER_ID
        assert gateway.callers.find(said["api_token"], "127.0.0.1").person.id == OWNER_ID
        for secret in (said["password"], said["access_token"], said["api_token"]):
            assert secret not in repr(first_run)
    finally:
        await gateway.stop()


async def test_later_starts_make_nothing(tmp_path: Path) -> None:
    gateway = plain_gateway(tmp_path)
    await gateway.start(first_run_file=True)
    await gateway.stop()
    before = written(tmp_path)
    again = plain_gateway(tmp_path)
    assert await again.start(first_run_file=True) is None
    try:
        assert written(tmp_path) == before
        assert len(await again.people.list()) == 1
        assert len(await again.tokens.list()) == 1
    finally:
        await again.stop()


async def test_the_environment_may_give_the_tokens(tmp_path: Path) -> None:
    gateway = Gateway(make_config(tmp_path))
    await gateway.start(first_run_file=True)
    try:
        assert await gateway.people.check_access_token(ACCESS_TOKEN) is not None
        assert gateway.callers.find(ROOT_KEY, "127.0.0.1").token.name == "Initial Root Token"
        text = (tmp_path / "data" / FILE_NAME).read_text()
        assert ACCESS_TOKEN not in text
        assert ROOT_KEY not in text
        assert "INITIAL_ROOT_TOKEN" in text
    finally:
        await gateway.stop()


async def test_the_window_gets_a_token_for_this_computer_and_no_file(tmp_path: Path) -> None:
    gateway = plain_gateway(tmp_path)
    first_run = await gateway.start()
    try:
        assert first_run is not None
        assert first_run.path is None
        assert not (tmp_path / "data" / FILE_NAME).exists()
        mine = await gateway.tokens.this_computer()
        assert mine.key == first_run.api_token
        assert mine.token.purpose == THIS_COMPUTER
    finally:
        await gateway.stop()


async def test_a_crash_between_the_file_and_the_commit_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*args: object) -> None:
        raise StoreUnavailable("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("gateway.services.first_run._create", full_disk)
        gateway = plain_gateway(tmp_path)
        with pytest.raises(StoreUnavailable):
            await gateway.start(first_run_file=True)
    left_over = written(tmp_path)
    gateway = plain_gateway(tmp_path)
    await gateway.start(first_run_file=True)
    try:
        said = written(tmp_path)
        assert said["password"] != left_over["password"]
        assert await gateway.people.check_password("root", said["password"]) is not None
        assert await gateway.people.check_access_token(left_over["access_token"]) is None
    finally:
        await gateway.stop()


async def test_a_file_that_cannot_be_written_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "data" / FILE_NAME).mkdir(parents=True)
    gateway = plain_gateway(tmp_path)
    with pytest.raises(StartError) as stopped:
        await gateway.start(first_run_file=True)
    assert stopped.value.exit_code == 4
    assert FILE_NAME in str(stopped.value)
