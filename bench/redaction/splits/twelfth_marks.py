"""How the twelfth split writes contexts: marks for a value, a key and a name, and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["around", "framed", "plain"]

FRAMES = (
    '{"<K>": "<V>", "plan": "gold"}', "{'<K>': '<V>', 'plan': 'gold'}", "<K>=<V>", "<K>: <V>",
    '<K> = "<V>"', "<K>: '<V>'", "{<K>: '<V>', plan: 'gold',}", "<<K>><V></<K>>",
    '<record <K>="<V>" status="open"/>', '<field name="<K>"><V></field>',
    "UPDATE clients SET <K> = '<V>' WHERE client_no = 5521;",
    "INSERT INTO clients (<K>, plan) VALUES ('<V>', 'gold');",
    "SELECT client_no FROM clients WHERE <K> IN ('<V>');", 'customer { <K>: "<V>" plan: GOLD }',
    "Customer{plan=gold, <K>='<V>', active=true}", "Customer(plan='gold', <K>='<V>')",
    "Customer[plan=gold, <K>=<V>, active=true]", 'Customer { plan: Gold, <K>: "<V>" }',
    'Customer { <K>: Some("<V>"), active: true }', "&{Plan:gold <K>:<V> Active:true}",
    'main.Customer{Plan:"gold", <K>:"<V>"}', 'mutation { save(<K>: "<V>", plan: GOLD) { ok } }',
    "<K>,plan\n<V>,gold", "plan;<K>\ngold;<V>", "| <K> | plan |\n|---|---|\n| <V> | gold |",
    " <K> | plan\n------+------\n <V> | gold\n(1 row)", "-[ RECORD 1 ]\n<K> | <V>\nplan | gold",
    "*** 1. row ***\n  <K>: <V>\n plan: gold", "<tr><th><K></th><td><V></td></tr>",
    '<input type="text" name="<K>" value="<V>">', "curl -d <K>=<V> https://intake.example/v2",
    "<K>:\n    <V>", "<K>: >-\n  <V>\nplan: gold", '- key: <K>\n  value: "<V>"',
    '[{"name": "<K>", "value": "<V>"}]', 'form["<K>"] = "<V>"', 'dict(plan="gold", <K>="<V>")',
    'ValidationError: <K> "<V>" rejected by rule 12', '{\\"<K>\\": \\"<V>\\"}',
    "WARN intake: bad <K>=<V> took=12ms", '-  "<K>": "",\n+  "<K>": "<V>",', "<K> := `<V>`",
    'row.get("<K>")  # -> "<V>"', '"<K>" => "<V>",', '<K>="<V>" plan="gold"',
)  # fmt: skip
"""Ways of machines to write a value under a key."""
TALK = (
    "my <W> is <V> thx 🙏", "no wait it's the wrong one, my <W> is <V>", "<W> 👉 <V>",
    "Agent: can you read me your <W>?\nCaller: sure, <V>", "what is your <W>?\n> <V>",
    "User: here comes my <W>\nUser: <V>", "pls change <W> to <V>", "so the <W> its <V> ok",
    "Q: <W>?\nA: <V>", "the <W> on file is wrong, it should be <V>", "<W>:<V>", "<W> - <V>",
    "Sure! The <W> you gave me is <V>. Anything else?", "<W> <V>", "**<W>:** <V>",
    "> can you confirm the <W>?\n\nYes: <V>\n\nBest,\nRuth", "i typed my <W> as <V> by mistake",
    "| <W> | <V> |", "<li><b><W></b>: <V></li>", "Note to self, <W> = <V>", "<W> (new): <V>",
    "[00:02:11] Caller: yes my <W>, it's, uh, <V>.", "<W>?\nyep\n<V>", "<dt><W></dt><dd><V></dd>",
    "Extracted fields:\n- <W>: <V>\n- Plan: gold", "hi, lost my wallet, the <W> was <V>",
    "- user said the <W> is `<V>`", "SCAN PAGE 1\n<W>\n<V>\nPAGE 2", "<W> .......... <V>",
)  # fmt: skip
"""Ways of people to say a value after its name."""


def plain(text: str) -> str:
    """Return a text with <V> in it as a form for ``str.format``."""
    return text.replace("{", "{{").replace("}", "}}").replace("<V>", "{0}")


def around(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts with <V> in them as forms."""
    return tuple(map(plain, texts))


def framed(keys: Iterable[str], names: Iterable[str], own: tuple[str, ...]) -> tuple[str, ...]:
    """Put keys and names into every frame; a third is keys, a third names, a third own texts."""
    by_key = [frame.replace("<K>", key) for key in keys for frame in FRAMES]
    by_name = [frame.replace("<W>", name) for name in names for frame in TALK]
    most = max(len(by_key), len(by_name))
    parts = (by_key, by_name, list(own))
    return around(text for part in parts if part for text in part * max(1, most // len(part)))
