"""The rule lab: what a change of rules would have done, before it does anything."""
