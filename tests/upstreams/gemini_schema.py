"""Requests as proto-JSON reads them: either spelling, known members only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Any

from tests.upstreams.gemini_errors import refuse

_WORDS = re.compile(r"_([a-z])")
REQUEST = frozenset(
    {
        *("model", "contents", "systemInstruction", "tools", "toolConfig", "safetySettings"),
        *("generationConfig", "cachedContent", "serviceTier", "store"),
    }
)
PICTURE = frozenset({"aspectRatio", "imageSize", "personGeneration"})
CONFIG = frozenset(
    {
        *("temperature", "topP", "topK", "candidateCount", "maxOutputTokens", "stopSequences"),
        *("responseMimeType", "responseSchema", "responseJsonSchema", "seed", "presencePenalty"),
        *("frequencyPenalty", "responseLogprobs", "logprobs", "responseModalities"),
        *("speechConfig", "imageConfig", "thinkingConfig", "mediaResolution"),
        *("enableEnhancedCivicAnswers",),
    }
)
CONTENT = frozenset({"role", "parts"})
PART = frozenset(
    {
        *("text", "thought", "thoughtSignature", "inlineData", "fileData", "functionCall"),
        *("functionResponse", "executableCode", "codeExecutionResult", "videoMetadata"),
        *("mediaResolution",),
    }
)
BLOB = frozenset({"mimeType", "data", "displayName"})
FILE = frozenset({"mimeType", "fileUri", "displayName"})
CALL = frozenset({"id", "name", "args"})
RESPONSE = frozenset({"id", "name", "response", "parts", "willContinue", "scheduling"})
TOOL = frozenset(
    {
        *("functionDeclarations", "googleSearch", "codeExecution", "urlContext"),
        *("googleSearchRetrieval", "googleMaps", "fileSearch", "computerUse"),
    }
)
FUNCTION = frozenset(
    {
        *("name", "description", "parameters", "parametersJsonSchema", "response"),
        *("responseJsonSchema", "behavior"),
    }
)
CALLING = frozenset({"mode", "allowedFunctionNames"})
THINKING = frozenset({"includeThoughts", "thinkingBudget", "thinkingLevel"})
SCHEMA = frozenset(
    {
        *("type", "format", "title", "description", "nullable", "enum", "items", "minItems"),
        *("maxItems", "properties", "required", "propertyOrdering", "minProperties"),
        *("maxProperties", "minimum", "maximum", "minLength", "maxLength", "pattern", "example"),
        *("default", "anyOf"),
    }
)
TYPES = ("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL")


def message(value: Any, known: Set[str], at: str) -> dict[str, Any]:
    """A message's members in camelCase.

    Raises:
        Refused: it is no object, or has a member nobody knows.
    """
    if not isinstance(value, Mapping):
        refuse(f"Invalid value at '{at or 'request'}'")
    found: dict[str, Any] = {}
    for name, member in value.items():
        camel = _WORDS.sub(lambda match: match[1].upper(), name)
        if camel not in known:
            where = f" at '{at}'" if at else ""
            refuse(
                f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
            )
        if camel in found:
            refuse(f"Invalid JSON payload received. Duplicate field {camel}")
        if member is not None:
            found[camel] = member
    return found


def many(value: Any, at: str) -> list[Any]:
    """A repeated field."""
    if value is None:
        return []
    if not isinstance(value, list):
        refuse(f"Invalid value at '{at}', expected a list")
    return value


def check_schema(value: Any, at: str, depth: int = 0) -> None:
    """Refuse what Google's Schema does not have."""
    schema = message(value, SCHEMA, at)
    kind = schema.get("type")
    if kind is not None and str(kind).upper() not in TYPES:
        refuse(f"Invalid value at '{at}.type' (type.googleapis.com/google.ai.Type), \"{kind}\"")
    if kind is None and "anyOf" not in schema and depth == 0:
        refuse(f"{at}: schema didn't specify the schema type field.")
    if str(kind).upper() == "ARRAY" and "items" not in schema:
        refuse(f"{at}.items: missing field.")
    if "enum" in schema and not all(isinstance(each, str) and each for each in schema["enum"]):
        refuse(f"{at}.enum: only allowed for STRING type")
    if "enum" in schema and str(kind).upper() != "STRING":
        refuse(f"{at}.enum: only allowed for STRING type")
    properties = schema.get("properties")
    if properties is not None and not properties:
        refuse(f"{at}.properties: should be non-empty for OBJECT type")
    for name in schema.get("required", ()):
        if name not in (properties or {}):
            refuse(f"{at}.required[0]: property is not defined")
    for name, inner in (properties or {}).items():
        check_schema(inner, f"{at}.properties[{name}]", depth + 1)
    if "items" in schema:
        check_schema(schema["items"], f"{at}.items", depth + 1)
    for index, inner in enumerate(schema.get("anyOf", ())):
        check_schema(inner, f"{at}.any_of[{index}]", depth + 1)


def as_json_schema(schema: Any) -> Any:
    """Google's Schema with lower-case types, for making up an answer."""
    if isinstance(schema, Mapping):
        lowered = {key: as_json_schema(value) for key, value in schema.items()}
        if isinstance(schema.get("type"), str):
            lowered["type"] = schema["type"].lower()
        return lowered
    return [as_json_schema(each) for each in schema] if isinstance(schema, list) else schema
