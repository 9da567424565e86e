"""What goes to an upstream: address, key, headers, body."""

import json

import pytest

from gateway.errors import GatewayError
from gateway.providers.base import Endpoint, Operation, Provider, UpstreamRequest
from gateway.providers.registry import PROVIDERS, provider
from gateway.version import __version__

KEY = "sk-upstream-key-0123456789"
CLIENT = {
    "authorization": "Bearer sk-client-key",
    "x-api-key": "sk-client-key",
    "x-goog-api-key": "sk-client-key",
    "cookie": "session=1",
    "user-agent": "SomeClient/1.0",
    "openai-organization": "org-of-the-client",
    "openai-project": "proj-of-the-client",
    "openai-beta": "assistants=v2",
    "idempotency-key": "once",
    "anthropic-version": "2026-10-21",
    "anthropic-beta": "interleaved-thinking-2025-05-14",
    "x-stainless-lang": "python",
    "accept-encoding": "br, zstd",
}
CHAT = b'{"model":"m","messages":[]}'


def chat(
    ident: str, endpoint: Endpoint, *, dialect: str = "openai_chat", stream: bool = False
) -> UpstreamRequest:
    return provider(ident).request(Operation.CHAT, dialect, endpoint, CHAT, CLIENT, stream=stream)


def test_openai_chat() -> None:
    sent = chat("openai", Endpoint("https://api.openai.com/v1", KEY))
    assert sent.method == "POST"
    assert sent.url == "https://api.openai.com/v1/chat/completions"
    assert sent.body is CHAT
    assert sent.headers == {
        "User-Agent": f"homeport/{__version__}",
        "Accept": "application/json",
        "Accept-Encoding": "gzip, deflate",
        "Content-Type": "application/json",
        "Authorization": f"Bearer {KEY}",
        "OpenAI-Beta": "assistants=v2",
    }


def test_a_stream_is_asked_for_uncompressed() -> None:
    sent = chat("openai", Endpoint("https://api.openai.com/v1", KEY), stream=True)
    assert sent.headers["Accept"] == "text/event-stream"
    assert sent.headers["Accept-Encoding"] == "identity"


def test_organization_and_project_are_the_channels_own() -> None:
    settings = {"organization": "org-mine", "project": "proj-mine"}
    sent = chat("openai", Endpoint("https://api.openai.com/v1", KEY, settings))
    assert sent.headers["OpenAI-Organization"] == "org-mine"
    assert sent.headers["OpenAI-Project"] == "proj-mine"
    other = chat("groq", Endpoint("https://api.groq.com/openai/v1", KEY, settings))
    assert not any(name.lower().startswith("openai-o") for name in other.headers)


def test_the_channels_headers_win_whatever_their_case() -> None:
    headers = {"authorization": "Basic eHg6eXk=", "X-Title": "home", "USER-AGENT": "mine"}
    sent = chat("openai", Endpoint("https://h.example/v1", KEY, headers=headers))
    lower = {name.lower(): value for name, value in sent.headers.items()}
    assert len(lower) == len(sent.headers), "no header twice"
    assert lower["authorization"] == "Basic eHg6eXk="
    assert lower["user-agent"] == "mine"
    assert lower["x-title"] == "home"
    assert KEY not in str(dict(sent.headers))


def test_a_channel_without_a_key_sends_none() -> None:
    assert "Authorization" not in chat("lmstudio", Endpoint("http://127.0.0.1:1234/v1")).headers
    sent = chat("anthropic_compatible", Endpoint("http://h.example"), dialect="anthropic")
    assert not {"x-api-key", "Authorization"} & set(sent.headers)


def test_a_keys_surrounding_spaces_are_not_sent() -> None:
    sent = chat("openai", Endpoint("https://h.example/v1", f" {KEY}\n"))
    assert sent.headers["Authorization"] == f"Bearer {KEY}"


def test_anthropic_takes_its_own_key_header_and_passes_version_and_betas() -> None:
    sent = chat("anthropic", Endpoint("https://api.anthropic.com", KEY), dialect="anthropic")
    assert sent.url == "https://api.anthropic.com/v1/messages"
    assert sent.headers["x-api-key"] == KEY
    assert "Authorization" not in sent.headers
    assert sent.headers["anthropic-version"] == "2026-10-21"
    assert sent.headers["anthropic-beta"] == "interleaved-thinking-2025-05-14"
    assert "OpenAI-Beta" not in sent.headers


@pytest.mark.parametrize("extra", [{}, {"temperature": 0.2}, {"top_p": 0.9}, {"top_k": 5}])
def test_a_client_that_names_no_version_keeps_its_sampling(extra: dict[str, float]) -> None:
    """Version 2026-10-21 answers 400 to temperature, top_p and top_k."""
    body = json.dumps({"model": "m", "max_tokens": 9, "messages": [], **extra}).encode()
    endpoint = Endpoint("https://api.anthropic.com", KEY)
    sent = provider("anthropic").request(
        Operation.CHAT, "anthropic", endpoint, body, {"user-agent": "x"}, stream=False
    )
    assert sent.headers["anthropic-version"] == "2023-06-01"
    assert "anthropic-beta" not in sent.headers


