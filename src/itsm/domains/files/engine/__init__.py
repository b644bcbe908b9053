"""Pure decisions about files: what they are called, what they are, and whether a link is genuine."""
