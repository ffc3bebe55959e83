"""Test splits: templates, generators and formats that detectors were not written from.

Each was run once before anything was changed for it; `bench/results` keeps those first figures.
What a split has shown is mended by class, after which it is a test no more, and the next one is.
"""