def test_counting_tokens_at_anthropic() -> None:
    endpoint = Endpoint("https://api.anthropic.com", KEY)
    sent = provider("anthropic").request(
        Operation.COUNT_TOKENS, "anthropic", endpoint, CHAT, {}, stream=False
    )
    assert sent.url == "https://api.anthropic.com/v1/messages/count_tokens"


@pytest.mark.parametrize(
    ("auth", "name", "value"),
    [(None, "x-api-key", KEY), ("bearer", "Authorization", f"Bearer {KEY}")],
)
def test_a_compatible_server_gets_the_key_where_it_wants_it(
    auth: str | None, name: str, value: str
) -> None:
    settings = {"auth": auth} if auth else {}
    endpoint = Endpoint("https://api.deepseek.com/anthropic", KEY, settings)
    sent = chat("anthropic_compatible", endpoint, dialect="anthropic")
    assert sent.url == "https://api.deepseek.com/anthropic/v1/messages"
    assert sent.headers[name] == value
    assert len({"x-api-key", "Authorization"} & set(sent.headers)) == 1


def test_another_homeport_is_spoken_to_in_the_clients_dialect() -> None:
    endpoint = Endpoint("http://192.168.1.7:3000/v1", KEY)
    spoken = ("openai_chat", "openai_responses", "anthropic")
    assert provider("homeport").dialects_for(endpoint) == spoken
    sent = chat("homeport", endpoint, dialect="anthropic")
    assert sent.url == "http://192.168.1.7:3000/v1/messages"
    assert sent.headers["Authorization"] == f"Bearer {KEY}"
    assert sent.headers["anthropic-version"] == "2026-10-21"


def test_openai_takes_responses_and_counts_them() -> None:
    endpoint = Endpoint("https://api.openai.com/v1", KEY)
    assert provider("openai").dialects_for(endpoint)[0] == "openai_chat"
    sent = chat("openai", endpoint, dialect="openai_responses")
    assert sent.url == "https://api.openai.com/v1/responses"
    assert sent.headers["Authorization"] == f"Bearer {KEY}"
    counted = provider("openai").request(
        Operation.COUNT_TOKENS, "openai_responses", endpoint, CHAT, {}, stream=False
    )
    assert counted.url == "https://api.openai.com/v1/responses/input_tokens"
    with pytest.raises(GatewayError):
        provider("openai").request(
            Operation.COUNT_TOKENS, "anthropic", endpoint, CHAT, {}, stream=False
        )
    with pytest.raises(GatewayError):
        chat("deepseek", Endpoint("https://api.deepseek.com", KEY), dialect="openai_responses")


def test_embeddings_have_one_address_whatever_the_chat_dialect() -> None:
    for ident, base, url in (
        ("openai", "https://api.openai.com/v1", "https://api.openai.com/v1/embeddings"),
        ("ollama", "http://127.0.0.1:11434", "http://127.0.0.1:11434/v1/embeddings"),
    ):
        for dialect in provider(ident).dialects:
            sent = provider(ident).request(
                Operation.EMBEDDINGS, dialect, Endpoint(base, KEY), CHAT, CLIENT, stream=False
            )
            assert sent.url == url


def test_ollama_speaks_openai_until_its_context_size_is_set() -> None:
    ollama = provider("ollama")
    plain, sized = (
        Endpoint("http://127.0.0.1:11434", settings=settings)
        for settings in ({}, {"num_ctx": 8192})
    )
    assert ollama.dialects_for(plain)[0] == "openai_chat"
    assert ollama.dialects_for(sized) == ("ollama",)
    assert chat("ollama", plain).url == "http://127.0.0.1:11434/v1/chat/completions"
    native = chat("ollama", sized, dialect="ollama", stream=True)
    assert native.url == "http://127.0.0.1:11434/api/chat"
    assert native.headers["Accept"] == "application/x-ndjson"
    assert "Authorization" not in native.headers


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        (b'{"model":"m"}', b'{"model":"m","options":{"num_ctx":8192}}'),
        (
            b'{"model":"m","options":{"seed": 1e0}}',
            b'{"model":"m","options":{"seed":1e0,"num_ctx":8192}}',
        ),
        (b'{"options":{"num_ctx":2048}}', b'{"options":{"num_ctx":2048}}'),
        (b'{"options":null}', b'{"options":null}'),
        (b"not json", b"not json"),
    ],
)
def test_the_context_size_is_put_into_ollamas_body(body: bytes, sent: bytes) -> None:
    endpoint = Endpoint("http://127.0.0.1:11434", settings={"num_ctx": 8192})
    assert provider("ollama").adapt("ollama", endpoint, body) == sent
    assert provider("ollama").adapt("openai_chat", endpoint, body) is body


