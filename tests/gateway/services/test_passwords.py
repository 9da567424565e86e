"""Hashes of passwords."""

from __future__ import annotations

from gateway.services import passwords
from tests.gateway.shipped import as_shipped


def test_a_password_is_known_by_its_hash_alone() -> None:
    stored = passwords.hash_password("quiet harbour")
    assert passwords.check_password("quiet harbour", stored)
    assert not passwords.check_password("quiet harbor", stored)
    assert passwords.hash_password("quiet harbour") != stored, "each has a salt of its own"
    for nonsense in ("", "quiet harbour", "md5:1:2:3:4:5"):
        assert not passwords.check_password("quiet harbour", nonsense)


def test_the_usual_work_is_what_is_recommended() -> None:
    shipped = as_shipped(passwords)
    stored = shipped["hash_password"]("quiet harbour")
    assert stored.startswith("scrypt:32768:8:1:")
    assert passwords.check_password("quiet harbour", stored)
