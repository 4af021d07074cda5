"""What the two vendors document of a request and of an error: the fields, their types and values, the headers.

Sources: openai/openai-openapi and openai-python (types/chat/completion_create_params, types/batch_create_params,
types/file_create_params, types/shared/error_object); anthropics/anthropic-sdk-python (types/message_create_params,
types/output_config_param, types/messages/batch_create_params, types/shared/*_error).

Stricter than the vendors on purpose: no tools (a model that reads a customer's words has none), no streaming, nothing
stored there, no beta, no member twice."""

import json
import re

import llm_schema


class Refused(Exception):
    """A request that is answered by an error: status, words, and the vendor's type, code and param of it. A violation
    is a fault of the client's; a wrong key is none."""

    def __init__(self, status, message, code=None, param=None, violation=True, kind=None):
        super().__init__(message)
        self.status, self.code, self.param, self.violation, self.kind = status, code, param, violation, kind


def is_string(v):
    return isinstance(v, str)


def is_bool(v):
    return isinstance(v, bool)


def is_int(v):
    return isinstance(v, int) and not isinstance(v, bool)


def is_number(v):
    return isinstance(v, (int, float)) and not isinstance(v, bool)


def one_of(*values):
    return lambda v: is_string(v) and v in values


def number(low, high):
    return lambda v: is_number(v) and low <= v <= high


def integer(low, high=1 << 31):
    return lambda v: is_int(v) and low <= v <= high


def or_null(test):
    return lambda v: v is None or test(v)


def strings(most):
    return lambda v: isinstance(v, list) and len(v) <= most and all(map(is_string, v))


def labels(v):
    return isinstance(v, dict) and len(v) <= 16 and all(
        len(k) <= 64 and is_string(x) and len(x) <= 512 for k, x in v.items())


def fields(value, table, where, required=()):
    """Every member of value is in the table and passes its test; none is missing."""
    if not isinstance(value, dict):
        raise Refused(400, f"{where}: Input should be a valid dictionary", "invalid_type", where)
    for name in required:
        if name not in value:
            raise Refused(400, f"{where}{name}: Field required", "missing_required_parameter", where + name)
    for name, inside in value.items():
        if name not in table:
            raise Refused(400, f"Unrecognized request argument supplied: {where}{name}", "unknown_parameter",
                          where + name)
        if not table[name](inside):
            raise Refused(400, f"Invalid value for '{where}{name}'", "invalid_value", where + name)


def anything(_):
    return True


def never(_):
    return False


OPENAI = {
    "model": is_string, "messages": anything, "response_format": anything,
    "max_completion_tokens": or_null(integer(1)), "max_tokens": or_null(integer(1)),
    "temperature": or_null(number(0, 2)), "top_p": or_null(number(0, 1)), "n": or_null(integer(1, 1)),
    "frequency_penalty": or_null(number(-2, 2)), "presence_penalty": or_null(number(-2, 2)),
    "seed": or_null(integer(-(1 << 63), 1 << 63)), "stop": lambda v: v is None or is_string(v) or strings(4)(v),
    "logprobs": or_null(lambda v: v is False), "logit_bias": or_null(lambda v: v == {}), "metadata": or_null(labels),
    "modalities": or_null(lambda v: v == ["text"]), "prompt_cache_key": or_null(is_string),
    "prompt_cache_retention": or_null(one_of("in_memory", "24h")), "safety_identifier": or_null(is_string),
    "reasoning_effort": or_null(one_of("none", "minimal", "low", "medium", "high", "xhigh", "max")),
    "service_tier": or_null(one_of("auto", "default", "flex", "scale", "priority", "fast")),
    "store": or_null(lambda v: v is False), "stream": or_null(lambda v: v is False), "user": is_string,
    "verbosity": or_null(one_of("low", "medium", "high")),
    "tools": never, "tool_choice": never, "parallel_tool_calls": never, "functions": never, "function_call": never,
    "audio": never, "prediction": never, "web_search_options": never, "stream_options": never, "top_logprobs": never,
}
OPENAI_PART = {"type": one_of("text"), "text": is_string}
EPHEMERAL = {"type": one_of("ephemeral"), "ttl": one_of("5m", "1h")}
ANTHROPIC = {
    "model": is_string, "messages": anything, "system": anything, "output_config": anything,
    "max_tokens": integer(1), "temperature": number(0, 1), "top_p": number(0, 1), "top_k": integer(0),
    "stop_sequences": strings(8191), "stream": lambda v: v is False, "metadata": anything, "thinking": anything,
    "service_tier": one_of("auto", "standard_only"), "cache_control": anything, "inference_geo": or_null(is_string),
    "container": or_null(never), "tools": never, "tool_choice": never,
}
THINKING = {"type": one_of("enabled", "disabled", "adaptive"), "budget_tokens": integer(1024),
            "display": or_null(one_of("summarized", "omitted"))}


