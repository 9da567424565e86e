"""`/api/prices/`: a preview, the update, the owner's own prices above it, the way back."""

from __future__ import annotations

import json

from tests.gateway.house import House
from tests.gateway.server.api import Api

FILE = {"_meta": {"date": "2027-01-01"}, "gpt-4o": {"input_per_mtok": 7, "output_per_mtok": 9}}


async def test_prices_are_shown_applied_and_taken_back(home: House) -> None:
    api = Api(home)

    def price() -> str:
        view = home.gateway.models.price_of("gpt-4o", "openai")
        assert view is not None
        return f"{view.source} {view.input}"

    assert (await api.get("/api/prices/")).data["source"] == "shipped"
    shown = (await api.post("/api/prices/", FILE)).data
    assert (shown["applied"], shown["new"], price()) == (False, [], "catalogue 2.5")
    changes = {each["kind"]: (each["old"], each["new"]) for each in shown["changed"]}
    assert changes["input_per_mtok"] == (2.5, 7)
    assert (await api.post("/api/prices/?apply=true", FILE)).data["applied"]
    assert price() == "catalogue 7"
    own = json.dumps({"gpt-4o": {"input": 1, "output": 2}})
    await home.gateway.settings_service.set_option("ModelPrice", own)
    assert price() == "override 1"
    assert (await api.delete("/api/prices/")).data["source"] == "shipped"
    assert "cannot be used" in (await api.post("/api/prices/", {"m": 1})).refusal
