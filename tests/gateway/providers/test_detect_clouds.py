"""Credentials of the big clouds as they are pasted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway.providers.google.vertex import TEMPLATE as VERTEX_URL
from gateway.providers.pasting.detect import Code, Kind, detect, drafts, from_environment
from tests.gateway.providers.pastes import ANT, HEX32, shown
from tests.upstreams.token_desk import TokenDesk

AK, SK = "AKIAIOSFODNN7HARBOUR", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYHARBOURKEY"
API_KEY = "ABSK" + "QmVkcm9ja0" * 6
TOKEN = "IQoJb3JpZ2luX2VjEJr" + "Ab1/" * 40 + "=="
ACCOUNT = TokenDesk().service_account()
COMPACT = json.dumps(ACCOUNT, separators=(",", ":"))


@pytest.mark.parametrize(
    "text",
    [
        f"{AK}|{SK}",
        f"{AK} {SK}",
        f"AWS_ACCESS_KEY_ID={AK}\nAWS_SECRET_ACCESS_KEY={SK}",
        f"[default]\naws_access_key_id = {AK}\naws_secret_access_key = {SK}\n",
        f'export AWS_ACCESS_KEY_ID="{AK}"\nexport AWS_SECRET_ACCESS_KEY="{SK}"',
        json.dumps({"AccessKey": {"AccessKeyId": AK, "SecretAccessKey": SK}}),
    ],
)
def test_an_access_key_and_its_secret_are_one_key(text: str) -> None:
    found = detect(text)
    assert found.provider == "aws_bedrock"
    assert [key.reveal() for key in found.keys] == [f"{AK}|{SK}"]
    assert found.code is Code.OK
    assert not found.others


def test_a_session_token_and_a_region_come_along() -> None:
    temporary = AK.replace("AKIA", "ASIA")
    text = (
        f"export AWS_ACCESS_KEY_ID={temporary}\nexport AWS_SECRET_ACCESS_KEY={SK}\n"
        f"export AWS_SESSION_TOKEN={TOKEN}\nexport AWS_REGION=eu-central-1\n"
    )
    found = detect(text)
    assert [key.reveal() for key in found.keys] == [f"{temporary}|{SK}|{TOKEN}"]
    assert found.settings == {"region": "eu-central-1"}
    assert drafts(found, "aws_bedrock").settings == {"region": "eu-central-1"}


def test_half_a_pair_is_not_enough() -> None:
    found = detect(AK)
    assert (found.provider, found.keys, found.code) == ("aws_bedrock", (), Code.PLACEHOLDER)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        (json.dumps(ACCOUNT, indent=2), {"project": "harbour-123456"}),
        (f"here it is:\n{json.dumps(ACCOUNT)}\n", {"project": "harbour-123456"}),
        (f"us-east5|other-project|{COMPACT}", {"region": "us-east5", "project": "other-project"}),
    ],
)
def test_a_service_account_is_one_key(text: str, settings: dict[str, str]) -> None:
    found = detect(text)
    assert found.provider == "vertex_ai"
    assert [key.reveal() for key in found.keys] == [COMPACT]
    assert found.settings == settings
    draft = drafts(found, "vertex_ai")
    assert draft.base_url == VERTEX_URL
    assert "PRIVATE" not in repr(found)


def test_a_service_account_without_its_key_is_asked_for() -> None:
    found = detect('{"type": "service_account", "project_id": "harbour"}')
    assert (found.provider, found.keys, found.code) == ("vertex_ai", (), Code.PLACEHOLDER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (API_KEY, {"provider": "aws_bedrock", "keys": [API_KEY]}),
        (
            f"AWS_BEARER_TOKEN_BEDROCK={API_KEY}\nAWS_REGION=us-west-2",
            {"provider": "aws_bedrock", "keys": [API_KEY], "settings": {"region": "us-west-2"}},
        ),
        (
            "https://bedrock-runtime.us-west-2.amazonaws.com/model/amazon.nova-pro-v1%3A0/converse",
            {
                "provider": "aws_bedrock",
                "model": "amazon.nova-pro-v1:0",
                "settings": {"region": "us-west-2"},
            },
        ),
        (
            f"curl 'https://me.openai.azure.com/openai/deployments/gpt/chat/completions"
            f"?api-version=2024-10-21' -H 'api-key: {HEX32}'",
            {
                "provider": "azure_openai",
                "base": "https://me.openai.azure.com",
                "keys": [HEX32],
                "model": "gpt",
                "settings": {"api_version": "2024-10-21"},
            },
        ),
        (
            f"AZURE_OPENAI_API_KEY={HEX32}\nAZURE_OPENAI_ENDPOINT=https://me.openai.azure.com/\n"
            "AZURE_OPENAI_API_VERSION=2024-10-21\nAZURE_OPENAI_DEPLOYMENT_NAME=gpt-main",
            {
                "provider": "azure_openai",
                "base": "https://me.openai.azure.com",
                "keys": [HEX32],
                "model": "gpt-main",
                "settings": {"api_version": "2024-10-21"},
            },
        ),
        (
            "https://us-central1-aiplatform.googleapis.com/v1/projects/harbour/locations/"
            "us-central1/publishers/google/models/gemini-2.5-pro:generateContent",
            {
                "provider": "vertex_ai",
                "model": "gemini-2.5-pro",
                "settings": {"region": "us-central1", "project": "harbour"},
            },
        ),
    ],
)
def test_what_else_is_theirs(text: str, expected: dict[str, Any]) -> None:
    assert shown(detect(text)) == expected


def test_what_stands_beside_them_is_found_too() -> None:
    text = f"AWS_ACCESS_KEY_ID={AK}\nAWS_SECRET_ACCESS_KEY={SK}\nANTHROPIC_API_KEY={ANT}\n"
    found = detect(text)
    assert found.kind is Kind.SETTINGS
    assert [each.provider for each in (found, *found.others)] == ["aws_bedrock", "anthropic"]
    assert [key.reveal() for key in found.others[0].keys] == [ANT]


def test_the_environment_offers_what_is_meant_for_models_alone() -> None:
    environ = {
        "AWS_ACCESS_KEY_ID": AK,
        "AWS_SECRET_ACCESS_KEY": SK,
        "AWS_BEARER_TOKEN_BEDROCK": API_KEY,
        "AZURE_OPENAI_API_KEY": HEX32,
        "AZURE_OPENAI_ENDPOINT": "https://me.openai.azure.com",
    }
    found = from_environment(environ)
    assert [(each.provider, len(each.keys)) for each in found] == [
        ("aws_bedrock", 1),
        ("azure_openai", 1),
    ]
    assert found[0].keys[0].reveal() == API_KEY