def is_role(*roles):
    return one_of(*roles)


def openai_text(content, where):
    if is_string(content) and content:
        return content
    if not isinstance(content, list) or not content:
        raise Refused(400, f"Invalid value for '{where}': a text, or parts of one", "invalid_value", where)
    for i, part in enumerate(content):
        fields(part, OPENAI_PART, f"{where}[{i}].", ("type", "text"))
    return "".join(part["text"] for part in content)


def openai_messages(messages):
    if not isinstance(messages, list) or not messages:
        raise Refused(400, "Invalid 'messages': empty array", "empty_array", "messages")
    said = []
    for i, message in enumerate(messages):
        where = f"messages[{i}]."
        fields(message, {"role": is_role("developer", "system", "user", "assistant"), "content": anything,
                         "name": is_string}, where, ("role", "content"))
        said.append((message["role"], openai_text(message["content"], where + "content")))
    return said


def openai_format(format):
    """The schema asked for, or None."""
    fields(format, {"type": one_of("text", "json_object", "json_schema"), "json_schema": anything},
           "response_format.", ("type",))
    if (format["type"] == "json_schema") != ("json_schema" in format):
        raise Refused(400, "Missing required parameter: 'response_format.json_schema'", "missing_required_parameter",
                      "response_format.json_schema")
    if format["type"] != "json_schema":
        return None
    name = lambda v: is_string(v) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", v)
    fields(format["json_schema"], {"name": name, "strict": lambda v: v is True, "schema": anything,
                                   "description": is_string}, "response_format.json_schema.",
           ("name", "strict", "schema"))
    try:
        llm_schema.check(format["json_schema"]["schema"])
    except llm_schema.Wrong as wrong:
        raise Refused(400, f"Invalid schema for response_format '{format['json_schema']['name']}': {wrong}",
                      "invalid_json_schema", "response_format") from None
    return format["json_schema"]["schema"]


def openai(body):
    """What is asked: ([(role, text)], schema or None, most tokens or None)."""
    fields(body, OPENAI, "", ("model", "messages"))
    if body.get("max_tokens") is not None and body.get("max_completion_tokens") is not None:
        raise Refused(400, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
                      "invalid_parameter_combination", "max_tokens")
    said = openai_messages(body["messages"])
    schema = openai_format(body["response_format"]) if "response_format" in body else None
    return said, schema, body.get("max_completion_tokens") or body.get("max_tokens")


def cached(value, where):
    if value is not None:
        fields(value, EPHEMERAL, where + "cache_control.", ("type",))
    return value is not None


def anthropic_text(content, where):
    """(text, blocks to be cached)"""
    if is_string(content) and content.strip():
        return content, 0
    if not isinstance(content, list) or not content:
        raise Refused(400, f"{where}: text content blocks must be non-empty")
    marks = 0
    for i, block in enumerate(content):
        at = f"{where}.{i}."
        fields(block, {"type": one_of("text"), "text": is_string, "cache_control": anything}, at, ("type", "text"))
        if not block["text"].strip():
            raise Refused(400, f"{at}text: text content blocks must contain non-whitespace text")
        marks += cached(block.get("cache_control"), at)
    return "".join(block["text"] for block in content), marks


def anthropic_messages(messages):
    if not isinstance(messages, list) or not messages:
        raise Refused(400, "messages: at least one message is required")
    said, marks = [], 0
    for i, message in enumerate(messages):
        fields(message, {"role": is_role("user", "assistant"), "content": anything}, f"messages.{i}.",
               ("role", "content"))
        text, more = anthropic_text(message["content"], f"messages.{i}.content")
        said.append((message["role"], text))
        marks += more
    if said[0][0] != "user" or said[-1][0] != "user":
        raise Refused(400, "messages: the first and the last are by the user; a prefilled reply is incompatible with "
                           "output_config.format")
    return said, marks


