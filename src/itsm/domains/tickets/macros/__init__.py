"""Texts that are written again and again, with the changes that go with them: kept, looked at, put on a ticket."""
