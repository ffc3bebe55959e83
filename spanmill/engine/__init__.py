"""Everything that has a thread, a queue or a clock: intake, log consumers, reload, status and the admin listener."""
