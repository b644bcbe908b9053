"""The desk as a star of facts and dimensions, for Power BI and other tools; ADR 0034."""
