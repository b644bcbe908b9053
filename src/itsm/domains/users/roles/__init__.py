"""What each role may do: shipped in code, changed by administrators, in force within two seconds."""
