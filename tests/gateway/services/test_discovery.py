"""What is on this computer already."""

from __future__ import annotations

import pytest

from gateway.errors import NotFound
from gateway.providers.base import Endpoint
from gateway.providers.local import PROBES, Probe
from gateway.providers.registry import provider
from gateway.relay.transport_choice import UpstreamTransport
from gateway.services import discovery
from tests.upstreams import LM_STUDIO, Upstreams

ENVIRON = {
    "PATH": "/usr/bin",
    "OPENAI_API_KEY": "sk-proj-" + "a1B2" * 30,
    "DEEPSEEK_API_KEY": "sk-" + "0123456789abcdef" * 2,
    "DEEPSEEK_BASE_URL": "https://deepseek.example/v1",
    "ANTHROPIC_API_KEY": "${ANTHROPIC_API_KEY}",
    "MY_OWN_TOKEN": "sk-" + "z" * 40,
}


def probe_at(base_url: str, ident: str) -> Probe:
    """The program's own probe of ``ident``, sent to a mock's port instead."""
    original = next(each for each in PROBES if each.provider == ident)
    stored = provider(ident).normalise_base_url(base_url)
    request = provider(ident).models_requests(Endpoint(stored))[0]
    return Probe(ident, 0, request, stored, original._signs)


async def test_local_servers_are_found_with_their_models(up: Upstreams) -> None:
    studio = up.add_openai("studio", flavour=LM_STUDIO, keys=())
    transport = UpstreamTransport()
    nobody = probe_at("http://127.0.0.1:9", "llamacpp")
    ollama = probe_at(up.ollama.base_url, "ollama")
    lmstudio = probe_at(studio.base_url, "lmstudio")
    found = await discovery.local_servers(transport, (ollama, nobody, lmstudio, ollama))
    await transport.close()
    assert [(each.provider, each.name) for each in found] == [
        ("ollama", "Ollama"),
        ("lmstudio", provider("lmstudio").name),
    ]
    assert all(each.models and not each.locked for each in found)


async def test_a_web_server_on_a_known_port_is_no_model_server(up: Upstreams) -> None:
    transport = UpstreamTransport()
    found = await discovery.local_servers(transport, (probe_at(up.openai.base_url, "ollama"),))
    await transport.close()
    assert found == []


def test_keys_in_the_environment_are_named_without_being_shown() -> None:
    found = discovery.environment_keys(ENVIRON)
    assert [(each.variable, each.provider) for each in found] == [
        ("DEEPSEEK_API_KEY", "deepseek"),
        ("OPENAI_API_KEY", "openai"),
    ]
    assert found[1].hint == "a1B2"
    assert ENVIRON["OPENAI_API_KEY"] not in repr(found)


def test_a_variable_becomes_a_draft_with_what_stands_beside_it() -> None:
    draft = discovery.draft_from_environment("DEEPSEEK_API_KEY", ENVIRON)
    assert draft.base_url == "https://deepseek.example/v1"
    assert [key.reveal() for key in draft.keys] == [ENVIRON["DEEPSEEK_API_KEY"]]
    plain = discovery.draft_from_environment("OPENAI_API_KEY", ENVIRON)
    assert (plain.provider, plain.base_url) == ("openai", "https://api.openai.com/v1")
    for variable in ("PATH", "MISSING", "MY_OWN_TOKEN", "ANTHROPIC_API_KEY"):
        with pytest.raises(NotFound):
            discovery.draft_from_environment(variable, ENVIRON)
