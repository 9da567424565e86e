"""Boxes sealed by a passphrase: opened by it alone, and every change noticed."""

import pytest

from gateway.vault import Corrupt, WrongPassphrase, passphrase
from tests.gateway.shipped import as_shipped

SECRET = b"master key of thirty-two bytes!!"
WORDS = "quiet harbour"


def box(words: str = WORDS, aad: str = "here") -> bytes:
    return passphrase.seal(words, SECRET, aad)


def test_it_opens_with_the_passphrase() -> None:
    assert passphrase.unseal(WORDS, box(), "here") == SECRET
    assert SECRET not in box()
    assert box() != box(), "every box has a salt and a nonce of its own"


def test_the_usual_work_is_what_is_recommended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "LOG2_N", as_shipped(passphrase)["LOG2_N"])
    made = passphrase.seal(WORDS, SECRET, "here")
    assert made[1:4] == bytes((17, 8, 1))
    assert passphrase.unseal(WORDS, made, "here") == SECRET


def test_another_passphrase_is_told_from_a_changed_box() -> None:
    with pytest.raises(WrongPassphrase):
        passphrase.unseal("quiet harbor", box(), "here")
    with pytest.raises(Corrupt):
        passphrase.unseal(WORDS, box(), "elsewhere")


@pytest.mark.parametrize("typed", ["ﬁne Å", "fine A\u030a"])
def test_letters_that_look_the_same_are_the_same(typed: str) -> None:
    assert passphrase.unseal(typed, box("fine Å"), "here") == SECRET


def test_every_changed_byte_is_noticed() -> None:
    made = box()
    for place in range(len(made)):
        changed = bytearray(made)
        changed[place] ^= 1
        with pytest.raises((Corrupt, WrongPassphrase)):
            passphrase.unseal(WORDS, bytes(changed), "here")
    # From the nonce on, the passphrase is known to be right: what is wrong is the box.
    for place in range(36, len(made)):
        changed = bytearray(made)
        changed[place] ^= 1
        with pytest.raises(Corrupt):
            passphrase.unseal(WORDS, bytes(changed), "here")


@pytest.mark.parametrize("length", [0, 1, 30, 63])
def test_a_cut_box_is_none(length: int) -> None:
    with pytest.raises(Corrupt):
        passphrase.unseal(WORDS, box()[:length], "here")


def test_a_box_that_asks_for_too_much_work_is_refused() -> None:
    made = bytearray(box())
    made[1] = 40
    with pytest.raises(Corrupt, match="out of range"):
        passphrase.unseal(WORDS, bytes(made), "here")
