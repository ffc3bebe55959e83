"""Talks like Bedrock's runtime: Converse and InvokeModel, whole and as event streams.

Its counts of input leave cached tokens out.
Source: the event stream encoding of AWS (prelude, headers and message, each with a CRC32).
"""

from __future__ import annotations

import base64
import json
import struct
from urllib.parse import unquote
from zlib import crc32

from tests.integration.providers import anthropic_api
from tests.integration.providers.bill import Used
from tests.integration.providers.server import Answer, Provider, whole

SONNET, NOVA = "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "amazon.nova-pro-v1:0"
WORDS = ("At ", "noon.")
STREAM = "application/vnd.amazon.eventstream"
STRING = 7
"""Type of a header whose value is text."""


class BedrockProvider(Provider):
    """Answers both ways of asking; what InvokeModel answers is in the model's own form."""

    def answer(self, path, body):
        """Answer a call."""
        _, _, model, way = path.split("/")
        number, model = self.next_number(), unquote(model)
        streams = way.endswith("-stream")
        used = anthropic_api.used_by(number, model)
        if model == NOVA:
            used = Used(model, fresh=90 + number, output=60 + number, read=512 * (number % 2))
        if streams and self.break_off:
            self.bill.broken_off += 1
        else:
            self.bill.calls.append(used)
        if way == "converse":
            return whole(conversation(number, used, body))
        if way == "converse-stream":
            return events(converse_events(used, self.break_off))
        if not streams:
            return invoked(number, used, body)
        return events(invoke_events(number, used, self.break_off))


def converse_usage(used):
    """Return usage as Converse tells it."""
    return {
        "inputTokens": used.fresh,
        "outputTokens": used.output,
        "totalTokens": used.whole + used.output,
        "cacheReadInputTokens": used.read,
        "cacheWriteInputTokens": used.write,
    }


def conversation(number, used, body):
    """Return a whole answer of Converse; the first one to somebody with tools asks for one."""
    content, reason = [{"text": "".join(WORDS)}], "end_turn"
    if body.get("toolConfig") and "text" in body["messages"][-1]["content"][0]:
        asked = {"toolUseId": f"tooluse_{number}", "name": "clock", "input": {"zone": "UTC"}}
        content, reason = [{"toolUse": asked}], "tool_use"
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": reason,
        "usage": converse_usage(used),
        "metrics": {"latencyMs": 5},
    }


def converse_events(used, break_off):
    """Return the events of a stream of Converse."""
    yield "messageStart", {"role": "assistant"}
    for text in WORDS:
        yield "contentBlockDelta", {"delta": {"text": text}, "contentBlockIndex": 0}
    if break_off:
        return
    yield "contentBlockStop", {"contentBlockIndex": 0}
    yield "messageStop", {"stopReason": "end_turn"}
    yield "metadata", {"usage": converse_usage(used), "metrics": {"latencyMs": 5}}


def invoked(number, used, body):
    """Return a whole answer of InvokeModel."""
    if used.model == NOVA:
        answer = conversation(number, used, body)
        del answer["metrics"]
        answer["usage"] = nova_usage(used)
    else:
        answer = anthropic_api.message(number, used, body)
    return whole(
        answer,
        X_Amzn_Bedrock_Input_Token_Count=str(used.fresh),
        X_Amzn_Bedrock_Output_Token_Count=str(used.output),
    )


def nova_usage(used):
    """Return usage as Nova itself tells it."""
    told = converse_usage(used)
    told["cacheReadInputTokenCount"] = told.pop("cacheReadInputTokens")
    told["cacheWriteInputTokenCount"] = told.pop("cacheWriteInputTokens")
    return told


def invoke_events(number, used, break_off):
    """Return the events of a stream of InvokeModel: the model's own, each in a chunk."""
    if used.model == NOVA:
        told = [{name: value} for name, value in converse_events(used, break_off)]
        if not break_off:
            told[-1]["metadata"]["usage"] = nova_usage(used)
    else:
        told = list(anthropic_api.events(number, used, break_off))
    if not break_off:
        told[-1]["amazon-bedrock-invocationMetrics"] = {
            "inputTokenCount": used.fresh,
            "outputTokenCount": used.output,
            "invocationLatency": 5,
            "firstByteLatency": 2,
            "cacheReadInputTokenCount": used.read,
            "cacheWriteInputTokenCount": used.write,
        }
    for each in told:
        yield "chunk", {"bytes": base64.b64encode(json.dumps(each).encode()).decode()}


def events(named):
    """Return an event stream."""
    return Answer(tuple(framed(name, value) for name, value in named), STREAM)


def framed(name, value):
    """Return one event as AWS encodes it."""
    headers = b"".join(
        struct.pack(">B", len(key)) + key + struct.pack(">BH", STRING, len(text)) + text
        for key, text in (
            (b":event-type", name.encode()),
            (b":content-type", b"application/json"),
            (b":message-type", b"event"),
        )
    )
    payload = json.dumps(value).encode()
    prelude = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    message = prelude + struct.pack(">I", crc32(prelude)) + headers + payload
    return message + struct.pack(">I", crc32(message))
