"""Talks like Anthropic's API: messages, whole and streamed.

Its count of input leaves cached tokens out. A stream tells the input when it begins and the output
when it ends.
"""

from __future__ import annotations

import json
from dataclasses import replace

from tests.integration.providers.bill import Used
from tests.integration.providers.server import EVENTS, Answer, Provider, whole

SONNET = "claude-sonnet-4-5-20250929"
WORDS = ("At ", "noon.")


def used_by(number, model=SONNET, *, hours=False):
    """Return the tokens of a call: they differ, and most calls read or write a cache.

    Cached ones are sometimes most of the input, and sometimes a small part of it.
    """
    return Used(
        model,
        fresh=7 + 11 * number + 20_000 * (number % 2),
        output=150 + 5 * number,
        read=(0, 9000, 4000)[number % 3],
        write=(0, 0, 2100)[number % 3],
        hour=(0, 0, 900)[number % 3] if hours else 0,
    )


class AnthropicProvider(Provider):
    """Bills what it told: of a stream that is broken off, the input and what came until then."""

    hours = False
    """Some of what is written to a cache stays for an hour."""

    def answer(self, path, body):
        """Answer a call."""
        number = self.next_number()
        used = used_by(number, hours=self.hours)
        if not body.get("stream"):
            self.bill.calls.append(used)
            return whole(message(number, used, body))
        self.bill.calls.append(replace(used, output=1) if self.break_off else used)
        return Answer(tuple(line(each) for each in events(number, used, self.break_off)), EVENTS)


def line(event):
    """Return an event as it is sent."""
    return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


def usage(used):
    """Return usage as the API tells it."""
    return {
        "input_tokens": used.fresh,
        "output_tokens": used.output,
        "cache_read_input_tokens": used.read,
        "cache_creation_input_tokens": used.write + used.hour,
        "cache_creation": {
            "ephemeral_5m_input_tokens": used.write, "ephemeral_1h_input_tokens": used.hour,
        },
        "service_tier": "standard",
    }  # fmt: skip


def message(number, used, body):
    """Return a whole answer; the first answer to somebody with tools asks for one."""
    content, reason = [{"type": "text", "text": "".join(WORDS)}], "end_turn"
    if body.get("tools") and isinstance(body["messages"][-1]["content"], str):
        asked = {"type": "tool_use", "id": f"toolu_{number}", "name": "clock"}
        content, reason = [{**asked, "input": {"zone": "UTC"}}], "tool_use"
    return {
        "id": f"msg_{number:024x}",
        "type": "message",
        "role": "assistant",
        "model": SONNET,
        "content": content,
        "stop_reason": reason,
        "stop_sequence": None,
        "usage": usage(used),
    }


def events(number, used, break_off):
    """Return the events of a stream."""
    begun = message(number, used, {})
    begun |= {"content": [], "stop_reason": None, "usage": {**usage(used), "output_tokens": 1}}
    yield {"type": "message_start", "message": begun}
    yield {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    for text in WORDS:
        delta = {"type": "text_delta", "text": text}
        yield {"type": "content_block_delta", "index": 0, "delta": delta}
    if break_off:
        return
    yield {"type": "content_block_stop", "index": 0}
    delta = {"stop_reason": "end_turn", "stop_sequence": None}
    yield {"type": "message_delta", "delta": delta, "usage": {"output_tokens": used.output}}
    yield {"type": "message_stop"}
