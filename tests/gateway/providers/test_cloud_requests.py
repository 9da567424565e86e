"""Where requests to the big clouds go, with which keys, and what their refusals mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.errors import GatewayError, ServiceError
from gateway.providers.amazon.bedrock import TEMPLATE as BEDROCK_URL
from gateway.providers.amazon.bedrock import region_of
from gateway.providers.amazon.keys import read_key, written
from gateway.providers.base import Endpoint, Operation
from gateway.providers.google.vertex import TEMPLATE as VERTEX_URL
from gateway.providers.registry import provider
from tests.upstreams.token_desk import TokenDesk

AK, SK = "AKIAIOSFODNN7HARBOUR", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYHARBOURKEY"
TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE/session+token=" * 3
API_KEY = "ABSKQmVkcm9ja0FQSUtleS1hYmNkZWZnaGlqa2xtbm9w"
ACCOUNT = json.dumps(TokenDesk().service_account(), separators=(",", ":"))
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
AZURE = "https://harbour.openai.azure.com"


def url_of(
    ident: str,
    key: str,
    model: str,
    dialect: str,
    base: str = "",
    operation: Operation = Operation.CHAT,
    *,
    stream: bool = False,
    body: bytes = b"{}",
    **settings: Any,
) -> str:
    found = provider(ident)
    endpoint = Endpoint(found.normalise_base_url(base), key, settings, model=model)
    return found.request(operation, dialect, endpoint, body, {}, stream=stream).url


@pytest.mark.parametrize(
    ("settings", "dialect", "operation", "url"),
    [
        ({}, "openai_chat", Operation.CHAT, "/openai/v1/chat/completions"),
        ({}, "openai_responses", Operation.CHAT, "/openai/v1/responses"),
        ({}, "openai_embeddings", Operation.EMBEDDINGS, "/openai/v1/embeddings"),
        (
            {"api_version": "preview"},
            "openai_chat",
            Operation.CHAT,
            "/openai/v1/chat/completions?api-version=preview",
        ),
        (
            {"api_version": "2024-10-21"},
            "openai_chat",
            Operation.CHAT,
            "/openai/deployments/gpt-3.5-turbo/chat/completions?api-version=2024-10-21",
        ),
        (
            {"api_version": "2024-10-21", "remove_dots": True},
            "openai_chat",
            Operation.CHAT,
            "/openai/deployments/gpt-35-turbo/chat/completions?api-version=2024-10-21",
        ),
        (
            {"api_version": "2024-10-21", "deployments": {"gpt-3.5-turbo": "mine/1"}},
            "openai_embeddings",
            Operation.EMBEDDINGS,
            "/openai/deployments/mine%2F1/embeddings?api-version=2024-10-21",
        ),
        (
            {"api_version": "2025-03-01-preview"},
            "openai_responses",
            Operation.CHAT,
            "/openai/responses?api-version=2025-03-01-preview",
        ),
    ],
)
def test_azures_addresses(
    settings: dict[str, Any], dialect: str, operation: Operation, url: str
) -> None:
    model = "gpt-3.5-turbo"
    assert url_of("azure_openai", "k", model, dialect, AZURE, operation, **settings) == AZURE + url


def test_azures_v1_names_the_deployment_in_the_body() -> None:
    settings = {"deployments": {"gpt-5.4": "main"}}
    endpoint = Endpoint(AZURE, "k" * 32, settings, model="gpt-5.4")
    body = b'{"model":"gpt-5.4","x":1.50}'
    sent = provider("azure_openai").request(
        Operation.CHAT, "openai_chat", endpoint, body, {}, stream=False
    )
    assert sent.body == b'{"model":"main","x":1.50}'
    assert sent.headers["api-key"] == "k" * 32
    assert "Authorization" not in sent.headers


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        (f"{AZURE}/", AZURE),
        (f"{AZURE}/openai/v1", AZURE),
        (f"{AZURE}/openai/deployments/x/chat/completions?api-version=2024-10-21", AZURE),
        ("https://apim.example.com/team/openai", "https://apim.example.com/team"),
        ("harbour.services.ai.azure.com/models", "https://harbour.services.ai.azure.com"),
    ],
)
def test_azures_base_url(pasted: str, stored: str) -> None:
    assert provider("azure_openai").normalise_base_url(pasted) == stored


def test_azure_speaks_responses_and_claude_where_it_can() -> None:
    azure = provider("azure_openai")
    old = Endpoint(AZURE, settings={"api_version": "2024-10-21"}, model="gpt-4o")
    assert azure.dialects_for(old) == ("openai_chat",)
    assert azure.dialects_for(Endpoint(AZURE, model="gpt-4o"))[1] == "openai_responses"
    claude = Endpoint(AZURE, "k" * 32, model="claude-sonnet-5")
    assert azure.dialects_for(claude) == ("anthropic",)
    sent = azure.request(Operation.CHAT, "anthropic", claude, b"{}", {}, stream=False)
    assert sent.url == f"{AZURE}/anthropic/v1/messages"


@pytest.mark.parametrize(
    "base", ["", "https://vpce-1.bedrock-runtime.eu-west-1.vpce.amazonaws.com"]
)
def test_bedrocks_addresses(base: str) -> None:
    at = base or "https://bedrock-runtime.eu-west-1.amazonaws.com"
    key = f"{AK}|{SK}|eu-west-1"
    claude = "us.anthropic.claude-haiku-4-5-20251001-v1:0"
    encoded = "us.anthropic.claude-haiku-4-5-20251001-v1%3A0"
    for dialect, stream, method in (
        ("bedrock", False, "converse"),
        ("bedrock", True, "converse-stream"),
        ("anthropic", False, "invoke"),
        ("anthropic", True, "invoke-with-response-stream"),
    ):
        found = url_of("aws_bedrock", key, claude, dialect, base, stream=stream)
        assert found == f"{at}/model/{encoded}/{method}"
    arn = "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.x"
    assert "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Feu.x/converse" in (
        url_of("aws_bedrock", key, arn, "bedrock")
    )


def test_bedrocks_region_is_the_addresss_then_the_keys_then_the_settings() -> None:
    settings = {"region": "ap-south-1"}
    assert region_of(Endpoint(BEDROCK_URL, f"{AK}|{SK}", settings)) == "ap-south-1"
    assert region_of(Endpoint(BEDROCK_URL, f"{AK}|{SK}|eu-west-1", settings)) == "eu-west-1"
    fixed = "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com"
    assert region_of(Endpoint(fixed, f"{AK}|{SK}|eu-west-1", settings)) == "us-gov-west-1"
    assert region_of(Endpoint(BEDROCK_URL, API_KEY)) == "us-east-1"
    china = url_of("aws_bedrock", f"{AK}|{SK}|cn-north-1", "amazon.nova-pro-v1:0", "bedrock")
    assert china.startswith("https://bedrock-runtime.cn-north-1.amazonaws.com.cn/")


def test_bedrock_signs_or_sends_an_api_key() -> None:
    bedrock = provider("aws_bedrock")
    for key, starts in ((f"{AK}|{SK}|{TOKEN}", "AWS4-HMAC-SHA256 "), (API_KEY, "Bearer ABSK")):
        endpoint = Endpoint(BEDROCK_URL, key, model="amazon.nova-pro-v1:0")
        sent = bedrock.request(Operation.CHAT, "bedrock", endpoint, b"{}", {}, stream=True)
        signed = bedrock.sign(sent, endpoint, NOW)  # type: ignore[attr-defined]
        assert signed.headers["Authorization"].startswith(starts)
        assert signed.headers["Accept"] == "application/vnd.amazon.eventstream"
        assert (signed.headers.get("X-Amz-Security-Token") == TOKEN) is (TOKEN in key)


def test_bedrocks_guardrail_is_in_the_body_or_the_headers() -> None:
    bedrock = provider("aws_bedrock")
    settings = {"guardrail": "gr1abc:DRAFT"}
    endpoint = Endpoint(BEDROCK_URL, API_KEY, settings, model="anthropic.claude-opus-4-7")
    body = json.loads(bedrock.adapt("bedrock", endpoint, b'{"messages":[]}'))
    assert body["guardrailConfig"] == {
        "guardrailIdentifier": "gr1abc",
        "guardrailVersion": "DRAFT",
    }
    sent = bedrock.request(Operation.CHAT, "anthropic", endpoint, b"{}", {}, stream=False)
    assert sent.headers["X-Amzn-Bedrock-GuardrailIdentifier"] == "gr1abc"


def test_claudes_body_at_the_clouds() -> None:
    body = b'{"model":"m","max_tokens":5,"stream":true,"service_tier":"auto","messages":[]}'
    asked = {"anthropic-beta": "context-1m-2025-08-07,unknown-2026-01-01"}
    bedrock = Endpoint(BEDROCK_URL, API_KEY, model="anthropic.claude-opus-4-7")
    sent = provider("aws_bedrock").request(
        Operation.CHAT, "anthropic", bedrock, body, asked, stream=True
    )
    assert json.loads(sent.body) == {
        "max_tokens": 5,
        "messages": [],
        "anthropic_version": "bedrock-2023-05-31",
        "anthropic_beta": ["context-1m-2025-08-07"],
    }
    vertex = Endpoint(VERTEX_URL, ACCOUNT, model="claude-opus-4-7", access="ya29.token")
    sent = provider("vertex_ai").request(
        Operation.CHAT, "anthropic", vertex, body, asked, stream=True
    )
    assert json.loads(sent.body) == {
        "max_tokens": 5,
        "messages": [],
        "stream": True,
        "anthropic_version": "vertex-2023-10-16",
    }
    assert sent.headers["anthropic-beta"] == "context-1m-2025-08-07"
    assert sent.headers["Authorization"] == "Bearer ya29.token"


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        (f"{AK}|{SK}", f"{AK}|{SK}"),
        (f" {AK} | {SK} | eu-west-1 ", f"{AK}|{SK}|eu-west-1"),
        (f"{AK}|{SK}|{TOKEN}|eu-west-1", f"{AK}|{SK}|eu-west-1|{TOKEN}"),
        (API_KEY, API_KEY),
    ],
)
def test_aws_keys(key: str, kept: str) -> None:
    assert written(read_key(key)) == kept
    assert SK not in repr(read_key(key))
    assert API_KEY not in repr(read_key(key))


@pytest.mark.parametrize(
    ("ident", "key"),
    [
        ("aws_bedrock", AK),
        ("aws_bedrock", "short"),
        ("aws_bedrock", f"{AK}|tiny"),
        ("vertex_ai", "sk-something-else-0123456789"),
        ("vertex_ai", '{"type":"service_account"}'),
        ("vertex_ai", ACCOUNT.replace("BEGIN PRIVATE", "BEGIN BROKEN")),
        ("vertex_ai", "{broken"),
        ("azure_openai", "a|b|c"),
        ("azure_openai", "only|two"),
    ],
)
def test_what_is_no_key_of_theirs_is_refused_with_an_example(ident: str, key: str) -> None:
    with pytest.raises(ServiceError) as refused:
        provider(ident).check_key(key)  # type: ignore[attr-defined]
    assert refused.value.code == "invalid_key"
    assert refused.value.fields["example"]


HOST = "https://us-east5-aiplatform.googleapis.com"
PLACE = "/v1/projects/harbour-123456/locations/us-east5"


@pytest.mark.parametrize(
    ("model", "dialect", "path"),
    [
        (
            "gemini-3.5-flash",
            "gemini",
            "/publishers/google/models/gemini-3.5-flash:generateContent",
        ),
        (
            "google/gemini-2.5-pro",
            "gemini",
            "/publishers/google/models/gemini-2.5-pro:generateContent",
        ),
        ("1234567890", "gemini", "/endpoints/1234567890:generateContent"),
        (
            "claude-haiku-4-5@20251001",
            "anthropic",
            "/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict",
        ),
        ("meta/llama-4-maas", "openai_chat", "/endpoints/openapi/chat/completions"),
    ],
)
def test_vertexs_addresses(model: str, dialect: str, path: str) -> None:
    vertex = provider("vertex_ai")
    assert vertex.dialects_for(Endpoint(VERTEX_URL, model=model)) == (dialect,)
    found = url_of("vertex_ai", ACCOUNT, model, dialect, region="us-east5")
    assert found == f"{HOST}{PLACE}{path}"


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("global", "https://aiplatform.googleapis.com"),
        ("eu", "https://aiplatform.eu.rep.googleapis.com"),
        ("europe-west4", "https://europe-west4-aiplatform.googleapis.com"),
    ],
)
def test_vertexs_hosts(region: str, host: str) -> None:
    found = url_of("vertex_ai", ACCOUNT, "gemini-2.5-pro", "gemini", region=region)
    assert found.startswith(f"{host}/v1/projects/harbour-123456/locations/{region}/")
    keyed = url_of("vertex_ai", f"{region}|other-project|{ACCOUNT}", "gemini-2.5-pro", "gemini")
    assert keyed.startswith(f"{host}/v1/projects/other-project/locations/{region}/")


def test_vertexs_express_keys_need_no_project() -> None:
    found = url_of("vertex_ai", "AQ.Ab8RN6Iexpress0123456789", "gemini-2.5-pro", "gemini")
    assert found == (
        "https://aiplatform.googleapis.com/v1/publishers/google/models/gemini-2.5-pro"
        ":generateContent"
    )
    with pytest.raises(ServiceError):
        url_of("vertex_ai", "ya29.token-without-a-project", "gemini-2.5-pro", "gemini")
    with pytest.raises(GatewayError):
        url_of("vertex_ai", ACCOUNT, "m", "openai_chat", operation=Operation.EMBEDDINGS)


def test_vertex_wants_an_author_of_every_content() -> None:
    vertex, endpoint = provider("vertex_ai"), Endpoint(VERTEX_URL, ACCOUNT, model="gemini-2.5-pro")
    body = b'{"contents":[{"parts":[{"text":"a"}]},{"role":"model","parts":[]}],"x":1.50}'
    adapted = vertex.adapt("gemini", endpoint, body)
    assert [each["role"] for each in json.loads(adapted)["contents"]] == ["user", "model"]
    assert b'"x":1.50' in adapted
    whole = b'{"contents":[{"role":"user","parts":[{"text":"a"}]}]}'
    assert vertex.adapt("gemini", endpoint, whole) is whole
