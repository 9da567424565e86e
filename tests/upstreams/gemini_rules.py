"""What the Gemini API refuses, and the text it reads in a request."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.upstreams import gemini_schema as proto
from tests.upstreams.call import dumps
from tests.upstreams.gemini_errors import refuse
from tests.upstreams.gemini_models import GeminiModel, is_signed

_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}")
_RATIOS = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
_LEVELS = ("MINIMAL", "LOW", "MEDIUM", "HIGH")


@dataclass(slots=True)
class Request:
    """A request as it was understood: every member in camelCase."""

    contents: list[dict[str, Any]]
    system: list[dict[str, Any]] = field(default_factory=list)
    functions: list[dict[str, Any]] = field(default_factory=list)
    hosted: bool = False
    calling: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    thinking: dict[str, Any] = field(default_factory=dict)

    def texts(self) -> list[str]:
        """The text of the tools, the instructions and each content."""
        found = [dumps(function) for function in self.functions]
        if self.system:
            found.append(" ".join(str(part.get("text", "")) for part in self.system))
        return found + [
            " ".join(filter(None, map(_part_text, content["parts"]))) for content in self.contents
        ]


def _part_text(part: Mapping[str, Any]) -> str:
    if "functionCall" in part:
        return dumps(part["functionCall"].get("args"))
    if "functionResponse" in part:
        response = part["functionResponse"]["response"]
        return str(response.get("result", dumps(response)))
    return str(part.get("text", ""))


def check_request(body: Mapping[str, Any], model: GeminiModel, thoughts: set[str]) -> Request:
    """Refuse what Google refuses.

    Raises:
        Refused: the first rule that is broken.
    """
    members = proto.message(body, proto.REQUEST, "")
    named = members.get("model", f"models/{model.id}")
    if named != f"models/{model.id}":
        refuse(f"model in the body {named} does not match models/{model.id}")
    contents = proto.many(members.get("contents"), "contents")
    if not contents:
        refuse("* GenerateContentRequest.contents: contents is not specified\n")
    request = Request([_content(each, index, model) for index, each in enumerate(contents)])
    if "systemInstruction" in members:
        if not model.instructions:
            refuse(f"Developer instruction is not enabled for models/{model.id}")
        content = proto.message(members["systemInstruction"], proto.CONTENT, "system_instruction")
        request.system = [_part(part, "system_instruction", model) for part in content["parts"]]
    _tools(request, proto.many(members.get("tools"), "tools"), model)
    _calling(request, members.get("toolConfig"))
    _config(request, members.get("generationConfig") or {}, model)
    _turns(request.contents)
    if model.signs:
        _signatures(request.contents, model, thoughts)
    return request


def _content(value: Any, index: int, model: GeminiModel) -> dict[str, Any]:
    at = f"contents[{index}]"
    content = proto.message(value, proto.CONTENT, at)
    role = content.get("role", "user")
    if role not in ("user", "model", "function"):
        refuse("Please use a valid role: user, model.")
    parts = proto.many(content.get("parts"), f"{at}.parts")
    if not parts:
        refuse(f"* GenerateContentRequest.{at}.parts: contents.parts must not be empty.\n")
    found = [_part(part, f"{at}.parts[{number}]", model) for number, part in enumerate(parts)]
    return {"role": "model" if role == "model" else "user", "parts": found}


def _part(value: Any, at: str, model: GeminiModel) -> dict[str, Any]:
    part = proto.message(value, proto.PART, at)
    kinds = [
        name
        for name in ("text", "inlineData", "fileData", "functionCall", "functionResponse")
        if name in part
    ]
    if len(kinds) > 1:
        refuse(f"Invalid value at '{at}' (oneof), oneof field 'data' is already set.")
    if not kinds and "thoughtSignature" not in part:
        refuse(f"* GenerateContentRequest.{at}.data: required oneof field 'data' must have one")
    if "text" in part and not part["text"] and "thoughtSignature" not in part:
        refuse(f"* GenerateContentRequest.{at}: Unable to submit an empty text parameter")
    if "inlineData" in part:
        blob = part["inlineData"] = proto.message(part["inlineData"], proto.BLOB, at)
        if "/" not in blob.get("mimeType", ""):
            refuse(f"{at}.inline_data.mime_type: must be specified")
        try:
            base64.b64decode(blob["data"], validate=True)
        except (binascii.Error, KeyError, ValueError):
            refuse(f"Invalid value at '{at}.inline_data.data' (TYPE_BYTES), Base64 decoding failed")
    if "fileData" in part:
        file = part["fileData"] = proto.message(part["fileData"], proto.FILE, at)
        fetched = file["fileUri"].startswith("http") and "googleapis.com" not in file["fileUri"]
        if fetched and model.version < (2, 5):
            refuse("Cannot fetch content from the provided URL.")
    if "functionCall" in part:
        part["functionCall"] = _called(part["functionCall"], proto.CALL, f"{at}.function_call")
    if "functionResponse" in part:
        where = f"{at}.function_response"
        part["functionResponse"] = _called(part["functionResponse"], proto.RESPONSE, where)
    for name in ("functionCall", "functionResponse"):
        if part.get(name, {}).get("id") and not model.signs:
            refuse(f"Invalid JSON payload received. Unknown name \"id\" at '{at}.{name}'")
    return part


def _called(value: Any, known: Any, at: str) -> dict[str, Any]:
    call = proto.message(value, known, at)
    if not _NAME.fullmatch(str(call.get("name", ""))):
        refuse(f"{at}.name: Name cannot be empty.")
    for name in ("args", "response"):
        if name in call and not isinstance(call[name], Mapping):
            refuse(f"Invalid value at '{at}.{name}' (type.googleapis.com/google.protobuf.Struct)")
    if known is proto.RESPONSE and "response" not in call:
        refuse(f"{at}.response: required")
    return call


def _turns(contents: Sequence[Mapping[str, Any]]) -> None:
    """A call turn follows a user's, and is answered at once, by as many responses."""
    asked = 0
    for index, content in enumerate(contents):
        answered = sum("functionResponse" in part for part in content["parts"])
        if asked != answered:
            refuse(
                "Please ensure that the number of function response parts is equal to the number "
                "of function call parts of the function call turn."
            )
        asked = sum("functionCall" in part for part in content["parts"])
        if asked and (content["role"] != "model" or not index):
            refuse(
                "Please ensure that function call turn comes immediately after a user turn or "
                "after a function response turn."
            )
    if asked:
        refuse("Please ensure that function response turn comes immediately after a call turn.")


