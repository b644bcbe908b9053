"""Personal API tokens: how a program acts for a person, with less than that person may do."""
