"""A reply in the shape of its vendor: chat.completion and message, with usage and the headers that come with them.

Sources: openai-python (types/chat/chat_completion, types/completion_usage), anthropic-sdk-python (types/message,
types/usage, types/stop_reason)."""

import json

from llm_behaviours import tokens
from llm_protocol import error

STOPS = {"stop": ("stop", "end_turn"), "length": ("length", "max_tokens"), "refusal": ("stop", "refusal"),
         "content_filter": ("content_filter", "refusal"), "tool_calls": ("tool_calls", "tool_use"),
         "pause": ("function_call", "pause_turn"), "context": ("length", "model_context_window_exceeded")}


def counted(ask, reply):
    """(prompt, cached of it, completion) tokens: what was sent decides, never what was sent before."""
    told = reply.usage or {}
    ratio = told.get("ratio", 4.2)
    prompt, completion = tokens(ask.prompt.bytes, ratio), tokens(len(reply.text.encode("utf-8", "replace")), ratio)
    if "limit" in told:
        prompt = max(1, told["limit"] - completion)
    system = sum(len(text.encode()) for role, text in ask.said if role in ("system", "developer"))
    return prompt, min(prompt, tokens(system, ratio)) // 128 * 128, completion


def openai_usage(ask, reply):
    prompt, cached, completion = counted(ask, reply)
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion,
            "prompt_tokens_details": {"cached_tokens": cached, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0,
                                          "rejected_prediction_tokens": 0}}


def anthropic_usage(ask, reply):
    prompt, cached, completion = counted(ask, reply)
    return {"input_tokens": prompt - cached, "cache_creation_input_tokens": 0, "cache_read_input_tokens": cached,
            "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
            "output_tokens": completion, "service_tier": "standard"}


def openai(ask, reply, number):
    message = {"role": "assistant", "content": reply.text, "refusal": None, "annotations": []}
    if reply.finish == "refusal":
        message.update(content=None, refusal=reply.text)
    if reply.finish == "tool_calls":
        message.update(content=None, tool_calls=[{"id": f"call_{number}", "type": "function",
                                                  "function": {"name": "send_mail", "arguments": "{}"}}])
    whole = {"id": f"chatcmpl-{number:012d}", "object": "chat.completion", "created": 1790000000 + number,
             "model": ask.model, "system_fingerprint": "fp_test", "service_tier": "default",
             "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": STOPS[reply.finish][0]}]}
    return whole, openai_usage


def anthropic(ask, reply, number):
    content = [{"type": "text", "text": reply.text}] if reply.text and reply.finish != "refusal" else []
    if reply.finish == "tool_calls":
        content = [{"type": "tool_use", "id": f"toolu_{number}", "name": "send_mail", "input": {}}]
    whole = {"id": f"msg_{number:012d}", "type": "message", "role": "assistant", "model": ask.model,
             "content": content, "stop_reason": STOPS[reply.finish][1], "stop_sequence": None}
    if reply.finish == "refusal":
        whole["stop_details"] = {"type": "refusal", "category": "general_harms", "explanation": reply.text}
    return whole, anthropic_usage


SHAPE = {"openai": openai, "anthropic": anthropic}


def body(ask, reply, number):
    """The body of a reply as an object, error or not."""
    if reply.error:
        return error(ask.vendor, reply.status, *reply.error, request_id=f"req_{number:012d}")
    whole, usage = SHAPE[ask.vendor](ask, reply, number)
    if reply.said_usage:
        whole["usage"] = usage(ask, reply)
        odd = {k: v for k, v in (reply.usage or {}).items() if k in whole["usage"]}
        whole["usage"].update(odd)
    return whole


def raw(whole):
    """UTF-8, but for the bytes of a model that has none."""
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogateescape")


def headers(vendor, number):
    if vendor == "anthropic":
        return {"request-id": f"req_{number:012d}", "anthropic-organization-id": "org-test",
                "anthropic-ratelimit-requests-limit": "1000", "anthropic-ratelimit-requests-remaining": "999",
                "anthropic-ratelimit-requests-reset": "2026-11-26T09:00:00Z"}
    return {"x-request-id": f"req_{number:012d}", "openai-version": "2020-10-01", "openai-organization": "org-test",
            "openai-processing-ms": "1", "x-ratelimit-limit-requests": "1000",
            "x-ratelimit-remaining-requests": "999", "x-ratelimit-reset-requests": "6m0s"}
