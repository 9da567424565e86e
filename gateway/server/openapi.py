"""The OpenAPI 3.1 description of the client API and the management API, from their route tables.

Schemas of bodies come from the structs that read them (https://spec.openapis.org/oas/v3.1.1.html).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from gateway.server.routes.described import BODIES, FORM, JSON, QUERIES, Body, Route, patterned
from gateway.server.routes.management.table import ID, TABLE

_PARAMETER = re.compile(r"\{(\w+)\}")
_WHOLE_NUMBERS = frozenset(
    {
        *("p", "page", "size", "limit", "type", "channel"),
        *("start_timestamp", "end_timestamp", "target_timestamp"),
    }
)
_PUBLIC = frozenset({"/", "/v1", "/health", "/openapi.json", "/api/version"})
_CLIENT_KEYS: list[dict[str, list[str]]] = [
    {"bearer": []},
    {"x-api-key": []},
    {"x-goog-api-key": []},
    {"api-key": []},
]
_MANAGEMENT_KEY: list[dict[str, list[str]]] = [{"access_token": []}]
_ERRORS: Mapping[str, Any] = {
    "OpenAIError": {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["message", "type", "param", "code"],
                "properties": {
                    "message": {"type": "string"},
                    "type": {"type": "string"},
                    "param": {"type": ["string", "null"]},
                    "code": {"type": ["string", "null"]},
                },
            }
        },
    },
    "AnthropicError": {
        "type": "object",
        "required": ["type", "error"],
        "properties": {
            "type": {"const": "error"},
            "error": {
                "type": "object",
                "required": ["type", "message"],
                "properties": {"type": {"type": "string"}, "message": {"type": "string"}},
            },
            "request_id": {"type": ["string", "null"]},
        },
    },
    "GeminiError": {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message", "status"],
                "properties": {
                    "code": {"type": "integer"},
                    "message": {"type": "string"},
                    "status": {"type": "string"},
                },
            }
        },
    },
    "OllamaError": {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"type": "string"}},
    },
    "Envelope": {
        "type": "object",
        "required": ["success", "message"],
        "properties": {
            "success": {"type": "boolean"},
            "message": {"type": "string"},
            "data": {},
            "code": {"type": "string"},
            "fields": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    },
}


def describe(
    fixed: Mapping[str, Mapping[str, Route]], version: str, *, management: bool
) -> dict[str, Any]:
    """The document. ``fixed`` are the client API's paths that hold no parameter."""
    schemas: dict[str, Any] = dict(_ERRORS)
    paths: dict[str, dict[str, Any]] = {}
    for path, routes in [*fixed.items(), *patterned()]:
        for method, route in routes.items():
            paths.setdefault(path, {})[method.lower()] = _client(path, method, route, schemas)
    if management:
        for entry in TABLE:
            path = entry.path.replace(ID, "{id}")
            operation = _operation(path, entry.method, entry.handler, entry.query)
            if entry.body is not None:
                schema = _schema(entry.body, _name_of(entry.body), schemas)
                operation["requestBody"] = _body({JSON: {"schema": schema}})
            said = {"$ref": "#/components/schemas/Envelope"} if entry.enveloped else {}
            operation["responses"] = _responses(said, "Envelope")
            operation["security"] = [] if entry.role is None else _MANAGEMENT_KEY
            operation["tags"] = ["management"]
            paths.setdefault(path, {})[entry.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Homeport", "version": version},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": _security(management)},
    }


def _client(path: str, method: str, route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    operation = _operation(path, method, route, QUERIES.get(route, ()))
    if method == "POST" and (body := BODIES.get(route)) is not None:
        operation["requestBody"] = _body(_content(body, schemas))
    operation["responses"] = _responses(None, _error_of(path))
    operation["security"] = [] if path in _PUBLIC else _CLIENT_KEYS
    operation["tags"] = ["client"]
    return operation


def _operation(
    path: str, method: str, handler: Callable[..., Any], query: Iterable[str]
) -> dict[str, Any]:
    words = (handler.__doc__ or handler.__name__.strip("_").replace("_", " ")).strip()
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": _path_schema(path, name)}
        for name in _PARAMETER.findall(path)
    ]
    parameters += [
        {
            "name": name,
            "in": "query",
            "schema": {"type": "integer" if name in _WHOLE_NUMBERS else "string"},
        }
        for name in query
    ]
    told = re.sub(r"\W+", "_", f"{method.lower()}{path}").strip("_")
    operation: dict[str, Any] = {"operationId": told, "summary": words.splitlines()[0]}
    if parameters:
        operation["parameters"] = parameters
    return operation


def _path_schema(path: str, name: str) -> dict[str, Any]:
    if path.startswith("/api/") and name == "id":
        return {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
    return {"type": "string", "minLength": 1}


def _body(content: Mapping[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": dict(content)}


def _content(body: Body, schemas: dict[str, Any]) -> dict[str, Any]:
    plain = {"type": "object"} if body.schema is None else _schema(body.schema, body.name, schemas)
    content = {}
    for kind in body.kinds:
        schema = plain
        if kind == FORM:
            files = {name: {"type": "string", "format": "binary"} for name in body.files}
            schema = {"allOf": [plain, {"type": "object", "properties": files}]}
        content[kind] = {"schema": schema}
    return content


def _responses(said: Mapping[str, Any] | None, error: str) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": "The answer"}
    if said is not None:
        answer["content"] = {JSON: {"schema": dict(said)}}
    refusal = {"schema": {"$ref": f"#/components/schemas/{error}"}}
    return {
        "200": answer,
        "default": {"description": "What was wrong", "content": {JSON: refusal}},
    }


def _error_of(path: str) -> str:
    """As the server words refusals at this path."""
    if "/messages" in path or path.startswith("/anthropic"):
        return "AnthropicError"
    if path.startswith("/api/"):
        return "OllamaError"
    if path.startswith(("/v1beta", "/gemini")) or ":" in path:
        return "GeminiError"
    return "OpenAIError"


def _schema(kind: Any, name: str, schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference to a struct's schema, which joins ``schemas`` under ``name``."""
    if name not in schemas:
        template = f"#/components/schemas/{name}.{{name}}"
        (schema,), parts = msgspec.json.schema_components([_shown(kind)], ref_template=template)
        schemas[name] = parts.pop(kind.__name__, schema)
        schemas.update({f"{name}.{part}": each for part, each in parts.items()})
    return {"$ref": f"#/components/schemas/{name}"}


def _shown(kind: Any) -> Any:
    """Members that stay as their bytes may be anything; msgspec has no schema for their default."""
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return kind
    fields = msgspec.structs.fields(kind)
    if not any(field.type is msgspec.Raw for field in fields):
        return kind
    shown = [(f.encode_name, Any if f.type is msgspec.Raw else f.type, None) for f in fields]
    return msgspec.defstruct(kind.__name__, shown, namespace={"__doc__": kind.__doc__})


def _name_of(kind: Any) -> str:
    return kind.__name__.removesuffix("Body") if isinstance(kind, type) else "Object"


def _security(management: bool) -> dict[str, Any]:
    schemes: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer"}}
    for header in ("x-api-key", "x-goog-api-key", "api-key"):
        schemes[header] = {"type": "apiKey", "in": "header", "name": header}
    if management:
        schemes["access_token"] = {"type": "apiKey", "in": "header", "name": "Authorization"}
    return schemes
