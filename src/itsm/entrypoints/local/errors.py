"""What can go wrong while starting on one machine, each said in one sentence."""


class LocalStartError(Exception):
    """A start that cannot go on. The message is one sentence meant for the person at the terminal."""
