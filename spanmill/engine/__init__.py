"""Everything that has a thread, a queue or a clock.

Intake, log consumers, reload, status and the admin listener.
"""