def anthropic_format(config):
    fields(config, {"format": anything, "effort": or_null(one_of("low", "medium", "high", "xhigh", "max"))},
           "output_config.")
    if config.get("format") is None:
        return None
    fields(config["format"], {"type": one_of("json_schema"), "schema": anything}, "output_config.format.",
           ("type", "schema"))
    try:
        llm_schema.check(config["format"]["schema"], llm_schema.UNIONS)
    except llm_schema.Wrong as wrong:
        raise Refused(400, f"output_config.format.{wrong}") from None
    return config["format"]["schema"]


def anthropic(body):
    fields(body, ANTHROPIC, "", ("model", "messages", "max_tokens"))
    said, marks = anthropic_messages(body["messages"])
    if "system" in body:
        text, more = anthropic_text(body["system"], "system")
        said.insert(0, ("system", text))
        marks += more
    marks += cached(body.get("cache_control"), "")
    if marks > 4:
        raise Refused(400, f"A maximum of 4 blocks with cache_control may be provided. Found {marks}.")
    if "metadata" in body:
        fields(body["metadata"], {"user_id": or_null(is_string)}, "metadata.")
    if "thinking" in body:
        fields(body["thinking"], THINKING, "thinking.", ("type",))
        if (body["thinking"]["type"] == "enabled") != ("budget_tokens" in body["thinking"]) \
                or body["thinking"].get("budget_tokens", 0) >= body["max_tokens"]:
            raise Refused(400, "thinking: budget_tokens goes with type enabled, and is less than max_tokens")
    schema = anthropic_format(body["output_config"]) if "output_config" in body else None
    return said, schema, body["max_tokens"]


READ = {"openai": openai, "anthropic": anthropic}


def headers(vendor, given, key, body):
    """The key of this vendor and of no other, and the headers that the vendor asks for."""
    bearer, api_key = given.get("authorization"), given.get("x-api-key")
    ours, other = (bearer, api_key) if vendor == "openai" else (api_key, bearer)
    if other is not None:
        raise Refused(401, "credentials in another vendor's header", "invalid_api_key", kind="authentication_error")
    if ours is None:
        raise Refused(401, "no API key provided" if vendor == "openai" else "x-api-key header is required",
                      kind="authentication_error")
    if ours != ("Bearer " + key if vendor == "openai" else key):
        raise Refused(401, "Incorrect API key provided" if vendor == "openai" else "invalid x-api-key",
                      "invalid_api_key", violation=vendor == "openai" and not ours.startswith("Bearer "),
                      kind="authentication_error")
    if vendor == "anthropic":
        if given.get("anthropic-version") != "2023-06-01":
            raise Refused(400, "anthropic-version: header is required" if "anthropic-version" not in given else
                          "anthropic-version: not a version")
        if "anthropic-beta" in given:
            raise Refused(400, "anthropic-beta: nothing of what is asked for needs one")
    media = (given.get("content-type") or "").split(";")[0].strip().lower()
    if body and media != body:
        raise Refused(400, f"Content-Type: {body} is expected", "unsupported_content_type")


def member(pairs):
    found = {}
    for name, value in pairs:
        if name in found:
            raise Refused(400, f"'{name}' stands twice in one object", "invalid_json")
        found[name] = value
    return found


def no_constant(word):
    raise Refused(400, f"{word} is not JSON", "invalid_json")


def parse(raw):
    """The JSON of a request, read as strictly as it is defined."""
    try:
        return json.loads(raw.decode(), object_pairs_hook=member, parse_constant=no_constant)
    except UnicodeDecodeError:
        raise Refused(400, "the body is not UTF-8", "invalid_json") from None
    except json.JSONDecodeError as wrong:
        raise Refused(400, f"We could not parse the JSON body of your request: {wrong}", "invalid_json") from None


KIND = {400: "invalid_request_error", 401: "authentication_error", 402: "billing_error", 403: "permission_error",
        404: "not_found_error", 413: "request_too_large", 429: "rate_limit_error", 504: "timeout_error",
        529: "overloaded_error"}


def error(vendor, status, message, code=None, param=None, kind=None, request_id=None):
    """An error in the vendor's shape."""
    if vendor == "anthropic":
        kind = kind or KIND.get(status, "api_error" if status >= 500 else "invalid_request_error")
        return {"type": "error", "error": {"type": kind, "message": message}, "request_id": request_id}
    if kind is None or kind == "authentication_error":
        kind = "server_error" if status >= 500 else "requests" if status == 429 else "invalid_request_error"
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}
