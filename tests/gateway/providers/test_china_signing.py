"""Signatures and addresses of Chinese vendors' own interfaces, against others' vectors."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from gateway.domain.channel import Secret
from gateway.errors import ServiceError
from gateway.providers.abilities import CheckingKeys
from gateway.providers.base import Endpoint, Operation
from gateway.providers.pasting.detect import detect
from gateway.providers.qianfan_v1 import QianfanV1
from gateway.providers.refusals.masking import mask, secrets_of
from gateway.providers.registry import PROVIDERS, base_url_of_numeric_type, by_numeric_type
from gateway.providers.spark.provider import SparkSocket, signed_query
from gateway.providers.tencent.provider import Tencent, authorization

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TENCENT_ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"
TENCENT_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
TENCENT_BODY = b'{"Model":"hunyuan-lite","Messages":[{"Role":"user","Content":"hi"}]}'
TENCENT_SIGNATURE = "8cdab15c38426c5dc0cc5af11d691f03846ec7b4d69610f2ef9763899f38c163"
SPARK_AUTHORIZATION = (
    "YXBpX2tleT0iYXBpa2V5WFhYWFhYWFgiLCBhbGdvcml0aG09ImhtYWMtc2hhMjU2IiwgaGVhZGVycz0iaG9zdCBkYXRl"
    "IHJlcXVlc3QtbGluZSIsIHNpZ25hdHVyZT0icUNSRXo5eTVQblJGWTc0UWtYZEpoZWI2Wm1jQWZJZVIzVWZnemdsRllR"
    "dz0i"
)


def test_tencents_vector() -> None:
    made = authorization(
        TENCENT_ID,
        TENCENT_KEY,
        "hunyuan.tencentcloudapi.com",
        "ChatCompletions",
        TENCENT_BODY,
        1_767_323_045,
    )
    assert made == (
        f"TC3-HMAC-SHA256 Credential={TENCENT_ID}/2026-01-02/hunyuan/tc3_request, "
        f"SignedHeaders=content-type;host;x-tc-action, Signature={TENCENT_SIGNATURE}"
    )


@pytest.mark.parametrize(
    "key",
    [
        f"{TENCENT_ID}|{TENCENT_KEY}",
        f"1250000000|{TENCENT_ID}|{TENCENT_KEY}",
        f"{TENCENT_ID}|{TENCENT_KEY}|1250000000",
        f"{TENCENT_KEY}|{TENCENT_ID}",
    ],
)
def test_tencents_key_in_any_order(key: str) -> None:
    tencent = PROVIDERS["tencent"]
    assert isinstance(tencent, Tencent)
    endpoint = Endpoint(tencent.base_url, tencent.check_key(key), model="hunyuan-lite")
    request = tencent.request(Operation.CHAT, "hunyuan", endpoint, TENCENT_BODY, {}, stream=False)
    signed = tencent.sign(request, endpoint, NOW)
    assert signed.url == "https://hunyuan.tencentcloudapi.com/"
    assert signed.headers["Authorization"].endswith(f"Signature={TENCENT_SIGNATURE}")
    assert signed.headers["X-TC-Timestamp"] == "1767323045"


def test_sparks_vector() -> None:
    query = signed_query(
        "apikeyXXXXXXXX", "apisecretYYYYYYYY", "spark-api.xf-yun.com", "/v3.5/chat", NOW
    )
    assert parse_qs(query) == {
        "authorization": [SPARK_AUTHORIZATION],
        "date": ["Fri, 02 Jan 2026 03:04:05 GMT"],
        "host": ["spark-api.xf-yun.com"],
    }


@pytest.mark.parametrize(
    ("model", "path"),
    [
        ("generalv3.5", "/v3.5/chat"),
        ("Spark-Max", "/v3.5/chat"),
        ("4.0Ultra", "/v4.0/chat"),
        ("Spark-Pro-128K", "/chat/pro-128k"),
        ("lite", "/v1.1/chat"),
        ("x1", "/v1/x1"),
    ],
)
def test_sparks_models_have_addresses_of_their_own(model: str, path: str) -> None:
    spark = PROVIDERS["spark_websocket"]
    assert isinstance(spark, SparkSocket)
    endpoint = Endpoint(spark.base_url, "app|secretsecretsecret|keykeykeykeykeykey", model=model)
    request = spark.request(Operation.CHAT, "spark_websocket", endpoint, b"{}", {}, stream=True)
    url = urlsplit(spark.sign(request, endpoint, NOW).url)
    assert (url.scheme, url.netloc, url.path) == ("wss", "spark-api.xf-yun.com", path)


def test_sparks_address_as_people_paste_it() -> None:
    spark = PROVIDERS["spark_websocket"]
    assert spark.normalise_base_url("wss://spark-api.xf-yun.com") == spark.base_url


@pytest.mark.parametrize(
    ("model", "suffix"),
    [
        ("ERNIE-4.0-8K", "completions_pro"),
        ("ERNIE-3.5-8K", "completions"),
        ("ERNIE-Speed-128K", "ernie-speed-128k"),
        ("my service/1", "my%20service%2F1"),
    ],
)
def test_ernies_models_are_in_the_path(model: str, suffix: str) -> None:
    qianfan = PROVIDERS["qianfan_v1"]
    assert isinstance(qianfan, QianfanV1)
    endpoint = Endpoint(qianfan.base_url, "a|b", model=model, access="24.token")
    request = qianfan.request(Operation.CHAT, "ernie", endpoint, b"{}", {}, stream=False)
    assert request.url == (
        "https://aip.baidubce.com/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/"
        f"{suffix}?access_token=24.token"
    )
    assert "Authorization" not in request.headers


@pytest.mark.parametrize(
    ("provider", "key"),
    [
        ("tencent", "sk-plain"),
        ("tencent", "a||b"),
        ("tencent", "a|b|c|d"),
        ("qianfan_v1", "a|"),
        ("spark_websocket", "app|secret"),
    ],
)
def test_what_is_no_key_of_theirs(provider: str, key: str) -> None:
    found = PROVIDERS[provider]
    assert isinstance(found, CheckingKeys)
    with pytest.raises(ServiceError) as refused:
        found.check_key(key)
    assert refused.value.code == "invalid_key"
    assert key not in refused.value.message


def test_keys_are_known_by_their_looks_and_masked_in_all_their_parts() -> None:
    secret = "Gu5t9xGARNpq86cd98joQYCN3abcdefg"
    key = f"AKIDz8krbsJ5yKBZQpn74WFkmLPx3abcdefg|{secret}"
    found = detect(key)
    assert [each.provider for each in found.candidates] == ["tencent"]
    assert found.keys == (Secret(key),)
    shown = mask(f"bad {secret} of {key}", secrets_of(Endpoint("https://x", key)))
    assert secret not in shown
    assert "AKIDz8krbsJ5yKBZ" not in shown
    assert Secret(key).hint == "defg"


@pytest.mark.parametrize(
    ("number", "ident", "url"),
    [
        (15, "qianfan_v1", "https://aip.baidubce.com"),
        (16, "zhipu", "https://open.bigmodel.cn/api/paas/v4"),
        (17, "dashscope", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
        (18, "spark_websocket", "https://spark-api.xf-yun.com"),
        (19, "zhinao", "https://api.360.cn/v1"),
        (23, "tencent", "https://hunyuan.tencentcloudapi.com"),
        (47, "qianfan", "https://qianfan.baidubce.com/v2"),
        (48, "spark", "https://spark-api-open.xf-yun.com/v1"),
        (49, "dashscope", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
    ],
)
def test_one_apis_types(number: int, ident: str, url: str) -> None:
    found = by_numeric_type(number)
    assert found is not None
    assert found.id == ident
    assert base_url_of_numeric_type(number, "") == url


@pytest.mark.parametrize(
    ("address", "ident"),
    [
        ("https://aip.baidubce.com/rpc/2.0/ai_custom/v1/wenxinworkshop/chat", "qianfan_v1"),
        ("https://hunyuan.tencentcloudapi.com/", "tencent"),
        ("https://open.bigmodel.cn/api/anthropic", "anthropic_compatible"),
    ],
)
def test_addresses_lead_to_their_providers(address: str, ident: str) -> None:
    assert detect(address).candidates[0].provider == ident


def test_the_model_that_looks_is_asked_at_its_own_host() -> None:
    spark = PROVIDERS["spark_websocket"]
    key = "1a2b3c4d|secret|key"
    at_home = Endpoint(spark.base_url, key, model="imagev3")
    elsewhere = Endpoint("http://spark.lan:8080", key, model="imagev3")
    urls = [
        spark.request(Operation.CHAT, "spark_websocket", each, b"{}", {}, stream=True).url
        for each in (at_home, elsewhere)
    ]
    assert urls == [
        "wss://spark-api.cn-huabei-1.xf-yun.com/v2.1/image",
        "ws://spark.lan:8080/v2.1/image",
    ]