@pytest.mark.parametrize("value", [None, 0, -1, "", "many", True, 1.5])
def test_a_context_size_that_is_none_changes_nothing(value: object) -> None:
    endpoint = Endpoint("http://127.0.0.1:11434", settings={"num_ctx": value})
    assert provider("ollama").adapt("ollama", endpoint, CHAT) is CHAT


def test_mistral_is_spared_what_its_schema_forbids() -> None:
    body = (
        b'{"model":"m","messages":[{"role":"user","content":"\\u00e4"}],"seed":7,"user":"u",'
        b'"store":true,"stream_options":{"include_usage":true},"max_completion_tokens":5}'
    )
    endpoint = Endpoint("https://api.mistral.ai/v1", KEY)
    adapted = provider("mistral").adapt("openai_chat", endpoint, body)
    assert adapted == (
        b'{"model":"m","messages":[{"role":"user","content":"\\u00e4"}],'
        b'"max_tokens":5,"random_seed":7}'
    )
    assert provider("mistral").adapt("openai_chat", endpoint, CHAT) is CHAT
    quoted = b'{"model":"m","messages":[{"role":"user","content":"\\"user\\""}],"x":"user"}'
    assert provider("mistral").adapt("openai_chat", endpoint, quoted) is quoted
    assert provider("openai").adapt("openai_chat", endpoint, body) is body


def test_echo_needs_nothing_and_reaches_nobody() -> None:
    echo = provider("echo")
    sent = chat("echo", Endpoint(echo.base_url))
    assert not sent.url.startswith("http")
    assert echo.catalogue == ("echo",)
    assert not echo.needs_key
    assert echo.models_requests(Endpoint(echo.base_url)) == ()


@pytest.mark.parametrize(
    ("ident", "base", "urls"),
    [
        ("openai", "https://api.openai.com/v1", ["https://api.openai.com/v1/models"]),
        ("perplexity", "https://api.perplexity.ai", []),
        ("cohere", "https://api.cohere.ai/compatibility/v1", ["https://api.cohere.ai/v1/models"]),
        (
            "openai_compatible",
            "https://h.example/api",
            ["https://h.example/api/models", "https://h.example/api/v1/models"],
        ),
        ("openai_compatible", "https://v1.example/v1", ["https://v1.example/v1/models"]),
        (
            "anthropic",
            "https://api.anthropic.com",
            ["https://api.anthropic.com/v1/models?limit=1000"],
        ),
        (
            "ollama",
            "http://nas:11434",
            ["http://nas:11434/api/tags", "http://nas:11434/v1/models"],
        ),
    ],
)
def test_where_models_are_listed(ident: str, base: str, urls: list[str]) -> None:
    sent = provider(ident).models_requests(Endpoint(base, KEY))
    assert [request.url for request in sent] == urls
    assert {request.method for request in sent} <= {"GET"}
    assert not any("Content-Type" in request.headers for request in sent)
    assert all(KEY in str(dict(request.headers)) for request in sent)


@pytest.mark.parametrize("each", PROVIDERS.values(), ids=list(PROVIDERS))
def test_no_provider_sends_on_what_is_the_clients_own(each: Provider) -> None:
    key = f"ya29.{KEY}" if each.id == "vertex_ai" else KEY
    settings = {"project": "harbour"} if each.id == "vertex_ai" else {}
    endpoint = Endpoint(each.base_url or "https://h.example/v1", key, settings, model="m")
    for dialect in each.dialects:
        sent = each.request(Operation.CHAT, dialect, endpoint, CHAT, CLIENT, stream=True)
        values = " ".join(f"{name}: {value}" for name, value in sent.headers.items()).lower()
        for word in ("sk-client", "session=1", "someclient", "of-the-client", "once", "stainless"):
            assert word not in values, f"{each.id} passes the client's {word}"
        assert KEY not in repr(sent)
        assert KEY not in repr(endpoint)


@pytest.mark.parametrize("each", PROVIDERS.values(), ids=list(PROVIDERS))
def test_an_operation_a_provider_lacks_is_refused(each: Provider) -> None:
    endpoint = Endpoint(each.base_url or "https://h.example/v1", KEY)
    for operation in set(Operation) - each.operations:
        if operation is Operation.COUNT_TOKENS and "anthropic" not in each.dialects:
            dialect = "anthropic"
        else:
            dialect = each.dialects[0]
        with pytest.raises(GatewayError) as caught:
            each.request(operation, dialect, endpoint, CHAT, {}, stream=False)
        assert caught.value.code == "not_implemented"
    with pytest.raises(GatewayError):
        each.request(Operation.CHAT, "klingon", endpoint, CHAT, {}, stream=False)
