"""What an application of OpenAI's agents does: it runs one that has a tool."""

from __future__ import annotations

import asyncio

from agents import (
    Agent,
    Runner,
    function_tool,
    set_default_openai_api,
    set_default_openai_client,
)
from openai import AsyncOpenAI

from tests.integration.providers.openai_api import CHAT
from tests.integration.workloads import OpenAIApplication


@function_tool
def clock() -> str:
    """Tell the time."""
    return "9:00"


class AgentApplication(OpenAIApplication):
    """Runs an agent: its first call asks for a tool, its second one answers."""

    def __init__(self, provider):
        super().__init__(provider)
        client = AsyncOpenAI(base_url=f"{provider.url}/v1", api_key="none", max_retries=2)
        set_default_openai_client(client, use_for_tracing=False)
        set_default_openai_api("chat_completions")
        self._agent = Agent(name="guide", instructions="Help.", tools=[clock], model=CHAT)

    def steps(self):
        """Return what it does."""
        steps = {"whole": self.whole, "tools": self.tools, "retry": self.retry}
        return steps | {"responses": self.run_by_responses}

    def whole(self):
        """Run it."""
        asyncio.run(Runner.run(self._agent, "When does it open?"))

    tools = whole

    def run_by_responses(self):
        """Run it by the other way to ask."""
        set_default_openai_api("responses")
        self.whole()
        set_default_openai_api("chat_completions")
