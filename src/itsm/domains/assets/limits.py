"""How long the texts of the register may be."""

TAG_MAX, NAME_MAX, LABEL_MAX, NOTES_MAX, NOTE_MAX, KEY_MAX = 40, 120, 120, 5_000, 1_000, 200
