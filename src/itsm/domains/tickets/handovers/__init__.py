"""The open tickets of somebody who cannot work them: offered, previewed, given to others, taken back."""
