"""`python -m spanmill` is the command line."""

from __future__ import annotations

from spanmill.cli import main

main()
