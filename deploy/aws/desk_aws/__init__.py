"""The desk on AWS: one file for each part, `stage.py` joins them. See docs/guide/aws.md and ADR 0030."""