def _signatures(
    contents: Sequence[Mapping[str, Any]], model: GeminiModel, thoughts: set[str]
) -> None:
    """The first call of each step must be proved."""
    for index, content in enumerate(contents):
        calls = [part for part in content["parts"] if "functionCall" in part]
        if calls and "thoughtSignature" not in calls[0]:
            name = calls[0]["functionCall"]["name"]
            refuse(
                "Function call is missing a thought_signature in functionCall parts. This is "
                "required for tools to work correctly. Additional data, function call "
                f"`default_api:{name}`, position {index + 1}."
            )
        for part in content["parts"]:
            signature = part.get("thoughtSignature")
            if signature is not None and not is_signed(model.id, signature, thoughts):
                refuse("Thought signature is not valid.")


def _tools(request: Request, tools: Sequence[Any], model: GeminiModel) -> None:
    for index, value in enumerate(tools):
        at = f"tools[{index}]"
        tool = proto.message(value, proto.TOOL, at)
        declared = proto.many(tool.pop("functionDeclarations", None), at)
        request.hosted |= bool(tool)
        for number, each in enumerate(declared):
            request.functions.append(
                _function(each, f"{at}.function_declarations[{number}]", model)
            )
    names = [function["name"] for function in request.functions]
    if len(set(names)) < len(names):
        refuse("Duplicate function declaration found")


def _function(value: Any, at: str, model: GeminiModel) -> dict[str, Any]:
    function = proto.message(value, proto.FUNCTION, at)
    if not _NAME.fullmatch(str(function.get("name", ""))):
        refuse(f"{at}.name: Invalid function name.")
    if "parameters" in function and "parametersJsonSchema" in function:
        refuse(f"{at}: parameters and parameters_json_schema are mutually exclusive")
    if "parametersJsonSchema" in function:
        if model.version < (2, 5):
            refuse(f"{at}.parameters_json_schema: not supported by models/{model.id}")
        if function["parametersJsonSchema"].get("type") != "object":
            refuse(f"{at}.parameters_json_schema: must be of type object")
    if "parameters" in function:
        proto.check_schema(function["parameters"], f"{at}.parameters")
        if str(function["parameters"].get("type")).upper() != "OBJECT":
            refuse(f"{at}.parameters: schema should be of type OBJECT")
        if "properties" not in function["parameters"]:
            refuse(f"{at}.parameters.properties: should be non-empty for OBJECT type")
    return function


