"""Reference data and settings: what tickets are sorted by, and what an administrator may tune."""
