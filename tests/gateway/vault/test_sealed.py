"""Sealing: what opens where, and what it says when it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.vault.sealed import Corrupt, Sealer, WrongKey, new_master_key

KEY = bytes(range(32))
AAD = "channel_key|5f1e"


@given(st.text(max_size=300))
def test_what_is_sealed_opens_again(text: str) -> None:
    sealer = Sealer(KEY)
    assert sealer.unseal(sealer.seal(text, AAD), AAD) == text


def test_a_service_account_fits() -> None:
    sealer, text = Sealer(KEY), "{" + "x" * 100_000 + "}"
    assert sealer.unseal(sealer.seal(text, AAD), AAD) == text


def test_the_same_secret_is_sealed_differently_each_time() -> None:
    sealer = Sealer(KEY)
    assert sealer.seal("sk-1", AAD) != sealer.seal("sk-1", AAD)


def test_a_sealed_value_opens_only_in_its_own_row() -> None:
    sealer = Sealer(KEY)
    with pytest.raises(Corrupt, match="another row"):
        sealer.unseal(sealer.seal("sk-1", AAD), "channel_key|other")


def test_another_key_is_told_from_damage() -> None:
    sealed = Sealer(KEY).seal("sk-1", AAD)
    with pytest.raises(WrongKey):
        Sealer(new_master_key()).unseal(sealed, AAD)


@given(st.data())
def test_every_changed_byte_is_noticed(data: st.DataObject) -> None:
    sealer = Sealer(KEY)
    sealed = bytearray(sealer.seal("sk-1", AAD))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((Corrupt, WrongKey)):
        sealer.unseal(bytes(sealed), AAD)


@pytest.mark.parametrize("length", [0, 1, 5, 17, 32])
def test_a_piece_is_not_a_sealed_value(length: int) -> None:
    sealer = Sealer(KEY)
    with pytest.raises(Corrupt):
        sealer.unseal(sealer.seal("sk-1", AAD)[:length], AAD)


def test_values_of_released_versions_still_open() -> None:
    """Sealed by version 0.1.0 under bytes 0 to 31."""
    sealed = bytes.fromhex(
        "01e10f84af13c717140d2aa30f2378a6c4db7fb9e77b2a13e1562f40e0f7ae8fef1cae40e28fe44af67490d9"
    )
    assert Sealer(KEY).unseal(sealed, AAD) == "sk-released"
    assert Sealer(KEY).token_hash("abc").hex() == (
        "15d93a42fa56ca6b9626b1bcfbbb8ba83d521711340ff4e2fd262cd1b4c6d60a"
    )


def test_hashes_of_tokens_need_the_key() -> None:
    sealer = Sealer(KEY)
    assert sealer.token_hash("abc") == Sealer(KEY).token_hash("abc")
    assert len(sealer.token_hash("abc")) == 32
    assert sealer.token_hash("abc") != sealer.token_hash("abd")
    assert sealer.token_hash("abc") != Sealer(new_master_key()).token_hash("abc")


def test_a_master_key_has_32_bytes() -> None:
    assert len(new_master_key()) == 32
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(b"short")
