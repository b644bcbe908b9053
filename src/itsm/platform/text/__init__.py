"""Words and phrases in free text: tokens, stems, negation, one matcher for many phrases."""
