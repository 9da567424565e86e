"""The first start: the owner, with a password, an access token and an API token."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from gateway.domain.person import OWNER_ID, Person, Role
from gateway.domain.token import KEY_PREFIX, Token, bare_key, new_key
from gateway.errors import EXIT_STORE, NotFound, StartError
from gateway.services.context import Context
from gateway.services.passwords import hash_password, new_password
from gateway.services.sealing import SealedToken, access_hash, seal_token
from gateway.services.tokens import THIS_COMPUTER, THIS_COMPUTER_NAME
from gateway.store import people as people_rows
from gateway.store import tokens as token_rows

log = logging.getLogger(__name__)

FILE_NAME = "first-run.txt"
OWNER_NAME = "root"
_GIVEN_TOKEN_NAME = "Initial Root Token"  # noqa: S105 - a name
_FIRST_TOKEN_NAME = "First token"  # noqa: S105 - a name


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the first start made. Shown or written once; only hashes and sealed values stay.

    ``path`` is where it was written, None if it was not.
    """

    username: str
    password: str = field(repr=False)
    access_token: str = field(repr=False)
    api_token: str = field(repr=False)
    path: Path | None = None


async def ensure_owner(context: Context, *, write_file: bool) -> FirstRun | None:
    """Makes the owner (id 1) if there is none; None if there is.

    INITIAL_ROOT_ACCESS_TOKEN and INITIAL_ROOT_TOKEN give the tokens where they are set. With
    ``write_file`` everything stands in ``first-run.txt`` (0600, in the data directory) before it is
    committed: a crash in between leaves a file that the next start replaces. Without it the caller
    shows what it gets, and the API token is the one of this computer. Raises StartError (exit 4)
    where the file cannot be written.
    """
    if await context.database.read(_has_owner):
        return None
    config = context.config
    first_run = FirstRun(
        OWNER_NAME,
        new_password(),
        config.root_access_token.strip() or secrets.token_hex(16),
        KEY_PREFIX + bare_key(config.root_token) if bare_key(config.root_token) else new_key(),
        config.data_dir / FILE_NAME if write_file else None,
    )
    password_hash = await asyncio.to_thread(hash_password, first_run.password)
    if first_run.path is not None:
        await asyncio.to_thread(_write, context, first_run, first_run.path)
    write = partial(
        _create,
        context.now_ms(),
        password_hash,
        access_hash(context.vault, first_run.access_token),
        seal_token(context.vault, first_run.api_token),
        _token_name(context, write_file=write_file),
    )
    await context.database.write(write)
    log.info("first start: the owner %s was made", OWNER_NAME)
    return first_run


def _has_owner() -> bool:
    try:
        people_rows.get(OWNER_ID)
    except NotFound:
        return False
    return True


def _token_name(context: Context, *, write_file: bool) -> tuple[str, str]:
    """The first token's name and purpose."""
    if context.config.root_token:
        return _GIVEN_TOKEN_NAME, ""
    return (_FIRST_TOKEN_NAME, "") if write_file else (THIS_COMPUTER_NAME, THIS_COMPUTER)


def _create(
    now_ms: int,
    password_hash: str,
    access_hash: bytes,
    key: SealedToken,
    name_and_purpose: tuple[str, str],
) -> None:
    owner = people_rows.insert(
        Person(0, OWNER_NAME, "", Role.OWNER, created_at=now_ms),
        password_hash=password_hash,
        access_hash=access_hash,
        actor=OWNER_NAME,
    )
    name, purpose = name_and_purpose
    token = Token(0, owner.id, name, key.hint, created_at=now_ms, purpose=purpose)
    token_rows.insert(token, key.key_hash, key.uid, key.sealed, actor=OWNER_NAME)


def _write(context: Context, first_run: FirstRun, path: Path) -> None:
    """Replaces the file whole, readable by its owner alone from its first byte on."""
    config = context.config
    access = "as INITIAL_ROOT_ACCESS_TOKEN says" * bool(config.root_access_token)
    api = "as INITIAL_ROOT_TOKEN says" * bool(config.root_token)
    text = (
        "# Made at Homeport's first start. Copy what you need, then delete this file.\n"
        "# access_token is for the management API (/api), api_token for clients (/v1).\n"
        f"username: {first_run.username}\n"
        f"password: {first_run.password}\n"
        f"access_token: {access or first_run.access_token}\n"
        f"api_token: {api or first_run.api_token}\n"
    )
    draft = path.with_suffix(".new")
    try:
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror}", EXIT_STORE) from error
