"""The edge: how requests come in and answers and refusals go out."""
