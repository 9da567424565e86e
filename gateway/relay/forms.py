"""A form with files as a provider takes it: as it came but for its model, or otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gateway.dialects.media import Form, as_json
from gateway.providers.abilities import FormsAsJson, OwnForms
from gateway.providers.base import Endpoint, Operation, Provider, UpstreamRequest
from gateway.relay.off_loop import LARGE_BODY
from gateway.relay.speaking import form_model


def form_request(
    provider: Provider,
    operation: Operation,
    dialect: str,
    endpoint: Endpoint,
    form: Form,
    client_headers: Mapping[str, str],
    *,
    stream: bool,
) -> UpstreamRequest:
    """The request with ``form`` under the endpoint's model; a large one is read while it is sent.

    Raises GatewayError as :meth:`Provider.request`, and Unconvertible.
    """
    if isinstance(provider, FormsAsJson) and provider.wants_json(operation, endpoint):
        body = as_json(form, endpoint.model)
        return provider.request(operation, dialect, endpoint, body, client_headers, stream=stream)
    request = None
    if isinstance(provider, OwnForms):
        request = provider.form_request(operation, endpoint, form)
    if request is None:
        request = provider.request(operation, dialect, endpoint, b"", client_headers, stream=stream)
    pieces = request.pieces
    if pieces is None:
        kept = {name: v for name, v in request.headers.items() if name.lower() != "content-type"}
        request = replace(request, headers={**kept, "Content-Type": form.content_type})
        pieces = form.sent(form_model(provider, endpoint, endpoint.model))
    if len(pieces) <= LARGE_BODY:
        return replace(request, pieces=None, body=b"".join(pieces))
    return replace(request, pieces=pieces)
