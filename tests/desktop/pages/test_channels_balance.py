"""What is left on a provider's account, in the list of channels and in their editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import format
from desktop.theme import ThemeManager
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.quay import quay
from tests.desktop.pages.stage import until
from tests.desktop.themes import manager
from tests.upstreams.vendors import DEEPSEEK, VendorMock

__all__ = ["manager"]


@pytest.fixture(autouse=True)
def _themed(manager: ThemeManager) -> None:
    """Pages are drawn under an installed theme."""


@in_qt_loop
async def test_a_balance_is_asked_for_and_stays_in_row_and_editor(
    tmp_path: Path, qapp: QApplication
) -> None:
    async with quay(tmp_path, qapp) as q:
        mock = q.up.add(VendorMock(DEEPSEEK))
        channel = await q.on.house.channel(mock, "deepseek-chat", provider="deepseek")
        await q.show()
        assert "left" not in q.on.words()
        q.menu(channel, "Refresh balance")
        await until(lambda: "¥110.25 left" in q.on.words())
        await q.edit(channel)
        assert "¥110.25 left · Ready" in q.on.words()
        mock.balance["/user/balance"] = {
            "balance_infos": [{"currency": "CNY", "total_balance": "-0.50"}]
        }
        q.menu(channel, "Refresh balance")
        await until(lambda: "-¥0.50 left · Ready" in q.on.words())


def test_money_of_other_currencies() -> None:
    assert format.money(12_345_600_000, "USD") == "$12.35"
    assert format.money(0, "CNY") == "¥0.00"
    assert format.money(-4_000_000, "CNY") == "¥0.00"
    assert format.money(-6_000_000, "CNY") == "-¥0.01"
    assert format.money(2_000_000_000, "CHF") == "2.00 CHF"