def _calling(request: Request, value: Any) -> None:
    if value is None:
        return
    config = proto.message(value, {"functionCallingConfig", "retrievalConfig"}, "tool_config")
    calling = proto.message(config.get("functionCallingConfig") or {}, proto.CALLING, "tool_config")
    mode = str(calling.get("mode", "AUTO")).upper()
    if mode not in ("AUTO", "ANY", "NONE", "VALIDATED"):
        refuse(f"Invalid value at 'tool_config.function_calling_config.mode', \"{mode}\"")
    allowed = calling.get("allowedFunctionNames")
    if allowed and mode not in ("ANY", "VALIDATED"):
        refuse("Function calling mode must be ANY or VALIDATED with allowed_function_names")
    known = {function["name"] for function in request.functions}
    if not set(allowed or ()) <= known:
        refuse("allowed_function_names must be declared")
    if mode == "ANY" and not known:
        refuse("Function calling config is set without function_declarations.")
    request.calling = calling | {"mode": mode}


def _config(request: Request, value: Any, model: GeminiModel) -> None:
    config = proto.message(value, proto.CONFIG, "generation_config")
    for name, least, most in (
        ("temperature", 0, 2),
        ("topP", 0, 1),
        ("candidateCount", 1, 8),
        ("maxOutputTokens", 1, model.max_output),
        ("logprobs", 0, 20),
    ):
        number = config.get(name)
        if number is not None and not least <= number <= most:
            refuse(
                f"* GenerateContentRequest.generation_config.{name}: must be in [{least}, {most}]"
            )
    if len(config.get("stopSequences") or ()) > 5:
        refuse("generation_config.stop_sequences: at most 5")
    if not all(config.get("stopSequences") or ()):
        refuse("generation_config.stop_sequences: must not be empty")
    if model.signs and (set(config) & {"presencePenalty", "frequencyPenalty"}):
        refuse(f"Penalty is not enabled for models/{model.id}")
    if "responseSchema" in config and "responseJsonSchema" in config:
        refuse("response_schema and response_json_schema are mutually exclusive")
    mime = config.get("responseMimeType", "text/plain")
    if mime not in ("text/plain", "application/json", "text/x.enum"):
        refuse(f"Unsupported response mime type {mime}")
    if mime == "text/plain" and set(config) & {"responseSchema", "responseJsonSchema"}:
        refuse("Response schema is only supported with application/json")
    if "responseSchema" in config:
        proto.check_schema(config["responseSchema"], "generation_config.response_schema")
    if "responseJsonSchema" in config and model.version < (2, 5):
        refuse("response_json_schema is not supported by this model")
    if mime == "application/json" and request.functions and not model.signs:
        refuse("Function calling with a response mime type: 'application/json' is unsupported")
    _pictures(config, model)
    if "thinkingConfig" in config:
        request.thinking = _thinking(config["thinkingConfig"], model)
    request.config = config


def _pictures(config: Mapping[str, Any], model: GeminiModel) -> None:
    if "IMAGE" in (config.get("responseModalities") or ()) and not model.draws:
        refuse(f"Model {model.id} does not support the requested response modalities: image")
    picture = proto.message(config.get("imageConfig") or {}, proto.PICTURE, "image_config")
    if picture.get("aspectRatio", "1:1") not in _RATIOS:
        refuse("generation_config.image_config.aspect_ratio: not one of the allowed values")
    size = picture.get("imageSize")
    if size is not None and (model.version < (3, 0) or size not in ("1K", "2K", "4K")):
        refuse(f"Image size {size} is not supported for models/{model.id}")


def _thinking(value: Any, model: GeminiModel) -> dict[str, Any]:
    thinking = proto.message(value, proto.THINKING, "generation_config.thinking_config")
    level, budget = thinking.get("thinkingLevel"), thinking.get("thinkingBudget")
    if model.version < (2, 5):
        refuse("Thinking is not enabled for this model")
    if level is not None and budget is not None:
        refuse("You can only set one of thinking budget and thinking level.")
    if level is not None:
        levels = _LEVELS
        if model.id.startswith("gemini-3-pro"):
            levels = ("LOW", "HIGH")
        if model.version < (3, 0) or str(level).upper() not in levels:
            refuse(f"Thinking level {level} is not supported for this model.")
    if budget is not None and "pro" in model.id and not (budget == -1 or 128 <= budget <= 32768):
        refuse(f"Budget {budget} is invalid. This model only works in thinking mode.")
    if budget is not None and not -1 <= budget <= 32768:
        refuse(f"The thinking budget {budget} is invalid.")
    return thinking
