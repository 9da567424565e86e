"""Oneself, groups and models by the management API."""

from __future__ import annotations

import pytest

from gateway.domain.channel import ChannelDraft
from gateway.server.routes.management.units import UNLIMITED_QUOTA
from tests.gateway.house import House
from tests.gateway.server.api import Api
from tests.upstreams import Reply, Upstreams, Usage


@pytest.fixture
def api(home: House) -> Api:
    return Api(home)


async def test_oneself_in_one_apis_fields(api: Api, up: Upstreams) -> None:
    await api.home.channel(up.openai, "gpt-4o")
    await api.home.price(gpt_4o={"input": 2, "output": 8})
    up.openai.script(Reply(text="x", usage=Usage(1000, 500)))
    await api.home.chat("gpt-4o")
    await api.home.settled()
    data = (await api.get("/api/user/self")).data
    assert (data["id"], data["username"], data["role"], data["status"]) == (1, "root", 100, 1)
    assert (data["quota"], data["used_quota"], data["request_count"]) == (UNLIMITED_QUOTA, 3000, 1)
    assert (data["used"], data["group"]) == (0.006, "default")
    assert (data["password"], data["access_token"]) == ("", "")


async def test_a_new_access_token_replaces_the_old_one(api: Api) -> None:
    value = (await api.get("/api/user/token")).data
    assert (await api.get("/api/user/self")).status == 401
    assert (await Api(api.home, value).get("/api/user/self")).data["id"] == 1


async def test_groups_and_models(api: Api, up: Upstreams) -> None:
    await api.home.channel(up.openai, "gpt-4o", "o4-mini")
    await api.home.channel(up.openai, "gpt-5.4", groups=("vip",))
    await api.home.gateway.channels.create(ChannelDraft("echo"))
    assert (await api.get("/api/group/")).data == ["default", "vip"]
    assert (await api.get("/api/user/available_models")).data == ["gpt-4o", "o4-mini", "echo"]
    by_type = (await api.get("/api/models")).data
    assert "deepseek-chat" in by_type["36"]
    assert all(number.isdigit() for number in by_type)


async def test_all_models_come_as_openai_lists_them_without_an_envelope(api: Api) -> None:
    answer = await api.get("/api/channel/models")
    assert answer.body["object"] == "list"
    by_id = {model["id"]: model for model in answer.body["data"]}
    assert by_id["gpt-4o"]["object"] == "model"
    assert set(by_id["gpt-4o"]) == {
        "id", "object", "created", "owned_by", "permission", "root", "parent",
    }  # fmt: skip
